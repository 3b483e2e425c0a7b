// CloudFormation's functions as they stand in a tree: `!Sub x` and `{ "Fn::Sub": x }` are the same.
import { memberNamed, type Node, type ObjectNode, type StringNode } from '../text/tree.ts';

export interface CloudFunction {
  /** Without `Fn::`. */
  readonly name: string;
  readonly argument: Node;
}

export function functionOf(node: Node | undefined): CloudFunction | undefined {
  if (node?.kind !== 'placeholder') return undefined;
  if (node.tagged) return { name: node.tagged.tag.slice(1), argument: node.tagged.value };
  const only = node.object?.members[0];
  if (!only?.value) return undefined;
  return { name: only.key.value.replace(/^Fn::/, ''), argument: only.value };
}

/** The text of a `Sub` and the names it brings itself; `locals` is absent when they are not known. */
export function readSub({
  argument,
}: CloudFunction): { readonly text: StringNode; readonly locals?: ObjectNode; readonly isOpen: boolean } | undefined {
  if (argument.kind === 'string') return { text: argument, isOpen: false };
  if (argument.kind !== 'array') return undefined;
  const [text, locals] = argument.items;
  if (text?.kind !== 'string') return undefined;
  return { text, isOpen: locals?.kind === 'placeholder', ...(locals?.kind === 'object' && { locals }) };
}

/** What a value may become: both sides of each `If`. */
export function* alternatives(
  node: Node,
  pointer: string,
): Generator<{ readonly node: Node; readonly pointer: string }> {
  const found = functionOf(node);
  if (found?.name !== 'If' || found.argument.kind !== 'array') {
    yield { node, pointer };
    return;
  }
  const under = node.kind === 'placeholder' && node.tagged ? pointer : `${pointer}/Fn::If`;
  for (const index of [1, 2]) {
    const item = found.argument.items[index];
    if (item) yield* alternatives(item, `${under}/${index}`);
  }
}

export function textMember(node: Node | undefined, name: string): StringNode | undefined {
  const value = memberNamed(node, name)?.value;
  return value?.kind === 'string' ? value : undefined;
}
