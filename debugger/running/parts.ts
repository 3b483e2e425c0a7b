// How the branches of a Parallel and the iterations of a Map fare, counted from events. What several visits at the same time have
// started is counted together; a later visit begins anew.
import { type ExecutionEvent, totalOf } from '../../interpreter/index.ts';
import type { PartCounts } from '../protocol.ts';

export class Parts {
  readonly #branches: number;
  #counts = newCounts();
  /** The strands of the visits that wait for theirs, and how many each has started. 0: they are still to be read. */
  #open = new Map<number, number>();

  /** `branches`: of a Parallel; 0 for a Map. */
  constructor(branches: number) {
    this.#branches = branches;
  }

  get counts(): PartCounts | undefined {
    const { total, succeeded, failed, aborted } = this.#counts;
    return total + succeeded + failed + aborted + this.#open.size === 0 ? undefined : { ...this.#counts };
  }

  /** Something that the container itself is told. Whether that changed anything. */
  hear(event: ExecutionEvent & { readonly strand: number }): boolean {
    const counts = this.#counts;
    switch (event.kind) {
      case 'containerStarted': {
        if (this.#open.size === 0) this.forget();
        const { length = this.#branches } = event;
        this.#counts.total += length;
        this.#open.set(event.strand, length);
        return true;
      }
      case 'iterationSucceeded':
        counts.succeeded++;
        return true;
      case 'iterationFailed':
        counts.failed++;
        return true;
      case 'iterationAborted':
        counts.aborted++;
        return true;
      case 'mapRunRedriven':
        this.#open.set(event.strand, 0);
        counts.failed = counts.aborted = 0;
        return true;
      case 'mapRunSucceeded':
      case 'mapRunFailed':
      case 'mapRunAborted':
        if (this.#open.get(event.strand) === 0) counts.total = Math.max(counts.total, totalOf(event.counts.items));
        return this.#open.delete(event.strand);
      case 'containerSucceeded':
        return this.#open.delete(event.strand);
      case 'stateFailed':
      case 'stateAborted':
        return this.#break(event.strand, event.kind === 'stateFailed');
      default:
        return false;
    }
  }

  /** The last state of a branch was left. */
  branchDone(): boolean {
    if (this.#branches > 0) this.#counts.succeeded++;
    return this.#branches > 0;
  }

  /** A child execution is over. */
  childDone(status: string, items: number): void {
    this.#counts[status === 'SUCCEEDED' ? 'succeeded' : status === 'ABORTED' ? 'aborted' : 'failed'] += items;
  }

  copy(): Parts {
    const copy = new Parts(this.#branches);
    copy.take(this);
    return copy;
  }

  take(other: Parts): void {
    this.#counts = { ...other.#counts };
    this.#open = new Map(other.#open);
  }

  forget(): void {
    this.#counts = newCounts();
    this.#open.clear();
  }

  // A Parallel fails with the first of its branches; nothing is told of the others.
  #break(strand: number, isFailure: boolean): boolean {
    if (!this.#open.delete(strand)) return false;
    const counts = this.#counts;
    if (this.#branches === 0) return true;
    if (isFailure) counts.failed++;
    if (this.#open.size === 0) counts.aborted = counts.total - counts.succeeded - counts.failed;
    return true;
  }
}

function newCounts() {
  return { total: 0, succeeded: 0, failed: 0, aborted: 0 };
}
