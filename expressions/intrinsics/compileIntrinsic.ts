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
      if (error instanceof Missing) return { kind: 'missing', path: error.path };
      if (error instanceof Failing) return { kind: 'failure', message: error.message };
      throw error;
    }
  };
}

/** Leaves the evaluation from any depth; never leaves this file. */
class Missing extends Error {
  readonly path: string;
  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

type Evaluate = (scope: PathScope, chance: Chance) => Value;

function compileNode(node: Intrinsic): Evaluate {
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
      return (scope, chance) => {
        const values = args.map(evaluate => evaluate(scope, chance));
        return perform(values, chance);
      };
    }
  }
}
