// Where links leave and enter boxes. All links of one style enter a box at one port, because they have come together by
// then; every link leaves by a port of its own. A port moves off the middle when that makes its link straight.
import type { Link, Vertex } from './levels.ts';

/** One link without its turns: its first box, the places where it passes a level, and its last box unless it joins another. */
export interface Course {
  readonly link: Link;
  readonly stops: readonly Vertex[];
}

export interface Ports {
  /** Across, where the course leaves its first box. */
  leave(course: Course): number;
  enter(box: Vertex, style: string): number;
}

const APART = 14;
const CORNER = 18;

export function assignPorts(courses: readonly Course[]): Ports {
  const entries = assignEntries(courses);
  const enter = (box: Vertex, style: string) => entries.get(box)?.get(style) ?? box.center;
  const exits = assignExits(courses, enter);
  return { leave: course => exits.get(course) ?? (course.stops[0] as Vertex).center, enter };
}

function assignEntries(courses: readonly Course[]): Map<Vertex, Map<string, number>> {
  const sources = new Map<Vertex, Map<string, number[]>>();
  for (const { link, stops } of courses) {
    const box = stops.at(-1) as Vertex;
    const before = stops.at(-2) as Vertex;
    if (box.kind !== 'box') continue;
    const styles = sources.get(box) ?? new Map<string, number[]>();
    sources.set(box, styles);
    const centers = styles.get(link.style) ?? [];
    styles.set(link.style, centers);
    // A link that comes back around from below turns above the box and bends anyway.
    if (before.level < box.level) centers.push(before.center);
  }
  const entries = new Map<Vertex, Map<string, number>>();
  for (const [box, styles] of sources) {
    const wanted = [...styles].map(([style, centers]) => ({
      style,
      at: nearest(centers, box),
      from: mean(centers, box),
    }));
    wanted.sort((a, b) => (a.at ?? a.from) - (b.at ?? b.from));
    const places = spread(
      wanted.map(({ at }) => at),
      box,
    );
    entries.set(box, new Map(wanted.map(({ style }, i) => [style, places[i] as number])));
  }
  return entries;
}

function assignExits(courses: readonly Course[], enter: Ports['enter']): Map<Course, number> {
  const byBox = new Map<Vertex, { course: Course; next: number }[]>();
  for (const course of courses) {
    const [box, follower] = course.stops as [Vertex, Vertex];
    const next = follower.kind === 'box' ? enter(follower, course.link.style) : follower.center;
    const list = byBox.get(box);
    if (list) list.push({ course, next });
    else byBox.set(box, [{ course, next }]);
  }
  const exits = new Map<Course, number>();
  for (const [box, list] of byBox) {
    list.sort((a, b) => a.next - b.next);
    const places = spread(
      list.map(({ next }) => (isInReach(next, box) ? next : undefined)),
      box,
      list.map(({ next }) => next),
    );
    list.forEach(({ course }, i) => {
      exits.set(course, places[i] as number);
    });
  }
  return exits;
}

/** Wanted places first; the others beside them in order, around the middle when there are none. */
function spread(wanted: readonly (number | undefined)[], box: Vertex, order: readonly number[] = []): number[] {
  const places: number[] = [];
  const fixed: { index: number; at: number }[] = [];
  wanted.forEach((at, index) => {
    const last = fixed.at(-1);
    if (at !== undefined && (!last || at - last.at >= APART * (index - last.index))) fixed.push({ index, at });
  });
  if (fixed.length === 0) {
    const step = Math.min(APART, (box.across - 2 * CORNER) / Math.max(1, wanted.length - 1));
    return wanted.map((_, i) => Math.round(box.center + (i - (wanted.length - 1) / 2) * step));
  }
  for (const { index, at } of fixed) places[index] = at;
  const edges = [{ index: -1, at: left(box) - APART }, ...fixed, { index: wanted.length, at: right(box) + APART }];
  for (let i = 1; i < edges.length; i++) {
    const before = edges[i - 1] as { index: number; at: number };
    const after = edges[i] as { index: number; at: number };
    const free = after.index - before.index - 1;
    const step = Math.min(APART, (after.at - before.at) / (free + 1));
    for (let k = 1; k <= free; k++) {
      const index = before.index + k;
      // Those bound for the left stay near the port on their right, and the other way round.
      const leansRight = i === edges.length - 1 || (i !== 1 && (order[index] ?? 0) < box.center);
      places[index] = Math.round(leansRight ? before.at + k * step : after.at - (free + 1 - k) * step);
    }
  }
  return places;
}

function nearest(centers: readonly number[], box: Vertex): number | undefined {
  const reachable = centers.filter(center => isInReach(center, box));
  if (reachable.length === 0) return undefined;
  return reachable.reduce((a, b) => (Math.abs(b - box.center) < Math.abs(a - box.center) ? b : a));
}

function mean(centers: readonly number[], box: Vertex): number {
  return centers.length === 0 ? box.center + box.across : centers.reduce((a, b) => a + b, 0) / centers.length;
}

function isInReach(at: number, box: Vertex): boolean {
  return at >= left(box) && at <= right(box);
}

function left(box: Vertex): number {
  return box.center - Math.max(0, box.across / 2 - CORNER);
}

function right(box: Vertex): number {
  return box.center + Math.max(0, box.across / 2 - CORNER);
}
