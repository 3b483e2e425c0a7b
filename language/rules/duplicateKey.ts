// key-duplicate: a member that stands twice in one object. JSON readers take the last one without a word.
import { pointerTo, type Report } from '../machine/fields.ts';
import { messages } from '../problems.ts';
import { isRepeating, type Member, type Node, type ObjectNode } from '../text/tree.ts';

/** In an object and all that is in it. `pointer` is where it stands. */
export function duplicateKey(node: ObjectNode, pointer: string, report: Report): void {
  if (node.mayRepeat) visit(node, pointer, '', report);
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
