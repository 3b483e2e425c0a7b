// key-duplicate: a member that stands twice in one object. JSON readers take the last one without a word.
import { isRepeating, pointerTo, type Report } from '../machine/fields.ts';
import { messages } from '../problems.ts';
import type { Member, Node } from '../text/tree.ts';

/** In a value and all that is in it. `pointer` is where the value stands. */
export function duplicateKey(node: Node, pointer: string, report: Report): void {
  // Where each of them stands is written down only when there is one.
  if (hasRepeated(node)) visit(node, pointer, '', report);
}

function hasRepeated(node: Node): boolean {
  if (node.kind === 'array') {
    for (const item of node.items) if (hasRepeated(item)) return true;
  } else if (node.kind === 'object') {
    if (isRepeating(node.members)) return true;
    for (const { value } of node.members) if (value && hasRepeated(value)) return true;
  }
  return false;
}

/** `name` is the member it is the value of. */
function visit(node: Node, pointer: string, name: string, report: Report): void {
  if (node.kind === 'array') {
    for (const [index, item] of node.items.entries()) visit(item, pointerTo(pointer, index), '', report);
  }
  if (node.kind !== 'object') return;
  // Two states of one name are reported as such.
  const members = name === 'States' ? [] : repeated(node.members);
  for (const { key, name } of members) {
    report('key-duplicate', key, pointerTo(pointer, name), messages.keyDuplicate(name), 'warning', name);
  }
  for (const { name, value } of node.members) if (value) visit(value, pointerTo(pointer, name), name, report);
}

function repeated(members: readonly Member[]): readonly Member[] {
  if (!isRepeating(members)) return [];
  const seen = new Set<string>();
  return members.filter(({ name }) => seen.size === seen.add(name).size);
}
