// The `${names}` of a text: where they stand, and what CloudFormation takes for a name.

import { pointerTo } from '../machine/fields.ts';
import { spanIn } from '../text/offsets.ts';
import type { Node, Span, StringNode } from '../text/tree.ts';
import type { Use } from './embedded.ts';

/** A name in a text value: at `start`, without the signs around it. `${!Name}` is literal text that says `${Name}`. */
export interface PlacedName extends Span {
  readonly name: string;
  readonly isLiteral: boolean;
}

/** In the order of the text. What stands in `${}` and is no name (an expression of JSONata, say) is left out. */
export function namesIn(text: string): readonly PlacedName[] {
  if (!text.includes('${')) return [];
  return [...text.matchAll(/\$\{(!?)[ \t]*([A-Za-z0-9_.:-]+)[ \t]*\}/g)].map(match => {
    const [whole, bang = '', name = ''] = match;
    const start = match.index + whole.indexOf(name, 2);
    return { name, isLiteral: bang !== '', start, end: start + name.length };
  });
}

/** `${self:stage}`, `${env:USER}`: for a tool that comes before CloudFormation. */
export function isOtherTools(name: string): boolean {
  return name.includes(':') && !name.startsWith('AWS::');
}

/** Every use in the texts, keys and bare values of a tree. `visitFunction` is given what CloudFormation replaces. */
export function usesIn(
  text: string,
  root: Node | undefined,
  visitFunction?: (node: Node & { kind: 'placeholder' }, pointer: string) => void,
): readonly Use[] {
  const uses: Use[] = [];
  // An anchor's value is visited for each alias.
  const seen = new Set<number>();

  function visit(node: Node, pointer: string): void {
    switch (node.kind) {
      case 'object':
        for (const { key, value } of node.members) {
          const inner = pointerTo(pointer, key.value);
          visitText(key, inner);
          if (value) visit(value, inner);
        }
        return;
      case 'array':
        for (const [index, item] of node.items.entries()) visit(item, pointerTo(pointer, index));
        return;
      case 'string':
        visitText(node, pointer);
        return;
      case 'placeholder':
        if (node.object || node.tagged) visitFunction?.(node, pointer);
        else {
          for (const { name, start, end, isLiteral } of namesIn(node.text)) {
            if (!isLiteral) add(name, { start: node.start + start, end: node.start + end }, pointer);
          }
        }
    }
  }

  function visitText(node: StringNode, pointer: string): void {
    for (const { name, start, end, isLiteral } of namesIn(node.value)) {
      if (!isLiteral) add(name, spanIn(text, node, { start, end }), pointer);
    }
  }

  function add(name: string, span: Span, pointer: string): void {
    if (seen.has(span.start)) return;
    seen.add(span.start);
    uses.push({ name, span, pointer });
  }

  if (root) visit(root, '');
  return uses;
}
