// Two definitions side by side: both graphs, moved and zoomed as one, and the list of what differs. Shows what the client
// sends; what a person chooses in one place is chosen in all three.
import type { ComparePageMessage, ComparisonMessage, Direction } from '../../protocol.ts';
import { html } from '../svg.ts';
import { textScaleOn } from '../textScale.ts';
import { createToolbar } from '../toolbar.ts';
import type { View } from '../viewport.ts';
import { createChangeList } from './changeList.ts';
import { createPane, type Pane } from './comparedPane.ts';
import { type Anchor, anchorsBetween, linkedView } from './linkedViews.ts';

export interface CompareDoors {
  /** What `remember` was given before a reload; anything, if another version wrote it. */
  readonly remembered: unknown;
  remember(state: { readonly direction: Direction }): void;
  send(message: ComparePageMessage): void;
}

export interface ComparePage {
  begin(): void;
  /** Ignores what it does not know. */
  receive(message: unknown): void;
}

type Side = 'before' | 'after';

const LEAST_READABLE = 0.5;
const ZOOM_STEP = 1.25;

export function createComparePage(body: HTMLElement, { remembered, remember, send }: CompareDoors): ComparePage {
  let direction = readDirection(remembered);
  let shown: ComparisonMessage | undefined;
  let isLinking = false;
  const anchors: Record<Side, readonly Anchor[]> = { before: [], after: [] };

  const pane = (side: Side) =>
    createPane(side, {
      moved: view => follow(side, view),
      chosen: (id, isOpening) => chooseState(side, id, isOpening),
    });
  const panes: Readonly<Record<Side, Pane>> = { before: pane('before'), after: pane('after') };
  const list = createChangeList({ chosen: (index, isOpening) => choose(index, isOpening) });
  const banner = html('div', { class: 'banner', role: 'status', hidden: true });
  const summary = html('span', { class: 'summary' });
  const machines = html('select', { 'aria-label': 'State machine', hidden: true });
  const live = html('div', { class: 'announcement', 'aria-live': 'polite' });
  const toolbar = createToolbar({
    zoomOut: () => panes.after.viewport.zoom(1 / ZOOM_STEP),
    zoomIn: () => panes.after.viewport.zoom(ZOOM_STEP),
    actualSize: () => panes.after.viewport.zoomTo(1),
    fitAll: () => fitBoth(0),
    turn: () => {
      direction = direction === 'down' ? 'right' : 'down';
      remember({ direction });
      send({ kind: 'direction', direction });
    },
  });
  const header = html('header', { class: 'summary-bar' }, machines, summary, toolbar.element);
  const graphs = html('div', { class: 'panes' }, panes.before.element, panes.after.element);
  body.classList.add('comparison');
  body.append(banner, header, html('main', {}, graphs, list.element), live);
  body.style.setProperty('--text-scale', String(textScaleOn(panes.after.content)));

  machines.addEventListener('change', () => send({ kind: 'choose', stateMachine: machines.value }));
  body.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === machines) return;
    if (event.key === '+' || event.key === '=') panes.after.viewport.zoom(ZOOM_STEP);
    else if (event.key === '-') panes.after.viewport.zoom(1 / ZOOM_STEP);
    else if (event.key === '1') panes.after.viewport.zoomTo(1);
    else if (event.key === '0') fitBoth(0);
    else return;
    event.preventDefault();
  });
  let room = '';
  new ResizeObserver(() => {
    const now = `${roomOf('after').width} ${roomOf('after').height}`;
    if (now === room || !shown?.comparison) return;
    if (room === '0 0') fitBoth(LEAST_READABLE);
    else follow('after', panes.after.viewport.view);
    room = now;
  }).observe(graphs);

  function follow(side: Side, view: View): void {
    if (isLinking) return;
    isLinking = true;
    const other = side === 'before' ? 'after' : 'before';
    panes[other].viewport.show(linkedView(view, roomOf(side), roomOf(other), anchors[side]));
    isLinking = false;
  }

  function roomOf(side: Side) {
    const { clientWidth, clientHeight } = panes[side].canvas;
    return { width: clientWidth, height: clientHeight };
  }

  // The larger picture says how much is shown.
  function fitBoth(least: number): void {
    const size = (side: Side) => (panes[side].layout?.width ?? 0) * (panes[side].layout?.height ?? 0);
    const side = size('before') > size('after') ? 'before' : 'after';
    const { layout, viewport } = panes[side];
    if (layout) viewport.fit(layout, least, layout.nodes[0]);
  }

  function choose(index: number, isOpening: boolean): void {
    const change = shown?.comparison?.changes[index];
    if (!change) return;
    list.select(index);
    // The one that moves takes the other along; what is in both is shown in the new one last.
    panes.before.select(change.before?.id ?? partnerBefore(change.after?.id));
    panes.after.select(change.after?.id);
    const { before, after } = change;
    if (isOpening) send({ kind: 'open', ...(before && { before }), ...(after && { after }) });
  }

  function chooseState(side: Side, id: string, isOpening: boolean): void {
    const index = shown?.comparison?.changes.findIndex(change => change[side]?.id === id) ?? -1;
    if (index >= 0) {
      choose(index, isOpening);
      return;
    }
    list.select(undefined);
    const partners = shown?.comparison?.partners ?? {};
    const other = side === 'before' ? partners[id] : partnerBefore(id);
    panes[side === 'before' ? 'after' : 'before'].select(other);
    panes[side].select(id);
  }

  function partnerBefore(id: string | undefined): string | undefined {
    return Object.entries(shown?.comparison?.partners ?? {}).find(([, now]) => now === id)?.[0];
  }

  function show(message: ComparisonMessage): void {
    const { comparison, id, stateMachine } = message;
    const isSame = shown?.id === id && shown.stateMachine === stateMachine;
    const keepsLast = message.isPartial && isSame && shown?.isPartial === undefined;
    const notice = keepsLast ? 'The text has errors: showing the last complete comparison' : message.notice;
    banner.hidden = notice === undefined;
    banner.textContent = notice ?? '';
    if (!comparison || keepsLast) return;
    const isTurned = shown?.comparison?.after.layout.direction !== comparison.after.layout.direction;
    const before = shown?.comparison?.summary;
    shown = message;
    showMachines(message);
    summary.textContent = comparison.summary;
    toolbar.showDirection(comparison.after.layout.direction);
    body.classList.toggle('still', !isSame || isTurned);
    panes.before.show(message.before, comparison.before);
    panes.after.show(message.after, comparison.after);
    list.show(comparison.changes);
    const there = new Map(Object.entries(comparison.partners));
    const back = new Map([...there].map(([id, now]) => [now, id]));
    anchors.before = anchorsBetween(comparison.before.layout, comparison.after.layout, there);
    anchors.after = anchorsBetween(comparison.after.layout, comparison.before.layout, back);
    if (!isSame || isTurned) fitBoth(LEAST_READABLE);
    else follow('after', panes.after.viewport.view);
    room = `${roomOf('after').width} ${roomOf('after').height}`;
    if (before !== comparison.summary) live.textContent = `Difference: ${comparison.summary}`;
  }

  function showMachines({ stateMachine, stateMachines }: ComparisonMessage): void {
    machines.hidden = stateMachines.length < 2;
    const options = stateMachines.map(({ name, status }) => html('option', { value: name }, `${name}: ${status}`));
    machines.replaceChildren(...options);
    machines.value = stateMachine ?? '';
  }

  return {
    begin: () => send({ kind: 'ready', direction }),
    receive: message => {
      if (typeof message !== 'object' || message === null || !('kind' in message)) return;
      if (message.kind === 'comparison') show(message as ComparisonMessage);
    },
  };
}

function readDirection(value: unknown): Direction {
  return typeof value === 'object' && value !== null && 'direction' in value && value.direction === 'right'
    ? 'right'
    : 'down';
}
