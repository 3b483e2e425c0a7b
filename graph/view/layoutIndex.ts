// A layout to be asked by id: who stands where, what is in what, which way leads on. Made once for each picture.
import type { Layout, PlacedEdge, PlacedNode, StateNode } from '../model/index.ts';

export type ShownState = Omit<StateNode, 'scopes'>;

export interface LayoutIndex {
  readonly layout: Layout;
  node(id: string | undefined): PlacedNode | undefined;
  /** A state of the definition, drawn or hidden. */
  state(id: string): ShownState | undefined;
  /** The drawn node that stands for a state: itself, or the collapsed container around it. */
  shownOf(id: string): PlacedNode | undefined;
  /** The container a state is in, drawn or hidden. */
  parentOf(id: string): string | undefined;
  /** What is in a container, directly, in the order of the text. */
  childrenOf(id: string | undefined): readonly string[];
  /** Which of its siblings a state is, from 1. */
  placeAmong(id: string): number;
  /** Everything in a collapsed container, at any depth. */
  hiddenIn(id: string): readonly string[];
  waysOut(id: string): readonly PlacedEdge[];
  waysIn(id: string): readonly PlacedEdge[];
  /** By `edgeKey`, or by the id of one of the edges it stands for. */
  edge(key: string): PlacedEdge | undefined;
}

/** Says which line of a picture it is. */
export function edgeKey({ style, from, to }: Pick<PlacedEdge, 'style' | 'from' | 'to'>): string {
  return `${style} ${from} ${to}`;
}

export function indexLayout(layout: Layout): LayoutIndex {
  const nodes = new Map(layout.nodes.map(placed => [placed.node.id, placed]));
  const states = new Map<string, ShownState>();
  const parents = new Map<string, string>();
  const places = new Map<string, number>();
  const children = new Map<string | undefined, string[]>();
  const hidden = new Map<string, string[]>();
  const waysOut = new Map<string, PlacedEdge[]>();
  const waysIn = new Map<string, PlacedEdge[]>();
  const edges = new Map<string, PlacedEdge>();
  for (const { node, parent } of [...layout.nodes, ...(layout.hidden ?? [])]) {
    if (node.kind !== 'state') continue;
    states.set(node.id, node);
    if (parent !== undefined) parents.set(node.id, parent);
    places.set(node.id, add(children, parent, node.id));
  }
  for (const edge of layout.edges) {
    add(waysOut, edge.from, edge);
    add(waysIn, edge.to, edge);
    edges.set(edgeKey(edge), edge);
    for (const { id } of edge.edges) edges.set(id, edge);
  }
  const shownOf = (id: string): PlacedNode | undefined => {
    for (let at: string | undefined = id; at !== undefined; at = parents.get(at)) {
      const node = nodes.get(at);
      if (node) return node;
    }
    return undefined;
  };
  for (const { node } of layout.hidden ?? []) {
    const container = shownOf(node.id);
    if (container) add(hidden, container.node.id, node.id);
  }
  return {
    layout,
    node: id => (id === undefined ? undefined : nodes.get(id)),
    state: id => states.get(id),
    shownOf,
    parentOf: id => parents.get(id),
    childrenOf: id => children.get(id) ?? [],
    placeAmong: id => places.get(id) ?? 1,
    hiddenIn: id => hidden.get(id) ?? [],
    waysOut: id => waysOut.get(id) ?? [],
    waysIn: id => waysIn.get(id) ?? [],
    edge: key => edges.get(key),
  };
}

/** The drawn nodes that stand for these states. */
export function shownIds(index: LayoutIndex, states: Iterable<string>): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const state of states) {
    const id = index.shownOf(state)?.node.id;
    if (id !== undefined) ids.add(id);
  }
  return ids;
}

/** Whether what is in it is drawn; undefined where there is nothing to fold up or open. */
export function foldingOf({ node, isContainer, isCollapsed }: PlacedNode): 'open' | 'closed' | undefined {
  if (isContainer) return 'open';
  if (isCollapsed) return 'closed';
  return node.kind === 'state' && node.starts && node.starts.problem === undefined ? 'closed' : undefined;
}

/** How many there are now. */
function add<K, V>(lists: Map<K, V[]>, key: K, value: V): number {
  const list = lists.get(key);
  if (list) return list.push(value);
  lists.set(key, [value]);
  return 1;
}
