// Edits of objects and lists that leave everything else as it is written: a member put in, taken out or renamed, in JSON
// and in both styles of YAML. Undefined where the text is written in a way that leaves no plain place for the edit.
import type { Value } from '../../expressions/index.ts';
import type { ArrayNode, Member, Node, ObjectNode, StringNode } from '../text/tree.ts';
import type { Asked, Edit } from './fix.ts';
import { keyText, type Style, scalarText, valueText } from './write.ts';

type Source = Pick<Asked, 'definition'>;

/** Where a new member goes: behind one that is there, or before all. */
export type Where = Member | 'first' | 'last';

export function insertMember(
  asked: Source,
  object: ObjectNode,
  name: string,
  value: Value,
  where: Where = 'last',
): readonly Edit[] | undefined {
  const { text } = asked.definition;
  const members = ownMembers(object);
  const style = styleOf(asked, object);
  const row = `${keyText(name, style)}:${valueText(value, style)}`;
  if (members.length === 0) return insertIntoEmpty(text, object, row);
  const anchor = where === 'first' ? members[0] : where === 'last' ? members.at(-1) : where;
  if (!anchor?.value && where !== 'first') return undefined;
  if (!anchor) return undefined;
  const { indent, isBlock } = style;
  if (where === 'first') {
    if (isBlock) return [insertion(anchor.start, `${row}\n${indent ?? ''}`)];
    return [insertion(anchor.start, indent === undefined ? `${row}, ` : `${row},\n${indent}`)];
  }
  const end = contentEnd(text, anchor);
  if (end === undefined) return undefined;
  if (isBlock) return [insertion(lineEnd(text, end), `\n${indent ?? ''}${row}`)];
  if (indent === undefined) return [insertion(end, `, ${row}`)];
  const rest = text.slice(end, lineEnd(text, end));
  const comment = /^\s*(,?)\s*(?:\/\/|\/\*|#)/.exec(rest);
  if (!comment) return [insertion(end, `,\n${indent}${row}`)];
  // A comment behind the member stays beside it.
  if (comment[1]) return [insertion(lineEnd(text, end), `\n${indent}${row},`)];
  return [insertion(end, ','), insertion(lineEnd(text, end), `\n${indent}${row}`)];
}

function insertIntoEmpty(text: string, { start, end }: ObjectNode, row: string): readonly Edit[] | undefined {
  if (text[start] !== '{' || text.slice(start + 1, end - 1).trim() !== '') return undefined;
  return [{ start: start + 1, end: end - 1, text: ` ${row} ` }];
}

export function removeMember(asked: Source, object: ObjectNode, member: Member): readonly Edit[] | undefined {
  const { text } = asked.definition;
  const members = ownMembers(object);
  const index = members.indexOf(member);
  if (index < 0 || members.length !== object.members.length) return undefined;
  return removeEntry(text, object, members, index);
}

export function removeItem(asked: Source, list: ArrayNode, index: number): readonly Edit[] | undefined {
  const { text } = asked.definition;
  if (text[list.start] === '[') return removeEntry(text, list, list.items, index);
  const item = list.items[index];
  const end = item && contentEnd(text, item);
  if (!item || end === undefined || list.items.length < 2) return undefined;
  // `- X`: from the line of the dash to that of the next entry.
  const start = lineStart(text, item.start);
  if (!/^\s*- +$/.test(text.slice(start, item.start))) return undefined;
  return [wholeLines(text, start, lineEnd(text, end))];
}

function removeEntry(
  text: string,
  container: Node,
  entries: readonly (Member | Node)[],
  index: number,
): readonly Edit[] | undefined {
  const entry = entries[index];
  const end = entry && contentEnd(text, entry);
  if (!entry || end === undefined) return undefined;
  const before = entries[index - 1];
  const after = entries[index + 1];
  const isBlock = text[container.start] !== '{' && text[container.start] !== '[';
  const start = lineStart(text, entry.start);
  const isAloneBefore = text.slice(start, entry.start).trim() === '';
  if (isBlock) {
    if (isAloneBefore && entries.length > 1) return [wholeLines(text, start, lineEnd(text, end))];
    return after ? [removal(entry.start, after.start)] : undefined;
  }
  if (entries.length === 1) {
    const inside = text.slice(container.start + 1, entry.start) + text.slice(end, container.end - 1);
    return inside.replace(',', '').trim() === ''
      ? [removal(container.start + 1, container.end - 1)]
      : [removal(entry.start, end)];
  }
  const comma = commaAfter(text, end);
  const stop = comma === undefined ? end : comma + 1;
  const isAlone = isAloneBefore && text.slice(stop, lineEnd(text, stop)).trim() === '';
  const edits: Edit[] = [];
  if (comma === undefined && before) {
    const beforeEnd = contentEnd(text, before);
    const earlier = beforeEnd === undefined ? undefined : commaAfter(text, beforeEnd);
    if (beforeEnd === undefined) return undefined;
    if (!isAlone && earlier !== undefined && text.slice(earlier + 1, entry.start).trim() === '') {
      return [removal(earlier, end)];
    }
    if (earlier !== undefined) edits.push(removal(earlier, earlier + 1));
  }
  if (isAlone) edits.push(wholeLines(text, start, lineEnd(text, stop)));
  else edits.push(removal(entry.start, after && text.slice(stop, after.start).trim() === '' ? after.start : stop));
  return edits;
}

/** Another name for a member, in the quotes it has. */
export function renameKey({ definition: { text } }: Source, { start, end, value }: StringNode, name: string): Edit {
  const written = text.slice(start, end);
  if (written === value && /^[\w.$ -]+$/.test(name)) return { start, end, text: name };
  if (written === `'${value}'` && !/['\n]/.test(name)) return { start, end, text: `'${name}'` };
  return { start, end, text: JSON.stringify(name) };
}

/** Another value in the place of a scalar or of anything between braces. */
export function replaceValue({ definition: { text, format } }: Source, node: Node, value: Value): Edit | undefined {
  const { start, end } = node;
  const isBlockNode = (node.kind === 'object' && text[start] !== '{') || (node.kind === 'array' && text[start] !== '[');
  if (isBlockNode || text[start] === '|' || text[start] === '>') return undefined;
  const isText = typeof value === 'string' && node.kind === 'string';
  if (isText && text[start] === "'" && !/['\n]/.test(value)) return { start, end, text: `'${value}'` };
  if (isText && text[start] === '"') return { start, end, text: JSON.stringify(value) };
  return { start, end, text: scalarText(value, { isYaml: format === 'yaml' }) };
}

export function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

export function removal(start: number, end: number): Edit {
  return { start, end, text: '' };
}

/** Members that stand in the object itself: YAML's `<<` brings others from elsewhere. */
export function ownMembers({ members, start, end }: ObjectNode): readonly Member[] {
  return members.filter(({ key }) => start <= key.start && key.end <= end);
}

/** Where the text of a node or member ends, without what follows in its lines; undefined for what an alias stands for. */
export function contentEnd(text: string, entry: Member | Node): number | undefined {
  const isMember = 'key' in entry;
  const node = isMember ? entry.value : entry;
  if (!node) return isMember ? entry.key.end : undefined;
  if (isMember && node.start < entry.key.end) return undefined;
  const isFlow = text[node.start] === '{' || text[node.start] === '[';
  const last = node.kind === 'object' ? node.members.at(-1) : node.kind === 'array' ? node.items.at(-1) : undefined;
  if (last && !isFlow) return contentEnd(text, last);
  let { end } = node;
  while (end > node.start && /\s/.test(text[end - 1] ?? '')) end--;
  return end;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

// With the line break: the one after, or at the end of the text the one before.
function wholeLines(text: string, start: number, end: number): Edit {
  if (end >= text.length) return removal(Math.max(0, start - (text[start - 2] === '\r' ? 2 : 1)), end);
  return removal(start, end + (text[end] === '\r' ? 2 : 1));
}

/** The comma behind an entry, past blanks and comments. */
export function commaAfter(text: string, offset: number): number | undefined {
  const blank = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/|#[^\n]*)*/y;
  blank.lastIndex = offset;
  const at = offset + (blank.exec(text)?.[0].length ?? 0);
  return text[at] === ',' ? at : undefined;
}

/** How the members of an object are written. */
export function styleOf({ definition: { text, format } }: Source, object: ObjectNode): Style {
  const isBlock = text[object.start] !== '{';
  const [first] = ownMembers(object);
  const start = first ? lineStart(text, first.start) : 0;
  const before = first ? text.slice(start, first.start) : '';
  // `- Key: …` is indented as deep as its key.
  const indent = before.trim() === '' && first ? before : isBlock ? ' '.repeat(before.length) : undefined;
  return { isYaml: format === 'yaml', isBlock, indent, unit: unitOf(text) };
}

function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}
