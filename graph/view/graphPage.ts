// The page: toolbar, picture, banner, keyboard, live region. Takes what the client sends, draws it, and says what the user
// wants to see in the text. It never answers a question about the definition or the run.
import { type Layout, type PlacedNode, textWidth } from '../model/index.ts';
import type { Direction, GraphMessage, HostMessage, PageMessage } from '../protocol.ts';
import { createMarks } from './marks.ts';
import { type Heading, neighbourOf } from './neighbours.ts';
import { createPicture } from './picture.ts';
import { foldRun, NO_RUN } from './runFold.ts';
import { html, setAttributes, svg } from './svg.ts';
import { createToolbar } from './toolbar.ts';
import { createViewport, type View } from './viewport.ts';

export interface PageState {
  readonly direction: Direction;
  readonly uri?: string;
  readonly view?: View;
}

export interface PageDoors {
  /** What `remember` was given before a reload; anything, if another version wrote it. */
  readonly remembered: unknown;
  remember(state: PageState): void;
  send(message: PageMessage): void;
}

export interface GraphPage {
  begin(): void;
  /** Ignores what it does not know. */
  receive(message: unknown): void;
}

/** The first picture is never shown smaller than can be read; the fit button shows the whole. */
const LEAST_READABLE = 0.55;
const ZOOM_STEP = 1.25;

export function createGraphPage(body: HTMLElement, { remembered, remember, send }: PageDoors): GraphPage {
  let state = readState(remembered);
  let shown: GraphMessage | undefined;
  let run = NO_RUN;
  let offset: number | undefined;
  let focusId: string | undefined;
  let cursorId: string | undefined;

  const picture = createPicture();
  const canvas = svg('svg', { class: 'canvas', role: 'tree', 'aria-label': 'State machine graph' }, picture.content);
  const banner = html('div', { class: 'banner', role: 'status', hidden: true });
  const empty = html('p', { class: 'empty', hidden: true }, 'No states yet');
  const live = html('div', { class: 'announcement', 'aria-live': 'polite' });
  const marks = createMarks(picture);
  const toolbar = createToolbar({
    zoomOut: () => viewport.zoom(1 / ZOOM_STEP),
    zoomIn: () => viewport.zoom(ZOOM_STEP),
    fitAll: () => fitAll(),
    turn: () => {
      const direction = state.direction === 'down' ? 'right' : 'down';
      keep({ direction });
      send({ kind: 'direction', direction });
    },
  });
  body.append(banner, html('div', { class: 'stage' }, canvas, empty), toolbar.element, live);
  body.style.setProperty('--text-scale', String(textScale(canvas)));

  const keep = (next: Partial<PageState>) => {
    state = { ...state, ...next };
    remember(state);
  };
  let pending = false;
  const viewport = createViewport(canvas, picture.content, view => {
    // Panning changes the view many times a frame; what is kept over a reload can wait for the next one.
    state = { ...state, view };
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      remember(state);
    });
  });
  const fitAll = () => shown && viewport.fit(shown.layout, 0);

  const nodeOf = (id: string | undefined) => shown?.layout.nodes.find(({ node }) => node.id === id);

  const drawGraph = (message: GraphMessage) => {
    const isFirst = shown?.uri !== message.uri;
    shown = message;
    const { layout } = message;
    const hasStates = layout.nodes.some(({ node }) => node.kind === 'state');
    empty.hidden = hasStates;
    banner.hidden = message.notice === undefined;
    banner.textContent = message.notice ?? '';
    setAttributes(canvas, {
      'aria-label': `State machine ${message.name}`,
      visibility: hasStates ? undefined : 'hidden',
    });
    toolbar.showDirection(layout.direction);
    // Nothing glides into place from nowhere, and a turned picture is another picture.
    const isTurned = body.dataset['direction'] !== layout.direction;
    body.dataset['direction'] = layout.direction;
    body.classList.toggle('still', isFirst || isTurned);
    picture.draw(layout, message.problems);
    if (isFirst || isTurned) {
      const isRemembered = isFirst && state.uri === message.uri && state.direction === layout.direction;
      if (isRemembered && state.view) viewport.show(state.view);
      else viewport.fit(layout, LEAST_READABLE, layout.nodes[0]);
      keep({ uri: message.uri, direction: layout.direction });
    }
    if (!nodeOf(focusId)) focusId = layout.nodes.find(({ node }) => node.kind === 'state')?.node.id;
    marks.showRun(message, run);
    marks.setTabStop(focusId);
    markCursor();
  };

  const markCursor = () => {
    const before = cursorId;
    cursorId = offset === undefined || !shown ? undefined : innermostAt(shown.layout, offset)?.node.id;
    marks.select(cursorId);
    if (cursorId === undefined || cursorId === before) return;
    focusId = cursorId;
    marks.setTabStop(focusId);
    showNode(cursorId);
  };
  const focusNode = (id: string | undefined) => {
    if (id === undefined) return;
    focusId = id;
    marks.setTabStop(focusId);
    picture.nodeElement(id)?.focus({ preventScroll: true });
    showNode(id);
  };
  const showNode = (id: string) => {
    const placed = nodeOf(id);
    if (placed) viewport.reveal(placed.isContainer ? { ...placed, height: 52 } : placed);
  };
  const reveal = (placed: PlacedNode | undefined) => {
    if (placed?.node.kind === 'state') send({ kind: 'reveal', ...placed.node.key });
  };

  canvas.addEventListener('click', event => {
    const id = idOf(event.target);
    if (id === undefined) return;
    focusNode(id);
    reveal(nodeOf(id));
  });
  canvas.addEventListener('focusin', event => {
    const id = idOf(event.target);
    if (id === undefined || id === focusId) return;
    focusId = id;
    marks.setTabStop(focusId);
  });
  canvas.addEventListener('keydown', event => {
    const heading = HEADINGS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !shown) return;
    const { nodes } = shown.layout;
    const states = nodes.filter(({ node }) => node.kind === 'state');
    if (heading && focusId !== undefined) focusNode(neighbourOf(shown.layout, focusId, heading));
    else if (event.key === 'Home') focusNode(states[0]?.node.id);
    else if (event.key === 'End') focusNode(states.at(-1)?.node.id);
    else if (event.key === 'Enter' || event.key === ' ') reveal(nodeOf(focusId));
    else return;
    event.preventDefault();
  });
  body.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '=') viewport.zoom(ZOOM_STEP);
    else if (event.key === '-') viewport.zoom(1 / ZOOM_STEP);
    else if (event.key === '0') fitAll();
    else return;
    event.preventDefault();
  });

  const handlers: { readonly [K in HostMessage['kind']]: (message: Extract<HostMessage, { kind: K }>) => void } = {
    graph: drawGraph,
    cursor: message => {
      offset = message.offset;
      markCursor();
    },
    run: message => {
      const before = run.cursor;
      run = foldRun(run, message);
      const changed = message.reset
        ? undefined
        : new Set([...Object.keys(message.states), before ?? '', run.cursor ?? '']);
      if (shown) marks.showRun(shown, run, changed);
      const at = run.cursor === null ? undefined : nodeOf(run.cursor);
      if (!at || run.cursor === before) return;
      showNode(at.node.id);
      live.textContent = `Paused at ${at.node.name}`;
    },
  };

  return {
    begin: () => send({ kind: 'ready', direction: state.direction }),
    receive: message => {
      if (typeof message !== 'object' || message === null || !('kind' in message)) return;
      const handler = Object.hasOwn(handlers, String(message.kind)) ? handlers[message.kind as 'graph'] : undefined;
      handler?.(message as GraphMessage);
    },
  };
}

const HEADINGS: Readonly<Record<string, Heading | undefined>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

// The layout has made room for a font of usual width; a wider one is set a little smaller instead of running over.
function textScale(canvas: SVGSVGElement): number {
  const sample = 'Validate order details and reserve 100 items';
  let scale = 1;
  for (const weight of ['normal', 'bold'] as const) {
    const text = svg('text', { 'font-size': 100, 'font-weight': weight === 'bold' ? 600 : 400 }, sample);
    canvas.append(text);
    scale = Math.min(scale, textWidth(sample, { size: 100, weight }) / text.getComputedTextLength());
    text.remove();
  }
  return Math.max(0.8, scale);
}

function idOf(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest('[data-id]') : null;
  return element?.getAttribute('data-id') ?? undefined;
}

function innermostAt({ nodes }: Layout, offset: number): PlacedNode | undefined {
  // Inner nodes come after outer ones, so the last that holds the offset is the innermost.
  return nodes.findLast(({ node }) => node.kind === 'state' && node.start <= offset && offset <= node.end);
}

function readState(value: unknown): PageState {
  const state = typeof value === 'object' && value !== null ? (value as Partial<Record<keyof PageState, unknown>>) : {};
  const direction = state.direction === 'right' ? 'right' : 'down';
  const view = readView(state.view);
  return { direction, ...(typeof state.uri === 'string' && { uri: state.uri }), ...(view && { view }) };
}

function readView(value: unknown): View | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { x, y, scale } = value as Partial<Record<keyof View, unknown>>;
  if (typeof x !== 'number' || typeof y !== 'number' || typeof scale !== 'number') return undefined;
  return { x, y, scale };
}
