// What a step can read besides the data, looked up when it is read: building the context object costs something, and most
// states leave nothing to chance.
import type { Chance, Value } from '../expressions/index.ts';
import type { MapItem } from './context.ts';
import type { StepScope, Variables } from './program.ts';
import type { Strand } from './run.ts';

/** Where it is looked up. */
export interface ScopeSource {
  readonly now: number;
  readonly chance: Chance;
  contextOf(strand: Strand, item: MapItem | undefined): Value;
}

export class Scope implements StepScope {
  readonly #source: ScopeSource;
  readonly #strand: Strand;
  readonly #item: MapItem | undefined;

  constructor(source: ScopeSource, strand: Strand, item?: MapItem) {
    this.#source = source;
    this.#strand = strand;
    this.#item = item;
  }

  get now(): number {
    return this.#source.now;
  }

  get variables(): Variables {
    return this.#strand.variables;
  }

  get chance(): Chance {
    return this.#source.chance;
  }

  newToken(): string {
    return this.#source.chance.uuid();
  }

  context(): Value {
    return this.#source.contextOf(this.#strand, this.#item);
  }
}
