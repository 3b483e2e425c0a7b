// The tree of a YAML text after an edit inside one entry of a block mapping: only the lines of the innermost such entry are
// read again, as a text of their own. Undefined wherever these lines could mean something else in their place; then the text
// is read as a whole.
import { type Change, changeBetween } from './change.ts';
import { movedMember, movedNode } from './moved.ts';
import { parseYaml } from './parseYaml.ts';
import { Member, mayRepeatIn, type Node, type ObjectNode } from './tree.ts';

export function updateYaml(earlier: string, root: ObjectNode, text: string): ObjectNode | undefined {
  // What an alias means, and where a document ends, is said elsewhere.
  if (MARKS.test(text) || MARKS.test(earlier)) return undefined;
  const change = changeBetween(earlier, text);
  return updated(root, { earlier, text, change, by: change.newEnd - change.oldEnd });
}

/** Anchors, aliases, merges, tabs, other line breaks than those of all, documents and directives. */
const MARKS =
  /(?:^|[\s[{,:-])[&*](?![\s,[\]{}]|$)|<<["']?\s*:|[\t\u0085\u2028\u2029\ufeff]|\r(?!\n)|^(?:---|\.\.\.|%)/m;

interface Edited {
  readonly earlier: string;
  readonly text: string;
  readonly change: Change;
  readonly by: number;
}

function updated(object: ObjectNode, edited: Edited): ObjectNode | undefined {
  const { members } = object;
  const { change, by, earlier } = edited;
  const index = members.findLastIndex(({ keyEnd }) => keyEnd < change.start);
  const member = members[index];
  const value = member?.value;
  if (!member || value?.kind !== 'object' || !isBlock(earlier, member, value)) return undefined;
  const next = members[index + 1];
  const behind = next ? lineStart(earlier, next.start) : lineBehind(earlier, value.end);
  if (change.oldEnd >= behind || (next && behind < member.end)) return undefined;
  const inner = updated(value, edited);
  const after = inner ? new Member(member.name, member.start, member.keyEnd, inner) : readAgain(member, behind, edited);
  if (!after?.value) return undefined;
  // The end of what holds it, where that is the end of the last thing in it.
  const end = next ? object.end + by : object.end === value.end ? after.value.end : undefined;
  if (end === undefined) return undefined;
  const all = members.map((each, i) => (i < index ? each : i === index ? after : movedMember(each, by)));
  return { kind: 'object', start: object.start, end, members: all, mayRepeat: mayRepeatIn(all) };
}

/** The member in a reading of its lines alone. */
function readAgain(member: Member, behind: number, { text, earlier, change, by }: Edited): Member | undefined {
  const start = lineStart(earlier, member.start);
  const indent = member.start - start;
  if (change.start <= lineEnd(earlier, member.keyEnd)) return undefined;
  const slice = text.slice(start, behind + by);
  if (!isDeeper(slice.slice(slice.indexOf('\n') + 1), indent)) return undefined;
  const { root, problems } = parseYaml(slice);
  if (problems.length > 0 || root?.kind !== 'object' || root.members.length !== 1) return undefined;
  const [only] = root.members;
  if (only?.value?.kind !== 'object' || only.name !== member.name || only.start !== indent) return undefined;
  return new Member(member.name, member.start, member.keyEnd, movedNode(only.value, start));
}

/** `key:` and nothing else in the line, with the entries below it, further to the right. */
function isBlock(text: string, { start, keyEnd }: Member, value: Node): boolean {
  const from = lineStart(text, start);
  if (text.slice(from, start).trim() !== '' || value.start < lineEnd(text, keyEnd)) return false;
  if (!/^[ ]*:[ ]*\r?$/.test(text.slice(keyEnd, lineEnd(text, keyEnd)))) return false;
  return text[value.start] !== '{' && value.start - lineStart(text, value.start) > start - from;
}

/** All lines are empty, comments, or begin further to the right. */
function isDeeper(lines: string, indent: number): boolean {
  for (const [line, blanks = ''] of lines.matchAll(/^( *)[^ \r\n].*$/gm)) {
    if (blanks.length <= indent && line[blanks.length] !== '#') return false;
  }
  return true;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

// To the last entry belong the empty lines behind it: they may be text of it.
function lineBehind(text: string, offset: number): number {
  const empty = /[^\n]*(?:\n[ \r]*(?=\n|$))*(?:\n|$)/y;
  empty.lastIndex = offset;
  return offset + (empty.exec(text)?.[0].length ?? 0);
}
