// Members of an object replaced by others, or taken out, with everything between them left as it is written.
import type { Value } from '../../expressions/index.ts';
import { contentEnd, ownMembers, styleOf } from '../fixes/edits.ts';
import type { Asked, Edit } from '../fixes/fix.ts';
import { keyText, valueText } from '../fixes/write.ts';
import type { Member, ObjectNode } from '../text/tree.ts';

export type Row = readonly [name: string, value: Value];

type Source = Pick<Asked, 'definition'>;

/** What stands in the place of each member that is named; no rows take it out. Undefined where there is no plain place. */
export function replaceMembers(
  source: Source,
  object: ObjectNode,
  rowsOf: ReadonlyMap<string, readonly Row[]>,
): readonly Edit[] | undefined {
  const members = ownMembers(object);
  if (members.length !== object.members.length) return undefined;
  const edits: Edit[] = [];
  for (let first = 0; first < members.length; first++) {
    let after = first;
    const rows: Row[] = [];
    for (let found = rowsFor(members[after]); found; found = rowsFor(members[after])) {
      rows.push(...found);
      after++;
    }
    if (after === first) continue;
    const edit = replaceGroup(source, object, { members, first, after }, rows);
    if (!edit) return undefined;
    edits.push(edit);
    first = after;
  }
  return edits;

  function rowsFor(member: Member | undefined): readonly Row[] | undefined {
    return member && rowsOf.get(member.key.value);
  }
}

/** Members that stand one after the other. */
interface Group {
  readonly members: readonly Member[];
  readonly first: number;
  readonly after: number;
}

function replaceGroup(
  source: Source,
  object: ObjectNode,
  { members, first, after }: Group,
  rows: readonly Row[],
): Edit | undefined {
  const { text } = source.definition;
  const [head, last, before, next] = [members[first], members[after - 1], members[first - 1], members[after]];
  const end = last && contentEnd(text, last);
  if (!head || end === undefined) return undefined;
  const style = styleOf(source, object);
  if (rows.length > 0) {
    const written = rows.map(([name, value]) => `${keyText(name, style)}:${valueText(value, style)}`);
    const { isBlock, indent } = style;
    const separator = isBlock ? `\n${indent ?? ''}` : indent === undefined ? ', ' : `,\n${indent}`;
    return { start: head.start, end, text: written.join(separator) };
  }
  if (next) return { start: head.start, end: next.start, text: '' };
  const start = before && contentEnd(text, before);
  return start === undefined ? undefined : { start, end, text: '' };
}
