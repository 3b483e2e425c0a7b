// One node of the picture: made once, then set to what its layout says. What changes without a new layout is in marks.ts.
import { iconOf, MARK_ICONS, movedPath, type PlacedNode } from '../model/index.ts';
import type { NodeProblem } from '../protocol.ts';
import { foldingOf } from './layoutIndex.ts';
import { part, place, setAttributes, size, svg } from './svg.ts';

/** Of a card, and of the head of a container. */
export const CARD_HEIGHT = 52;

const FOLD = { open: 'M4.5 6.5 8 10l3.5-3.5', closed: 'M6.5 4.5 10 8l-3.5 3.5' };

const ICON = { x: 15, y: 18 };

/** Around the middle of its disc. */
export function markPath(mark: keyof typeof MARK_ICONS): string {
  return movedPath(MARK_ICONS[mark], { x: -5.6, y: -5.6, scale: 0.7 });
}

/** Around their middle. */
export const BREAKPOINT_ICONS = {
  plain: 'M0-4.5A4.5 4.5 0 1 1 0 4.5 4.5 4.5 0 0 1 0-4.5Z',
  conditional: 'M0-4.5A4.5 4.5 0 1 1 0 4.5 4.5 4.5 0 0 1 0-4.5ZM-2.4-1.9V-.6H2.4V-1.9ZM-2.4.7V2H2.4V.7Z',
  log: 'M0-5.2 5.2 0 0 5.2-5.2 0Z',
  function: 'M0-4.8 5.4 4.4H-5.4Z',
  off: 'M0-4.5A4.5 4.5 0 1 1 0 4.5 4.5 4.5 0 0 1 0-4.5ZM0-2.9A2.9 2.9 0 1 0 0 2.9 2.9 2.9 0 0 0 0-2.9Z',
} as const;

export function makeMarker(): SVGGElement {
  return svg('g', { class: 'marker', 'aria-hidden': true }, svg('rect'), svg('text', { 'text-anchor': 'middle' }));
}

export function drawMarker(group: SVGGElement, { node, x, y, width, height, title }: PlacedNode): void {
  place(group, x, y);
  size(part(group, 'rect'), width, height);
  setAttributes(part(group, 'rect'), { rx: height / 2 });
  setAttributes(part(group, 'text'), { x: width / 2, y: height / 2 + 4 });
  part(group, 'text').textContent = title;
  setAttributes(group, { 'data-marker': node.kind });
}

export function makeState(): SVGGElement {
  const mark = (name: string) => svg('g', { class: name }, svg('circle', { r: 9 }), svg('path'));
  return svg(
    'g',
    { class: 'state', role: 'treeitem', tabindex: -1 },
    svg('rect', { class: 'stack', x: 6, y: 5, rx: 8 }),
    svg('rect', { class: 'ring', x: -4, y: -4, rx: 12 }),
    svg('rect', { class: 'card', rx: 8 }),
    svg('rect', { class: 'tile', x: 11, y: 14, width: 24, height: 24, rx: 6 }),
    svg('path', { class: 'icon' }),
    svg('text', { class: 'name', x: 44, y: 23 }),
    svg('text', { class: 'detail', x: 44, y: 39 }),
    svg('path', { class: 'retry' }),
    svg('text', { class: 'retries', 'text-anchor': 'middle' }),
    svg(
      'g',
      { class: 'fold' },
      svg('rect', { width: 22, height: 22, rx: 5 }),
      svg('path', { transform: 'translate(3 3)' }),
    ),
    svg('g', { class: 'gutter' }, svg('title'), svg('rect', { x: -5, width: 16 }), svg('path')),
    mark('status'),
    svg('text', { class: 'visits', 'text-anchor': 'end' }),
    mark('problem'),
  );
}

/** From far away: a card and what it is. */
export function makeFarState(): SVGGElement {
  return svg(
    'g',
    { class: 'state', role: 'treeitem', tabindex: -1, 'data-far': true },
    svg('rect', { class: 'ring', x: -4, y: -4, rx: 12 }),
    svg('rect', { class: 'card', rx: 8 }),
    svg('path', { class: 'icon' }),
  );
}

export function isFarState(group: SVGGElement): boolean {
  return group.hasAttribute('data-far');
}

export function drawState(group: SVGGElement, placed: PlacedNode, problem: NodeProblem | undefined): void {
  const { node, x, y, width, height, title, subtitle, isContainer, isCollapsed } = placed;
  if (node.kind !== 'state') return;
  place(group, x, y);
  const tall = isContainer ? CARD_HEIGHT : height;
  const folding = foldingOf(placed);
  setAttributes(group, {
    'data-id': node.id,
    'data-state': node.name,
    'data-type': node.type,
    'data-family': node.family,
    'data-container': isContainer ? true : undefined,
    'data-collapsed': isCollapsed,
    'data-problem': problem?.severity,
    'data-unknown-target': node.hasUnknownTarget ? true : undefined,
  });
  size(part(group, '.ring'), width + 8, height + 8);
  size(part(group, '.card'), width, tall);
  setAttributes(part(group, '.icon'), { d: movedPath(iconOf(node), ICON) });
  if (isFarState(group)) return;
  size(part(group, '.stack'), width - 12, tall);
  part(group, '.name').textContent = title;
  part(group, '.detail').textContent = subtitle;
  setAttributes(part(group, '.detail'), { 'data-parts': undefined });
  if (!node.hasRetry) part(group, '.retries').textContent = '';
  const retryAt = { x: width - (folding ? 50 : 28), y: tall / 2 - 6, scale: 0.8 };
  setAttributes(part(group, '.retry'), { d: node.hasRetry ? movedPath(MARK_ICONS.retry, retryAt) : '' });
  setAttributes(part(group, '.retries'), { x: retryAt.x + 6.5, y: tall / 2 + 18 });
  setAttributes(part(group, '.fold'), {
    transform: `translate(${width - 31} ${tall / 2 - 11})`,
    visibility: folding ? undefined : 'hidden',
  });
  setAttributes(part(group, '.fold path'), { d: FOLD[folding ?? 'open'] });
  setAttributes(part(group, '.gutter rect'), { height: tall });
  setAttributes(part(group, '.gutter path'), { transform: `translate(5.5 ${tall / 2})` });
  setAttributes(part(group, '.status'), { transform: `translate(${width - 4} 4)` });
  setAttributes(part(group, '.visits'), { x: width - 18, y: 4 });
  setAttributes(part(group, '.problem'), { transform: 'translate(4 4)' });
  setAttributes(part(group, '.problem path'), { d: markPath('problem') });
}
