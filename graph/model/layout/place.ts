// Places across: Brandes and Köpf, "Fast and Simple Horizontal Coordinate Assignment" (2001). Vertices that continue each
// other are stacked into straight blocks in four ways (from above and below, from the left and right); the middle of the
// four keeps long links straight and puts a state over the middle of what follows it.
import type { Levels, Vertex } from './levels.ts';

/** Sets each vertex's `center`. Neighbours on a level end up at least their distance apart, in their order. */
export function placeAcross({ levels, isMain }: Levels): void {
  const vertices = levels.flat();
  const conflicts = findConflicts(levels);
  const ways = [false, true].flatMap(fromBelow =>
    [false, true].map(fromRight => placeOneWay(levels, { conflicts, isMain }, fromBelow, fromRight)),
  );
  alignToNarrowest(ways, vertices);
  for (const vertex of vertices) {
    const four = ways.map(way => way[vertex.index] as number).sort((a, b) => a - b);
    vertex.center = Math.round(((four[1] as number) + (four[2] as number)) / 2);
  }
}

/** The least distance between two centres that stand side by side. */
export function distance(left: Vertex, right: Vertex): number {
  return (left.across + right.across) / 2 + Math.max(CLEARANCE[left.kind], CLEARANCE[right.kind]);
}

const CLEARANCE = { box: 28, label: 12, bend: 14, turn: 8 } as const;

// Where a segment crosses one between two bends, the latter stays straight and the former may not be stacked.
function findConflicts(levels: readonly (readonly Vertex[])[]): ReadonlySet<number> {
  const conflicts = new Set<number>();
  for (let i = 1; i < levels.length; i++) {
    const lowerLevel = levels[i] ?? [];
    let leftLimit = 0;
    let scanned = 0;
    lowerLevel.forEach((vertex, position) => {
      const inner = isBend(vertex) ? vertex.above.find(isBend) : undefined;
      const isLast = position === lowerLevel.length - 1;
      if (!inner && !isLast) return;
      const rightLimit = inner ? inner.position : (levels[i - 1]?.length ?? 0);
      for (; scanned <= position; scanned++) {
        const lower = lowerLevel[scanned] as Vertex;
        for (const upper of lower.above) {
          const isInner = isBend(lower) && isBend(upper);
          if (!isInner && (upper.position < leftLimit || upper.position > rightLimit)) {
            conflicts.add(segmentKey(upper, lower));
          }
        }
      }
      leftLimit = rightLimit;
    });
  }
  return conflicts;
}

function segmentKey(upper: Vertex, lower: Vertex): number {
  return upper.index * 1_048_576 + lower.index;
}

interface Segments {
  readonly conflicts: ReadonlySet<number>;
  readonly isMain: Levels['isMain'];
}

function placeOneWay(
  levels: readonly (readonly Vertex[])[],
  segments: Segments,
  fromBelow: boolean,
  fromRight: boolean,
): number[] {
  const ordered = fromBelow ? levels.toReversed() : levels;
  const mirrored = fromRight ? ordered.map(level => level.toReversed()) : ordered;
  const roots = stack(mirrored, segments, fromBelow ? 'below' : 'above', fromRight);
  const places = compact(mirrored, roots);
  const sign = fromRight ? -1 : 1;
  const result: number[] = [];
  for (const level of levels) {
    for (const vertex of level) result[vertex.index] = sign * (places.get(roots[vertex.index] as Vertex) ?? 0);
  }
  return result;
}

/** The head of the block each vertex belongs to, by vertex index. */
function stack(
  levels: readonly (readonly Vertex[])[],
  { conflicts, isMain }: Segments,
  side: 'above' | 'below',
  fromRight: boolean,
): Vertex[] {
  const roots: Vertex[] = [];
  const aligned = new Set<Vertex>();
  const place = (vertex: Vertex) => (fromRight ? -vertex.position : vertex.position);
  for (const level of levels) for (const vertex of level) roots[vertex.index] = vertex;
  for (const level of levels) {
    let limit = Number.NEGATIVE_INFINITY;
    for (const vertex of level) {
      const segmentTo = (other: Vertex): [Vertex, Vertex] => (side === 'above' ? [other, vertex] : [vertex, other]);
      const neighbours = vertex[side]
        .filter(other => !yields(...segmentTo(other), isMain))
        .sort((a, b) => place(a) - place(b));
      const middle = (neighbours.length - 1) / 2;
      for (let i = Math.floor(middle); i <= Math.ceil(middle) && i >= 0; i++) {
        const neighbour = neighbours[i] as Vertex;
        if (roots[vertex.index] !== vertex || aligned.has(neighbour) || place(neighbour) <= limit) continue;
        if (conflicts.has(segmentKey(...segmentTo(neighbour)))) continue;
        roots[vertex.index] = roots[neighbour.index] as Vertex;
        aligned.add(neighbour);
        limit = place(neighbour);
      }
    }
  }
  return roots;
}

// A segment that may not be stacked, so that another at one of its ends can be: beside a main one, or where a link comes to
// others that are on their way already.
function yields(upper: Vertex, lower: Vertex, isMain: Levels['isMain']): boolean {
  if (isMain(upper, lower)) return false;
  if (upper.below.some(other => isMain(upper, other)) || lower.above.some(other => isMain(other, lower))) return true;
  if (isBend(upper) && isBend(lower)) return false;
  return (isBend(lower) && lower.above.some(isBend)) || (isBend(upper) && upper.below.some(isBend));
}

function isBend({ kind }: Vertex): boolean {
  return kind === 'bend';
}

// Every block as far left as its left neighbours allow, then as near to its right neighbours as they stand.
function compact(levels: readonly (readonly Vertex[])[], roots: readonly Vertex[]): Map<Vertex, number> {
  const left = new Map<Vertex, Map<Vertex, number>>();
  const right = new Map<Vertex, Map<Vertex, number>>();
  for (const level of levels) {
    for (let i = 0; i < level.length; i++) {
      const vertex = level[i] as Vertex;
      const root = roots[vertex.index] as Vertex;
      if (!left.has(root)) {
        left.set(root, new Map());
        right.set(root, new Map());
      }
      const before = level[i - 1];
      if (!before) continue;
      const beforeRoot = roots[before.index] as Vertex;
      const apart = Math.max(left.get(root)?.get(beforeRoot) ?? 0, distance(before, vertex));
      left.get(root)?.set(beforeRoot, apart);
      right.get(beforeRoot)?.set(root, apart);
    }
  }
  const order = blocksLeftToRight(left, right);
  const places = new Map<Vertex, number>();
  for (const block of order) {
    let place = 0;
    for (const [other, apart] of left.get(block) ?? []) place = Math.max(place, (places.get(other) ?? 0) + apart);
    places.set(block, place);
  }
  for (const block of order.toReversed()) {
    let place = Number.POSITIVE_INFINITY;
    for (const [other, apart] of right.get(block) ?? []) place = Math.min(place, (places.get(other) ?? 0) - apart);
    if (place !== Number.POSITIVE_INFINITY) places.set(block, Math.max(place, places.get(block) ?? 0));
  }
  return places;
}

function blocksLeftToRight(
  left: ReadonlyMap<Vertex, ReadonlyMap<Vertex, number>>,
  right: ReadonlyMap<Vertex, ReadonlyMap<Vertex, number>>,
): readonly Vertex[] {
  const waiting = new Map([...left].map(([block, before]) => [block, before.size]));
  const order = [...left.keys()].filter(block => waiting.get(block) === 0);
  for (let i = 0; i < order.length; i++) {
    for (const next of right.get(order[i] as Vertex)?.keys() ?? []) {
      const count = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, count);
      if (count === 0) order.push(next);
    }
  }
  return order;
}

function alignToNarrowest(ways: readonly number[][], vertices: readonly Vertex[]): void {
  const extents = ways.map(way => {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (const vertex of vertices) {
      const place = way[vertex.index] as number;
      least = Math.min(least, place - vertex.across / 2);
      most = Math.max(most, place + vertex.across / 2);
    }
    return { least, most };
  });
  const narrowest = extents.reduce((a, b) => (b.most - b.least < a.most - a.least ? b : a));
  ways.forEach((way, i) => {
    // Ways 1 and 3 were packed from the right, so their right ends are what the others' left ends are.
    const extent = extents[i] as { least: number; most: number };
    const shift = i % 2 === 0 ? narrowest.least - extent.least : narrowest.most - extent.most;
    for (let v = 0; v < way.length; v++) way[v] = (way[v] as number) + shift;
  });
}
