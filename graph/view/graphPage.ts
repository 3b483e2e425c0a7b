// The page: its parts put together. Takes what the client sends, draws it, and says what the user wants to see in the text.
// It never answers a question about the definition or the run. What belongs below the picture is appended to `body`.
import type { PlacedEdge } from '../model/index.ts';
import type { GraphMessage, HostMessage, PageMessage, RunMessage, TextBreakpoint } from '../protocol.ts';
import { breakpointsByState } from './breakpoints.ts';
import { shownProblems } from './collapsed.ts';
import { createCrumbs, crumbsOf } from './crumbs.ts';
import { edgeCardOf } from './edgeCard.ts';
import { createEdgeMarks } from './edgeMarks.ts';
import { essentialsInWords, essentialsOf } from './essentials.ts';
import { createFlows } from './flows.ts';
import { createFolding } from './folding.ts';
import { createHoverCard } from './hoverCard.ts';
import { KEYS_IN_WORDS, nodeCommandOf, type PageCommand, pageCommandOf } from './keys.ts';
import { indexLayout, type LayoutIndex, shownIds } from './layoutIndex.ts';
import { distanceOf, windowOf } from './looking.ts';
import { createMarks, factsOf, type Scene } from './marks.ts';
import { createMinimap } from './minimap.ts';
import { createNodeActions } from './nodeActions.ts';
import { type PageState, readState, withCollapsed } from './pageState.ts';
import { createPathFocus } from './pathFocus.ts';
import { createPicture } from './picture.ts';
import { printWhole } from './printing.ts';
import { createRunCorner } from './runCorner.ts';
import { foldRun, isRunShown, NO_RUN, timesOf } from './runFold.ts';
import { createSearch } from './search.ts';
import { createSelection } from './selection.ts';
import { html, setAttributes } from './svg.ts';
import { textScaleOn } from './textScale.ts';
import { createToolbar } from './toolbar.ts';
import { createViewport, type View } from './viewport.ts';

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
  let scene: Scene = { index: indexLayout(NOTHING), problems: {}, breakpoints: new Map(), run: NO_RUN };
  let breakpoints: readonly TextBreakpoint[] = [];

  const picture = createPicture({
    drawn: id => marks.drawn(id),
    edgeDrawn: key => edgeMarks.drawn(key),
    hasTitles: false,
  });
  const canvas = html('div', { class: 'canvas', role: 'tree', 'aria-describedby': 'keys' }, picture.content);
  const help = html('p', { id: 'keys', class: 'announcement' }, KEYS_IN_WORDS);
  const banner = html('div', { class: 'banner', role: 'status', hidden: true });
  const empty = html('p', { class: 'empty', hidden: true }, 'No states yet');
  const live = html('div', { class: 'announcement', 'aria-live': 'polite' });
  const say = (text: string) => {
    live.textContent = text;
  };
  const marks = createMarks(picture);
  const edgeMarks = createEdgeMarks(picture, canvas);
  const runCorner = createRunCorner(() => send({ kind: 'showAll' }));
  const viewport = createViewport(canvas, picture.content, view => viewChanged(view));
  const minimap = createMinimap((x, y) => viewport.center({ x, y }));
  const crumbs = createCrumbs(box => (box ? viewport.look(box) : commands.fitAll()));
  const pathFocus = createPathFocus(picture, say);
  const selection = createSelection({
    picture,
    marks,
    viewport,
    changed: id => {
      crumbs.show(id === undefined || !graph ? [] : crumbsOf(scene.index, graph.name, id));
      if (id !== undefined && graph?.uri === state.uri && id !== state.selected) keep({ selected: id });
    },
    cursorMoved: cursor => keep({ cursor }),
  });
  const folding = createFolding(message => {
    // Remembered before the picture comes: the window may be reloaded first.
    if (message.kind === 'collapse') keep({ collapsed: withCollapsed(state.collapsed, message.uri, message.ids) });
    send(message);
  }, say);
  const search = createSearch({ marks, selection, unfold: folding.unfold });
  const flows = createFlows({ index: () => scene.index, send, changed: () => card.refresh(), say });
  let pointer = new DOMRect();
  const openValue = (edge: PlacedEdge | undefined) => {
    if (edge && timesOf(scene.run, edge) > 0) flows.open([edge]);
  };
  const edgeAbout = (key: string) => {
    const edge = scene.index.edge(key);
    const [element] = picture.edgeElements(key);
    // Without a run a plain line says no more than what is seen.
    if (!edge || !element || !(isRunShown(scene.run) || edge.edges.some(({ label }) => label))) return undefined;
    const flow = timesOf(scene.run, edge) > 0 ? flows.of(edge) : undefined;
    return { about: edgeCardOf(edge, scene.index, scene.run, flow), element, beside: pointer };
  };
  const card = createHoverCard({
    essentials: id => {
      const [node, element] = [scene.index.state(id), picture.nodeElement(id)];
      if (!node || !element) return edgeAbout(id);
      return { about: essentialsOf(scene.index, node, factsOf(scene, id)), element };
    },
    asked: about => say(essentialsInWords(about)),
    pressed: id => openValue(scene.index.edge(id)),
  });
  const actions = createNodeActions({
    scene: () => scene,
    canRun: () => graph?.canRun === true,
    picture,
    selection,
    folding,
    pathFocus,
    card,
    flows,
    send,
  });

  const commands: Readonly<Record<PageCommand | 'turn', () => void>> = {
    zoomIn: () => viewport.zoom(ZOOM_STEP),
    zoomOut: () => viewport.zoom(1 / ZOOM_STEP),
    actualSize: () => viewport.zoomTo(1),
    fitAll: () => graph && viewport.fit(graph.layout, 0),
    search: search.open,
    next: search.next,
    previous: search.previous,
    minimap: () => {
      keep({ minimap: !state.minimap });
      showMinimap();
    },
    leave: () => {
      if (card.isOpen) card.hide();
      else if (search.isOpen) search.close();
      else pathFocus.end();
    },
    turn: () => {
      const direction = state.direction === 'down' ? 'right' : 'down';
      keep({ direction });
      send({ kind: 'direction', direction });
    },
  };
  const toolbar = createToolbar(commands);
  const chips = html('div', { class: 'chips' }, runCorner.clock, runCorner.iteration, pathFocus.element);
  const corner = html('div', { class: 'corner' }, crumbs.element, chips);
  body.append(
    banner,
    html('div', { class: 'stage' }, canvas, empty, corner, search.element, minimap.element, toolbar.element),
    live,
    help,
    card.element,
    actions.menu,
  );
  body.style.setProperty('--text-scale', String(textScaleOn(picture.content)));

  const keep = (next: Partial<PageState>) => {
    state = { ...state, ...next };
    remember(state);
  };
  const showMinimap = () => {
    minimap.want(state.minimap);
    toolbar.showMinimap(state.minimap);
  };
  showMinimap();
  let pending = false;
  const look = (view: View) => {
    minimap.show(view, viewport.room);
    const distance = distanceOf(view);
    setAttributes(canvas, { 'data-distance': distance });
    picture.look(windowOf(view, viewport.room), distance === 'farthest');
  };
  const viewChanged = (view: View) => {
    card.hide();
    // Panning changes the view many times a frame; what is kept over a reload can wait for the next one.
    state = { ...state, view };
    look(view);
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      remember(state);
    });
  };
  const resized = () => {
    look(viewport.view);
    card.refresh();
  };
  new ResizeObserver(resized).observe(canvas);
  printWhole(canvas, picture);

  const drawGraph = (message: GraphMessage) => {
    const isFirst = graph?.uri !== message.uri;
    const before = scene.index;
    graph = message;
    const { layout } = message;
    const index = indexLayout(layout);
    scene = {
      ...scene,
      index,
      problems: shownProblems(index, message.problems),
      breakpoints: breakpointsByState(index, breakpoints),
    };
    const folded = folding.draw(message.uri, index, message);
    const hasStates = index.childrenOf(undefined).length > 0;
    empty.hidden = hasStates;
    banner.hidden = message.notice === undefined;
    banner.textContent = message.notice ?? '';
    setAttributes(canvas, {
      'aria-label': `State machine ${message.name}`,
      'data-empty': hasStates ? undefined : true,
    });
    toolbar.showDirection(layout.direction);
    // Nothing glides into place from nowhere, and a turned picture is another picture.
    const isTurned = before.layout.direction !== layout.direction;
    const isOther = isFirst || isTurned;
    body.classList.toggle('still', isOther);
    if (isFirst) pathFocus.end();
    const hadFocus = canvas.contains(document.activeElement);
    picture.draw(index, scene.problems);
    minimap.draw(scene);
    const isRemembered = isFirst && state.uri === message.uri && state.direction === layout.direction;
    const { selected, cursor } = state;
    if (isOther) {
      if (isRemembered && state.view) viewport.show(state.view);
      else viewport.fit(layout, LEAST_READABLE, layout.nodes[0]);
    } else {
      holdStill(before, index, folded);
      minimap.show(viewport.view, viewport.room);
    }
    const collapsed = withCollapsed(state.collapsed, message.uri, message.collapsed);
    const opened = withCollapsed(state.opened, message.uri, message.opened);
    keep({ uri: message.uri, direction: layout.direction, collapsed, opened });
    marks.show(scene);
    edgeMarks.show(scene);
    runCorner.show(scene.run, index);
    card.refresh();
    selection.draw(index);
    if (isRemembered && state.view) selection.restore(selected, cursor);
    if (hadFocus && !canvas.contains(document.activeElement)) selection.focus(selection.id);
    search.draw(index);
    pathFocus.draw(index);
  };

  // Where an edit or a fold moves everything, what somebody looks at stays: the folded container, the state they are at,
  // or the first in sight.
  const holdStill = (before: LayoutIndex, after: LayoutIndex, folded: string | undefined) => {
    const candidates =
      folded === undefined ? [selection.id, ...after.layout.nodes.map(({ node }) => node.id)] : [folded];
    for (const id of candidates) {
      const [was, is] = [before.node(id), after.node(id)];
      if (!was || !is || (id !== folded && !viewport.isInView(was))) continue;
      if (id === folded) viewport.hold({ x: was.x + was.width, y: was.y }, { x: is.x + is.width, y: is.y });
      else viewport.hold(was, is);
      return;
    }
  };

  canvas.addEventListener('click', event => {
    const id = idOf(event.target);
    const edge = scene.index.edge(edgeOf(event.target) ?? '');
    const at = partOf(event.target);
    if (id === undefined) openValue(edge);
    // The second click of two would undo the first.
    else if (at === 'node' || event.detail < 2) actions.click(id, at);
  });
  canvas.addEventListener('contextmenu', event => {
    const id = idOf(event.target);
    if (id === undefined) return;
    event.preventDefault();
    // From the keyboard it comes without a place.
    actions.openMenu(id, event.button === 2 ? { x: event.clientX, y: event.clientY } : undefined);
  });
  canvas.addEventListener('pointerover', event => {
    pointer = new DOMRect(event.clientX - 4, event.clientY - 4, 8, 8);
    card.over(idOf(event.target) ?? edgeOf(event.target));
  });
  canvas.addEventListener('pointerleave', () => card.over(undefined));
  canvas.addEventListener('pointerdown', card.hide);
  canvas.addEventListener('focusin', event => {
    const id = idOf(event.target);
    if (id !== undefined) selection.focused(id);
  });
  body.addEventListener('keydown', event => {
    if (event.target instanceof HTMLInputElement) return;
    const id = idOf(event.target);
    const atThis = id === undefined ? undefined : nodeCommandOf(event);
    const command = pageCommandOf(event);
    if (id !== undefined && atThis) actions.act(atThis, id);
    else if (command === 'leave' && !card.isOpen && !search.isOpen && !pathFocus.isOn) return;
    else if (command) commands[command]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const handlers: { readonly [K in HostMessage['kind']]: (message: Extract<HostMessage, { kind: K }>) => void } = {
    graph: drawGraph,
    cursor: message => selection.setCursor(message.offset, message.uri),
    breakpoints: message => {
      breakpoints = message.breakpoints;
      scene = { ...scene, breakpoints: breakpointsByState(scene.index, breakpoints) };
      marks.show(scene);
    },
    run: message => {
      const { cursor: before, phase: phaseBefore } = scene.run;
      scene = { ...scene, run: foldRun(scene.run, message) };
      const { cursor, phase } = scene.run;
      const moved = [before, cursor].flatMap(id => (id === null ? [] : [id]));
      const changed = message.reset ? undefined : shownIds(scene.index, [...Object.keys(message.states), ...moved]);
      marks.show(scene, changed);
      edgeMarks.show(scene, message.reset ? undefined : Object.keys(message.ways ?? {}));
      minimap.mark(scene, changed);
      runCorner.show(scene.run, scene.index);
      flows.forget(cursor !== null);
      card.refresh();
      const at = cursor === null ? undefined : scene.index.shownOf(cursor);
      const failed = message.reset ? undefined : failedIn(message);
      if (failed !== undefined) say(`${scene.index.state(failed)?.name} failed`);
      if (!at || cursor === null || (cursor === before && phase === phaseBefore)) return;
      selection.show(at.node.id);
      const inside = at.node.id === cursor ? '' : `, in ${at.node.name}`;
      const where = phase === undefined ? '' : `, ${phase}`;
      say(`Paused at ${scene.index.state(cursor)?.name}${where}${inside}`);
    },
    flow: flows.receive,
  };

  return {
    begin: () => send({ kind: 'ready', direction: state.direction, collapsed: state.collapsed, opened: state.opened }),
    receive: message => {
      if (typeof message !== 'object' || message === null || !('kind' in message)) return;
      const handler = Object.hasOwn(handlers, String(message.kind)) ? handlers[message.kind as 'graph'] : undefined;
      handler?.(message as GraphMessage);
    },
  };
}

const NOTHING = { direction: 'down', width: 0, height: 0, nodes: [], regions: [], edges: [] } as const;

function failedIn({ states }: RunMessage): string | undefined {
  return Object.keys(states).find(id => states[id]?.status === 'failed');
}

function idOf(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest('[data-id]') : null;
  return element?.getAttribute('data-id') ?? undefined;
}

function edgeOf(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest('[data-edge]') : null;
  return element?.getAttribute('data-edge') ?? undefined;
}

function partOf(target: EventTarget | null): 'fold' | 'gutter' | 'parts' | 'node' {
  if (isOn(target, '.fold')) return 'fold';
  if (isOn(target, '.gutter')) return 'gutter';
  return isOn(target, '[data-parts=choose]') ? 'parts' : 'node';
}

function isOn(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
