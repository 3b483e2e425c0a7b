// How the branches of a Parallel and the iterations of a Map fare, counted from events. What several visits at the same time have
// started is counted together; a later visit begins anew.
import type { ExecutionEvent } from '../../interpreter/index.ts';
import type { PartCounts } from '../protocol.ts';

export class Parts {
  readonly #branches: number;
  #total = 0;
  #succeeded = 0;
  #failed = 0;
  #aborted = 0;
  /** The strands of the visits that wait for theirs, and how many each has started and not heard of. 0: still to be read. */
  #open = new Map<number, number>();

  /** `branches`: of a Parallel; 0 for a Map. */
  constructor(branches: number) {
    this.#branches = branches;
  }

  get counts(): PartCounts | undefined {
    const [total, succeeded, failed, aborted] = [this.#total, this.#succeeded, this.#failed, this.#aborted];
    return total + succeeded + failed + aborted === 0 && this.#open.size === 0
      ? undefined
      : { total, succeeded, failed, aborted };
  }

  /** Something that the container itself is told. Whether that changed anything. */
  hear(event: ExecutionEvent & { readonly strand: number }): boolean {
    switch (event.kind) {
      case 'containerStarted':
        if (this.#open.size === 0) this.forget();
        this.#begin(event.strand, event.length ?? this.#branches);
        return true;
      case 'iterationSucceeded':
        this.#succeeded++;
        return true;
      case 'iterationFailed':
        this.#failed++;
        return true;
      case 'iterationAborted':
        this.#aborted++;
        return true;
      case 'mapRunRedriven':
        this.#open.set(event.strand, 0);
        this.#failed = 0;
        this.#aborted = 0;
        return true;
      case 'mapRunSucceeded':
      case 'mapRunFailed':
      case 'mapRunAborted': {
        const { succeeded, failed, timedOut, aborted, pending, pendingRedrive } = event.counts.items;
        const total = succeeded + failed + timedOut + aborted + pending + pendingRedrive;
        if (this.#open.get(event.strand) === 0) this.#total = Math.max(this.#total, total);
        return this.#open.delete(event.strand);
      }
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
    if (this.#branches === 0) return false;
    this.#succeeded++;
    return true;
  }

  /** A child execution is over. */
  childDone(status: string, items: number): void {
    if (status === 'SUCCEEDED') this.#succeeded += items;
    else if (status === 'ABORTED') this.#aborted += items;
    else this.#failed += items;
  }

  copy(): Parts {
    const copy = new Parts(this.#branches);
    copy.take(this);
    return copy;
  }

  take(other: Parts): void {
    this.#total = other.#total;
    this.#succeeded = other.#succeeded;
    this.#failed = other.#failed;
    this.#aborted = other.#aborted;
    this.#open = new Map(other.#open);
  }

  forget(): void {
    this.#total = this.#succeeded = this.#failed = this.#aborted = 0;
    this.#open.clear();
  }

  #begin(strand: number, length: number): void {
    this.#total += length;
    this.#open.set(strand, length);
  }

  // A Parallel fails with the first of its branches; nothing is told of the others.
  #break(strand: number, isFailure: boolean): boolean {
    if (!this.#open.delete(strand)) return false;
    if (this.#branches === 0) return true;
    if (isFailure) this.#failed++;
    if (this.#open.size === 0) this.#aborted = this.#total - this.#succeeded - this.#failed;
    return true;
  }
}
