// What can be folded: every object and list of more than one line. JSON is read by its brackets, because a tree of a large
// definition would have to be made first.
import type { Definition, Node, Span } from '../../language/index.ts';

export function foldings({ text, format, root }: Definition): readonly Span[] {
  return format === 'json' ? bracketsOf(text) : root ? containersOf(root) : [];
}

function bracketsOf(text: string): readonly Span[] {
  const found: Span[] = [];
  const open: number[] = [];
  const token = /"(?:[^"\\\r\n]|\\.)*"?|\/\/.*|\/\*[\s\S]*?(?:\*\/|$)|[{}[\]]/g;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [sign] = match;
    if (sign === '{' || sign === '[') open.push(match.index);
    else if (sign === '}' || sign === ']') {
      const start = open.pop();
      if (start !== undefined) found.push({ start, end: match.index });
    } else if (sign.startsWith('/*')) found.push({ start: match.index, end: match.index + sign.length });
  }
  return found.sort((a, b) => a.start - b.start);
}

// From the key, whose line stays, to the end of the value.
function containersOf(root: Node): readonly Span[] {
  const found: Span[] = [];
  const seen = new Set<number>();
  function visit(node: Node, start: number): void {
    if ((node.kind !== 'object' && node.kind !== 'array') || seen.has(node.start)) return;
    seen.add(node.start);
    found.push({ start, end: node.end });
    if (node.kind === 'array') for (const item of node.items) visit(item, item.start);
    else for (const { key, value } of node.members) if (value) visit(value, key.start);
  }
  visit(root, root.start);
  return found;
}
