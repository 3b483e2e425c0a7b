// Progress of what takes long, for clients that show such: how many items of a distributed or large inline Map are done, or how far a
// move has come. A client that gives one up pauses the move.
import { type Run, type Strand, totalOf } from '../../interpreter/index.ts';

/** Smaller Maps are over before anybody could read it. */
const WORTH_SHOWING = 500;

/** A move that takes longer than this is shown. */
const LONG_MS = 1000;

/** How often the message of a move is written anew. */
const WRITE_MS = 250;

const MOVE = 'move';

type Send = (event: 'progressStart' | 'progressUpdate' | 'progressEnd', body: object) => void;

export class Progress {
  readonly #send: Send;
  /** By the name of the bar, what was said last. */
  readonly #open = new Map<string, number | undefined>();
  #movesSince: number | undefined;
  #writtenAt = 0;

  constructor(send: Send) {
    this.#send = send;
  }

  /** Whether one of its bars is meant. */
  has(progressId: string): boolean {
    return this.#open.has(progressId);
  }

  /** The run goes on, or its past is searched. */
  update(
    run: Run,
    { at, head }: { readonly at: number; readonly head: number },
    now: number,
    searched: { readonly done: number; readonly of: number } | undefined,
  ): void {
    this.#movesSince ??= now;
    const maps = searched ? [] : run.strands.filter(countsOf);
    for (const strand of maps) this.#map(strand);
    for (const id of [...this.#open.keys()]) {
      if (id !== MOVE && !maps.some(strand => idOf(strand) === id)) this.#end(id);
    }
    // A bar is enough.
    if (maps.length > 0 || now - this.#movesSince < LONG_MS) return;
    if (searched) this.#move('Going back', now, `${searched.done} of ${searched.of} moments`, searched);
    else if (at < head) this.#move('Going through the past', now, `${at} of ${head} moments`, { done: at, of: head });
    else this.#move('Running', now, `${at} moments`, undefined);
  }

  /** The run is held or over. */
  end(): void {
    for (const id of [...this.#open.keys()]) this.#end(id);
    this.#movesSince = undefined;
  }

  #map(strand: Strand): void {
    const counted = countsOf(strand);
    if (!counted) return;
    const { done, total } = counted;
    const progressId = idOf(strand);
    const before = this.#open.get(progressId);
    const body = { progressId, message: `${done} of ${total} items`, percentage: percentage(done, total) };
    if (before === undefined) this.#send('progressStart', { ...body, title: strand.code.name, cancellable: true });
    else if (before !== done) this.#send('progressUpdate', body);
    this.#open.set(progressId, done);
  }

  #move(title: string, now: number, message: string, part: { done: number; of: number } | undefined): void {
    const body = { progressId: MOVE, message, ...(part && { percentage: percentage(part.done, part.of) }) };
    if (!this.#open.has(MOVE)) this.#send('progressStart', { ...body, title, cancellable: true });
    else if (now - this.#writtenAt < WRITE_MS) return;
    else this.#send('progressUpdate', body);
    this.#open.set(MOVE, undefined);
    this.#writtenAt = now;
  }

  #end(progressId: string): void {
    this.#open.delete(progressId);
    this.#send('progressEnd', { progressId });
  }
}

function percentage(done: number, total: number): number {
  return total > 0 ? Math.floor((done / total) * 100) : 0;
}

function idOf({ id }: Pick<Strand, 'id'>): string {
  return `map-${id}`;
}

function countsOf({ waiting }: Strand): { readonly done: number; readonly total: number } | undefined {
  if (waiting?.kind === 'children' && waiting.plan) {
    const total = waiting.plan.items.length;
    return total < WORTH_SHOWING ? undefined : { total, done: waiting.nextItem - waiting.open };
  }
  if (waiting?.kind !== 'mapRun') return undefined;
  const { items } = waiting.counts;
  const total = totalOf(items);
  return total < WORTH_SHOWING ? undefined : { total, done: total - items.pending - items.running };
}
