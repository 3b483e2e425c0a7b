// Layout → SVG, kept in step: what stays is moved rather than made anew, so that an edit lets the picture glide. Decides
// nothing about the graph; every place and every shortened text comes from the layout. Of a large picture only what is in
// view is in the page, and from far away only what can be seen from there.
import { arrowPath, type Box, edgePath, type PlacedEdge, type PlacedNode, type PlacedRegion } from '../model/index.ts';
import type { NodeProblem } from '../protocol.ts';
import { drawMarker, drawState, makeFarState, makeMarker, makeState } from './drawNode.ts';
import { restPath } from './edgeRest.ts';
import { edgeKey, foldingOf, type LayoutIndex } from './layoutIndex.ts';
import type { Paths } from './paths.ts';
import { type Attributes, part, place, setAttributes, size, svg } from './svg.ts';

export interface Picture {
  /** A sheet as large as the layout. It is moved as a whole: within an SVG a change of scale would set every text anew. */
  readonly content: SVGSVGElement;
  draw(index: LayoutIndex, problems: Readonly<Record<string, NodeProblem>>): void;
  /** From now on only what is in this part of the picture is drawn, and simply where one looks from far away. */
  look(at: Box, isFar: boolean): void;
  /** Draws all of it while something is done with it, such as printing. */
  lookAtAll(): void;
  /** The drawn node: its role, name and place in the tab order live there. */
  nodeElement(id: string): SVGGElement | undefined;
  /** The line of an edge and its label, by `edgeKey`, as far as they are in the page. */
  edgeElements(key: string): readonly SVGGElement[];
  /** What lies behind the states of a container. */
  backdropElement(id: string): SVGGElement | undefined;
  /** Stays drawn wherever one looks: the node the keyboard is at. */
  keep(id: string | undefined): void;
  /** Everything but this steps back; nothing does without `kept`. */
  dim(index: LayoutIndex, kept: Paths | undefined): void;
}

/** Something to draw, and where it is. */
interface Item {
  readonly key: string;
  readonly box: Box;
  /** Left out from far away. */
  readonly isDetail?: boolean;
  make(isFar: boolean): SVGGElement;
  update(group: SVGGElement): void;
}

export interface PictureOptions {
  /** Told of each node and each line that comes into the page. */
  drawn(id: string): void;
  edgeDrawn(key: string): void;
  /** There is no card that would say more. */
  readonly hasTitles: boolean;
}

const ALONE: PictureOptions = { drawn: () => undefined, edgeDrawn: () => undefined, hasTitles: true };

export function createPicture({ drawn, edgeDrawn, hasTitles }: PictureOptions = ALONE): Picture {
  const backdrops = svg('g', { 'aria-hidden': true });
  const edges = svg('g', { 'aria-hidden': true });
  const labels = svg('g', { 'aria-hidden': true });
  const nodes = svg('g', { role: 'presentation' });
  const content = svg('svg', { class: 'content', role: 'presentation' }, backdrops, edges, labels, nodes);
  const groups = new Map<string, SVGGElement>();
  let items = new Map<SVGGElement, readonly Item[]>();
  let window: Box | undefined;
  let isFar = false;
  let kept: string | undefined;
  let lit: ReadonlySet<string> | undefined;

  const isWanted = ({ key, box, isDetail }: Item) =>
    key === kept || ((!window || overlap(box, window)) && !(isDetail && isFar));

  function fill(isEdit: boolean): void {
    const wanted = new Set<string>();
    const made: string[] = [];
    for (const [layer, all] of items) {
      const shown: SVGGElement[] = [];
      for (const item of all) {
        if (!isWanted(item)) continue;
        wanted.add(item.key);
        let group = groups.get(item.key);
        if (!group) {
          group = item.make(isFar);
          if (isEdit) group.classList.add('new');
          setAttributes(group, { 'data-dim': lit?.has(item.key) === false || undefined });
          groups.set(item.key, group);
          item.update(group);
          made.push(item.key);
        } else if (isEdit) item.update(group);
        shown.push(group);
      }
      for (const [key, group] of groups) {
        if (group.parentNode !== layer || wanted.has(key)) continue;
        group.remove();
        groups.delete(key);
      }
      arrange(layer, shown);
    }
    for (const key of made) {
      const at = key.indexOf(' ');
      const [kind, id] = [key.slice(0, at), key.slice(at + 1)];
      if (kind === 'node') drawn(id);
      else if (kind === 'edge' || kind === 'label') edgeDrawn(id);
    }
  }

  // From far away nodes are other drawings. The one the keyboard is at must not go.
  function setFar(far: boolean): void {
    for (const [key, group] of far === isFar ? [] : groups) {
      if (group.parentNode !== nodes || key === kept) continue;
      group.remove();
      groups.delete(key);
    }
    isFar = far;
  }

  return {
    content,
    nodeElement: id => groups.get(`node ${id}`),
    edgeElements: key => [groups.get(`edge ${key}`), groups.get(`label ${key}`)].flatMap(group => group ?? []),
    backdropElement: id => groups.get(`backdrop ${id}`),
    dim: (index, paths) => {
      lit = paths && keysOf(index, paths);
      for (const [key, group] of groups) setAttributes(group, { 'data-dim': lit?.has(key) === false || undefined });
    },
    draw: (index, problems) => {
      size(content, index.layout.width, index.layout.height);
      items = new Map([
        [backdrops, backdropsOf(index)],
        [edges, edgesOf(index)],
        [labels, labelsOf(index, hasTitles)],
        [nodes, nodesOf(index, problems)],
      ]);
      fill(true);
    },
    look: (at, far) => {
      // So long as nothing comes into view there is nothing to do.
      if (far === isFar && window && holds(window, at)) return;
      window = { x: at.x - at.width / 2, y: at.y - at.height / 2, width: at.width * 2, height: at.height * 2 };
      setFar(far);
      fill(false);
    },
    lookAtAll: () => {
      window = undefined;
      setFar(false);
      fill(false);
    },
    keep: id => {
      kept = id === undefined ? undefined : `node ${id}`;
      if (kept !== undefined && !groups.has(kept)) fill(false);
    },
  };
}

function nodesOf(index: LayoutIndex, problems: Readonly<Record<string, NodeProblem>>): readonly Item[] {
  return index.layout.nodes.map(placed => {
    const key = `node ${placed.node.id}`;
    if (placed.node.kind !== 'state') {
      return { key, box: placed, make: makeMarker, update: group => drawMarker(group, placed) };
    }
    return {
      key,
      box: placed,
      make: isFar => (isFar ? makeFarState() : makeState()),
      update: group => {
        drawState(group, placed, problems[placed.node.id]);
        setAttributes(group, placeInTree(index, placed));
      },
    };
  });
}

function backdropsOf({ layout }: LayoutIndex): readonly Item[] {
  const items: Item[] = [];
  const regions = new Map<string, PlacedRegion[]>();
  for (const region of layout.regions) {
    const siblings = regions.get(region.parent);
    if (siblings) siblings.push(region);
    else regions.set(region.parent, [region]);
  }
  for (const node of layout.nodes) {
    const { id } = node.node;
    if (node.isContainer) {
      const update = (group: SVGGElement) => drawBackdrop(group, node);
      items.push({ key: `backdrop ${id}`, box: node, make: makeBackdrop, update });
    }
    for (const region of regions.get(id) ?? []) {
      if (region.title === undefined && !region.isEmpty) continue;
      const update = (group: SVGGElement) => drawRegion(group, region);
      items.push({ key: `region ${region.id}`, box: region, make: makeRegion, update });
    }
  }
  return items;
}

function edgesOf(index: LayoutIndex): readonly Item[] {
  return index.layout.edges.map(edge => {
    const update = (group: SVGGElement) => drawEdge(group, edge, index);
    return { key: `edge ${edgeKey(edge)}`, box: boxAround(edge), make: makeEdge, update };
  });
}

function labelsOf({ layout }: LayoutIndex, hasTitle: boolean): readonly Item[] {
  const make = () => makeLabel(hasTitle);
  return layout.edges.flatMap(edge => {
    const { label } = edge;
    if (!label) return [];
    const update = (group: SVGGElement) => drawLabel(group, edge);
    return { key: `label ${edgeKey(edge)}`, box: label, isDetail: true, make, update };
  });
}

function boxAround({ points }: PlacedEdge): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** What stands out of a node, and the arrow heads of edges. */
const RIM = 14;

function overlap(a: Box, b: Box): boolean {
  const isAcross = a.x - RIM < b.x + b.width && b.x < a.x + a.width + RIM;
  return isAcross && a.y - RIM < b.y + b.height && b.y < a.y + a.height + RIM;
}

function holds(outer: Box, inner: Box): boolean {
  const isAcross = outer.x <= inner.x && inner.x + inner.width <= outer.x + outer.width;
  return isAcross && outer.y <= inner.y && inner.y + inner.height <= outer.y + outer.height;
}

function keysOf({ layout }: LayoutIndex, { nodes, edges }: Paths): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const id of nodes) keys.add(`node ${id}`).add(`backdrop ${id}`);
  for (const edge of edges) keys.add(`edge ${edgeKey(edge)}`).add(`label ${edgeKey(edge)}`);
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
  const folding = foldingOf(placed);
  let level = 1;
  for (let at = placed.parent; at !== undefined; at = index.parentOf(at)) level++;
  return {
    'aria-level': level,
    'aria-posinset': index.placeAmong(placed.node.id),
    'aria-setsize': siblings.length,
    'aria-expanded': folding && folding === 'open',
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
  const path = (name: string) => svg('path', { class: name });
  return svg('g', { class: 'edge' }, path('line'), path('rest'), path('head'), path('hit'));
}

function drawEdge(group: SVGGElement, edge: PlacedEdge, index: LayoutIndex): void {
  setAttributes(group, {
    'data-edge': edgeKey(edge),
    'data-style': edge.style,
    'data-from': edge.from,
    'data-to': edge.to,
  });
  for (const name of ['.line', '.hit']) setAttributes(part(group, name), { d: edgePath(edge) });
  setAttributes(part(group, '.rest'), { d: restPath(edge, index) });
  setAttributes(part(group, '.head'), { d: arrowPath(edge) });
}

function makeLabel(hasTitle: boolean): SVGGElement {
  const title = hasTitle ? [svg('title')] : [];
  return svg('g', { class: 'label' }, ...title, svg('rect', { rx: 5 }), svg('text', { 'text-anchor': 'middle' }));
}

function drawLabel(group: SVGGElement, edge: PlacedEdge): void {
  const { label, edges, style } = edge;
  if (!label) return;
  place(group, label.x, label.y);
  setAttributes(group, { 'data-edge': edgeKey(edge), 'data-style': style });
  const title = group.querySelector('title');
  if (title) title.textContent = edges.flatMap(edge => (edge.label ? [edge.label] : [])).join('\n');
  size(part(group, 'rect'), label.width, label.height);
  const spans = label.lines.map((line, i) => svg('tspan', { x: label.width / 2, y: 14 + i * 15 }, line));
  part(group, 'text').replaceChildren(...spans);
}
