// Two definitions in one picture: the new graph, and in it what the old one had besides, at the place where it was. A state
// that was moved stands where it is now.
import type { Graph, GraphEdge, GraphNode, GraphScope } from '../graph.ts';
import { rewordingOf } from './describeDifference.ts';
import type { Difference, DifferenceKind } from './difference.ts';
import { type DifferenceMarks, type EdgeMark, marksOf } from './marks.ts';

export interface MergedGraph {
  readonly graph: Graph;
  readonly marks: DifferenceMarks;
}

export function mergedGraph(before: Graph, after: Graph, difference: Difference): MergedGraph {
  const old = marksOf(difference, before, 'before');
  const now = marksOf(difference, after, 'after');
  const nodes = new Map<string, DifferenceKind>(now.nodes);
  const edges = new Map<string, EdgeMark>(now.edges);
  const reworded = new Map(
    difference.states.flatMap(({ rewordings }) => rewordings.map(each => [each.after.edge, each] as const)),
  );
  const { nodes: all, edges: ways, first } = mergeScope(before, after);
  return {
    graph: { ...after, nodes: all, edges: ways, ...(first !== undefined && { first }) },
    marks: { nodes, edges },
  };

  function mergeScope(ours: GraphScope, theirs: GraphScope): GraphScope {
    const followers = new Map<string | undefined, GraphNode[]>();
    const here = new Set(theirs.nodes.map(({ id }) => id));
    const was = new Map<string, GraphNode>();
    let anchor: string | undefined;
    for (const node of ours.nodes) {
      const id = node.kind === 'state' ? difference.partners.get(node.id) : node.id;
      if (id !== undefined && here.has(id)) {
        was.set(id, node);
        anchor = id;
      } else if (id === undefined || node.kind !== 'state') {
        const behind = followers.get(anchor);
        if (behind) behind.push(goneNode(node));
        else followers.set(anchor, [goneNode(node)]);
      }
    }
    const merged: GraphNode[] = [...(followers.get(undefined) ?? [])];
    for (const node of theirs.nodes) merged.push(mergeNode(was.get(node.id), node), ...(followers.get(node.id) ?? []));
    const ids = new Set(merged.map(({ id }) => id));
    const gone = ours.edges.flatMap(edge => (old.edges.get(edge.id) === 'removed' ? goneEdge(edge, ids) : []));
    const first = theirs.first ?? ours.first;
    return {
      ...theirs,
      nodes: merged,
      edges: [...theirs.edges.map(withBothLabels), ...gone],
      ...(first !== undefined && { first }),
    };
  }

  function withBothLabels(edge: GraphEdge): GraphEdge {
    const said = reworded.get(edge.id);
    const label = said && rewordingOf(said);
    return label === undefined ? edge : { ...edge, label };
  }

  function mergeNode(ours: GraphNode | undefined, theirs: GraphNode): GraphNode {
    if (ours?.kind !== 'state' || theirs.kind !== 'state') return theirs;
    const partners = new Map(
      ours.scopes.flatMap(scope => {
        const id = difference.partners.get(scope.id);
        return id === undefined ? [] : [[id, scope]];
      }),
    );
    const kept = theirs.scopes.map(scope => {
      const partner = partners.get(scope.id);
      return partner ? mergeScope(partner, scope) : scope;
    });
    const gone = ours.scopes.filter(({ id }) => !difference.partners.has(id)).map(goneScope);
    return { ...theirs, scopes: [...kept, ...gone] };
  }

  function goneNode(node: GraphNode): GraphNode {
    if (node.kind !== 'state') return node;
    const id = idOfGone(node.id);
    nodes.set(id, 'removed');
    return { ...node, id, scopes: node.scopes.map(goneScope) };
  }

  // What was moved out of it is elsewhere now.
  function goneScope(scope: GraphScope): GraphScope {
    const left = scope.nodes.filter(({ id }) => !difference.partners.has(id)).map(goneNode);
    const ids = new Set(left.map(({ id }) => id));
    const id = idOfGone(scope.id);
    const first = scope.first === undefined ? undefined : idOfGone(scope.first);
    const { kind } = scope;
    return { id, kind, nodes: left, edges: scope.edges.flatMap(edge => goneEdge(edge, ids)), ...(first && { first }) };
  }

  function goneEdge(edge: GraphEdge, ids: ReadonlySet<string>): readonly GraphEdge[] {
    const [from, to] = [edge.from, edge.to].map(id => {
      const now = difference.partners.get(id) ?? (ids.has(idOfGone(id)) ? idOfGone(id) : id);
      return ids.has(now) ? now : undefined;
    });
    if (from === undefined || to === undefined) return [];
    const id = idOfGone(edge.id);
    edges.set(id, 'removed');
    return [{ ...edge, id, from, to }];
  }
}

/** Of no state there is. */
function idOfGone(id: string): string {
  return `-${id}`;
}
