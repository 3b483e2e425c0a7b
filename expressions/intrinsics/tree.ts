// A call of intrinsic functions as a tree (spec: jsonpath-and-intrinsics.md §4).
import type { Path } from '../jsonpath/path.ts';
import type { Span } from '../span.ts';

export type Intrinsic = Call | Argument;

export interface Call extends Span {
  readonly kind: 'call';
  /** As written: `States.Format`. */
  readonly name: string;
  readonly nameEnd: number;
  readonly args: readonly Intrinsic[];
}

export type Argument = Span &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    | { readonly kind: 'path'; readonly path: Path; readonly text: string }
    /** Half-typed: a comma or parenthesis with nothing behind it yet. */
    | { readonly kind: 'missing' }
  );
