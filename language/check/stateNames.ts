// The names of states, those that exist and those that somebody leads to, as numbers. A number is given while the text is
// read, when the name is at hand; who leads where is found afterwards without looking at a text again.
export class StateNames {
  private readonly numbers = new Map<string, number>();

  numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const { size } = this.numbers;
    this.numbers.set(name, size);
    return size;
  }

  /** All numbers are below. */
  get count(): number {
    return this.numbers.size;
  }
}
