// What a difference is in a picture: a kind for each node and each edge that differs, in the graph of either definition.
import type { Graph, GraphScope } from '../graph.ts';
import type { Difference, DifferenceKind } from './difference.ts';

export interface DifferenceMarks {
  /** By the ids of nodes. */
  readonly nodes: ReadonlyMap<string, DifferenceKind>;
  /** By the ids of edges. */
  readonly edges: ReadonlyMap<string, EdgeMark>;
}

/** New, gone, or leading where it led for another reason. */
export type EdgeMark = 'added' | 'removed' | 'changed';

export type Side = 'before' | 'after';

export function marksOf({ states, ways, partners }: Difference, graph: Graph, side: Side): DifferenceMarks {
  const nodes = new Map<string, DifferenceKind>();
  const edges = new Map<string, EdgeMark>();
  const kind = side === 'after' ? 'added' : 'removed';
  for (const way of [...ways, ...states.flatMap(state => state.ways)]) {
    const target = way[side];
    if (target) edges.set(target.edge, kind);
  }
  for (const { rewordings } of states) for (const each of rewordings) edges.set(each[side].edge, 'changed');
  for (const state of states) {
    const place = state[side];
    if (place) nodes.set(place.id, state.kinds[0]);
  }
  const known = new Set(side === 'after' ? partners.values() : partners.keys());
  markScope(graph, false);
  return { nodes, edges };

  // What came with a container came with it, and with a state its ways.
  function markScope(scope: GraphScope, isWithin: boolean): void {
    for (const node of scope.nodes) {
      if (node.kind !== 'state') continue;
      if (isWithin && !known.has(node.id)) nodes.set(node.id, kind);
      for (const inner of node.scopes) markScope(inner, nodes.get(node.id) === kind);
    }
    for (const { id, from } of scope.edges) if (nodes.get(from) === kind) edges.set(id, kind);
  }
}
