// Routes along: straight through the levels, sideways only in the gaps between them, where nothing stands. So no link can
// touch a box that is not its own. Sideways runs of one gap get tracks, in an order that saves crossings.
import type { Levels, Link, Vertex } from './levels.ts';
import { assignPorts, type Course, type Ports } from './ports.ts';

export interface Point {
  readonly across: number;
  readonly along: number;
}

export interface Routes {
  /** Where each level begins, and how thick it is. */
  readonly starts: readonly number[];
  readonly thickness: readonly number[];
  readonly along: number;
  readonly routes: readonly Route[];
}

export interface Route {
  /** To its last box, or one point further than where it joins an earlier route of the same style and box. */
  readonly points: readonly Point[];
  /** The point where it joins that; the last one where it joins none. */
  readonly sharedFrom: number;
}

/** What runs sideways in one gap towards one end. `upper` and `lower` are the places where it touches the gap's rims. */
interface Net {
  readonly upper: Set<number>;
  readonly lower: Set<number>;
  min: number;
  max: number;
  track: number;
}

interface Leg {
  readonly gap: number;
  readonly from: number;
  readonly to: number;
  readonly net: Net;
}

const TRACK = 12;
const RIM = 14;
const ARROW_RIM = 22;

export function routeLinks({ levels, paths }: Levels, links: readonly Link[]): Routes {
  const courses = links.map((link, i) => ({ link, stops: (paths[i] ?? []).filter(vertex => vertex.kind !== 'turn') }));
  const ports = assignPorts(courses);
  const gaps: Map<string, Net>[] = Array.from({ length: levels.length + 1 }, () => new Map());
  const legs = courses.map((course, i) => legsOf(course, paths[i] ?? [], ports, gaps));
  const tracks = gaps.map(nets => assignTracks([...nets.values()]));

  const thickness = levels.map(level => level.reduce((most, { along }) => Math.max(most, along), 0));
  const gapStarts: number[] = [];
  const starts: number[] = [];
  let along = 0;
  for (let i = 0; i <= levels.length; i++) {
    gapStarts[i] = along + (hasBox(levels[i - 1]) ? RIM : TRACK / 2);
    along += gapSize(levels[i - 1], levels[i], tracks[i] ?? 0);
    starts[i] = along;
    along += thickness[i] ?? 0;
  }
  const passages = new Map<string, Passage>();
  const routes = courses.map((course, i) => {
    const trackAt = (leg: Leg) => (gapStarts[leg.gap] ?? 0) + leg.net.track * TRACK;
    return routeOf(course, legs[i] ?? [], starts, trackAt, ports, passages);
  });
  return { starts, thickness, along, routes };
}

function hasBox(level: readonly Vertex[] | undefined): boolean {
  return level?.some(vertex => vertex.kind === 'box') ?? false;
}

function gapSize(upper: readonly Vertex[] | undefined, lower: readonly Vertex[] | undefined, tracks: number): number {
  const top = !upper ? 0 : hasBox(upper) ? RIM : TRACK / 2;
  const bottom = !lower ? 0 : hasBox(lower) ? ARROW_RIM : TRACK / 2;
  if (tracks > 0) return top + (tracks - 1) * TRACK + bottom;
  return upper && lower ? top + bottom : 0;
}

function legsOf(course: Course, path: readonly Vertex[], ports: Ports, gaps: Map<string, Net>[]): readonly Leg[] {
  const { link, stops } = course;
  const legs: Leg[] = [];
  for (let i = 1, at = 1; i < stops.length; i++, at++) {
    const from = stops[i - 1] as Vertex;
    const to = stops[i] as Vertex;
    // Between the two stops stands a turn, or nothing.
    const next = path[at] as Vertex;
    if (next.kind === 'turn') at++;
    const gap = Math.max(from.level, next.level);
    const fromPlace = i === 1 ? ports.leave(course) : from.center;
    const toPlace = to.kind === 'box' ? ports.enter(to, link.style) : to.center;
    const key = `${to.index} ${link.style}`;
    const nets = gaps[gap] as Map<string, Net>;
    let net = nets.get(key);
    if (!net) {
      net = { upper: new Set(), lower: new Set(), min: toPlace, max: toPlace, track: 0 };
      nets.set(key, net);
    }
    (from.level < gap ? net.upper : net.lower).add(fromPlace);
    (to.level < gap ? net.upper : net.lower).add(toPlace);
    net.min = Math.min(net.min, fromPlace);
    net.max = Math.max(net.max, fromPlace);
    legs.push({ gap, from: fromPlace, to: toPlace, net });
  }
  return legs;
}

function assignTracks(all: readonly Net[]): number {
  const nets = all.filter(net => net.min < net.max).sort((a, b) => a.min - b.min || a.max - b.max);
  const order = orderTracks(nets);
  let count = 0;
  order.forEach((net, i) => {
    let track = 0;
    for (let k = 0; k < i; k++) {
      const other = order[k] as Net;
      if (overlap(net, other)) track = Math.max(track, other.track + 1);
    }
    net.track = track;
    count = Math.max(count, track + 1);
  });
  return count;
}

function overlap(a: Net, b: Net): boolean {
  return a.min <= b.max + NEAR && b.min <= a.max + NEAR;
}

const NEAR = 8;
const TOUCH = 100;

// Which of two runs should be nearer to the top is decided by the crossings either order makes. The wishes may go round
// in a circle; then the one that gives up least goes first (Eades, Lin and Smyth's heuristic).
function orderTracks(nets: readonly Net[]): readonly Net[] {
  const gain: number[] = nets.map(() => 0);
  /** Above how many of those that are left it does not want to stand. */
  const unwilling: number[] = nets.map(() => 0);
  const others: number[][] = nets.map(() => []);
  const weights: number[][] = nets.map(() => []);
  const wish = (net: number, other: number, weight: number) => {
    others[net]?.push(other);
    weights[net]?.push(weight);
    gain[net] = (gain[net] as number) + weight;
    if (weight < 0) unwilling[net] = (unwilling[net] as number) + 1;
  };
  for (let i = 0; i < nets.length; i++) {
    for (let k = i + 1; k < nets.length; k++) {
      const a = nets[i] as Net;
      const b = nets[k] as Net;
      // Sorted by where they begin: nothing further on can overlap `a`.
      if (b.min > a.max + NEAR) break;
      const weight = cost(b, a) - cost(a, b);
      if (weight === 0) continue;
      wish(i, k, weight);
      wish(k, i, -weight);
    }
  }
  const left = new Set(nets.keys());
  const order: Net[] = [];
  while (left.size > 0) {
    const best = nextOf(left, unwilling, gain);
    left.delete(best);
    order.push(nets[best] as Net);
    others[best]?.forEach((other, at) => {
      const weight = weights[best]?.[at] as number;
      gain[other] = (gain[other] as number) + weight;
      if (weight > 0) unwilling[other] = (unwilling[other] as number) - 1;
    });
  }
  return order;
}

/** The first that stands above all that are left without giving up anything, else the one that gives up least. */
function nextOf(left: ReadonlySet<number>, unwilling: readonly number[], gain: readonly number[]): number {
  let best: number | undefined;
  for (const net of left) {
    if (unwilling[net] === 0) return net;
    if (best === undefined || (gain[net] as number) > (gain[best] as number)) best = net;
  }
  return best as number;
}

/** Crossings, and runs on top of each other, when `upper` has the track nearer to the top. */
function cost(upper: Net, lower: Net): number {
  let sum = 0;
  for (const place of upper.lower) if (place > lower.min && place < lower.max) sum++;
  for (const place of lower.upper) if (place > upper.min && place < upper.max) sum++;
  for (const down of upper.lower) for (const up of lower.upper) if (Math.abs(down - up) < NEAR) sum += TOUCH;
  return sum;
}

/** Where the first route of a style arrives at a place that others may join, and how it goes on. */
interface Passage {
  readonly points: readonly Point[];
  readonly next: number;
}

function routeOf(
  course: Course,
  legs: readonly Leg[],
  starts: readonly number[],
  trackAt: (leg: Leg) => number,
  ports: Ports,
  passages: Map<string, Passage>,
): Route {
  const first = course.stops[0] as Vertex;
  const points: Point[] = [{ across: ports.leave(course), along: (starts[first.level] ?? 0) + first.along }];
  for (const [i, leg] of legs.entries()) {
    const stop = course.stops[i + 1] as Vertex;
    const key = `${stop.index} ${course.link.style}`;
    const passage = passages.get(key);
    const along = trackAt(leg);
    if (leg.from !== leg.to) points.push({ across: leg.from, along });
    if (leg.from !== leg.to || passage) points.push({ across: leg.to, along });
    if (passage) {
      const meeting = points.length - 1;
      const { across } = points[meeting] as Point;
      const onward = passage.points.slice(passage.next).find(point => point.across !== across || point.along !== along);
      if (onward) points.push(onward);
      return withoutIdlePoints(points, meeting);
    }
    if (stop.kind !== 'label') passages.set(key, { points, next: points.length });
  }
  const last = course.stops.at(-1) as Vertex;
  points.push({ across: ports.enter(last, course.link.style), along: starts[last.level] ?? 0 });
  return withoutIdlePoints(points, points.length - 1);
}

// Points in the middle of a straight run say nothing, but the one where two routes meet.
function withoutIdlePoints(points: readonly Point[], sharedFrom: number): Route {
  const kept: Point[] = [];
  let meeting = 0;
  points.forEach((point, i) => {
    const before = kept.at(-1);
    const after = points[i + 1];
    const isIdle =
      before !== undefined &&
      after !== undefined &&
      ((before.across === point.across && point.across === after.across) ||
        (before.along === point.along && point.along === after.along));
    if (isIdle && i !== sharedFrom) return;
    kept.push(point);
    if (i <= sharedFrom) meeting = kept.length - 1;
  });
  return { points: kept, sharedFrom: meeting };
}
