// Where states stand in their texts. Those of machines that are drawn in Tasks may stand in other documents, and in several places of
// one picture.
import { INSIDE, type PlacedNode } from '../model/index.ts';
import type { LayoutIndex, ShownState } from './layoutIndex.ts';

/** What a message says of a state in another document than the graph's. */
export function documentOf({ uri }: ShownState): { readonly uri?: string } {
  return uri === undefined ? {} : { uri };
}

/** The states of a list that are drawn or hidden, in the order of the text: of a machine in a Task behind that. */
export function inTextOrder(index: LayoutIndex, ids: readonly string[]): readonly string[] {
  const places = new Map(ids.map(id => [id, placeInText(index, id)]));
  return [...ids].sort((a, b) => comparePlaces(places.get(a) ?? [], places.get(b) ?? []));
}

/** Where the Tasks stand that a state is drawn in, from outside, and where it stands itself. */
export function placeInText(index: LayoutIndex, id: string): readonly number[] {
  const place: number[] = [];
  for (let end = id.indexOf(INSIDE); end >= 0; end = id.indexOf(INSIDE, end + INSIDE.length)) {
    place.push(index.state(id.slice(0, end))?.start ?? 0);
  }
  return [...place, index.state(id)?.start ?? 0];
}

export function comparePlaces(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((start, i) => start !== b[i]);
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}

/** The innermost state that holds the offset, wherever it is drawn. */
export function innermostAt(nodes: readonly PlacedNode[], offset: number, uri: string | undefined): readonly string[] {
  let best: { start: number; ids: string[] } = { start: -1, ids: [] };
  for (const { node } of nodes) {
    if (node.kind !== 'state' || node.uri !== uri || node.start > offset || offset > node.end) continue;
    if (node.start === best.start) best.ids.push(node.id);
    else if (node.start > best.start) best = { start: node.start, ids: [node.id] };
  }
  return best.ids;
}
