// Nodes at other places: what stands behind an edit, or was read from a part of a text. Nodes are values, so these are others.
import { Member, type Node } from './tree.ts';

export function movedMember(member: Member, by: number): Member {
  if (by === 0) return member;
  const { name, start, keyEnd, value } = member;
  return new Member(name, start + by, keyEnd + by, value && movedNode(value, by));
}

// Spelt out, as there may be very many: V8 takes long for a spread to which members are added.
export function movedNode(node: Node, by: number): Node {
  if (by === 0) return node;
  const start = node.start + by;
  const end = node.end + by;
  switch (node.kind) {
    case 'object': {
      const members = node.members.map(member => movedMember(member, by));
      return { kind: 'object', members, start, end, mayRepeat: node.mayRepeat };
    }
    case 'array':
      return { kind: 'array', items: node.items.map(item => movedNode(item, by)), start, end };
    case 'string':
      return { kind: 'string', value: node.value, start, end };
    case 'number': {
      const { value, written } = node;
      return written === undefined
        ? { kind: 'number', value, start, end }
        : { kind: 'number', value, written, start, end };
    }
    case 'boolean':
      return { kind: 'boolean', value: node.value, start, end };
    case 'null':
      return { kind: 'null', value: null, start, end };
    case 'placeholder': {
      const { text, tagged } = node;
      const object = node.object && movedNode(node.object, by);
      return {
        kind: 'placeholder',
        text,
        ...(object?.kind === 'object' && { object }),
        ...(tagged && { tagged: { tag: tagged.tag, value: movedNode(tagged.value, by) } }),
        start,
        end,
      };
    }
  }
}
