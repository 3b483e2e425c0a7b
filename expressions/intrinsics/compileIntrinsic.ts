// A call → a function that evaluates it. What can go wrong comes back as a value: a path that leads nowhere, or a call
// that cannot be done with the values it was given.
import { compilePath, type PathScope } from '../jsonpath/compilePath.ts';
import type { Value } from '../value.ts';
import { type Chance, Failing, PERFORM } from './functions.ts';
import type { Intrinsic } from './tree.ts';

export type IntrinsicOutcome =
  | { readonly kind: 'value'; readonly value: Value }
  /** The path as it is written in the call. */
  | { readonly kind: 'missing'; readonly path: string }
  | { readonly kind: 'failure'; readonly message: string };

export type IntrinsicReader = (scope: PathScope, chance: Chance) => IntrinsicOutcome;

export function compileIntrinsic(root: Intrinsic): IntrinsicReader {
  const evaluate = compileNode(root);
  return (scope, chance) => {
    try {
      return { kind: 'value', value: evaluate(scope, chance) };
    } catch (error) {
      return faultOf(error);
    }
  };
}

/** Why there is no value. What is no fault of the call is thrown on. */
export function faultOf(error: unknown): Exclude<IntrinsicOutcome, { kind: 'value' }> {
  if (error instanceof Missing) return { kind: 'missing', path: error.path };
  if (error instanceof Failing) return { kind: 'failure', message: error.message };
  throw error;
}

/** Leaves the evaluation from any depth; never leaves this folder. */
export class Missing extends Error {
  readonly path: string;
  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

export type Evaluate = (scope: PathScope, chance: Chance) => Value;

/** For those who evaluate many at once: gives the value itself, and throws what `faultOf` understands. */
export function compileNode(node: Intrinsic): Evaluate {
  switch (node.kind) {
    case 'literal': {
      // Escapes stay in the tree for States.Format; everywhere else they are what they stand for.
      const value = typeof node.value === 'string' ? node.value.replace(/\\([\s\S])/g, '$1') : node.value;
      return () => value;
    }
    case 'missing':
      return () => null;
    case 'path': {
      const read = compilePath(node.path);
      const { text } = node;
      return scope => {
        const value = read(scope);
        if (value === undefined) throw new Missing(text);
        return value;
      };
    }
    case 'call': {
      const perform = PERFORM.get(node.name);
      // The parser has reported the name; such a definition is not run.
      if (!perform) return () => null;
      const [first, ...rest] = node.args;
      const template = node.name === 'States.Format' && first?.kind === 'literal' ? first.value : undefined;
      const args = template === undefined ? node.args.map(compileNode) : [() => template, ...rest.map(compileNode)];
      const [one, two] = args;
      // As most calls are: no list is made in a loop.
      if (one && two && args.length === 2) {
        return (scope, chance) => perform([one(scope, chance), two(scope, chance)], chance);
      }
      return (scope, chance) => {
        const values = args.map(evaluate => evaluate(scope, chance));
        return perform(values, chance);
      };
    }
  }
}
