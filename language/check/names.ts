// Names as numbers: of states, those that exist and those that somebody leads to, and of variables. A number is given while
// the text is read, when the name is at hand; who means what is found afterwards without looking at a text again.
class Numbers {
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

export class Names {
  readonly states = new Numbers();
  readonly variables = new Numbers();
}
