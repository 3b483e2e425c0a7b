// Strands as threads, and where they stand as stacks: the state at work on top, below it the Parallel or Map states around.
import type { Phase, Run, Strand } from '../interpreter/index.ts';
import type { Span } from '../language/index.ts';

/** A thread has no more frames than this, so that a frame's number says whose it is and how deep. */
const DEPTH_LIMIT = 1000;

export function frameId(threadId: number, depth: number): number {
  return threadId * DEPTH_LIMIT + depth;
}

export function strandOfFrame(run: Run, id: number): Strand | undefined {
  return stackOf(run, Math.floor(id / DEPTH_LIMIT))[id % DEPTH_LIMIT];
}

/** The strand, and the ones that wait for it, the nearest first. */
export function stackOf(run: Run, threadId: number): readonly Strand[] {
  const strand = run.strands.find(({ id }) => id === threadId);
  if (!strand) return [];
  return strand.parent ? [strand, ...stackOf(run, strand.parent.strand)] : [strand];
}

export interface Frame {
  readonly name: string;
  readonly phase: Phase;
  readonly span: Span;
}

export function frameOf(strand: Strand): Frame {
  const { code, failing, data, waiting } = strand;
  // What a strand waits for is the step before the one it stands at.
  const step = code.steps[waiting ? strand.step - 1 : strand.step];
  const phase: Phase = failing ? 'error' : (step?.phase ?? 'enter');
  const span = failing ? code.onError?.spanOf(failing) : (step?.spanNow?.(data) ?? step?.span);
  const isParent = waiting?.kind === 'children' || waiting?.kind === 'mapRun';
  const suffix = isParent ? waitingFor(waiting) : phase === 'enter' ? '' : ` · ${phase}`;
  return { name: `${code.name}${suffix}`, phase, span: span ?? code.state.key };
}

type Parent = Extract<NonNullable<Strand['waiting']>, { kind: 'children' | 'mapRun' }>;

function waitingFor(waiting: Parent): string {
  if (waiting.kind === 'mapRun') {
    const { running } = waiting.counts.executions;
    return ` · waiting for ${running} child execution${running === 1 ? '' : 's'}`;
  }
  const { open, plan } = waiting;
  const one = plan ? 'iteration' : 'branch';
  return ` · waiting for ${open} ${open === 1 ? one : plan ? 'iterations' : 'branches'}`;
}

/** `order`, `Fulfil ▸ branch 2`, `Ship each ▸ #17` */
export function threadName(strand: Strand, strands: readonly Strand[], machine: string): string {
  const parent = strands.find(({ id }) => id === strand.parent?.strand);
  if (!parent || !strand.parent) return machine;
  const { index } = strand.parent;
  return `${parent.code.name} ▸ ${parent.code.type === 'Map' ? `#${index}` : `branch ${index + 1}`}`;
}
