// Two windows that move and zoom as one. Pictures of two definitions differ in size, so what links them are the states they
// share: what is in the middle of one window is in the middle of the other, as far as it is there.
import type { Layout } from '../../model/index.ts';
import type { View } from '../viewport.ts';

export interface Room {
  readonly width: number;
  readonly height: number;
}

export interface Anchor {
  readonly x: number;
  readonly y: number;
  /** From there to where it is on the other side. */
  readonly dx: number;
  readonly dy: number;
}

/** The view of the other picture. Goes over smoothly from state to state. */
export function linkedView(view: View, room: Room, otherRoom: Room, anchors: readonly Anchor[]): View {
  const { scale } = view;
  const middle = { x: (room.width / 2 - view.x) / scale, y: (room.height / 2 - view.y) / scale };
  let [sum, dx, dy] = [0, 0, 0];
  for (const anchor of anchors) {
    // The nearer a state is, the more it counts.
    const weight = 1 / ((anchor.x - middle.x) ** 2 + (anchor.y - middle.y) ** 2 + NEAR) ** 2;
    sum += weight;
    dx += anchor.dx * weight;
    dy += anchor.dy * weight;
  }
  if (sum > 0) {
    dx /= sum;
    dy /= sum;
  }
  return {
    scale,
    x: otherRoom.width / 2 - (middle.x + dx) * scale,
    y: otherRoom.height / 2 - (middle.y + dy) * scale,
  };
}

/** Nearer than this all states count the same, in squared units of the picture. */
const NEAR = 100;

/** `partners` leads from ids of the first layout to ids of the second. */
export function anchorsBetween(from: Layout, to: Layout, partners: ReadonlyMap<string, string>): readonly Anchor[] {
  const there = new Map(to.nodes.map(node => [node.node.id, node]));
  return from.nodes.flatMap(node => {
    const other = there.get(partners.get(node.node.id) ?? (node.node.kind === 'state' ? '' : node.node.id));
    if (!other) return [];
    const [x, y] = [node.x + node.width / 2, node.y + HEAD];
    return [{ x, y, dx: other.x + other.width / 2 - x, dy: other.y + HEAD - y }];
  });
}

/** Containers are led by their heads. */
const HEAD = 26;
