// Where an arrow key leads from a state: along the edges in the direction of the flow, to what stands beside it across.
import type { Layout, PlacedNode } from '../model/index.ts';

export type Heading = 'up' | 'down' | 'left' | 'right';

/** The state to move to, or undefined at an end. */
export function neighbourOf(layout: Layout, id: string, heading: Heading): string | undefined {
  const [back, forth] = layout.direction === 'down' ? ['up', 'down'] : ['left', 'right'];
  const node = layout.nodes.find(candidate => candidate.node.id === id);
  if (!node) return undefined;
  if (heading === forth) return forward(layout, node);
  if (heading === back) return backward(layout, node);
  return beside(layout, node, heading);
}

// Into a container first, then on behind it: the way one reads down the picture.
function forward(layout: Layout, node: PlacedNode): string | undefined {
  const inside = layout.nodes.find(child => child.parent === node.node.id);
  if (inside) return inside.node.id;
  return onward(layout, node);
}

function onward(layout: Layout, node: PlacedNode): string | undefined {
  const targets = statesOf(
    layout,
    layout.edges.filter(edge => edge.from === node.node.id).map(edge => edge.to),
  );
  // The first way out that does not go round a loop; around one when there is no other.
  const next = targets.find(target => flowStart(layout, target) > flowStart(layout, node)) ?? targets[0];
  if (next) return next.node.id;
  const container = layout.nodes.find(candidate => candidate.node.id === node.parent);
  return container && onward(layout, container);
}

function backward(layout: Layout, node: PlacedNode): string | undefined {
  const sources = statesOf(
    layout,
    layout.edges.filter(edge => edge.to === node.node.id).map(edge => edge.from),
  );
  const before = sources.find(source => flowStart(layout, source) < flowStart(layout, node)) ?? sources[0];
  return before?.node.id ?? node.parent;
}

function statesOf({ nodes }: Layout, ids: readonly string[]): readonly PlacedNode[] {
  return ids.flatMap(id => nodes.filter(({ node }) => node.id === id && node.kind === 'state'));
}

function flowStart({ direction }: Layout, { x, y }: PlacedNode): number {
  return direction === 'down' ? y : x;
}

// In the same scope first, then in the branch next door. Never from a container to what is in it: that is the way forward.
function beside(layout: Layout, node: PlacedNode, heading: Heading): string | undefined {
  const isUpright = heading === 'up' || heading === 'down';
  const sign = heading === 'up' || heading === 'left' ? -1 : 1;
  const start = (box: PlacedNode) => (isUpright ? box.y : box.x);
  const meets = (box: PlacedNode) =>
    isUpright
      ? box.x < node.x + node.width && node.x < box.x + box.width
      : box.y < node.y + node.height && node.y < box.y + box.height;
  let best: { id: string; far: number } | undefined;
  for (const other of layout.nodes) {
    const along = sign * (start(other) - start(node));
    if (other.node.kind !== 'state' || along <= 0 || !meets(other)) continue;
    if (other.node.id === node.parent || other.parent === node.node.id) continue;
    const far = along + (other.parent === node.parent ? 0 : ELSEWHERE);
    if (!best || far < best.far) best = { id: other.node.id, far };
  }
  return best?.id;
}

const ELSEWHERE = 1e6;
