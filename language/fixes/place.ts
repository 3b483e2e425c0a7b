// From a JSON pointer to the node it leads to, with what is around it.
import { contains, type Member, type Node, type ObjectNode, type Span } from '../text/tree.ts';

export interface Place {
  readonly node: Node | undefined;
  /** Where the node is the value of one. */
  readonly member: Member | undefined;
  /** What the node is directly in. */
  readonly parent: Node | undefined;
  /** Where the parent is the value of a member. */
  readonly parentMember: Member | undefined;
}

/** `span` decides between members of one name: the one it is in, else the last. */
export function placeAt(root: Node, pointer: string, span: Span): Place | undefined {
  const keys = pointer.split('/').slice(1);
  let place: Place = { node: root, member: undefined, parent: undefined, parentMember: undefined };
  for (const escaped of keys) {
    const key = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    const { node, member } = place;
    if (node?.kind === 'object') {
      const named = node.members.filter(candidate => candidate.key.value === key);
      const found = named.find(candidate => contains(candidate, span.start)) ?? named.at(-1);
      if (!found) return undefined;
      place = { node: found.value, member: found, parent: node, parentMember: member };
    } else if (node?.kind === 'array') {
      const item = node.items[Number(key)];
      if (!item) return undefined;
      place = { node: item, member: undefined, parent: node, parentMember: member };
    } else return undefined;
  }
  return place;
}

/** The object a member stands in. */
export function objectAround({ parent }: Place): ObjectNode | undefined {
  return parent?.kind === 'object' ? parent : undefined;
}
