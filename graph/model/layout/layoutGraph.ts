// Graph → Layout. No transition leaves a scope, so every scope is laid out by itself, from the inside out, and its
// container is one box among others in the scope around it.
import type { Graph, GraphNode, GraphScope, StateNode } from '../graph.ts';
import { CARD_HEIGHT, cardOf, linesOf, regionTitle, regionTitleWidth } from './cards.ts';
import type { Box, Direction, HiddenNode, Layout, PlacedEdge, PlacedNode, PlacedRegion, Position } from './layout.ts';
import { createLayoutMemory, type LayoutMemory } from './layoutMemory.ts';
import type { Link, Size } from './levels.ts';

export interface LayoutOptions {
  readonly direction: Direction;
  /** The ids of containers that are drawn as one node. */
  readonly collapsed?: ReadonlySet<string>;
  /** Of the same document: scopes that are as they were are not laid out again. Changes nothing in the layout. */
  readonly memory?: LayoutMemory;
}

/** The same graph always gives the same layout. What stands first in the text stands first in the picture. */
export function layoutGraph(graph: Graph, { direction, collapsed, memory }: LayoutOptions): Layout {
  const how: How = { direction, collapsed: collapsed ?? new Set(), memory: memory ?? createLayoutMemory() };
  const scope = layoutScope(graph, how);
  how.memory.forgetUnused();
  const nodes: PlacedNode[] = [];
  const regions: PlacedRegion[] = [];
  const edges: PlacedEdge[] = [];
  const hidden: HiddenNode[] = [];
  flatten(scope, { x: MARGIN, y: MARGIN }, undefined, { nodes, regions, edges, hidden });
  return {
    direction,
    width: scope.width + 2 * MARGIN,
    height: scope.height + 2 * MARGIN,
    nodes,
    regions,
    edges,
    ...(hidden.length > 0 && { hidden }),
  };
}

interface How {
  readonly direction: Direction;
  readonly collapsed: ReadonlySet<string>;
  readonly memory: LayoutMemory;
}

const MARGIN = 24;
/** Room around the scopes of a container, and between them. */
const PADDING = 16;
/** A lone scope has no frame of its own, so it needs no room within one. */
const LONE_INSET = 4;
const REGION_TITLE = 24;
const EMPTY_REGION = { width: 140, height: 56 };
const MARKER = { width: 64, height: 28 };

/** Places relative to the scope's own corner. */
interface ScopeLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly at: Position; readonly body: Body }[];
  readonly edges: readonly PlacedEdge[];
}

/** A node with its size and what is inside it. */
interface Body {
  readonly node: GraphNode;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly subtitle: string;
  readonly isCollapsed: boolean;
  readonly regions: readonly { readonly scope: GraphScope; readonly inner: ScopeLayout; readonly box: Box }[];
}

function layoutScope(scope: GraphScope, how: How): ScopeLayout {
  const { direction } = how;
  const bodies = scope.nodes.map(node => bodyOf(node, how));
  const indexOf = new Map(scope.nodes.map((node, index) => [node.id, index]));
  const lines = linesOf(scope.edges);
  const links: Link[] = lines.map(({ from, to, style, label }) => ({
    from: indexOf.get(from) ?? 0,
    to: indexOf.get(to) ?? 0,
    style,
    isMain: style === 'flow',
    ...(label && { label: turned(label, direction) }),
  }));
  const first = scope.first === undefined ? undefined : indexOf.get(scope.first);
  const boxes = bodies.map(body => turned(body, direction));
  const drawing = how.memory.draw(scope.id, { boxes, links, first });
  const position = (point: { across: number; along: number }): Position =>
    direction === 'down' ? { x: point.across, y: point.along } : { x: point.along, y: point.across };
  return {
    width: direction === 'down' ? drawing.across : drawing.along,
    height: direction === 'down' ? drawing.along : drawing.across,
    nodes: bodies.map((body, i) => ({ body, at: position(drawing.boxes[i] ?? { across: 0, along: 0 }) })),
    edges: lines.map(({ edges, from, to, style, label }, i) => {
      const drawn = drawing.links[i];
      return {
        edges,
        from,
        to,
        style,
        points: drawn?.points.map(position) ?? [],
        sharedFrom: drawn?.sharedFrom ?? 0,
        ...(label && drawn?.label && { label: { ...label, ...position(drawn.label) } }),
      };
    }),
  };
}

function turned({ width, height }: { width: number; height: number }, direction: Direction): Size {
  return direction === 'down' ? { across: width, along: height } : { across: height, along: width };
}

function bodyOf(node: GraphNode, how: How): Body {
  const { direction } = how;
  if (node.kind !== 'state') {
    return { node, ...MARKER, title: node.name, subtitle: '', isCollapsed: false, regions: [] };
  }
  const isCollapsed = node.scopes.length > 0 && how.collapsed.has(node.id);
  const card = cardOf(node, isCollapsed);
  if (isCollapsed) keepDrawings(node, how.memory);
  if (isCollapsed || node.scopes.length === 0) return { node, ...card, isCollapsed, regions: [] };
  const inners = node.scopes.map(scope => ({ scope, inner: layoutScope(scope, how) }));
  const isTitled = hasTitles(node);
  const regions: { scope: GraphScope; inner: ScopeLayout; box: Box }[] = [];
  let place = PADDING;
  let most = 0;
  for (const { scope, inner } of inners) {
    const isEmpty = scope.nodes.length === 0;
    const inset = isTitled ? PADDING : LONE_INSET;
    const least = isEmpty ? EMPTY_REGION.width : inner.width + 2 * inset;
    const width = scope.title === undefined ? least : Math.max(least, regionTitleWidth(scope.title));
    const height = isEmpty
      ? EMPTY_REGION.height
      : inner.height + 2 * inset + (isTitled ? REGION_TITLE - PADDING / 2 : 0);
    const box = direction === 'down' ? { x: place, y: CARD_HEIGHT } : { x: PADDING, y: CARD_HEIGHT + place - PADDING };
    regions.push({ scope, inner, box: { ...box, width, height } });
    place += (direction === 'down' ? width : height) + PADDING;
    most = Math.max(most, direction === 'down' ? height : width);
  }
  // Branches side by side are of one height, or of one width when they stand below each other.
  const even = regions.map(({ scope, inner, box }) => ({
    scope,
    inner,
    box: direction === 'down' ? { ...box, height: most } : { ...box, width: most },
  }));
  const width = direction === 'down' ? place : most + 2 * PADDING;
  const height = direction === 'down' ? CARD_HEIGHT + most + PADDING : CARD_HEIGHT + place - PADDING;
  const missing = Math.max(0, card.width - width);
  return {
    node,
    title: card.title,
    subtitle: card.subtitle,
    isCollapsed,
    width: width + missing,
    height,
    regions: missing === 0 ? even : widened(even, missing, direction),
  };
}

/** Its scopes are told apart by a frame and a title. */
function hasTitles({ scopes }: StateNode): boolean {
  return scopes.length > 1 || scopes[0]?.title !== undefined;
}

// Somebody who collapses a container may open it again.
function keepDrawings({ scopes }: StateNode, memory: LayoutMemory): void {
  for (const { id, nodes } of scopes) {
    memory.keep(id);
    for (const node of nodes) if (node.kind === 'state') keepDrawings(node, memory);
  }
}

function widened(regions: Body['regions'], missing: number, direction: Direction): Body['regions'] {
  const each = direction === 'down' ? missing / regions.length : missing;
  return regions.map(({ scope, inner, box }, i) => ({
    scope,
    inner,
    box: { ...box, x: box.x + (direction === 'down' ? i * each : 0), width: box.width + each },
  }));
}

function flatten(
  scope: ScopeLayout,
  origin: Position,
  parent: string | undefined,
  into: { nodes: PlacedNode[]; regions: PlacedRegion[]; edges: PlacedEdge[]; hidden: HiddenNode[] },
): void {
  const moved = <T extends Position>(value: T): T => ({ ...value, x: value.x + origin.x, y: value.y + origin.y });
  for (const edge of scope.edges) {
    const label = edge.label && moved(edge.label);
    into.edges.push({ ...edge, points: edge.points.map(moved), ...(label && { label }) });
  }
  for (const { at, body } of scope.nodes) {
    const corner = moved(at);
    const { width, height, title, subtitle } = body;
    const isContainer = body.regions.length > 0;
    const shown = body.node.kind === 'state' ? withoutScopes(body.node) : body.node;
    into.nodes.push({
      node: shown,
      ...corner,
      width,
      height,
      title,
      subtitle,
      isContainer,
      ...(body.isCollapsed && { isCollapsed: true }),
      ...(parent !== undefined && { parent }),
    });
    if (body.isCollapsed && body.node.kind === 'state') hide(body.node, into.hidden);
    body.regions.forEach(({ scope: inside, inner, box }, i) => {
      const isTitled = body.node.kind === 'state' && hasTitles(body.node);
      const region = { ...box, x: corner.x + box.x, y: corner.y + box.y };
      into.regions.push({
        id: inside.id,
        kind: inside.kind,
        parent: body.node.id,
        ...region,
        isEmpty: inside.nodes.length === 0,
        ...(isTitled && { title: regionTitle(inside.title ?? `Branch ${i + 1}`, box) }),
      });
      // In the middle of its region, which may be larger than the scope needs.
      const top = isTitled ? REGION_TITLE + PADDING / 2 : LONE_INSET;
      const start = {
        x: region.x + Math.round((region.width - inner.width) / 2),
        y: region.y + top,
      };
      flatten(inner, start, body.node.id, into);
    });
  }
}

function hide({ id, scopes }: StateNode, hidden: HiddenNode[]): void {
  for (const node of scopes.flatMap(scope => scope.nodes)) {
    if (node.kind !== 'state') continue;
    hidden.push({ node: withoutScopes(node), parent: id });
    hide(node, hidden);
  }
}

function withoutScopes({ scopes: _, ...node }: StateNode): Omit<StateNode, 'scopes'> {
  return node;
}
