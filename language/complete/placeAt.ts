// Where in a definition something is being typed: a key, the value of a key, or an item of a list, with the containers
// around it. Answered from the tree and the text of the line, in half-typed text too. Says nothing about what fits there.
import type { Definition } from '../definition.ts';
import { routeTo, type Step } from '../route.ts';
import type { Member, Node, ObjectNode, Span } from '../text/tree.ts';
import { blockPlaceAt } from './blockPlace.ts';

export interface CompletionPlace {
  readonly kind: 'key' | 'value' | 'item';
  /** The way to the container; for a value the member itself is the last step. */
  readonly steps: readonly Step[];
  /** Of a key: the object it belongs to. Absent where there is none in the text yet. */
  readonly object?: ObjectNode | undefined;
  /** The key or value that is there. */
  readonly node?: Node | undefined;
  /** What is replaced. */
  readonly span: Span;
  /** What has been typed of it, without quotes. */
  readonly typed: string;
  /** Of a key: its value is there already. */
  readonly hasValue: boolean;
  /** With brackets, commas and quotes, or YAML's lines. */
  readonly isFlow: boolean;
  /** Where a comma is missing before it. */
  readonly commaBefore?: number | undefined;
  /** A comma is needed behind it. */
  readonly commaAfter: boolean;
  /** YAML: how far the entry stands behind the blanks of its line: the width of `- `. */
  readonly dashes: number;
  /** YAML: there must be a blank before it. */
  readonly blankBefore?: boolean;
}

export function placeAt({ text, root, format }: Definition, offset: number): CompletionPlace | undefined {
  const container = flowContainerAt(text, root, offset, format === 'json');
  if (container) return flowPlace(text, container.node, container.steps, offset);
  return format === 'yaml' ? blockPlaceAt(text, root, offset) : undefined;
}

type Container = Extract<Node, { kind: 'object' | 'array' }>;

// The outermost container with brackets whose inside holds the offset.
function flowContainerAt(
  text: string,
  root: Node | undefined,
  offset: number,
  isJson: boolean,
): { readonly node: Container; readonly steps: readonly Step[] } | undefined {
  const from = root && unwrapped(root);
  if (!from) return undefined;
  if (isJson) return isInside(text, from, offset) ? { node: from, steps: [] } : undefined;
  const steps: Step[] = [];
  for (const step of routeTo(root, offset)?.steps ?? []) {
    if (isBracketed(text, step.node) && isInside(text, step.node, offset)) return { node: step.node, steps };
    steps.push(step);
    const value = step.kind === 'member' ? step.member.value : step.node.items[step.index];
    const inner = value && unwrapped(value);
    if (inner && isBracketed(text, inner) && isInside(text, inner, offset)) return { node: inner, steps };
  }
  return isBracketed(text, from) && isInside(text, from, offset) ? { node: from, steps: [] } : undefined;
}

function isBracketed(text: string, { start }: Node): boolean {
  return text[start] === '{' || text[start] === '[';
}

function unwrapped(node: Node): Container | undefined {
  const inner = node.kind === 'placeholder' ? node.object : node;
  return inner?.kind === 'object' || inner?.kind === 'array' ? inner : undefined;
}

function isInside(text: string, { kind, start, end }: Container, offset: number): boolean {
  const isClosed = text[end - 1] === (kind === 'object' ? '}' : ']');
  return start < offset && (isClosed ? offset < end : offset <= end);
}

function flowPlace(
  text: string,
  container: Container,
  outer: readonly Step[],
  offset: number,
): CompletionPlace | undefined {
  const steps = [...outer];
  let at = container;
  for (;;) {
    if (at.kind === 'array') {
      const index: number = at.items.findIndex(item => item.start <= offset && offset <= item.end);
      const item = at.items[index];
      const inner: Container | undefined = item && unwrapped(item);
      if (inner && isInside(text, inner, offset)) {
        steps.push({ kind: 'item', node: at, index });
        at = inner;
        continue;
      }
      const step: Step = { kind: 'item', node: at, index: item ? index : at.items.length };
      return entryPlace('item', text, at.items, item, [...steps, step], offset, undefined, at);
    }
    const member: Member | undefined = at.members.findLast(candidate => candidate.key.start <= offset);
    if (!member || isBehind(text, member, offset))
      return entryPlace('key', text, at.members, undefined, steps, offset, at, at);
    if (offset <= member.key.end) {
      return entryPlace('key', text, at.members, member, steps, offset, at, at);
    }
    const step: Step = { kind: 'member', node: at, member };
    const inner: Container | undefined = member.value && unwrapped(member.value);
    if (inner && isInside(text, inner, offset)) {
      steps.push(step);
      at = inner;
      continue;
    }
    if (!/^\s*:/.test(text.slice(member.key.end, offset))) return undefined;
    return valuePlace(text, member, at, [...steps, step], offset);
  }
}

// Past all of the member, where another one may begin.
function isBehind(text: string, { key, value }: Member, offset: number): boolean {
  if (value && !isNothing(value)) {
    const isClosed = value.end - value.start > 1 && /["}\]]/.test(text[value.end - 1] ?? '');
    return offset > value.end || (offset === value.end && isClosed);
  }
  // A key without anything behind it, and the cursor on another line.
  return offset > key.end && /^(?!\s*:)[\s,]*[\n,]/.test(text.slice(key.end, offset));
}

function entryPlace(
  kind: 'key' | 'item',
  text: string,
  entries: readonly (Member | Node)[],
  entry: Member | Node | undefined,
  steps: readonly Step[],
  offset: number,
  object: ObjectNode | undefined,
  container: Container,
): CompletionPlace | undefined {
  const node = entry && ('key' in entry ? entry.key : entry);
  const span = node ? openSpan(text, node, offset) : { start: offset, end: offset };
  if (node && isClosedBefore(text, node, offset)) return undefined;
  const before = entries.findLast(other => other !== entry && other.end <= span.start);
  const after = entries.find(other => other !== entry && other.start >= span.end);
  const gap = text.slice(before?.end ?? container.start + 1, span.start);
  // In a comment: one to the end of this line, or one that is still open.
  if (/\/\/[^\n]*$/.test(gap) || gap.lastIndexOf('/*') > gap.lastIndexOf('*/')) return undefined;
  const between = gap.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '');
  // Right behind another entry nobody begins one.
  if (/[^\s,]/.test(between) || (!node && before?.end === offset)) return undefined;
  const behind = text.slice(span.end, after?.start ?? span.end);
  const hasValue = entry !== undefined && 'key' in entry && /^\s*:/.test(text.slice(span.end));
  const lacksComma = before !== undefined && !between.includes(',');
  return {
    kind,
    steps,
    object,
    node,
    span,
    typed: typedOf(text, span, offset),
    hasValue,
    isFlow: true,
    ...(lacksComma && { commaBefore: before.end }),
    commaAfter: after !== undefined && !hasValue && !behind.includes(','),
    dashes: 0,
  };
}

function valuePlace(
  text: string,
  member: Member,
  container: ObjectNode,
  steps: readonly Step[],
  offset: number,
): CompletionPlace | undefined {
  // YAML reads nothing at all as null.
  const value = member.value && isNothing(member.value) ? undefined : member.value;
  const isHere = value && value.start <= offset && offset <= value.end;
  if (isHere && isClosedBefore(text, value, offset)) return undefined;
  const span = isHere ? openSpan(text, value, offset) : { start: offset, end: offset };
  // Another value than the one that is typed is there.
  if (value && !isHere && value.start >= offset) return undefined;
  const after = container.members.find(other => other.start >= span.end);
  return {
    kind: 'value',
    steps,
    node: isHere ? value : undefined,
    span,
    typed: typedOf(text, span, offset),
    hasValue: false,
    isFlow: true,
    commaAfter: after !== undefined && !text.slice(span.end, after.start).includes(','),
    dashes: 0,
    ...(!isHere && text[offset - 1] === ':' && text[container.start] !== undefined && { blankBefore: true }),
  };
}

function isNothing({ kind, start, end }: Node): boolean {
  return kind === 'null' && start === end;
}

/** A quote that is not closed takes the rest of its line; commas and brackets there were meant for others. */
function openSpan(text: string, node: Node, offset: number): Span {
  const { start, end } = node;
  const quote = text[start];
  if (node.kind !== 'string' || (quote !== '"' && quote !== "'")) return { start, end };
  if (end - start > 1 && text[end - 1] === quote) return { start, end };
  const rest = /^[^,}\]\r\n]*/.exec(text.slice(offset, end))?.[0] ?? '';
  return { start, end: offset + rest.trimEnd().length };
}

function isClosedBefore(text: string, { start, end }: Node, offset: number): boolean {
  const quote = text[start];
  return offset === end && end - start > 1 && (quote === '"' || quote === "'") && text[end - 1] === quote;
}

function typedOf(text: string, { start }: Span, offset: number): string {
  return text.slice(start, offset).replace(/^["']/, '');
}
