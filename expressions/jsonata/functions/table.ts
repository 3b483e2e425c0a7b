// How a family of functions is written down: name → signature, number of parameters, what it does.

import type { Runtime } from '../runtime.ts';
import type { Item } from '../values.ts';

/** Arguments have been fitted to the signature; a missing one is undefined. */
export type Run = (rt: Runtime, a: Item, b: Item, c: Item, d: Item) => Item;

export interface Table {
  readonly [name: string]: readonly [signature: string, arity: number, run: Run];
}
