// Whose turn it is. Strands that can move take turns in path order, so the same input gives the same journal.
import type { Run, Strand } from './run.ts';

/** What a run can do next without anything from the outside. */
export type NextMove =
  | { readonly kind: 'step'; readonly strand: Strand }
  /** Nothing can move before this time. */
  | { readonly kind: 'sleep'; readonly until: number }
  | { readonly kind: 'ended' };

export function nextMove(run: Run): NextMove {
  if (run.status !== 'RUNNING') return { kind: 'ended' };
  const due = deadline(run);
  const strand = nextStrand(run);
  if (strand && run.now < due) return { kind: 'step', strand };
  const sleeps = run.strands.map(sleeper => sleeper.sleepUntil ?? Number.POSITIVE_INFINITY);
  return { kind: 'sleep', until: Math.min(due, ...sleeps) };
}

/** The strand after the one that moved last, among those that can move. */
export function nextStrand(run: Run): Strand | undefined {
  let first: Strand | undefined;
  for (const strand of run.strands) {
    if (strand.sleepUntil !== undefined) continue;
    if (strand.id > run.lastStrand) return strand;
    first ??= strand;
  }
  return first;
}

/** When the whole execution times out. */
export function deadline(run: Run): number {
  const seconds = run.program.timeoutSeconds;
  return seconds === undefined ? Number.POSITIVE_INFINITY : run.execution.startTime + seconds * 1000;
}
