// Whether a graph can be drawn in a time somebody waits. What takes time is not the states but what lies between them: a link
// takes a place on every level it passes, and links that turn between the same two levels are weighed against each other.
import type { Graph, GraphScope } from '../graph.ts';
import { linesOf } from './cards.ts';

/** 20,000 states in a row: 1.3 s for the first layout, 15 MB for the page. Beyond that every step takes seconds. */
export const MOST_STATES = 20_000;
/** Measured at 25 to 50 µs for each: about 3 s. */
const MOST_PLACES = 90_000;
/** Fewer states than this are laid out in half a second, whatever leads where. */
const ALWAYS = 300;

/** Why it is not drawn, as a sentence. */
export function tooLargeToDraw(graph: Graph): string | undefined {
  const count = countIn(graph);
  if (count > MOST_STATES) {
    return `A definition with ${count} states is too large to draw: the limit is ${MOST_STATES}`;
  }
  if (count <= ALWAYS || placesIn(graph) <= MOST_PLACES) return undefined;
  return `A definition with ${count} states and so many ways past and beside each other is too large to draw`;
}

function countIn({ nodes }: GraphScope): number {
  let count = 0;
  for (const node of nodes) {
    if (node.kind !== 'state') continue;
    count++;
    for (const scope of node.scopes) count += countIn(scope);
  }
  return count;
}

/** What a layout has to put in order: boxes, the levels that links pass, and what turns beside each other. */
function placesIn(scope: GraphScope): number {
  const levels = levelsOf(scope);
  const levelOf = (id: string) => levels.get(id) ?? 0;
  const passed = new Map<string, number>();
  const turning = new Map<number, Set<string>>();
  let places = scope.nodes.length;
  for (const { from, to, style } of linesOf(scope.edges)) {
    const [start, end] = [levelOf(from), levelOf(to)];
    // Links of one style to one state share their way: the longest counts.
    const way = `${style} ${end > start} ${to}`;
    passed.set(way, Math.max(passed.get(way) ?? 0, Math.abs(end - start)));
    const beside = turning.get(Math.min(start, end));
    if (beside) beside.add(way);
    else turning.set(Math.min(start, end), new Set([way]));
  }
  for (const levels of passed.values()) places += levels;
  for (const { size } of turning.values()) places += size ** 2 / 200;
  for (const node of scope.nodes) {
    if (node.kind === 'state') for (const inner of node.scopes) places += placesIn(inner);
  }
  return places;
}

// Longest paths in the order of a walk along the flow, as the layout takes its levels; links back close no path.
function levelsOf({ nodes, edges, first }: GraphScope): ReadonlyMap<string, number> {
  const targets = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of edges) targets.get(from)?.push(to);
  const done: string[] = [];
  const visits = new Map<string, 'open' | 'done'>();
  const forward: [from: string, to: string][] = [];
  for (const root of [...(first === undefined ? [] : [first]), ...targets.keys()]) {
    if (visits.has(root)) continue;
    const stack = [{ id: root, next: 0 }];
    visits.set(root, 'open');
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const target = targets.get(top.id)?.[top.next++];
      if (target === undefined) {
        visits.set(top.id, 'done');
        done.push(top.id);
        stack.pop();
        continue;
      }
      const visit = visits.get(target);
      if (visit === 'open') continue;
      forward.push([top.id, target]);
      if (visit) continue;
      visits.set(target, 'open');
      stack.push({ id: target, next: 0 });
    }
  }
  const onward = new Map<string, string[]>();
  for (const [from, to] of forward) {
    const list = onward.get(from);
    if (list) list.push(to);
    else onward.set(from, [to]);
  }
  const levels = new Map<string, number>();
  for (const id of done.toReversed()) {
    const below = (levels.get(id) ?? 0) + 1;
    for (const to of onward.get(id) ?? []) if ((levels.get(to) ?? 0) < below) levels.set(to, below);
  }
  return levels;
}
