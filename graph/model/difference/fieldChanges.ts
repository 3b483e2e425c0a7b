// What differs between two values, down to the member that does: `Arguments.Payload.id`, `Retry[1]`.
import type { Member, Node } from '../../../language/index.ts';
import { isSame, membersOf } from './sameNode.ts';

export interface FieldChange {
  /** From the state or the machine on. */
  readonly path: string;
  /** Absent where the field is new. */
  readonly before?: Node;
  /** Absent where the field is gone. */
  readonly after?: Node;
  /** The items are the same, in another order. */
  readonly isOrder?: true;
}

export type Members = ReadonlyMap<string, Member>;

/** In the order of the new text; what is gone stands at the end. `leaveOut` are told in another way. */
export function memberChanges(
  before: Members,
  after: Members,
  at: string,
  leaveOut: ReadonlySet<string> = NONE,
): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  for (const [name, { value }] of after) {
    if (!leaveOut.has(name)) changes.push(...valueChanges(before.get(name)?.value, value, inside(at, name)));
  }
  for (const [name, { value }] of before) {
    if (!leaveOut.has(name) && !after.has(name)) changes.push(...valueChanges(value, undefined, inside(at, name)));
  }
  return changes;
}

const NONE: ReadonlySet<string> = new Set();

export function valueChanges(before: Node | undefined, after: Node | undefined, path: string): readonly FieldChange[] {
  if (isSame(before, after)) return [];
  if (before?.kind === 'object' && after?.kind === 'object') {
    return memberChanges(membersOf(before), membersOf(after), path);
  }
  if (before?.kind === 'array' && after?.kind === 'array') return itemChanges(before.items, after.items, path);
  return [{ path, ...(before && { before }), ...(after && { after }) }];
}

// What is the same at the beginning and the end of both lists stays out; between them an item is compared with the one at
// its place.
function itemChanges(before: readonly Node[], after: readonly Node[], path: string): readonly FieldChange[] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && isSame(before[start], after[start])) start++;
  let end = 0;
  while (end < most - start && isSame(before.at(-1 - end), after.at(-1 - end))) end++;
  const changes: FieldChange[] = [];
  const [ours, theirs] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  for (let i = 0; i < Math.max(ours.length, theirs.length); i++) {
    changes.push(...valueChanges(ours[i], theirs[i], `${path}[${start + i}]`));
  }
  return changes;
}

function inside(path: string, name: string): string {
  if (!/^[\w-]+(?:\.\$)?$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}
