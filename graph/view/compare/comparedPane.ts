// One side of the comparison: the graph of a definition with what differs in it marked by colour and sign.
import {
  type ComparedSide,
  DIFFERENCE_ICONS,
  type DifferenceKind,
  type DifferenceMarks,
  edgeKind,
  type Layout,
  type PlacedNode,
} from '../../model/index.ts';
import { edgeKey, indexLayout } from '../layoutIndex.ts';
import { distanceOf, windowOf } from '../looking.ts';
import { type Heading, neighbourOf } from '../neighbours.ts';
import { createPicture } from '../picture.ts';
import { html, setAttributes, svg } from '../svg.ts';
import { createViewport, type View, type Viewport } from '../viewport.ts';

export interface Pane {
  readonly element: HTMLElement;
  readonly canvas: HTMLElement;
  /** The sheet the picture is on. */
  readonly content: SVGSVGElement;
  readonly viewport: Viewport;
  readonly layout: Layout | undefined;
  show(title: string, side: ComparedSide): void;
  /** Marks the state, and brings it into view. */
  select(id: string | undefined): void;
}

export interface PaneEvents {
  /** The view has changed, by whomever. */
  moved(view: View): void;
  chosen(id: string, isOpening: boolean): void;
}

export function createPane(side: 'before' | 'after', { moved, chosen }: PaneEvents): Pane {
  const picture = createPicture({ drawn: id => drawn(id), edgeDrawn: key => markEdge(key), hasTitles: true });
  const canvas = html('div', { class: 'canvas', role: 'tree', 'aria-multiselectable': false }, picture.content);
  const title = html('h2', { class: 'title' });
  const empty = html('p', { class: 'empty', hidden: true }, 'No states');
  const element = html('section', { class: `pane ${side}` }, title, html('div', { class: 'stage' }, canvas, empty));
  const look = (view: View) => {
    const distance = distanceOf(view);
    setAttributes(canvas, { 'data-distance': distance });
    picture.look(windowOf(view, viewport.room), distance === 'farthest');
  };
  const viewport = createViewport(canvas, picture.content, view => {
    look(view);
    moved(view);
  });
  new ResizeObserver(() => look(viewport.view)).observe(canvas);
  let layout: Layout | undefined;
  let placed: ReadonlyMap<string, PlacedNode> = new Map();
  let kinds: ComparedSide['nodes'] = {};
  let edgeKinds: ReadonlyMap<string, DifferenceKind | undefined> = new Map();
  let selected: string | undefined;
  let tabStop: string | undefined;

  const placedOf = (id: string | undefined) => (id === undefined ? undefined : placed.get(id));
  const set = (id: string | undefined, name: string, value: string | number | boolean | undefined) => {
    const node = id === undefined ? undefined : picture.nodeElement(id);
    if (node) setAttributes(node, { [name]: value });
  };
  const setTabStop = (id: string | undefined) => {
    set(tabStop, 'tabindex', -1);
    tabStop = id;
    picture.keep(id);
    set(id, 'tabindex', 0);
  };
  const drawn = (id: string) => {
    markNode(picture.nodeElement(id), placedOf(id), kinds[id]);
    if (id === selected) set(id, 'aria-selected', true);
    if (id === tabStop) set(id, 'tabindex', 0);
  };
  const markEdge = (key: string) => {
    for (const part of picture.edgeElements(key)) setAttributes(part, { 'data-difference': edgeKinds.get(key) });
  };
  const reveal = (id: string) => {
    const placed = placedOf(id);
    if (placed) viewport.reveal(placed.isContainer ? { ...placed, height: 52 } : placed);
  };

  canvas.addEventListener('click', event => {
    const id = idOf(event.target);
    if (id === undefined) return;
    setTabStop(id);
    picture.nodeElement(id)?.focus({ preventScroll: true });
    chosen(id, true);
  });
  canvas.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || !layout || tabStop === undefined) return;
    const heading = HEADINGS[event.key];
    if (!heading && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    const id = heading ? neighbourOf(layout, tabStop, heading) : tabStop;
    if (id === undefined) return;
    setTabStop(id);
    picture.nodeElement(id)?.focus({ preventScroll: true });
    chosen(id, !heading);
  });

  return {
    element,
    canvas,
    content: picture.content,
    viewport,
    get layout() {
      return layout;
    },
    show: (name, { layout: next, nodes, edges }) => {
      layout = next;
      placed = new Map(next.nodes.map(one => [one.node.id, one]));
      kinds = nodes;
      edgeKinds = kindsOfEdges(next, new Map(Object.entries(edges)));
      title.textContent = name;
      setAttributes(canvas, { 'aria-label': `State machine ${side === 'before' ? 'before' : 'after'}: ${name}` });
      const states = next.nodes.filter(({ node }) => node.kind === 'state');
      empty.hidden = states.length > 0;
      look(viewport.view);
      picture.draw(indexLayout(next), {});
      // What stayed is marked anew; what came has been.
      for (const one of states) markNode(picture.nodeElement(one.node.id), one, nodes[one.node.id]);
      for (const key of edgeKinds.keys()) markEdge(key);
      if (!placedOf(tabStop)) tabStop = states[0]?.node.id;
      setTabStop(tabStop);
      if (selected !== undefined) set(selected, 'aria-selected', true);
    },
    select: id => {
      if (id !== selected) set(selected, 'aria-selected', undefined);
      selected = id;
      set(id, 'aria-selected', true);
      if (id === undefined) return;
      setTabStop(id);
      reveal(id);
    },
  };
}

const HEADINGS: Readonly<Record<string, Heading | undefined>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

function markNode(
  element: SVGGElement | undefined,
  placed: PlacedNode | undefined,
  kind: DifferenceKind | undefined,
): void {
  if (!element || placed?.node.kind !== 'state') return;
  const { node, width } = placed;
  let badge = element.querySelector('.difference');
  if (!badge) {
    const icon = svg('g', { transform: 'translate(-5.6 -5.6) scale(0.7)' }, svg('path'));
    badge = svg('g', { class: 'difference' }, svg('circle', { r: 9 }), icon);
    element.append(badge);
  }
  const icon = badge.querySelector('path');
  if (icon) setAttributes(icon, { d: kind ? DIFFERENCE_ICONS[kind] : '' });
  setAttributes(badge, { transform: `translate(${width - 4} 4)` });
  const words = [node.name, node.detail === node.type ? node.type : `${node.type}, ${node.detail}`, kind ?? 'the same'];
  setAttributes(element, { 'data-difference': kind, 'aria-label': `${words.join(', ')}.` });
}

function kindsOfEdges(
  { edges }: Layout,
  kinds: DifferenceMarks['edges'],
): ReadonlyMap<string, DifferenceKind | undefined> {
  const marks = { nodes: new Map<string, DifferenceKind>(), edges: kinds };
  return new Map(edges.map(edge => [edgeKey(edge), edgeKind(edge, marks)]));
}

function idOf(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest('[data-id]') : null;
  return element?.getAttribute('data-id') ?? undefined;
}
