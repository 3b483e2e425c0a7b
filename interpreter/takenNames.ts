// The executions that Tasks have started under names of their choice: a name is taken for good. A value like all of a run, though
// what follows one another shares its list: a view of it counts only what was there when it was made.

export interface NamedExecution {
  /** The strand it began with, which is gone when it is over. */
  readonly root: number;
  readonly inputText: string;
  readonly startTime: number;
}

type Entries = Map<string, NamedExecution & { readonly index: number }>;

export class TakenNames {
  static readonly none = new TakenNames(undefined, 0);
  readonly #entries: Entries | undefined;
  readonly #count: number;

  private constructor(entries: Entries | undefined, count: number) {
    this.#entries = entries;
    this.#count = count;
  }

  get(arn: string): NamedExecution | undefined {
    const found = this.#entries?.get(arn);
    return found && found.index < this.#count ? found : undefined;
  }

  /** With one more, which was not there. */
  with(arn: string, { root, inputText, startTime }: NamedExecution): TakenNames {
    const entries = this.#isLatest ? (this.#entries as Entries) : this.#ownEntries();
    entries.set(arn, { root, inputText, startTime, index: this.#count });
    return new TakenNames(entries, this.#count + 1);
  }

  get #isLatest(): boolean {
    return this.#entries?.size === this.#count;
  }

  // Somebody else has gone on from here already: this is another way.
  #ownEntries(): Entries {
    return new Map([...(this.#entries ?? [])].filter(([, { index }]) => index < this.#count));
  }
}
