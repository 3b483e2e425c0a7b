// Whose turn it is. Strands that can move take turns in the order they were started, so the same input gives the same
// journal.
import type { Call } from './program.ts';
import type { Run, Strand } from './run.ts';

/** What a run can do next without anything from the outside. */
export type NextMove =
  | { readonly kind: 'step'; readonly strand: Strand }
  /**
   * Nothing can move before this time, or before one of the open calls is answered. `tokens`: calls that wait for what an execution
   * they have started sends back, when that cannot move either.
   */
  | { readonly kind: 'sleep'; readonly until: number; readonly openCalls: number; readonly tokens: number }
  | { readonly kind: 'ended' };

export function nextMove(run: Run): NextMove {
  const isOver = run.status !== 'RUNNING';
  // Executions that nobody waits for outlive the one that started them.
  if (isOver && run.strands.length === 0) return { kind: 'ended' };
  const due = isOver ? Number.POSITIVE_INFINITY : deadline(run);
  const strand = nextStrand(run.strands, run.lastStrand, run.isInTurn);
  if (strand && run.now < due && run.now < childDeadline(strand)) return { kind: 'step', strand };
  let until = due;
  let openCalls = 0;
  let [tokens, clocks] = [0, 0];
  for (const strand of run.strands) {
    const { waiting } = strand;
    until = Math.min(until, childDeadline(strand));
    if (waiting?.kind === 'call') {
      if (waiting.child === undefined) openCalls++;
      else if (isForToken(waiting.call)) tokens++;
    } else if (waiting?.kind === 'clock') clocks++;
    else if (waiting?.kind === 'mapRun' && isOutside(waiting)) openCalls++;
    if (waiting) until = Math.min(until, dueOf(waiting));
  }
  return { kind: 'sleep', until, openCalls, tokens: clocks > 0 ? 0 : tokens };
}

export function isForToken({ resource }: Call): boolean {
  return resource.kind === 'service' && resource.pattern === 'waitForTaskToken';
}

/** Items are being read, or the last results written. */
function isOutside({ reader, closing }: Extract<Strand['waiting'], { kind: 'mapRun' }>): boolean {
  return reader?.isOpen === true || closing !== undefined;
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
  const at = placeOf(strands, lastStrand);
  const last = strands[at];
  const isFound = last?.id === lastStrand;
  if (last && isFound && isInTurn && !last.waiting) return last;
  const next = isFound ? at + 1 : at;
  return firstFree(strands, next, strands.length) ?? firstFree(strands, 0, next);
}

function firstFree(strands: readonly Strand[], from: number, to: number): Strand | undefined {
  for (let i = from; i < to; i++) if (!strands[i]?.waiting) return strands[i];
  return undefined;
}

/** Where the strand of an id is, or would be: strands are in the order of their ids. */
export function placeOf(strands: readonly Strand[], id: number): number {
  // Mostly the only strand, or the one that waits for all the others.
  if (strands[0]?.id === id) return 0;
  let low = 0;
  let high = strands.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((strands[middle]?.id ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What an Express execution may take (spec/quotas.md §2). A Standard one has a year, which nobody waits for. */
const EXPRESS_SECONDS = 300;

/** When an Express execution that starts now times out. */
export function expressDeadline(now: number): number {
  return now + EXPRESS_SECONDS * 1000;
}

/** When the child execution that a strand belongs to times out. */
export function childDeadline({ execution }: Strand): number {
  return execution === undefined ? Number.POSITIVE_INFINITY : execution.deadline;
}

/** When the whole execution times out. */
export function deadline({ program, execution }: Run): number {
  const declared = program.timeoutSeconds ?? Number.POSITIVE_INFINITY;
  const seconds = execution.type === 'EXPRESS' ? Math.min(declared, EXPRESS_SECONDS) : declared;
  // A redrive begins the time anew.
  return (execution.redriveTime ?? execution.startTime) + seconds * 1000;
}
