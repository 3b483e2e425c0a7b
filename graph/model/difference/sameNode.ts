// Whether two parts of a text say the same, whatever the order of members, the format and the layout of the texts. `1.0` is
// `1`: YAML does not tell them apart. A value that CloudFormation fills in says the same in its long and its short form:
// `{ "Ref": "X" }` and `!Ref X`.
import type { Member, Node, ObjectNode } from '../../../language/index.ts';

/** Of two parts that are not there at the same place: they are the same. */
export function isSame(a: Node | undefined, b: Node | undefined): boolean {
  if (!a || !b) return a === b;
  if (a.kind === 'placeholder' || b.kind === 'placeholder') return keyOf(a) === keyOf(b);
  switch (a.kind) {
    case 'object':
      return b.kind === 'object' && isSameObject(a, b);
    case 'array':
      return (
        b.kind === 'array' && a.items.length === b.items.length && a.items.every((one, i) => isSame(one, b.items[i]))
      );
    default:
      return b.kind === a.kind && b.value === a.value;
  }
}

function isSameObject(a: ObjectNode, b: ObjectNode): boolean {
  const [ours, theirs] = [membersOf(a), membersOf(b)];
  if (ours.size !== theirs.size) return false;
  for (const [name, { value }] of ours) {
    const other = theirs.get(name);
    if (!other || !isSame(value, other.value)) return false;
  }
  return true;
}

/** The last of several members of one name, as in every JSON reader. */
export function membersOf({ members }: ObjectNode): ReadonlyMap<string, Member> {
  return new Map(members.map(member => [member.name, member]));
}

/** Equal for parts that say the same. */
export function keyOf(node: Node | undefined, without?: string): string {
  if (!node) return '';
  switch (node.kind) {
    case 'object': {
      const members = [...membersOf(node)].filter(([name]) => name !== without);
      const sorted = members.sort(([a], [b]) => (a < b ? -1 : 1));
      return `{${sorted.map(([name, { value }]) => `${JSON.stringify(name)}:${keyOf(value)}`).join()}}`;
    }
    case 'array':
      return `[${node.items.map(item => keyOf(item)).join()}]`;
    case 'number':
      return String(node.value);
    case 'placeholder':
      if (node.object) return keyOf(node.object);
      return node.tagged ? tagKey(node.tagged.tag, node.tagged.value) : `\${${node.text}}`;
    default:
      return JSON.stringify(node.value);
  }
}

function tagKey(tag: string, value: Node): string {
  const word = tag.replace(/^!/, '');
  const name = word === 'Ref' || word === 'Condition' ? word : `Fn::${word}`;
  const parts = name === 'Fn::GetAtt' && value.kind === 'string' ? /^([^.]*)\.(.*)$/s.exec(value.value) : undefined;
  const key = parts ? `[${JSON.stringify(parts[1])},${JSON.stringify(parts[2])}]` : keyOf(value);
  return `{${JSON.stringify(name)}:${key}}`;
}
