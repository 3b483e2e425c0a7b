// The rest of a line behind the point where it joins another. Usually the other one's line stands for it; the way of a run is drawn
// to its end.
import { arrowPath, edgePath, type PlacedEdge, type Position } from '../model/index.ts';
import type { LayoutIndex } from './layoutIndex.ts';

/** Path data with the arrow head; empty for a line that joins none. */
export function restPath(edge: PlacedEdge, index: Pick<LayoutIndex, 'waysIn'>): string {
  if (edge.sharedFrom >= edge.points.length - 1) return '';
  const points = restOf(edge, index.waysIn(edge.to));
  if (points.length < 2) return '';
  const rest: PlacedEdge = { ...edge, points, sharedFrom: points.length - 1 };
  return edgePath(rest) + arrowPath(rest);
}

// From the meeting point along the line that is joined, which may join another in turn. It is an earlier one, so that there is an end.
function restOf(edge: PlacedEdge, ways: readonly PlacedEdge[]): readonly Position[] {
  const meeting = edge.points[edge.sharedFrom];
  const next = edge.points[edge.sharedFrom + 1];
  if (!meeting || !next) return [];
  for (const other of ways.slice(0, ways.indexOf(edge))) {
    const { points, sharedFrom } = other;
    const at = points.findIndex((from, i) => {
      const to = points[i + 1];
      return i < sharedFrom && to !== undefined && isOn(meeting, from, to) && isSameWay(meeting, next, from, to);
    });
    if (at < 0) continue;
    const own = [meeting, ...points.slice(at + 1, sharedFrom + 1)];
    return sharedFrom < points.length - 1 ? [...own, ...restOf(other, ways).slice(1)] : own;
  }
  return [];
}

function isOn(point: Position, from: Position, to: Position): boolean {
  const isBetween = (value: number, a: number, b: number) =>
    Math.min(a, b) - CLOSE <= value && value <= Math.max(a, b) + CLOSE;
  return isBetween(point.x, from.x, to.x) && isBetween(point.y, from.y, to.y);
}

function isSameWay(a: Position, b: Position, from: Position, to: Position): boolean {
  return Math.sign(b.x - a.x) === Math.sign(to.x - from.x) && Math.sign(b.y - a.y) === Math.sign(to.y - from.y);
}

const CLOSE = 0.01;
