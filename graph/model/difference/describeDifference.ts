// A difference in words and signs, the same on the command line, in the comparison's list and in comments of pull requests.
import { memberNamed, type Node } from '../../../language/index.ts';
import type { Difference, DifferenceKind, StateDifference } from './difference.ts';
import type { FieldChange } from './fieldChanges.ts';
import type { Rewording, Target, WayChange } from './wayChanges.ts';

/** Signs that say what colours say. */
export const SIGNS: Readonly<Record<DifferenceKind, string>> = {
  added: '+',
  removed: '-',
  moved: '⇒',
  renamed: '»',
  changed: '~',
  rewired: '↪',
};

/** One field or way. */
export interface ChangeLine {
  readonly kind: 'added' | 'removed' | 'changed' | 'rewired';
  readonly text: string;
}

/** Of a state, or of the machine itself. What a rule says is told in its words, not member by member. */
export function changeLines({
  fields,
  ways,
  rewordings = [],
}: Pick<StateDifference, 'fields' | 'ways'> & Partial<Pick<StateDifference, 'rewordings'>>): readonly ChangeLine[] {
  const told = new Map<string, ChangeLine>();
  for (const each of rewordings) {
    const words = rewordingOf(each);
    if (words !== undefined) told.set(each.way, { kind: 'changed', text: `${each.way}: ${words}` });
  }
  const lines: ChangeLine[] = [];
  for (const field of fields) {
    const [, way = '', member = ''] = /^((?:Choices|Catch)\[\d+\])\.(\w+)/.exec(field.path) ?? [];
    const words = APART.has(member) ? undefined : told.get(way);
    if (!words) lines.push(fieldLine(field));
    else if (!lines.includes(words)) lines.push(words);
  }
  return [...lines, ...ways.map(wayLine)];
}

/** What a rule or catcher does besides: its words do not tell of it. */
const APART: ReadonlySet<string> = new Set(['Assign', 'Output', 'Comment', 'ResultPath']);

/** `total > 100 → total > 200`; undefined where its words are the same. */
export function rewordingOf({ before, after }: Rewording): string | undefined {
  if (before.label === after.label || !before.label || !after.label) return undefined;
  return bothTexts(before.label, after.label).join(' → ');
}

/** `Pay`, or `Pay → Charge`. */
export function titleOf({ before, after }: StateDifference): string {
  if (!before || !after) return (before ?? after)?.name ?? '';
  return before.name === after.name ? after.name : `${before.name} → ${after.name}`;
}

/** What it is and where: `Task in Both, branch 2`. */
export function describePlace({ before, after, innerCount, kinds }: StateDifference): string {
  const place = after ?? before;
  const type = before && after && before.type !== after.type ? `${before.type} → ${after.type}` : (place?.type ?? '');
  const inner = innerCount === 0 ? '' : `, with ${innerCount} state${innerCount === 1 ? '' : 's'}`;
  if (before && after && kinds.includes('moved')) return `${type} from ${scopeName(before)} to ${scopeName(after)}`;
  return `${type}${place && place.within.length > 0 ? ` in ${scopeName(place)}` : ''}${inner}`;
}

function scopeName({ within }: { readonly within: readonly string[] }): string {
  return within.length > 0 ? within.join(' › ') : 'the top level';
}

/** `1 added, 2 changed`: a state counts in each of its kinds. */
export function summaryOf({ fields, ways, states }: Difference): string {
  const counts = new Map<string, number>();
  for (const { kinds } of states) for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const parts = [...ORDER].flatMap(kind => {
    const count = counts.get(kind);
    return count === undefined ? [] : [`${count} ${kind}`];
  });
  if (fields.length + ways.length > 0) parts.push('the machine itself');
  return parts.length > 0 ? parts.join(', ') : 'no difference';
}

const ORDER: readonly DifferenceKind[] = ['added', 'removed', 'moved', 'renamed', 'changed', 'rewired'];

function fieldLine({ path, before, after, isOrder }: FieldChange): ChangeLine {
  if (isOrder) return { kind: 'changed', text: `${path}: in another order` };
  if (before && after) return { kind: 'changed', text: `${path}: ${bothValues(before, after).join(' → ')}` };
  if (after) return { kind: 'added', text: `${path}: ${cut(textOf(after), 0)}` };
  return { kind: 'removed', text: `${path}: ${before ? cut(textOf(before), 0) : ''}` };
}

function wayLine({ way, label, before, after }: WayChange): ChangeLine {
  const name = label === undefined ? way : `${way} (${cut(label, 0)})`;
  const [from, to] = [before, after].map(target => (target ? targetName(target) : ''));
  if (before && after) return { kind: 'rewired', text: `${name}: ${from} → ${to}` };
  return after
    ? { kind: 'added', text: `${name} leads to ${to}` }
    : { kind: 'removed', text: `${name} led to ${from}` };
}

function targetName({ name, isUnknown }: Target): string {
  return name === undefined ? 'the end' : `${name}${isUnknown ? ', which is not there' : ''}`;
}

/** As much of a value as a line has room for. */
const ROOM = 60;
/** What is shown of the part that is the same, before the first difference. */
const LEAD = 16;

function bothValues(before: Node, after: Node): readonly string[] {
  return bothTexts(textOf(before), textOf(after));
}

function bothTexts(ours: string, theirs: string): readonly string[] {
  if (ours.length <= ROOM && theirs.length <= ROOM) return [ours, theirs];
  let same = 0;
  while (same < ours.length && ours[same] === theirs[same]) same++;
  const from = Math.max(0, same - LEAD);
  return [cut(ours, from), cut(theirs, from)];
}

function cut(text: string, from: number): string {
  const rest = text.slice(from);
  return `${from > 0 ? '…' : ''}${rest.length > ROOM ? `${rest.slice(0, ROOM - 1)}…` : rest}`;
}

function textOf(node: Node): string {
  const start = memberNamed(node, 'States') && memberNamed(node, 'StartAt')?.value;
  if (start?.kind === 'string') return `begins with ${JSON.stringify(start.value)}`;
  return jsonText(node);
}

/** As JSON, with numbers as they are written and what is filled in later as it stands. */
function jsonText(node: Node): string {
  switch (node.kind) {
    case 'object':
      return `{${node.members.map(({ name, value }) => `${JSON.stringify(name)}:${value ? jsonText(value) : ''}`).join()}}`;
    case 'array':
      return `[${node.items.map(jsonText).join()}]`;
    case 'number':
      return node.written ?? String(node.value);
    case 'placeholder':
      return node.object ? jsonText(node.object) : node.text.trim().replace(/\s+/g, ' ');
    default:
      return JSON.stringify(node.value);
  }
}
