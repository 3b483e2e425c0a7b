// How far a move goes. A strand that ends before its goal hands it to the strand around it, which then goes on.
import { isNestedRoot, type Moment, type Run, type StateCode, type Strand } from '../../interpreter/index.ts';

export type Goal =
  | { readonly kind: 'continue' }
  /** The very next step, whose ever it is. */
  | { readonly kind: 'entry' }
  | { readonly kind: 'moment'; readonly moment: Moment }
  | ({
      readonly kind: /** The next state of the strand. */
        | 'over'
        /** Its next phase, or the first state of a strand that its state starts. */
        | 'phase'
        /** Past the phases before the work of its state, into the first strand that is started. */
        | 'into'
        /** Where the strand goes on, whatever it waits for. */
        | 'resume';
    } & OfStrand)
  /** Into one of the branches or iterations; the first that begins when none is said. */
  | ({ readonly kind: 'child'; readonly index: number | undefined } & OfStrand);

interface OfStrand {
  readonly strand: number;
  /** Where to stop when the strand ends first, the nearest before the others. */
  readonly ancestors: readonly number[];
}

/** Whether a strand that is about to go on is where the move was to end. */
export function isReached(goal: Goal, run: Run, strand: Strand, moment: Moment): boolean {
  if (goal.kind === 'continue') return false;
  if (goal.kind === 'entry') return true;
  if (goal.kind === 'moment') return moment >= goal.moment;
  const isAlive = (id: number) => run.strands.some(other => other.id === id);
  if (!isAlive(goal.strand)) return goal.ancestors.find(isAlive) === strand.id;
  const isOwn = strand.id === goal.strand;
  const isBelow = strand.parent?.strand === goal.strand;
  switch (goal.kind) {
    case 'over':
      return isOwn && strand.step === 0 && !strand.failing;
    case 'phase':
      return isOwn || isBelow;
    case 'resume':
      return isOwn;
    case 'into':
      if (isStartedBy(strand, goal.strand)) return true;
      // The first step of what it has started comes before its own next.
      if (isOwn && run.strands.some(other => isStartedBy(other, goal.strand))) return false;
      return isBelow || (isOwn && (strand.failing !== undefined || strand.step > workOf(strand.code)));
    case 'child':
      if (isOwn) return strand.failing !== undefined || strand.step > workOf(strand.code);
      return isBelow && strand.step === 0 && (goal.index === undefined || strand.parent?.index === goal.index);
  }
}

/** It is about to begin, and nobody waits for it. */
function isStartedBy(strand: Strand, caller: number): boolean {
  const { execution, entered, step } = strand;
  return isNestedRoot(strand) && execution?.kind === 'nested' && execution.caller === caller && !entered && step === 0;
}

/** The strands around one, the nearest first. */
export function ancestorsOf(run: Run, id: number): number[] {
  const parent = run.strands.find(strand => strand.id === id)?.parent?.strand;
  return parent === undefined ? [] : [parent, ...ancestorsOf(run, parent)];
}

/** The index of the step that does the work of a state: calls, or starts strands. */
export function workOf({ steps }: StateCode): number {
  const index = steps.findIndex(({ phase }) => phase === 'task');
  return index < 0 ? steps.length : index;
}

export function isContainer({ type }: StateCode): boolean {
  return type === 'Map' || type === 'Parallel';
}
