// What is wrong with a layout, as sentences: the promises of the picture, checked on the numbers.
import type { Box, Layout, PlacedEdge, PlacedNode, Position } from '../../graph/model/index.ts';

/** Least room between a container's rim and what stands in it. */
const INSET = 8;

export function layoutFaults(layout: Layout): readonly string[] {
  const nodes = new Map(layout.nodes.map(node => [node.node.id, node]));
  return [
    ...overlappingNodes(layout, nodes),
    ...outsideContainer(layout, nodes),
    ...throughForeignNodes(layout, nodes),
    ...hiddenLabels(layout, nodes),
    ...looseEnds(layout, nodes),
  ];
}

function* overlappingNodes({ nodes }: Layout, byId: ReadonlyMap<string, PlacedNode>): Generator<string> {
  for (let i = 0; i < nodes.length; i++) {
    for (let k = i + 1; k < nodes.length; k++) {
      const a = nodes[i] as PlacedNode;
      const b = nodes[k] as PlacedNode;
      if (!isInside(a, b, byId) && !isInside(b, a, byId) && meet(a, b)) yield `${name(a)} overlaps ${name(b)}`;
    }
  }
}

function* outsideContainer(layout: Layout, byId: ReadonlyMap<string, PlacedNode>): Generator<string> {
  const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
  for (const node of layout.nodes) {
    const parent = node.parent === undefined ? undefined : byId.get(node.parent);
    if (!holds(parent ?? whole, node)) yield `${name(node)} stands out of ${parent ? name(parent) : 'the picture'}`;
  }
  for (const edge of layout.edges) {
    const parent = byId.get(byId.get(edge.from)?.parent ?? '');
    for (const { x, y } of edge.points) {
      if (!holds(parent ?? whole, { x, y, width: 0, height: 0 })) yield `${line(edge)} leaves its scope`;
    }
    if (edge.label && !holds(parent ?? whole, edge.label)) yield `The label of ${line(edge)} leaves its scope`;
  }
  for (const region of layout.regions) {
    const parent = byId.get(region.parent);
    if (!parent || !holds(parent, region)) yield `${region.id} stands out of its container`;
  }
}

function* throughForeignNodes({ nodes, edges }: Layout, byId: ReadonlyMap<string, PlacedNode>): Generator<string> {
  for (const edge of edges) {
    const from = byId.get(edge.from) as PlacedNode;
    for (const node of nodes) {
      if (isInside(from, node, byId)) continue;
      for (let i = 1; i < edge.points.length; i++) {
        const run = boxAround(edge.points[i - 1] as Position, edge.points[i] as Position);
        if (meet(run, node)) yield `${line(edge)} runs through ${name(node)}`;
      }
    }
  }
}

function* hiddenLabels({ nodes, edges }: Layout, byId: ReadonlyMap<string, PlacedNode>): Generator<string> {
  const labelled = edges.filter(edge => edge.label);
  for (let i = 0; i < labelled.length; i++) {
    const edge = labelled[i] as PlacedEdge;
    const label = edge.label as Box;
    const from = byId.get(edge.from) as PlacedNode;
    for (const node of nodes) {
      if (!isInside(from, node, byId) && meet(label, node)) yield `The label of ${line(edge)} covers ${name(node)}`;
    }
    for (let k = i + 1; k < labelled.length; k++) {
      const other = labelled[k] as PlacedEdge;
      if (meet(label, other.label as Box)) yield `The labels of ${line(edge)} and ${line(other)} overlap`;
    }
    for (const other of edges) {
      if (other === edge) continue;
      for (let p = 1; p < other.points.length; p++) {
        const run = boxAround(other.points[p - 1] as Position, other.points[p] as Position);
        if (meet(run, label)) yield `${line(other)} runs through the label of ${line(edge)}`;
      }
    }
  }
}

function* looseEnds({ edges }: Layout, byId: ReadonlyMap<string, PlacedNode>): Generator<string> {
  for (const [index, edge] of edges.entries()) {
    const [from, to] = [edge.from, edge.to].map(id => byId.get(id) as PlacedNode) as [PlacedNode, PlacedNode];
    const [first, last] = [edge.points[0], edge.points.at(-1)];
    if (!first || !isOnRim(first, from)) yield `${line(edge)} does not touch ${name(from)}`;
    if (edge.sharedFrom === edge.points.length - 1) {
      if (!last || !isOnRim(last, to)) yield `${line(edge)} does not touch ${name(to)}`;
    } else if (!edges.slice(0, index).some(earlier => isJoinedBy(earlier, edge))) {
      yield `${line(edge)} joins no other line`;
    }
    for (let i = 1; i < edge.points.length; i++) {
      const a = edge.points[i - 1] as Position;
      const b = edge.points[i] as Position;
      if (a.x !== b.x && a.y !== b.y) yield `${line(edge)} is slanted`;
    }
  }
}

/** Both run on from the meeting point, to the same end. */
function isJoinedBy(earlier: PlacedEdge, { to, style, points, sharedFrom }: PlacedEdge): boolean {
  const [meeting, onward] = points.slice(sharedFrom) as [Position, Position];
  if (earlier.to !== to || earlier.style !== style) return false;
  return earlier.points.some((after, i) => {
    const before = earlier.points[i - 1];
    return before !== undefined && isBetween(meeting, before, after) && isBetween(onward, before, after);
  });
}

function isBetween({ x, y }: Position, a: Position, b: Position): boolean {
  const { x: left, y: top, width, height } = boxAround(a, b);
  return x >= left && x <= left + width && y >= top && y <= top + height;
}

function isOnRim({ x, y }: Position, box: Box): boolean {
  const isWithin = x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
  return isWithin && (x === box.x || x === box.x + box.width || y === box.y || y === box.y + box.height);
}

function isInside(node: PlacedNode, container: PlacedNode, byId: ReadonlyMap<string, PlacedNode>): boolean {
  for (let parent = node.parent; parent !== undefined; parent = byId.get(parent)?.parent) {
    if (parent === container.node.id) return true;
  }
  return false;
}

function holds(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x + INSET &&
    inner.y >= outer.y + INSET &&
    inner.x + inner.width <= outer.x + outer.width - INSET &&
    inner.y + inner.height <= outer.y + outer.height - INSET
  );
}

function boxAround(a: Position, b: Position): Box {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

/** Rims may touch: a line begins and ends on one. */
function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function name(node: PlacedNode): string {
  return `"${node.node.name}"`;
}

function line(edge: PlacedEdge): string {
  return `${edge.from} → ${edge.to}`;
}
