// The answers of features, moved from the offsets of a definition to those of the document it stands in.
import type { Graph, GraphEdge, GraphNode, GraphScope } from '../graph/model/index.ts';
import type { OffsetMap } from '../language/index.ts';
import type { Analyzed, Part } from './documents.ts';
import type { StateItem } from './features/callHierarchy.ts';
import type { StateTarget } from './features/goToState.ts';
import type { HoverText } from './features/hover.ts';
import { type OutlineEntry, outline } from './features/outline.ts';
import type { Edit } from './features/rename.ts';

export function placedHover({ span, markdown }: HoverText, map: OffsetMap): HoverText {
  return { span: map.toHost(span), markdown };
}

export function placedTarget({ from, selection, span }: StateTarget, map: OffsetMap): StateTarget {
  return { from: map.toHost(from), selection: map.toHost(selection), span: map.toHost(span) };
}

export function placedItem(item: StateItem, map: Pick<OffsetMap, 'toHost'>): StateItem {
  return { ...item, span: map.toHost(item.span), selection: map.toHost(item.selection) };
}

/** Undefined where the host says the text in other words, which an edit of the definition cannot change. */
export function placedEdit({ span, text }: Edit, part: Part, host: string): Edit | undefined {
  const { definition, toHost } = part;
  if (part.isTranslated) {
    const edit = part.editInHost({ ...span, text });
    return edit && { span: edit, text: edit.text };
  }
  const placed = toHost(span);
  if (definition.text === host) return { span: placed, text };
  const own = definition.text.slice(span.start, span.end);
  const said = host.slice(placed.start, placed.end);
  const quote = definition.text.lastIndexOf('"', span.start);
  const place = toHost({ start: quote, end: quote + 1 });
  // In a text within quotes of the host, quotes of the definition are escaped.
  const isEscaped = host.slice(place.start, place.end) === '\\"';
  if (said !== own && said !== escaped(own)) return undefined;
  return { span: placed, text: isEscaped ? escaped(text) : text };
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The states of a definition; in a host below the name of their machine. */
export function outlineOf({ parts }: Analyzed): readonly OutlineEntry[] {
  return parts.flatMap(part => {
    const entries = outline(part.definition).map(entry => placedEntry(entry, part));
    if (!part.machine) return entries;
    const { name, nameSpan, span } = part.machine;
    return [{ kind: 'machine', name, detail: 'state machine', span, selection: nameSpan, children: entries } as const];
  });
}

function placedEntry(entry: OutlineEntry, map: OffsetMap): OutlineEntry {
  const children = entry.children.map(child => placedEntry(child, map));
  return { ...entry, span: map.toHost(entry.span), selection: map.toHost(entry.selection), children };
}

export function placedGraph(graph: Graph, part: Part): Graph {
  return part.machine ? { ...graph, ...placedScope(graph, part), kind: graph.kind } : graph;
}

function placedScope(scope: GraphScope, map: OffsetMap): GraphScope {
  const nodes = scope.nodes.map(node => placedNode(node, map));
  const edges = scope.edges.map((edge): GraphEdge => ({ ...edge, ...map.toHost(edge) }));
  return { ...scope, nodes, edges };
}

function placedNode(node: GraphNode, map: OffsetMap): GraphNode {
  if (node.kind !== 'state') return node;
  const scopes = node.scopes.map(scope => placedScope(scope, map));
  return { ...node, ...map.toHost(node), key: map.toHost(node.key), scopes };
}
