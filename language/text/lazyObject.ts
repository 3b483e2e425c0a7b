// An object of the text whose members are read when somebody asks for them: most of a large definition is never looked at
// after it has been checked.
import { type Member, mayRepeatIn, type ObjectNode } from './tree.ts';

export class LazyObject implements ObjectNode {
  readonly kind = 'object';
  readonly start: number;
  readonly end: number;
  #members: readonly Member[] | undefined;
  #read: (() => readonly Member[]) | undefined;

  /** `read` is called at most once. */
  constructor(start: number, end: number, read: () => readonly Member[]) {
    this.start = start;
    this.end = end;
    this.#read = read;
  }

  get members(): readonly Member[] {
    if (this.#read) {
      this.#members = this.#read();
      this.#read = undefined;
    }
    return this.#members ?? [];
  }

  get mayRepeat(): boolean {
    return mayRepeatIn(this.members);
  }
}
