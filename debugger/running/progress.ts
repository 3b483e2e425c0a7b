// Progress of long Maps, for clients that show such: how many items of a distributed or large inline Map are done.
import { type Run, type Strand, totalOf } from '../../interpreter/index.ts';

/** Smaller Maps are over before anybody could read it. */
const WORTH_SHOWING = 500;

type Send = (event: 'progressStart' | 'progressUpdate' | 'progressEnd', body: object) => void;

export class Progress {
  readonly #send: Send;
  readonly #open = new Map<number, number>();

  constructor(send: Send) {
    this.#send = send;
  }

  /** Whether one of its bars is meant. */
  has(progressId: string): boolean {
    return [...this.#open.keys()].some(id => idOf(id) === progressId);
  }

  /** The run goes on. */
  update(run: Run): void {
    for (const strand of run.strands) {
      const counted = countsOf(strand);
      if (!counted) continue;
      const { done, total } = counted;
      const before = this.#open.get(strand.id);
      const message = `${done} of ${total} items`;
      const percentage = total > 0 ? Math.floor((done / total) * 100) : 0;
      const body = { progressId: idOf(strand.id), message, percentage };
      if (before === undefined) this.#send('progressStart', { ...body, title: strand.code.name, cancellable: true });
      else if (before !== done) this.#send('progressUpdate', body);
      this.#open.set(strand.id, done);
    }
    for (const id of this.#open.keys()) {
      const strand = run.strands.find(one => one.id === id);
      if (!strand || !countsOf(strand)) this.#end(id);
    }
  }

  /** The run is held or over. */
  end(): void {
    for (const id of this.#open.keys()) this.#end(id);
  }

  #end(id: number): void {
    this.#open.delete(id);
    this.#send('progressEnd', { progressId: idOf(id) });
  }
}

function idOf(strand: number): string {
  return `map-${strand}`;
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
