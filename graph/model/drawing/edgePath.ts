// The lines of edges as SVG path data: rounded bends, small arrow heads. Strings only, for the page and for pictures.
import type { PlacedEdge, Position } from '../layout/layout.ts';

const RADIUS = 8;
const ARROW = { length: 7, half: 4 };
/** An edge that joins another runs along it for a moment, so that their bends flow together. */
const TOGETHER = 14;

/** An edge that joins an earlier one is drawn as far as the meeting point; the rest is there already. */
export function edgePath({ points, sharedFrom }: PlacedEdge): string {
  const corners = withoutRepeats(sharedFrom < points.length - 1 ? joining(points, sharedFrom) : arriving(points));
  const [first, ...rest] = corners;
  if (!first) return '';
  let path = `M${at(first)}`;
  rest.forEach((corner, i) => {
    const before = corners[i] as Position;
    const after = rest[i + 1];
    if (!after) {
      path += `L${at(corner)}`;
      return;
    }
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
    path += `L${at(towards(corner, before, radius))}Q${at(corner)} ${at(towards(corner, after, radius))}`;
  });
  return path;
}

/** The arrow head; empty for an edge that has joined another by then. */
export function arrowPath({ points, sharedFrom }: PlacedEdge): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (!tip || !before || sharedFrom < points.length - 1) return '';
  const back = towards(tip, before, ARROW.length);
  const isUpright = tip.x === before.x;
  const wing = (side: number) =>
    isUpright ? { x: back.x + side * ARROW.half, y: back.y } : { x: back.x, y: back.y + side * ARROW.half };
  return `M${at(tip)}L${at(wing(1))}L${at(wing(-1))}Z`;
}

function joining(points: readonly Position[], sharedFrom: number): readonly Position[] {
  const meeting = points[sharedFrom] as Position;
  const next = points[sharedFrom + 1] as Position;
  return [...points.slice(0, sharedFrom + 1), towards(meeting, next, Math.min(TOGETHER, distance(meeting, next)))];
}

function arriving(points: readonly Position[]): readonly Position[] {
  const tip = points.at(-1);
  const before = points.at(-2);
  // The line ends inside the arrow head, whose point would look blunt otherwise.
  return tip && before ? [...points.slice(0, -1), towards(tip, before, ARROW.length - 1)] : points;
}

function withoutRepeats(points: readonly Position[]): readonly Position[] {
  return points.filter((point, i) => {
    const before = points[i - 1];
    return !before || before.x !== point.x || before.y !== point.y;
  });
}

function towards(from: Position, to: Position, by: number): Position {
  const length = distance(from, to);
  if (length === 0) return from;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}

function distance(a: Position, b: Position): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function at({ x, y }: Position): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
