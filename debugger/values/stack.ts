// Strands as threads, and where they stand as stacks: the state at work on top, below it the Parallel or Map states around. A
// child execution has a line of its own between its states and those of the execution that started it; one that a Task waits for
// belongs to the thread of that Task.
import {
  isNestedRoot,
  type Phase,
  type Program,
  type Run,
  type StateCode,
  type Strand,
} from '../../interpreter/index.ts';
import type { Span } from '../../language/index.ts';

/** A thread has no more frames than this, so that a frame's number says whose it is and how deep. */
const DEPTH_LIMIT = 1000;

export function frameId(threadId: number, depth: number): number {
  return threadId * DEPTH_LIMIT + depth;
}

export function strandOfFrame(run: Run, id: number): Strand | undefined {
  return stackOf(run, Math.floor(id / DEPTH_LIMIT))[id % DEPTH_LIMIT]?.strand;
}

export interface Stacked {
  readonly strand: Strand;
  /** Its execution was started by the frame below. */
  readonly isFirstOfChild: boolean;
}

/** The strand that a thread is about, and the ones that wait for it, the nearest first. */
export function stackOf(run: Run, threadId: number): readonly Stacked[] {
  const stack: Stacked[] = [];
  for (let strand = strandOfThread(run, threadId); strand; ) {
    const { parent, execution }: Strand = strand;
    stack.push({ strand, isFirstOfChild: parent !== undefined && execution?.root === strand.id });
    strand = parent && strandWithId(run, parent.strand);
  }
  return stack;
}

/** The thread that shows a strand. An execution that is waited for is a part of the thread that waits. */
export function threadOf(run: Run, strand: Strand): number {
  const caller = isPartOfCaller(strand) ? strand.parent && strandWithId(run, strand.parent.strand) : undefined;
  return caller ? threadOf(run, caller) : strand.id;
}

/** The strand at work in a thread: that of the innermost execution it waits for. */
export function strandOfThread(run: Run, threadId: number): Strand | undefined {
  const strand = strandWithId(run, threadId);
  const { waiting } = strand ?? {};
  const child = waiting?.kind === 'call' && waiting.child !== undefined ? strandWithId(run, waiting.child) : undefined;
  return child && isPartOfCaller(child) ? strandOfThread(run, child.id) : strand;
}

/** It has no thread of its own. */
export function isPartOfCaller(strand: Strand): boolean {
  return strand.parent !== undefined && isNestedRoot(strand);
}

export function strandWithId(run: Run, id: number): Strand | undefined {
  return run.strands.find(strand => strand.id === id);
}

export interface Frame {
  readonly name: string;
  readonly phase: Phase;
  readonly span: Span;
}

/** `program` is that of the text that is shown: a state that was entered before an edit is shown where it is now. */
export function frameOf(strand: Strand, program: Program): Frame {
  const { failing, data, waiting } = strand;
  const entered = strand.code;
  const shown = program.states.get(entered.path) ?? entered;
  // What a strand waits for is the step before the one it stands at.
  const index = waiting && strand.step > 0 ? strand.step - 1 : strand.step;
  const step = entered.steps[index];
  const phase: Phase = failing ? 'error' : (step?.phase ?? 'enter');
  const isSame = shown === entered;
  const now = isSame ? step : sameStep(entered, index, shown);
  const span = failing ? shown.onError?.spanOf(failing) : (isSame && now?.spanNow?.(data)) || now?.span;
  const isParent =
    waiting?.kind === 'children' ||
    waiting?.kind === 'mapRun' ||
    (waiting?.kind === 'call' && waiting.child !== undefined);
  const attempt = strand.attempts.total > 0 ? `, attempt ${strand.attempts.total + 1}` : '';
  const suffix = isParent ? waitingFor(waiting) : phase === 'enter' ? '' : ` · ${phase}${attempt}`;
  return { name: `${shown.name}${suffix}`, phase, span: span ?? shown.state.key };
}

// The same phase, and of several the one in the same place.
function sameStep(from: StateCode, index: number, to: StateCode) {
  const phase = from.steps[index]?.phase;
  const before = from.steps.slice(0, index).filter(step => step.phase === phase).length;
  return to.steps.filter(step => step.phase === phase)[before];
}

type Parent = Exclude<NonNullable<Strand['waiting']>, { kind: 'clock' }>;

function waitingFor(waiting: Parent): string {
  if (waiting.kind === 'call') return ' · waiting for the execution it has started';
  if (waiting.kind === 'mapRun') {
    const { running } = waiting.counts.executions;
    return ` · waiting for ${running} child execution${running === 1 ? '' : 's'}`;
  }
  const { open, plan } = waiting;
  const one = plan ? 'iteration' : 'branch';
  return ` · waiting for ${open} ${open === 1 ? one : plan ? 'iterations' : 'branches'}`;
}

/** `order`, `Fulfil ▸ branch 2`, `Ship each ▸ #17` */
export function threadName(strand: Strand, run: Run, machine: string): string {
  const parent = strand.parent && strandWithId(run, strand.parent.strand);
  if (strand.execution?.kind === 'nested' && isNestedRoot(strand)) {
    const { stateMachineName, around } = strand.execution;
    return `${stateMachineName} (started by ${around.replace(/ → $/, '')})`;
  }
  if (!parent || !strand.parent) return machine;
  const { index } = strand.parent;
  return `${parent.code.name} ▸ ${parent.code.type === 'Map' ? `#${index}` : `branch ${index + 1}`}`;
}
