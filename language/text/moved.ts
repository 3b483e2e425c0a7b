// Nodes at other places: what stands behind an edit, or was read from a part of a text. Nodes are values, so these are others.
import { Member, type Node } from './tree.ts';

export function movedMember(member: Member, by: number): Member {
  if (by === 0) return member;
  const { name, start, keyEnd, value } = member;
  return new Member(name, start + by, keyEnd + by, value && movedNode(value, by));
}

// What there is very many of is spelt out: V8 takes long for a spread.
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
    case 'placeholder': {
      const { tagged } = node;
      const object = node.object && movedNode(node.object, by);
      return {
        ...node,
        ...(object?.kind === 'object' && { object }),
        ...(tagged && { tagged: { tag: tagged.tag, value: movedNode(tagged.value, by) } }),
        start,
        end,
      };
    }
    default:
      return { ...node, start, end };
  }
}
