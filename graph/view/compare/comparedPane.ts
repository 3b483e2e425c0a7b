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
import { indexLayout } from '../layoutIndex.ts';
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
  const picture = createPicture();
  const canvas = html('div', { class: 'canvas', role: 'tree', 'aria-multiselectable': false }, picture.content);
  const title = html('h2', { class: 'title' });
  const empty = html('p', { class: 'empty', hidden: true }, 'No states');
  const element = html('section', { class: `pane ${side}` }, title, html('div', { class: 'stage' }, canvas, empty));
  const viewport = createViewport(canvas, picture.content, moved);
  let layout: Layout | undefined;
  let selected: string | undefined;
  let tabStop: string | undefined;

  const placedOf = (id: string | undefined) => layout?.nodes.find(({ node }) => node.id === id);
  const set = (id: string | undefined, name: string, value: string | number | boolean | undefined) => {
    const node = id === undefined ? undefined : picture.nodeElement(id);
    if (node) setAttributes(node, { [name]: value });
  };
  const setTabStop = (id: string | undefined) => {
    set(tabStop, 'tabindex', -1);
    set(id, 'tabindex', 0);
    tabStop = id;
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
      title.textContent = name;
      setAttributes(canvas, { 'aria-label': `State machine ${side === 'before' ? 'before' : 'after'}: ${name}` });
      const states = next.nodes.filter(({ node }) => node.kind === 'state');
      empty.hidden = states.length > 0;
      picture.draw(indexLayout(next), {});
      for (const placed of states) markNode(picture.nodeElement(placed.node.id), placed, nodes[placed.node.id]);
      markEdges(picture.content, next, new Map(Object.entries(edges)));
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

function markNode(element: SVGGElement | undefined, placed: PlacedNode, kind: DifferenceKind | undefined): void {
  const { node, width } = placed;
  if (!element || node.kind !== 'state') return;
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

function markEdges(content: SVGGElement, { edges }: Layout, kinds: DifferenceMarks['edges']): void {
  const marks = { nodes: new Map<string, DifferenceKind>(), edges: kinds };
  const byEnds = new Map(edges.map(edge => [`${edge.style} ${edge.from} ${edge.to}`, edgeKind(edge, marks)]));
  for (const element of content.querySelectorAll<SVGGElement>('.edge')) {
    const { style, from, to } = element.dataset;
    setAttributes(element, { 'data-difference': byEnds.get(`${style} ${from} ${to}`) });
  }
}

function idOf(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest('[data-id]') : null;
  return element?.getAttribute('data-id') ?? undefined;
}
