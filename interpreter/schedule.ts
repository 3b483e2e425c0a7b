// Whose turn it is. Strands that can move take turns in the order they were started, so the same input gives the same
// journal.
import type { Run, Strand } from './run.ts';

/** What a run can do next without anything from the outside. */
export type NextMove =
  | { readonly kind: 'step'; readonly strand: Strand }
  /** Nothing can move before this time, or before one of the open calls is answered. */
  | { readonly kind: 'sleep'; readonly until: number; readonly openCalls: number }
  | { readonly kind: 'ended' };

export function nextMove(run: Run): NextMove {
  if (run.status !== 'RUNNING') return { kind: 'ended' };
  const due = deadline(run);
  const strand = nextStrand(run.strands, run.lastStrand, run.isInTurn);
  if (strand && run.now < due) return { kind: 'step', strand };
  let until = due;
  let openCalls = 0;
  for (const { waiting } of run.strands) {
    if (waiting?.kind === 'call') openCalls++;
    if (waiting) until = Math.min(until, dueOf(waiting));
  }
  return { kind: 'sleep', until, openCalls };
}

/** When the clock alone ends a wait. */
export function dueOf(waiting: NonNullable<Strand['waiting']>): number {
  if (waiting.kind === 'clock') return waiting.until;
  return waiting.kind === 'call' ? Math.min(waiting.timeoutAt, waiting.heartbeatAt) : Number.POSITIVE_INFINITY;
}

/**
 * The strand whose turn it is: a turn is a whole state, or as much of it as goes without waiting, so that going step by
 * step and going fast write the same history. Then the one after it, among those that can move.
 */
export function nextStrand(strands: readonly Strand[], lastStrand: number, isInTurn: boolean): Strand | undefined {
  const last = isInTurn ? strands.find(({ id }) => id === lastStrand) : undefined;
  if (last && !last.waiting) return last;
  let first: Strand | undefined;
  for (const strand of strands) {
    if (strand.waiting) continue;
    if (strand.id > lastStrand) return strand;
    first ??= strand;
  }
  return first;
}

/** When the whole execution times out. */
export function deadline(run: Run): number {
  const seconds = run.program.timeoutSeconds;
  return seconds === undefined ? Number.POSITIVE_INFINITY : run.execution.startTime + seconds * 1000;
}
