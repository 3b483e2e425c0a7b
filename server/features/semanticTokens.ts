// Colours for what stands inside texts: functions, variables and members of expressions. Only what a grammar cannot know is
// told: the rest of a text has its colours from the grammar.
import { type Definition, type ExpressionWord, expressionWords, type Node, type Span } from '../../language/index.ts';

export interface Token extends Span {
  readonly type: ExpressionWord['kind'];
}

/** In the order of the text, inside of `range` only. */
export function semanticTokens({ text, root }: Definition, range: Span): readonly Token[] {
  const tokens: Token[] = [];
  const seen = new Set<number>();
  function visit(node: Node): void {
    // What is not shown is not read.
    if (node.end < range.start || node.start > range.end) return;
    if (node.kind === 'object') for (const { value } of node.members) if (value) visit(value);
    if (node.kind === 'array') for (const item of node.items) visit(item);
    if (node.kind !== 'string' || seen.has(node.start)) return;
    seen.add(node.start);
    for (const { kind, start, end } of expressionWords(text, node)) tokens.push({ type: kind, start, end });
  }
  if (root) visit(root);
  return tokens.sort((a, b) => a.start - b.start);
}
