// What has been made of expressions lately, by their text: a machine has the same few again and again, and nearly all of
// them are still the same after an edit.

/** Of that many texts at a time. */
const MOST = 1000;
/** Longer ones are rarely met twice. */
const LONGEST = 500;

export class ParsedOnce<T> {
  private readonly made = new Map<string, T>();
  private readonly make: (text: string) => T;

  constructor(make: (text: string) => T) {
    this.make = make;
  }

  of(text: string): T {
    const known = this.made.get(text);
    if (known !== undefined) return known;
    if (text.length > LONGEST) return this.make(text);
    if (this.made.size === MOST) this.made.clear();
    // A copy: V8 cuts texts out as views, which would keep all of the definition alive.
    const copy: string = JSON.parse(JSON.stringify(text));
    const made = this.make(copy);
    this.made.set(copy, made);
    return made;
  }
}
