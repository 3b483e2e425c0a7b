// Layout → SVG, kept in step: what stays is moved rather than made anew, so that an edit lets the picture glide. Decides
// nothing about the graph; every place and every shortened text comes from the layout.
import { arrowPath, edgePath, type PlacedEdge, type PlacedNode, type PlacedRegion } from '../model/index.ts';
import type { NodeProblem } from '../protocol.ts';
import { drawMarker, drawState, makeMarker, makeState } from './drawNode.ts';
import { isFoldable, type LayoutIndex } from './layoutIndex.ts';
import type { Paths } from './paths.ts';
import { type Attributes, part, place, setAttributes, size, svg } from './svg.ts';

export interface Picture {
  /** A sheet as large as the layout. It is moved as a whole: within an SVG a change of scale would set every text anew. */
  readonly content: SVGSVGElement;
  draw(index: LayoutIndex, problems: Readonly<Record<string, NodeProblem>>): void;
  /** The drawn node: its role, name and place in the tab order live there. */
  nodeElement(id: string): SVGGElement | undefined;
  /** What lies behind the states of a container. */
  backdropElement(id: string): SVGGElement | undefined;
  /** Everything but this steps back; nothing does without `kept`. */
  dim(index: LayoutIndex, kept: Paths | undefined): void;
}

export function createPicture(): Picture {
  const backdrops = svg('g', { 'aria-hidden': true });
  const edges = svg('g', { 'aria-hidden': true });
  const labels = svg('g', { 'aria-hidden': true });
  const nodes = svg('g', { role: 'presentation' });
  const content = svg('svg', { class: 'content', role: 'presentation' }, backdrops, edges, labels, nodes);
  const drawn = new Map<string, SVGGElement>();

  return {
    content,
    nodeElement: id => drawn.get(`node ${id}`),
    backdropElement: id => drawn.get(`backdrop ${id}`),
    dim: (index, kept) => {
      const keys = kept && keysOf(index, kept);
      for (const [key, group] of drawn) setAttributes(group, { 'data-dim': keys?.has(key) === false || undefined });
    },
    draw: (index, problems) => {
      const { layout } = index;
      size(content, layout.width, layout.height);
      const order = new Map<SVGGElement, string[]>([backdrops, edges, labels, nodes].map(layer => [layer, []]));
      const put = (layer: SVGGElement, key: string, make: () => SVGGElement, update: (group: SVGGElement) => void) => {
        const known = drawn.get(key);
        const group = known ?? make();
        if (!known) group.classList.add('new');
        drawn.set(key, group);
        order.get(layer)?.push(key);
        update(group);
      };
      for (const node of layout.nodes) {
        const { id } = node.node;
        if (node.isContainer) put(backdrops, `backdrop ${id}`, makeBackdrop, group => drawBackdrop(group, node));
        for (const region of layout.regions) {
          if (region.parent !== id || (region.title === undefined && !region.isEmpty)) continue;
          put(backdrops, `region ${region.id}`, makeRegion, group => drawRegion(group, region));
        }
        if (node.node.kind !== 'state') {
          put(nodes, `node ${id}`, makeMarker, group => drawMarker(group, node));
          continue;
        }
        put(nodes, `node ${id}`, makeState, group => {
          drawState(group, node, problems[id]);
          setAttributes(group, placeInTree(index, node));
        });
      }
      for (const edge of layout.edges) {
        const key = keyOf(edge);
        put(edges, `edge ${key}`, makeEdge, group => drawEdge(group, edge));
        if (edge.label) put(labels, `label ${key}`, makeLabel, group => drawLabel(group, edge));
      }
      const kept = new Set([...order.values()].flat());
      for (const [key, group] of drawn) {
        if (kept.has(key)) continue;
        group.remove();
        drawn.delete(key);
      }
      for (const [layer, keys] of order) {
        const groups = keys.flatMap(key => drawn.get(key) ?? []);
        arrange(layer, groups);
      }
    },
  };
}

function keyOf({ style, from, to }: PlacedEdge): string {
  return `${style} ${from} ${to}`;
}

function keysOf({ layout }: LayoutIndex, { nodes, edges }: Paths): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const id of nodes) keys.add(`node ${id}`).add(`backdrop ${id}`);
  for (const edge of edges) keys.add(`edge ${keyOf(edge)}`).add(`label ${keyOf(edge)}`);
  for (const { id, parent } of layout.regions) if (nodes.has(parent)) keys.add(`region ${id}`);
  return keys;
}

// What is in its place is not touched: an element that is put in again loses the focus and stops gliding.
function arrange(layer: SVGGElement, groups: readonly SVGGElement[]): void {
  let next = layer.firstElementChild;
  for (const group of groups) {
    if (group === next) next = next.nextElementSibling;
    else layer.insertBefore(group, next);
  }
}

// The elements stand side by side; where they are in the tree is said, not shown by nesting.
function placeInTree(index: LayoutIndex, placed: PlacedNode): Attributes {
  const siblings = index.childrenOf(placed.parent);
  let level = 1;
  for (let at = placed.parent; at !== undefined; at = index.parentOf(at)) level++;
  return {
    'aria-level': level,
    'aria-posinset': index.placeAmong(placed.node.id),
    'aria-setsize': siblings.length,
    'aria-expanded': isFoldable(placed) ? !placed.isCollapsed : undefined,
  };
}

function makeBackdrop(): SVGGElement {
  return svg('g', { class: 'backdrop' }, svg('rect', { rx: 10 }));
}

function drawBackdrop(group: SVGGElement, { x, y, width, height, node }: PlacedNode): void {
  place(group, x, y);
  setAttributes(group, { 'data-backdrop': node.id });
  size(part(group, 'rect'), width, height);
}

function makeRegion(): SVGGElement {
  return svg('g', { class: 'region' }, svg('rect', { rx: 6 }), svg('text', { x: 12, y: 19 }));
}

function drawRegion(group: SVGGElement, { x, y, width, height, title, isEmpty }: PlacedRegion): void {
  place(group, x, y);
  size(part(group, 'rect'), width, height);
  part(group, 'text').textContent = isEmpty ? `${title ?? 'Empty'}${title ? ', empty' : ''}` : (title ?? '');
}

function makeEdge(): SVGGElement {
  return svg('g', { class: 'edge' }, svg('path', { class: 'line' }), svg('path', { class: 'head' }));
}

function drawEdge(group: SVGGElement, edge: PlacedEdge): void {
  setAttributes(group, { 'data-style': edge.style, 'data-from': edge.from, 'data-to': edge.to });
  setAttributes(part(group, '.line'), { d: edgePath(edge) });
  setAttributes(part(group, '.head'), { d: arrowPath(edge) });
}

function makeLabel(): SVGGElement {
  return svg('g', { class: 'label' }, svg('title'), svg('rect', { rx: 5 }), svg('text', { 'text-anchor': 'middle' }));
}

function drawLabel(group: SVGGElement, { label, edges, style }: PlacedEdge): void {
  if (!label) return;
  place(group, label.x, label.y);
  setAttributes(group, { 'data-style': style });
  part(group, 'title').textContent = edges.flatMap(edge => (edge.label ? [edge.label] : [])).join('\n');
  size(part(group, 'rect'), label.width, label.height);
  const spans = label.lines.map((line, i) => svg('tspan', { x: label.width / 2, y: 14 + i * 15 }, line));
  part(group, 'text').replaceChildren(...spans);
}
