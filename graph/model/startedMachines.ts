// Machines drawn in the Tasks that start them, as the states of a Map are drawn in it. Which machine a Task starts, and which are
// opened, is the caller's business: nothing here reads a file.
import {
  END_ID,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type GraphScope,
  START_ID,
  type StartedMachine,
  type StateNode,
} from './graph.ts';

/** Behind the id of the Task, before those of what is drawn in it. In a JSON pointer a 0 or a 1 follows the tilde. */
export const INSIDE = '~>';

/** What is known of the machine that a Task starts; `scope` when it is to be drawn there. */
export interface Started {
  readonly about: StartedMachine;
  readonly scope?: GraphScope;
}

/** The graph with what `started` says of its Tasks. Of Tasks of other services it is not asked. */
export function withStarted<Scope extends GraphScope>(
  scope: Scope,
  started: (task: StateNode) => Started | undefined,
): Scope {
  const nodes = scope.nodes.map(node => nodeWithStarted(node, started));
  return nodes.every((node, i) => node === scope.nodes[i]) ? scope : { ...scope, nodes };
}

function nodeWithStarted(node: GraphNode, started: (task: StateNode) => Started | undefined): GraphNode {
  if (node.kind !== 'state') return node;
  if (node.family === 'machine') {
    const found = started(node);
    return found ? { ...node, starts: found.about, scopes: found.scope ? [found.scope] : [] } : node;
  }
  const scopes = node.scopes.map(scope => withStarted(scope, started));
  return scopes.every((scope, i) => scope === node.scopes[i]) ? node : { ...node, scopes };
}

export interface Inside {
  /** The id of the Task. */
  readonly task: string;
  readonly title: string;
  /** The document of the machine, where it is not that of the whole graph. */
  readonly uri?: string | undefined;
}

/** A machine as it stands in the Task that starts it: without markers, and with ids that no other place has. */
export function scopeInside(graph: Graph, { task, title, uri }: Inside): GraphScope {
  const prefix = task + INSIDE;
  const first = graph.edges.find(edge => edge.from === START_ID)?.to;
  const own = graph.edges.filter(({ from, to }) => from !== START_ID && to !== END_ID);
  const states = graph.nodes.filter(({ kind }) => kind === 'state');
  const scope: GraphScope = { id: graph.id, kind: graph.kind, nodes: states, edges: own, ...(first && { first }) };
  return { ...prefixed(scope, prefix, uri), title };
}

function prefixed(scope: GraphScope, prefix: string, uri: string | undefined): GraphScope {
  const edges = scope.edges.map(
    (edge): GraphEdge => ({ ...edge, id: prefix + edge.id, from: prefix + edge.from, to: prefix + edge.to }),
  );
  const nodes = scope.nodes.map((node): GraphNode => {
    const id = prefix + node.id;
    if (node.kind !== 'state') return { ...node, id };
    const scopes = node.scopes.map(inner => prefixed(inner, prefix, uri));
    return { ...node, id, scopes, ...(uri !== undefined && { uri }) };
  });
  const first = scope.first === undefined ? {} : { first: prefix + scope.first };
  return { ...scope, id: prefix + scope.id, nodes, edges, ...first };
}

/** The id in its own machine, which is the state's JSON pointer, and the Tasks it is drawn in: '' or theirs with the sign behind. */
export function placeOfId(id: string): { readonly inside: string; readonly pointer: string } {
  const end = id.lastIndexOf(INSIDE);
  const at = end < 0 ? 0 : end + INSIDE.length;
  return { inside: id.slice(0, at), pointer: id.slice(at) };
}
