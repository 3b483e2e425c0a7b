// Questions about an intrinsic call as it is being typed: what stands at an offset, which call is around it, what would be
// completed there, and what the whole call refers to.
import type { Path } from '../jsonpath/path.ts';
import { type PathPlace, placeInPath, variablesOf } from '../jsonpath/readPath.ts';
import type { Span } from '../span.ts';
import type { Call, Intrinsic } from './tree.ts';

export interface IntrinsicPlace {
  /** The smallest node at the offset. */
  readonly node: Intrinsic;
  /** The innermost call whose parentheses are around the offset, and which argument it is in, from 0. */
  readonly call?: { readonly call: Call; readonly argument: number };
  readonly completing: IntrinsicCompletion;
}

export type IntrinsicCompletion =
  /** The name of a function. `span` is what has been typed of it. */
  | { readonly kind: 'function'; readonly span: Span }
  | { readonly kind: 'path'; readonly place: PathPlace }
  /** Any argument: a path, text, a number or a call. */
  | { readonly kind: 'argument'; readonly span: Span }
  | { readonly kind: 'nothing' };

export function placeInIntrinsic(root: Intrinsic, offset: number): IntrinsicPlace {
  let node = root;
  let around: IntrinsicPlace['call'];
  while (node.kind === 'call') {
    const isInside = offset > node.nameEnd && offset <= node.end;
    if (!isInside) break;
    const { args } = node;
    const argument = args.filter(({ end }) => end < offset).length;
    around = { call: node, argument };
    const inner = args[argument];
    if (!inner || offset < inner.start || offset > inner.end) {
      return { node, call: around, completing: { kind: 'argument', span: { start: offset, end: offset } } };
    }
    node = inner;
  }
  return { node, ...(around && { call: around }), completing: completingAt(node, offset) };
}

function completingAt(node: Intrinsic, offset: number): IntrinsicCompletion {
  switch (node.kind) {
    case 'call':
      return offset <= node.nameEnd
        ? { kind: 'function', span: { start: node.start, end: node.nameEnd } }
        : { kind: 'nothing' };
    case 'path':
      return { kind: 'path', place: placeInPath(node.path, offset) };
    case 'missing':
      return { kind: 'argument', span: node };
    case 'literal':
      return { kind: 'nothing' };
  }
}

export interface IntrinsicReferences {
  readonly functions: readonly (Span & { readonly name: string })[];
  readonly paths: readonly Path[];
  readonly variables: readonly (Span & { readonly name: string })[];
}

/** Everything a call refers to, in the order of the text. */
export function referencesInIntrinsic(root: Intrinsic): IntrinsicReferences {
  if (root.kind === 'path') return { functions: [], paths: [root.path], variables: variablesOf(root.path) };
  if (root.kind !== 'call') return { functions: [], paths: [], variables: [] };
  const inner = root.args.map(referencesInIntrinsic);
  return {
    functions: [
      { name: root.name, start: root.start, end: root.nameEnd },
      ...inner.flatMap(({ functions }) => functions),
    ],
    paths: inner.flatMap(({ paths }) => paths),
    variables: inner.flatMap(({ variables }) => variables),
  };
}
