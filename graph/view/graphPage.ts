// The page: toolbar, picture, banner, keyboard, live region. Takes what the client sends, draws it, and says what the user
// wants to see in the text. It never answers a question about the definition or the run.
import { type PlacedNode, textWidth } from '../model/index.ts';
import type { GraphMessage, HostMessage, PageMessage } from '../protocol.ts';
import { shownProblems } from './collapsed.ts';
import { CARD_HEIGHT } from './drawNode.ts';
import { indexLayout, isFoldable } from './layoutIndex.ts';
import { createMarks, type Scene } from './marks.ts';
import { type Heading, neighbourOf } from './neighbours.ts';
import { type PageState, readState, withCollapsed } from './pageState.ts';
import { createPicture } from './picture.ts';
import { foldRun, NO_RUN } from './runFold.ts';
import { html, setAttributes, svg } from './svg.ts';
import { createToolbar } from './toolbar.ts';
import { createViewport } from './viewport.ts';

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
  let graph: GraphMessage | undefined;
  let scene: Scene = { index: indexLayout(NOTHING), problems: {}, run: NO_RUN };
  let offset: number | undefined;
  let focusId: string | undefined;
  let cursorId: string | undefined;
  /** Of the container that was just folded: its button stays where it is. */
  let foldedId: string | undefined;

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
  const stage = html('div', { class: 'stage' }, canvas, empty, toolbar.element);
  body.append(banner, stage, live);
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
  const fitAll = () => graph && viewport.fit(graph.layout, 0);

  const drawGraph = (message: GraphMessage) => {
    const isFirst = graph?.uri !== message.uri;
    const before = scene.index;
    graph = message;
    const { layout } = message;
    const index = indexLayout(layout);
    scene = { ...scene, index, problems: shownProblems(index, message.problems) };
    const hasStates = index.childrenOf(undefined).length > 0;
    empty.hidden = hasStates;
    banner.hidden = message.notice === undefined;
    banner.textContent = message.notice ?? '';
    setAttributes(canvas, {
      'aria-label': `State machine ${message.name}`,
      visibility: hasStates ? undefined : 'hidden',
    });
    toolbar.showDirection(layout.direction);
    // Nothing glides into place from nowhere, and a turned picture is another picture.
    const isTurned = before.layout.direction !== layout.direction;
    const isOther = isFirst || isTurned;
    body.classList.toggle('still', isOther);
    const hadFocus = canvas.contains(document.activeElement);
    picture.draw(index, scene.problems);
    if (isOther) {
      const isRemembered = isFirst && state.uri === message.uri && state.direction === layout.direction;
      if (isRemembered && state.view) viewport.show(state.view);
      else viewport.fit(layout, LEAST_READABLE, layout.nodes[0]);
    } else {
      holdStill(before.node.bind(before));
    }
    foldedId = undefined;
    const collapsed = withCollapsed(state.collapsed, message.uri, message.collapsed);
    keep({ uri: message.uri, direction: layout.direction, collapsed });
    focusId = focusId === undefined ? undefined : index.shownOf(focusId)?.node.id;
    focusId ??= index.childrenOf(undefined)[0];
    marks.show(scene);
    marks.setTabStop(focusId);
    if (hadFocus && !canvas.contains(document.activeElement)) focusNode(focusId);
    markCursor();
  };

  // Where an edit or a fold moves everything, what somebody looks at stays: the folded container, the state they are at,
  // or the first in sight.
  const holdStill = (before: (id: string) => PlacedNode | undefined) => {
    const { index } = scene;
    const candidates =
      foldedId === undefined ? [focusId, ...index.layout.nodes.map(({ node }) => node.id)] : [foldedId];
    for (const id of candidates) {
      const [was, is] = [id === undefined ? undefined : before(id), index.node(id)];
      if (!was || !is || (id !== foldedId && !viewport.isInView(was))) continue;
      if (id === foldedId) viewport.hold({ x: was.x + was.width, y: was.y }, { x: is.x + is.width, y: is.y });
      else viewport.hold(was, is);
      return;
    }
  };

  const markCursor = () => {
    const before = cursorId;
    cursorId = offset === undefined ? undefined : innermostAt(scene.index.layout.nodes, offset)?.node.id;
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
    const placed = scene.index.node(id);
    if (placed) viewport.reveal(placed.isContainer ? { ...placed, height: CARD_HEIGHT } : placed);
  };
  const reveal = (id: string | undefined) => {
    const state = id === undefined ? undefined : scene.index.state(id);
    if (state) send({ kind: 'reveal', ...state.key });
  };
  const canFold = (id: string | undefined) => {
    const placed = scene.index.node(id);
    return placed !== undefined && isFoldable(placed);
  };
  const fold = (id: string) => {
    const placed = scene.index.node(id);
    if (!graph || !placed || !isFoldable(placed)) return;
    const others = graph.collapsed.filter(other => other !== id);
    const ids = placed.isCollapsed ? others : [...others, id];
    foldedId = id;
    // Until the picture comes, which says so too: somebody may be quicker and fold another.
    graph = { ...graph, collapsed: ids };
    send({ kind: 'collapse', uri: graph.uri, ids });
    live.textContent = `${placed.node.name} ${placed.isCollapsed ? 'expanded' : 'collapsed'}`;
  };

  canvas.addEventListener('click', event => {
    const id = idOf(event.target);
    if (id === undefined) return;
    focusNode(id);
    if (isOn(event.target, '.fold')) fold(id);
    else reveal(id);
  });
  canvas.addEventListener('focusin', event => {
    const id = idOf(event.target);
    if (id === undefined || id === focusId) return;
    focusId = id;
    marks.setTabStop(focusId);
  });
  canvas.addEventListener('keydown', event => {
    const heading = HEADINGS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || focusId === undefined) return;
    const { layout } = scene.index;
    const states = layout.nodes.filter(({ node }) => node.kind === 'state');
    if (heading) focusNode(neighbourOf(layout, focusId, heading));
    else if (event.key === 'Home') focusNode(states[0]?.node.id);
    else if (event.key === 'End') focusNode(states.at(-1)?.node.id);
    else if (event.key === ' ' && canFold(focusId)) fold(focusId);
    else if (event.key === 'Enter' || event.key === ' ') reveal(focusId);
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
      const before = scene.run.cursor;
      scene = { ...scene, run: foldRun(scene.run, message) };
      const { cursor } = scene.run;
      const moved = [before, cursor].flatMap(id => (id === null ? [] : [id]));
      if (graph) marks.show(scene, message.reset ? undefined : [...Object.keys(message.states), ...moved]);
      const at = cursor === null ? undefined : scene.index.shownOf(cursor);
      if (!at || cursor === null || cursor === before) return;
      showNode(at.node.id);
      const inside = at.node.id === cursor ? '' : `, in ${at.node.name}`;
      live.textContent = `Paused at ${scene.index.state(cursor)?.name}${inside}`;
    },
  };

  return {
    begin: () => send({ kind: 'ready', direction: state.direction, collapsed: state.collapsed }),
    receive: message => {
      if (typeof message !== 'object' || message === null || !('kind' in message)) return;
      const handler = Object.hasOwn(handlers, String(message.kind)) ? handlers[message.kind as 'graph'] : undefined;
      handler?.(message as GraphMessage);
    },
  };
}

const NOTHING = { direction: 'down', width: 0, height: 0, nodes: [], regions: [], edges: [] } as const;

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

function isOn(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

function innermostAt(nodes: readonly PlacedNode[], offset: number): PlacedNode | undefined {
  // Inner nodes come after outer ones, so the last that holds the offset is the innermost.
  return nodes.findLast(({ node }) => node.kind === 'state' && node.start <= offset && offset <= node.end);
}
