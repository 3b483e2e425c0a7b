// A layered drawing of boxes and links in one flat scope (after Sugiyama): levels, order, places across, routes along.
// Knows no states: containers are boxes like any other, and directions are the caller's business.
import { type Link, makeLevels, type Size, type Vertex } from './levels.ts';
import { orderLevels } from './order.ts';
import { placeAcross } from './place.ts';
import { type Point, type Route, routeLinks } from './route.ts';

export interface Layered extends Size {
  /** The near corner of each box, in the order given. */
  readonly boxes: readonly Point[];
  readonly links: readonly LayeredLink[];
}

export interface LayeredLink extends Route {
  /** The near corner of the label. */
  readonly label?: Point;
}

/** Everything stands within `across` and `along`, beginning at 0. The same arguments give the same drawing. */
export function layered(boxes: readonly Size[], links: readonly Link[], first: number | undefined): Layered {
  const made = makeLevels(boxes, links, first);
  orderLevels(made, first);
  placeAcross(made);
  const { starts, thickness, along, routes } = routeLinks(made, links);

  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const level of made.levels) {
    for (const { center, across } of level) {
      least = Math.min(least, center - across / 2);
      most = Math.max(most, center + across / 2);
    }
  }
  const left = least === Number.POSITIVE_INFINITY ? 0 : Math.floor(least);
  const boxCorner = (vertex: Vertex): Point => ({
    across: vertex.center - vertex.across / 2 - left,
    along: starts[vertex.level] ?? 0,
  });
  return {
    across: most - left,
    along,
    boxes: made.boxes.map(boxCorner),
    links: routes.map(({ points, sharedFrom }, i) => {
      const label = made.paths[i]?.find(vertex => vertex.kind === 'label');
      const corner = label && boxCorner(label);
      const inset = label ? ((thickness[label.level] ?? 0) - label.along) / 2 : 0;
      return {
        points: points.map(point => ({ across: point.across - left, along: point.along })),
        sharedFrom,
        ...(corner && { label: { across: corner.across, along: corner.along + inset } }),
      };
    }),
  };
}
