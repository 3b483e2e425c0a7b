// The way from the root of a tree down to an offset: which member or item of each container leads there.
import { type ArrayNode, contains, type Member, type Node, type ObjectNode } from './text/tree.ts';

export type Step =
  | { readonly kind: 'member'; readonly node: ObjectNode; readonly member: Member }
  | { readonly kind: 'item'; readonly node: ArrayNode; readonly index: number };

export interface Route {
  /** Outermost first. */
  readonly steps: readonly Step[];
  /** The innermost node at the offset: a container where it is between entries, a key when it is on one. */
  readonly node: Node;
}

export function routeTo(root: Node | undefined, offset: number): Route | undefined {
  if (!root || !contains(root, offset)) return undefined;
  const steps: Step[] = [];
  let node = root;
  for (;;) {
    // What a deployment function says as it stands has places too.
    const at: Node = node.kind === 'placeholder' && node.object ? node.object : node;
    if (at.kind === 'object') {
      const member: Member | undefined = at.members.find(candidate => contains(candidate, offset));
      if (!member) return { steps, node: at };
      steps.push({ kind: 'member', node: at, member });
      if (contains(member.key, offset)) return { steps, node: member.key };
      if (!member.value || !contains(member.value, offset)) return { steps, node: at };
      node = member.value;
    } else if (at.kind === 'array') {
      const index: number = at.items.findIndex(candidate => contains(candidate, offset));
      const item = at.items[index];
      if (!item) return { steps, node: at };
      steps.push({ kind: 'item', node: at, index });
      node = item;
    } else {
      return { steps, node: at };
    }
  }
}

/** Whether a place in a YAML text is inside brackets, where commas and brackets end a plain text. */
export function isInFlow(text: string, root: Node | undefined, offset: number): boolean {
  const steps = routeTo(root, offset)?.steps ?? [];
  return steps.some(({ node }) => text[node.start] === '{' || text[node.start] === '[');
}
