// The order of the vertices within each level: begins with the order of the text and moves only what saves crossings.
import type { Levels, Vertex } from './levels.ts';

const SWEEPS = 8;

/** Sorts `levels` in place and sets each vertex's `position`. */
export function orderLevels({ levels, boxes }: Levels, first: number | undefined): void {
  const best: Best = { levels: [], crossings: Number.POSITIVE_INFINITY };
  const count = levels.reduce((sum, level) => sum + level.length, 0);
  const tries = Math.max(1, Math.min(MOST_TRIES, Math.floor(TRIED_VERTICES / Math.max(1, count))));
  for (let attempt = 0; attempt < tries && best.crossings > 0; attempt++) {
    begin(levels, boxes, first, attempt);
    sweep(levels, best, attempt);
  }
  best.levels.forEach((level, i) => {
    levels[i] = level;
    number(level);
  });
}

/** Where sweeping gets stuck with crossings, it begins again from another order: in small scopes often, in large ones not. */
const MOST_TRIES = 12;
const TRIED_VERTICES = 1500;

interface Best {
  levels: Vertex[][];
  crossings: number;
}

function sweep(levels: Vertex[][], best: Best, attempt: number): void {
  let least = keepBetter(levels, best);
  for (let sweep = 0, idle = 0; least > 0 && sweep < SWEEPS && idle < 3; sweep++) {
    if (sweep % 2 === attempt % 2) for (let i = 1; i < levels.length; i++) sortBy(levels[i] ?? [], 'above');
    else for (let i = levels.length - 2; i >= 0; i--) sortBy(levels[i] ?? [], 'below');
    exchangeNeighbours(levels);
    const crossings = keepBetter(levels, best);
    idle = crossings < least ? 0 : idle + 1;
    least = Math.min(least, crossings);
  }
}

function keepBetter(levels: Vertex[][], best: Best): number {
  const crossings = countCrossings(levels);
  if (crossings < best.crossings) {
    best.crossings = crossings;
    best.levels = levels.map(level => [...level]);
  }
  return crossings;
}

function number(level: readonly Vertex[]): void {
  for (let i = 0; i < level.length; i++) (level[i] as Vertex).position = i;
}

// Depth first along the flow: at the first attempt a state's first way out is left of its second, and stays so while
// crossings allow; later attempts take the ways out in other orders, always the same ones.
function begin(levels: Vertex[][], boxes: readonly Vertex[], first: number | undefined, attempt: number): void {
  let chance = attempt;
  for (const level of levels) level.length = 0;
  const seen = new Set<Vertex>();
  const start = first === undefined ? undefined : boxes[first];
  for (const root of start ? [start, ...boxes] : boxes) {
    const stack = [root];
    for (let vertex = stack.pop(); vertex; vertex = stack.pop()) {
      if (seen.has(vertex)) continue;
      seen.add(vertex);
      levels[vertex.level]?.push(vertex);
      // What goes back goes around the outside.
      const side = attempt === 1 ? -1 : 1;
      const followers = [...vertex.followers].sort(
        (a, b) => side * (Number(a.kind === 'turn') - Number(b.kind === 'turn')),
      );
      if (attempt === 2) followers.reverse();
      for (let i = followers.length - 1; attempt > 2 && i > 0; i--) {
        chance = (chance * 1_103_515_245 + 12_345) & 0x7fffffff;
        const other = (chance >> 8) % (i + 1);
        [followers[i], followers[other]] = [followers[other] as Vertex, followers[i] as Vertex];
      }
      for (let i = followers.length - 1; i >= 0; i--) stack.push(followers[i] as Vertex);
    }
  }
  for (const level of levels) number(level);
}

// Each vertex to the mean place of its neighbours; one without neighbours keeps its place, equals keep their order.
function sortBy(level: Vertex[], side: 'above' | 'below'): void {
  const movable = level
    .filter(vertex => vertex[side].length > 0)
    .map(vertex => ({ vertex, mean: mean(vertex[side]) }))
    .sort((a, b) => a.mean - b.mean || a.vertex.position - b.vertex.position);
  let next = 0;
  for (let i = 0; i < level.length; i++) {
    if ((level[i] as Vertex)[side].length > 0) level[i] = (movable[next++] as { vertex: Vertex }).vertex;
  }
  number(level);
}

function mean(vertices: readonly Vertex[]): number {
  let sum = 0;
  for (const vertex of vertices) sum += vertex.position;
  return sum / vertices.length;
}

function exchangeNeighbours(levels: readonly Vertex[][]): void {
  for (let round = 0, improved = true; improved && round < 6; round++) {
    improved = false;
    for (const level of levels) {
      for (let i = 1; i < level.length; i++) {
        const left = level[i - 1] as Vertex;
        const right = level[i] as Vertex;
        const now = crossingsOf(left.above, right.above) + crossingsOf(left.below, right.below);
        if (now === 0) continue;
        const then = crossingsOf(right.above, left.above) + crossingsOf(right.below, left.below);
        if (then >= now) continue;
        level[i - 1] = right;
        level[i] = left;
        right.position = i - 1;
        left.position = i;
        improved = true;
      }
    }
  }
}

function crossingsOf(left: readonly Vertex[], right: readonly Vertex[]): number {
  let crossings = 0;
  for (const a of left) for (const b of right) if (a.position > b.position) crossings++;
  return crossings;
}

/** Crossings between neighbouring levels, counted with a tree of sums in O(segments · log). */
export function countCrossings(levels: readonly (readonly Vertex[])[]): number {
  let crossings = 0;
  for (let i = 1; i < levels.length; i++) {
    const size = levels[i]?.length ?? 0;
    const sums: number[] = new Array(size + 1).fill(0);
    let seen = 0;
    for (const upper of levels[i - 1] ?? []) {
      for (const lower of upper.below) crossings += seen - sumUpTo(sums, lower.position + 1);
      for (const lower of upper.below) {
        seen++;
        for (let at = lower.position + 1; at <= size; at += at & -at) sums[at] = (sums[at] ?? 0) + 1;
      }
    }
  }
  return crossings;
}

function sumUpTo(sums: readonly number[], end: number): number {
  let sum = 0;
  for (let at = end; at > 0; at -= at & -at) sum += sums[at] ?? 0;
  return sum;
}
