// Places in YAML without brackets. A tree knows nothing of empty lines, so the lines say where an entry belongs: by their
// indentation, and by the lines around them.
import { routeTo, type Step } from '../route.ts';
import type { Node, ObjectNode } from '../text/tree.ts';
import type { CompletionPlace } from './placeAt.ts';

interface Line {
  readonly start: number;
  /** Of the first dash, or of the content where there is none. */
  readonly column: number;
  /** Of what stands behind the dashes. */
  readonly contentColumn: number;
  readonly content: string;
}

export function blockPlaceAt(text: string, root: Node | undefined, offset: number): CompletionPlace | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = lineAt(text, lineStart);
  const before = text.slice(lineStart, offset);
  const contentStart = lineStart + line.contentColumn;
  if (/(?:^|\s)#/.test(before)) return undefined;
  const dashes = line.contentColumn - line.column;
  const key = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#{[][^#]*?)\s*:(?=\s|$)/.exec(line.content)?.[0];
  if (offset >= contentStart && key !== undefined && offset >= contentStart + key.length) {
    return valuePlace(text, root, contentStart, contentStart + key.length, offset, dashes);
  }
  // The cursor says how deep an empty line is.
  const isEmpty = line.content === '';
  const start = isEmpty ? offset : contentStart;
  if (offset < start) return undefined;
  const column = isEmpty && dashes === 0 ? offset - lineStart : line.contentColumn;
  const word = isEmpty ? '' : (key?.replace(/\s*:$/, '') ?? line.content.trimEnd());
  if (/^(?:\||>|&|!)/.test(word)) return undefined;
  const common = {
    span: { start, end: start + word.length },
    typed: text.slice(start, offset).replace(/^["']/, ''),
    hasValue: key !== undefined,
    isFlow: false,
    commaAfter: false,
    dashes,
    // Behind `-` or `- -` there is no blank yet.
    ...(dashes > 0 && text[start - 1] === '-' && { blankBefore: true }),
  };
  const sibling = siblingAt(text, root, lineStart, column, dashes > 0 ? 'item' : 'key');
  if (sibling) return { kind: 'key', ...common, steps: sibling.steps, object: sibling.node };
  const owner = ownerOf(text, root, lineStart, dashes > 0 ? line.column : column, dashes > 0);
  if (!owner) return column === 0 ? { kind: 'key', ...common, steps: [], object: asObject(root) } : undefined;
  if (dashes === 0) {
    const { value } = owner.member;
    return { kind: 'key', ...common, steps: owner.steps, object: asObject(value) };
  }
  const { value } = owner.member;
  if (value?.kind !== 'array') return undefined;
  const found = value.items.findIndex(item => item.start >= lineStart && item.start <= start + word.length);
  const index = found < 0 ? value.items.length : found;
  const node = value.items[found];
  const step: Step = { kind: 'item', node: value, index };
  return { kind: 'item', ...common, steps: [...owner.steps, step], node: node?.kind === 'null' ? undefined : node };
}

function asObject(node: Node | undefined): ObjectNode | undefined {
  return node?.kind === 'object' ? node : undefined;
}

function lineAt(text: string, start: number): Line {
  const end = text.indexOf('\n', start);
  const all = text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
  const [, blanks = '', dashes = '', content = ''] = /^([ \t]*)((?:-(?:[ \t]+|$))*)(.*)$/.exec(all) ?? [];
  return { start, column: blanks.length, contentColumn: blanks.length + dashes.length, content };
}

function valuePlace(
  text: string,
  root: Node | undefined,
  keyStart: number,
  keyEnd: number,
  offset: number,
  dashes: number,
): CompletionPlace | undefined {
  const steps = routeTo(root, keyStart)?.steps;
  const last = steps?.at(-1);
  if (!steps || last?.kind !== 'member' || last.member.key.start !== keyStart) return undefined;
  const { value } = last.member;
  if (value && (value.kind === 'object' || value.kind === 'array') && !endsInColon(text, value, keyEnd))
    return undefined;
  const isHere = value !== undefined && value.kind !== 'null' && value.start <= offset && offset <= value.end;
  const isLiteral = isHere && /^[|>]/.test(text.slice(value.start, value.start + 1));
  // Behind `|` and `>` stands how the lines below are read.
  if (isLiteral && (value.kind !== 'string' || !text.slice(value.start, offset).includes('\n'))) return undefined;
  if (!isHere && text.slice(keyEnd, offset).trim() !== '') return undefined;
  if (!isHere && value && value.kind !== 'null' && value.start >= offset) return undefined;
  const span = isHere ? { start: value.start, end: Math.max(value.end, offset) } : { start: offset, end: offset };
  return {
    kind: 'value',
    steps,
    node: isHere ? value : undefined,
    span,
    typed: text.slice(span.start, offset).replace(/^["']/, ''),
    hasValue: false,
    isFlow: false,
    commaAfter: false,
    dashes,
    ...(text[span.start - 1] === ':' && { blankBefore: true }),
  };
}

// A text that has been typed up to a colon, such as an ARN, is read as the key of an object on the line of its own key.
function endsInColon(text: string, { kind, start }: Node, keyEnd: number): boolean {
  return (
    kind === 'object' &&
    /^[^\S\n]+[^\s{]*$/.test(text.slice(keyEnd, start + 1)) &&
    /^\S+:[^\S\n]*(?:\r?\n|$)/.test(text.slice(start, start + 200))
  );
}

// An entry of the same object: on the lines above, or below where there is none above.
function siblingAt(
  text: string,
  root: Node | undefined,
  lineStart: number,
  column: number,
  kind: 'key' | 'item',
): { readonly steps: readonly Step[]; readonly node: ObjectNode } | undefined {
  if (kind === 'key') {
    for (const line of linesAbove(text, lineStart)) {
      if (line.contentColumn === column) return containerOf(root, line.start + column);
      if (line.column < column) break;
    }
  }
  for (const line of linesBelow(text, lineStart)) {
    if (line.column < column || line.contentColumn !== line.column) return undefined;
    if (line.column === column) return containerOf(root, line.start + column);
  }
  return undefined;
}

function containerOf(
  root: Node | undefined,
  keyStart: number,
): { readonly steps: readonly Step[]; readonly node: ObjectNode } | undefined {
  const steps = routeTo(root, keyStart)?.steps;
  const last = steps?.at(-1);
  if (!steps || last?.kind !== 'member' || last.member.key.start !== keyStart) return undefined;
  return { steps: steps.slice(0, -1), node: last.node };
}

// The member whose value an entry at this column is a part of.
function ownerOf(text: string, root: Node | undefined, lineStart: number, column: number, isItem: boolean) {
  for (const line of linesAbove(text, lineStart)) {
    const isList = line.contentColumn > line.column;
    // Items may stand as far left as the key of their list.
    const isOwner = line.contentColumn < column || (isItem && !isList && line.contentColumn === column);
    if (!isOwner) continue;
    const steps = routeTo(root, line.start + line.contentColumn)?.steps;
    const last = steps?.at(-1);
    if (!steps || last?.kind !== 'member') return undefined;
    const { value } = last.member;
    // A single word below a key may become the first key of an object.
    return value &&
      value.start < lineStart &&
      value.kind !== 'null' &&
      value.kind !== 'object' &&
      value.kind !== 'array'
      ? undefined
      : { steps, member: last.member };
  }
  return undefined;
}

function* linesAbove(text: string, lineStart: number): Generator<Line> {
  for (let start = lineStart; start > 0; ) {
    start = text.lastIndexOf('\n', start - 2) + 1;
    const line = lineAt(text, start);
    if (line.content !== '' && !line.content.startsWith('#')) yield line;
    if (start === 0) return;
  }
}

function* linesBelow(text: string, lineStart: number): Generator<Line> {
  for (let at = text.indexOf('\n', lineStart); at >= 0; at = text.indexOf('\n', at + 1)) {
    const line = lineAt(text, at + 1);
    if (line.content !== '' && !line.content.startsWith('#')) yield line;
  }
}
