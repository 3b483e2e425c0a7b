// key-duplicate: a member that stands twice in one object. JSON readers take the last one without a word.
import { isRepeating, pointerTo, type Report } from '../machine/fields.ts';
import { messages } from '../problems.ts';
import type { Member, Node } from '../text/tree.ts';

/** In a value and all that is in it. `pointer` is where the value stands. */
export function duplicateKey(node: Node, pointer: string, report: Report): void {
  visit(node, pointer, [], report);
}

function visit(node: Node, pointer: string, path: (string | number)[], report: Report): void {
  if (node.kind === 'array') {
    for (let i = 0; i < node.items.length; i++) {
      const item = node.items[i];
      if (item?.kind !== 'object' && item?.kind !== 'array') continue;
      path.push(i);
      visit(item, pointer, path, report);
      path.pop();
    }
  } else if (node.kind === 'object') {
    for (const { key } of repeated(node.members)) {
      // Two states of one name are reported as such.
      if (path.at(-1) === 'States') continue;
      const at = [...path, key.value].reduce<string>(pointerTo, pointer);
      report('key-duplicate', key, at, messages.keyDuplicate(key.value), 'warning', key.value);
    }
    for (const { key, value } of node.members) {
      if (value?.kind !== 'object' && value?.kind !== 'array') continue;
      path.push(key.value);
      visit(value, pointer, path, report);
      path.pop();
    }
  }
}

function repeated(members: readonly Member[]): readonly Member[] {
  if (!isRepeating(members)) return [];
  const seen = new Set<string>();
  return members.filter(({ key }) => seen.size === seen.add(key.value).size);
}
