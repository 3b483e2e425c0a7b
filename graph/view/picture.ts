// Layout → SVG, kept in step: what stays is moved rather than made anew, so that an edit lets the picture glide. Decides
// nothing about the graph; every place and every shortened text comes from the layout.
import {
  arrowPath,
  edgePath,
  type Layout,
  MARK_ICONS,
  type PlacedEdge,
  type PlacedNode,
  type PlacedRegion,
  STATE_ICONS,
} from '../model/index.ts';
import type { NodeProblem } from '../protocol.ts';
import { setAttributes, svg } from './svg.ts';

export interface Picture {
  readonly content: SVGGElement;
  draw(layout: Layout, problems: Readonly<Record<string, NodeProblem>>): void;
  /** The drawn node: its role, name and place in the tab order live there. */
  nodeElement(id: string): SVGGElement | undefined;
  /** What lies behind the states of a container. */
  backdropElement(id: string): SVGGElement | undefined;
}

export function createPicture(): Picture {
  const backdrops = svg('g', { 'aria-hidden': true });
  const edges = svg('g', { 'aria-hidden': true });
  const labels = svg('g', { 'aria-hidden': true });
  const nodes = svg('g', { role: 'presentation' });
  const content = svg('g', { class: 'content', role: 'presentation' }, backdrops, edges, labels, nodes);
  const drawn = new Map<string, SVGGElement>();

  return {
    content,
    nodeElement: id => drawn.get(`node ${id}`),
    backdropElement: id => drawn.get(`backdrop ${id}`),
    draw: (layout, problems) => {
      const order = new Map<SVGGElement, string[]>([backdrops, edges, labels, nodes].map(layer => [layer, []]));
      const put = (layer: SVGGElement, key: string, make: () => SVGGElement, update: (group: SVGGElement) => void) => {
        const group = drawn.get(key) ?? make();
        drawn.set(key, group);
        order.get(layer)?.push(key);
        update(group);
      };
      const depths = depthsOf(layout);
      for (const node of layout.nodes) {
        const { id } = node.node;
        if (node.isContainer) put(backdrops, `backdrop ${id}`, makeBackdrop, group => drawBackdrop(group, node));
        for (const region of layout.regions) {
          if (region.parent !== id || (region.title === undefined && !region.isEmpty)) continue;
          put(backdrops, `region ${region.id}`, makeRegion, group => drawRegion(group, region));
        }
        const make = () => (node.node.kind === 'state' ? makeState() : makeMarker());
        put(nodes, `node ${id}`, make, group => {
          drawNode(group, node, problems[id]);
          if (node.node.kind === 'state') setAttributes(group, { 'aria-level': (depths.get(id) ?? 0) + 1 });
        });
      }
      for (const edge of layout.edges) {
        const key = `${edge.style} ${edge.from} ${edge.to}`;
        put(edges, `edge ${key}`, makeEdge, group => drawEdge(group, edge));
        if (edge.label) put(labels, `label ${key}`, makeLabel, group => drawLabel(group, edge));
      }
      const kept = new Set([...order.values()].flat());
      for (const [key, group] of drawn) {
        if (kept.has(key)) continue;
        group.remove();
        drawn.delete(key);
      }
      for (const [layer, keys] of order)
        arrange(
          layer,
          keys.flatMap(key => drawn.get(key) ?? []),
        );
    },
  };
}

// What is in its place is not touched: an element that is put in again loses the focus and stops gliding.
function arrange(layer: SVGGElement, groups: readonly SVGGElement[]): void {
  let next = layer.firstElementChild;
  for (const group of groups) {
    if (group === next) next = next.nextElementSibling;
    else layer.insertBefore(group, next);
  }
}

function depthsOf({ nodes }: Layout): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  for (const { node, parent } of nodes) depths.set(node.id, parent === undefined ? 0 : (depths.get(parent) ?? 0) + 1);
  return depths;
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

function makeMarker(): SVGGElement {
  return svg('g', { class: 'marker', 'aria-hidden': true }, svg('rect'), svg('text', { 'text-anchor': 'middle' }));
}

function makeState(): SVGGElement {
  const mark = (name: string) =>
    svg(
      'g',
      { class: name },
      svg('circle', { r: 9 }),
      svg('g', { transform: 'translate(-5.6 -5.6) scale(0.7)' }, svg('path')),
    );
  return svg(
    'g',
    { class: 'state', role: 'treeitem', tabindex: -1 },
    svg('title'),
    svg('rect', { class: 'ring', x: -4, y: -4, rx: 12 }),
    svg('rect', { class: 'card', rx: 8 }),
    svg('rect', { class: 'tile', x: 11, y: 14, width: 24, height: 24, rx: 6 }),
    svg('path', { class: 'icon', transform: 'translate(15 18)' }),
    svg('text', { class: 'name', x: 44, y: 23 }),
    svg('text', { class: 'detail', x: 44, y: 39 }),
    svg('path', { class: 'retry', d: MARK_ICONS.retry }),
    mark('status'),
    svg('text', { class: 'visits', 'text-anchor': 'end' }),
    mark('problem'),
  );
}

function drawNode(group: SVGGElement, placed: PlacedNode, problem: NodeProblem | undefined): void {
  const { node, x, y, width, height, title, subtitle, isContainer } = placed;
  place(group, x, y);
  if (node.kind !== 'state') {
    size(part(group, 'rect'), width, height);
    setAttributes(part(group, 'rect'), { rx: height / 2 });
    setAttributes(part(group, 'text'), { x: width / 2, y: height / 2 + 4 });
    part(group, 'text').textContent = title;
    setAttributes(group, { 'data-marker': node.kind });
    return;
  }
  const tall = isContainer ? 52 : height;
  setAttributes(group, {
    'data-id': node.id,
    'data-state': node.name,
    'data-type': node.type,
    'data-container': isContainer ? true : undefined,
    'data-problem': problem?.severity,
    'data-unknown-target': node.hasUnknownTarget ? true : undefined,
  });
  size(part(group, '.ring'), width + 8, height + 8);
  size(part(group, '.card'), width, tall);
  setAttributes(part(group, '.icon'), { d: STATE_ICONS[node.type] });
  part(group, '.name').textContent = title;
  part(group, '.detail').textContent = subtitle;
  const retryAt = `translate(${width - 28} ${tall / 2 - 6}) scale(0.8)`;
  setAttributes(part(group, '.retry'), { transform: retryAt, visibility: node.hasRetry ? undefined : 'hidden' });
  setAttributes(part(group, '.status'), { transform: `translate(${width - 4} 4)` });
  setAttributes(part(group, '.visits'), { x: width - 18, y: 4 });
  setAttributes(part(group, '.problem'), { transform: 'translate(4 4)' });
  setAttributes(part(group, '.problem path'), { d: MARK_ICONS.problem });
  part(group, 'title').textContent = [node.name, node.detail, problem?.message].filter(Boolean).join('\n');
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

// By style rather than by attribute: only what CSS sees can glide.
function place(group: SVGGElement, x: number, y: number): void {
  group.style.transform = `translate(${x}px, ${y}px)`;
}

function size(element: Element, width: number, height: number): void {
  setAttributes(element, { width, height });
}

function part(group: SVGGElement, selector: string): Element {
  const element = group.querySelector(selector);
  if (!element) throw new Error(`A drawn node has no ${selector}`);
  return element;
}
