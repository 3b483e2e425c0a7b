// Whether a graph can be drawn in a time somebody waits. What takes time is not the states but what lies between them: a link
// takes a place on every level it passes, and links that turn between the same two levels are weighed against each other.
import type { Graph, GraphScope } from '../graph.ts';
import { linesOf } from './cards.ts';
import { ranksOf } from './levels.ts';

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
  const indexOf = new Map(scope.nodes.map(({ id }, index) => [id, index]));
  const index = (id: string) => indexOf.get(id) ?? 0;
  const lines = linesOf(scope.edges);
  const ways = lines.map(({ from, to }) => ({ from: index(from), to: index(to) }));
  const ranks = ranksOf(scope.nodes.length, ways, scope.first === undefined ? undefined : index(scope.first));
  const levelOf = (id: string) => ranks[index(id)] ?? 0;
  const passed = new Map<string, number>();
  const turning = new Map<number, Set<string>>();
  let places = scope.nodes.length;
  for (const { from, to, style } of lines) {
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
