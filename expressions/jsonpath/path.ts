// A JSONPath as a tree. The dialect is that of the Java library Jayway, which AWS uses, not RFC 9535. First characters
// decide what a path reads: `$$` the context object, `$name` a workflow variable, `$` alone the state's data. Inside a
// filter `@` is the item that is looked at.
import type { Span } from '../span.ts';

export interface Path extends Span {
  readonly root: 'data' | 'context' | 'variable' | 'item';
  /** The variable's name when `root` is 'variable'. */
  readonly variable?: string | undefined;
  /** Where the root ends and the segments begin. */
  readonly rootEnd: number;
  readonly segments: readonly Segment[];
}

/** One step of a path. With `deep` it is taken at every depth below (`..`). */
export type Segment = Span & { readonly deep?: true } & (
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'index'; readonly index: number }
    | { readonly kind: 'names'; readonly names: readonly string[] }
    | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
    | { readonly kind: 'slice'; readonly from?: number; readonly to?: number }
    | { readonly kind: 'wildcard' }
    | { readonly kind: 'filter'; readonly filter: Filter }
    | { readonly kind: 'function'; readonly name: string; readonly args: readonly Operand[] }
    /** Half-typed: a dot or bracket with nothing in it yet. */
    | { readonly kind: 'missing' }
  );

export type Filter = Span &
  (
    | { readonly kind: 'or' | 'and'; readonly left: Filter; readonly right: Filter }
    | { readonly kind: 'not'; readonly filter: Filter }
    | { readonly kind: 'test'; readonly operand: Operand }
    | { readonly kind: 'compare'; readonly operator: Operator; readonly left: Operand; readonly right: Operand }
  );

export const OPERATORS = [
  '===',
  '!==',
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  '=~',
  'in',
  'nin',
  'subsetof',
  'anyof',
  'noneof',
  'size',
  'empty',
  'contains',
  'all',
] as const;
export type Operator = (typeof OPERATORS)[number];

export type Operand = Span &
  (
    | { readonly kind: 'path'; readonly path: Path }
    | { readonly kind: 'literal'; readonly value: Literal }
    | { readonly kind: 'regex'; readonly pattern: string; readonly flags: string }
    | { readonly kind: 'missing' }
  );

export type Literal = null | boolean | number | string | readonly Literal[] | { readonly [key: string]: Literal };

export const FUNCTIONS = [
  'min',
  'max',
  'avg',
  'stddev',
  'sum',
  'length',
  'keys',
  'concat',
  'append',
  'first',
  'last',
  'index',
] as const;

/** Names one place, or works on one: the result is a value rather than a list of what was found. */
export function isDefinite({ segments }: Path): boolean {
  return segments.every((segment, i) => {
    if (segment.deep) return false;
    switch (segment.kind) {
      case 'name':
      case 'index':
      case 'function':
        return true;
      case 'names':
        // Several members become one object, but only at the end of a path.
        return i === segments.length - 1;
      default:
        return false;
    }
  });
}

/** A reference path names one place by names and by indexes from 0. */
export function isReferencePath({ segments }: Path): boolean {
  return segments.every(
    ({ kind, deep, ...rest }) => !deep && (kind === 'name' || (kind === 'index' && 'index' in rest && rest.index >= 0)),
  );
}
