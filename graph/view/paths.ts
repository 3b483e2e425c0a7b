// What lies on a way from a state, to it, or through it. A way into a container goes through all that is in it; a way out of
// one goes on behind it.
import type { PlacedEdge } from '../model/index.ts';
import type { LayoutIndex } from './layoutIndex.ts';

export type Way = 'from' | 'to' | 'through';

export interface Paths {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<PlacedEdge>;
}

export function pathsOf(index: LayoutIndex, id: string, way: Way): Paths {
  const nodes = new Set<string>();
  const edges = new Set<PlacedEdge>();
  if (way !== 'to') follow(index, id, { nodes, edges, isForward: true });
  if (way !== 'from') follow(index, id, { nodes, edges, isForward: false });
  addInside(index, id, { nodes, edges });
  return { nodes, edges };
}

interface Found {
  readonly nodes: Set<string>;
  readonly edges: Set<PlacedEdge>;
}

function follow(index: LayoutIndex, from: string, found: Found & { readonly isForward: boolean }): void {
  const { nodes, edges, isForward } = found;
  for (let id: string | undefined = from; id !== undefined; id = index.parentOf(id)) {
    nodes.add(id);
    const reached = new Set([id]);
    for (const at of reached) {
      if (at !== id) addInside(index, at, found);
      for (const edge of isForward ? index.waysOut(at) : index.waysIn(at)) {
        edges.add(edge);
        reached.add(isForward ? edge.to : edge.from);
      }
    }
    for (const at of reached) nodes.add(at);
  }
}

function addInside(index: LayoutIndex, id: string, { nodes, edges }: Found): void {
  for (const child of index.childrenOf(id)) {
    nodes.add(child);
    for (const edge of index.waysOut(child)) edges.add(edge);
    addInside(index, child, { nodes, edges });
  }
}
