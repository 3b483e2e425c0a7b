// Graph → Layout. No transition leaves a scope, so every scope is laid out by itself, from the inside out, and its
// container is one box among others in the scope around it.
import type { Graph, GraphEdge, GraphNode, GraphScope, StateNode } from '../graph.ts';
import { layered } from './layered.ts';
import type {
  Box,
  Direction,
  EdgeStyle,
  Layout,
  PlacedEdge,
  PlacedLabel,
  PlacedNode,
  PlacedRegion,
  Position,
} from './layout.ts';
import type { Link, Size } from './levels.ts';
import { type Face, shorten, textWidth, wrap } from './measure.ts';

export interface LayoutOptions {
  readonly direction: Direction;
}

/** The same graph always gives the same layout. What stands first in the text stands first in the picture. */
export function layoutGraph(graph: Graph, { direction }: LayoutOptions): Layout {
  const scope = layoutScope(graph, direction);
  const nodes: PlacedNode[] = [];
  const regions: PlacedRegion[] = [];
  const edges: PlacedEdge[] = [];
  flatten(scope, { x: MARGIN, y: MARGIN }, undefined, { nodes, regions, edges });
  return {
    direction,
    width: scope.width + 2 * MARGIN,
    height: scope.height + 2 * MARGIN,
    nodes,
    regions,
    edges,
  };
}

const MARGIN = 24;
/** Room around the scopes of a container, and between them. */
const PADDING = 16;
/** A lone scope has no frame of its own, so it needs no room within one. */
const LONE_INSET = 4;
const REGION_TITLE = 24;
const EMPTY_REGION = { width: 140, height: 56 };
const MARKER = { width: 64, height: 28 };
const CARD_HEIGHT = 52;
const CARD_STEP = 20;
const CARD_LEAST = 140;
const CARD_MOST = 280;
/** Left of the texts stands the icon, right of them a badge when there is one. */
const TEXT_LEFT = 44;
const TEXT_RIGHT = 16;
const BADGE = 20;
const NAME: Face = { size: 13, weight: 'bold' };
const DETAIL: Face = { size: 11, weight: 'normal' };
const LABEL: Face = { size: 11, weight: 'normal' };
const LABEL_ROOM = 156;
const LABEL_LINE = 15;
const LABEL_PADDING = { x: 7, y: 3 };
const LABEL_LINES = 3;

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
  readonly regions: readonly { readonly scope: GraphScope; readonly inner: ScopeLayout; readonly box: Box }[];
}

function layoutScope(scope: GraphScope, direction: Direction): ScopeLayout {
  const bodies = scope.nodes.map(node => bodyOf(node, direction));
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
  const drawing = layered(
    bodies.map(body => turned(body, direction)),
    links,
    first,
  );
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

function bodyOf(node: GraphNode, direction: Direction): Body {
  if (node.kind !== 'state') return { node, ...MARKER, title: node.name, subtitle: '', regions: [] };
  const card = cardOf(node);
  if (node.scopes.length === 0) return { node, ...card, regions: [] };
  const inners = node.scopes.map(scope => ({ scope, inner: layoutScope(scope, direction) }));
  const isTitled = inners.length > 1;
  const regions: { scope: GraphScope; inner: ScopeLayout; box: Box }[] = [];
  let place = PADDING;
  let most = 0;
  for (const { scope, inner } of inners) {
    const isEmpty = scope.nodes.length === 0;
    const inset = isTitled ? PADDING : LONE_INSET;
    const width = isEmpty ? EMPTY_REGION.width : inner.width + 2 * inset;
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
    width: width + missing,
    height,
    regions: missing === 0 ? even : widened(even, missing, direction),
  };
}

function widened(regions: Body['regions'], missing: number, direction: Direction): Body['regions'] {
  const each = direction === 'down' ? missing / regions.length : missing;
  return regions.map(({ scope, inner, box }, i) => ({
    scope,
    inner,
    box: { ...box, x: box.x + (direction === 'down' ? i * each : 0), width: box.width + each },
  }));
}

function cardOf(node: StateNode): { title: string; subtitle: string; width: number; height: number } {
  const around = TEXT_LEFT + TEXT_RIGHT + (node.hasRetry ? BADGE : 0);
  const title = shorten(node.name, CARD_MOST - around, NAME);
  const subtitle = shorten(node.detail, CARD_MOST - around, DETAIL);
  const text = Math.max(textWidth(title, NAME), textWidth(subtitle, DETAIL));
  const width = Math.min(CARD_MOST, Math.max(CARD_LEAST, Math.ceil((around + text) / CARD_STEP) * CARD_STEP));
  return { title, subtitle, width, height: CARD_HEIGHT };
}

interface Line {
  readonly edges: GraphEdge[];
  readonly from: string;
  readonly to: string;
  readonly style: EdgeStyle;
  label?: Omit<PlacedLabel, 'x' | 'y'>;
}

// Edges that join the same two states in the same way are one line with all their reasons on it.
function linesOf(edges: readonly GraphEdge[]): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const edge of edges) {
    const style = edge.kind === 'catch' ? 'catch' : 'flow';
    const key = `${style} ${edge.from} ${edge.to}`;
    const line = lines.get(key);
    if (line) line.edges.push(edge);
    else lines.set(key, { edges: [edge], from: edge.from, to: edge.to, style });
  }
  for (const line of lines.values()) {
    const texts = line.edges.flatMap(edge => (edge.label ? [edge.label] : []));
    if (texts.length > 0) line.label = labelOf(texts);
  }
  return [...lines.values()];
}

function labelOf(texts: readonly string[]): Omit<PlacedLabel, 'x' | 'y'> {
  const lines = texts.slice(0, LABEL_LINES).flatMap((text, i) => {
    const hidden = i === LABEL_LINES - 1 ? texts.length - LABEL_LINES : 0;
    if (hidden > 0) return [`and ${hidden + 1} more`];
    return wrap(text, LABEL_ROOM, texts.length === 1 ? LABEL_LINES : 1, LABEL);
  });
  const width = Math.max(...lines.map(line => textWidth(line, LABEL)));
  return {
    lines,
    width: Math.ceil(width) + 2 * LABEL_PADDING.x,
    height: lines.length * LABEL_LINE + 2 * LABEL_PADDING.y,
  };
}

function flatten(
  scope: ScopeLayout,
  origin: Position,
  parent: string | undefined,
  into: { nodes: PlacedNode[]; regions: PlacedRegion[]; edges: PlacedEdge[] },
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
      ...(parent !== undefined && { parent }),
    });
    body.regions.forEach(({ scope: inside, inner, box }, i) => {
      const isTitled = body.regions.length > 1;
      const region = { ...box, x: corner.x + box.x, y: corner.y + box.y };
      into.regions.push({
        id: inside.id,
        kind: inside.kind,
        parent: body.node.id,
        ...region,
        isEmpty: inside.nodes.length === 0,
        ...(isTitled && { title: `Branch ${i + 1}` }),
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

function withoutScopes({ scopes: _, ...node }: StateNode): Omit<StateNode, 'scopes'> {
  return node;
}
