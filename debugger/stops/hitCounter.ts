// How often a breakpoint was met up to a moment. Counted over the journal, not over what the debugger did: going back and
// forth changes no count, and a breakpoint that was added late counts what came before it.
export class HitCounter {
  /** In order. */
  #met: number[] = [];
  /** Everything before this moment has been looked through. */
  #knownTo = 0;

  /** The breakpoint is met at this moment. `search` gives the moments of a stretch at which it was met. */
  countAt(moment: number, search: (from: number, to: number) => readonly number[]): number {
    if (moment >= this.#knownTo) {
      this.#met.push(...search(this.#knownTo, moment), moment);
      this.#knownTo = moment + 1;
    }
    // The moment itself is among them.
    let low = 0;
    let high = this.#met.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#met[middle] ?? 0) < moment) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }

  /** Another timeline: what came after this moment did not happen in it. */
  forget(after: number): void {
    this.#met = this.#met.filter(moment => moment <= after);
    this.#knownTo = Math.min(this.#knownTo, after + 1);
  }
}
