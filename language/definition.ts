// A definition: what a text says, as far as it can be understood, and what is wrong with it. A value: a new text gives a
// new Definition, and holders of an old one may keep it as long as they like.
import type { Machine } from './machine/machine.ts';
import type { Problem } from './problems.ts';
import type { Node } from './text/tree.ts';

export type Format = 'json' | 'yaml';

export interface Definition {
  readonly text: string;
  readonly format: Format;
  /** Absent only when the text holds nothing at all. */
  readonly root?: Node;
  /** Absent only when the root is no object. */
  readonly machine?: Machine;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
}
