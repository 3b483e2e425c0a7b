// What changes on nodes that stay where they are: how a run fares, where the text cursor is, which node Tab leads to.
import type { NodeProblem, TextBreakpoint } from '../protocol.ts';
import { breakpointsInWords, markOf, type StateBreakpoints, shownBreakpoints } from './breakpoints.ts';
import { hiddenCounts, shownStatus } from './collapsed.ts';
import { describeNode, type NodeFacts } from './describeNode.ts';
import { BREAKPOINT_ICONS, isFarState, markPath } from './drawNode.ts';
import type { LayoutIndex } from './layoutIndex.ts';
import type { Picture } from './picture.ts';
import type { RunView } from './runFold.ts';
import { part, setAttributes } from './svg.ts';

/** All that is known of what is drawn. */
export interface Scene {
  readonly index: LayoutIndex;
  /** Of the drawn nodes. */
  readonly problems: Readonly<Record<string, NodeProblem>>;
  readonly breakpoints: StateBreakpoints;
  readonly run: RunView;
}

export interface Marks {
  /** Shows the run and the breakpoints on these nodes, or on all. */
  show(scene: Scene, ids?: Iterable<string>): void;
  /** A node has come into the page. */
  drawn(id: string): void;
  select(id: string | undefined): void;
  /** What a search has found, and which of it is looked at. */
  find(ids: ReadonlySet<string>, current: string | undefined): void;
  /** One node is in the tab order: the one the keyboard was last at. */
  setTabStop(id: string | undefined): void;
}

export function createMarks(picture: Picture): Marks {
  let selected: string | undefined;
  let tabStop: string | undefined;
  let found: ReadonlySet<string> = new Set();
  let foundNow: string | undefined;
  let shown: Scene | undefined;
  const set = (id: string | undefined, name: string, value: string | number | boolean | undefined) => {
    const element = id === undefined ? undefined : picture.nodeElement(id);
    if (element) setAttributes(element, { [name]: value });
  };
  return {
    show: (scene, ids = scene.index.layout.nodes.map(({ node }) => node.id)) => {
      shown = scene;
      for (const id of ids) showOne(picture, scene, id);
    },
    drawn: id => {
      if (shown) showOne(picture, shown, id);
      if (id === selected) set(id, 'aria-selected', true);
      if (id === tabStop) set(id, 'tabindex', 0);
      if (found.has(id)) set(id, 'data-found', id === foundNow ? 'current' : 'other');
    },
    select: id => {
      if (id !== selected) set(selected, 'aria-selected', undefined);
      set(id, 'aria-selected', true);
      selected = id;
    },
    find: (ids, current) => {
      for (const id of found) if (!ids.has(id)) set(id, 'data-found', undefined);
      for (const id of ids) set(id, 'data-found', id === current ? 'current' : 'other');
      found = ids;
      foundNow = current;
    },
    setTabStop: id => {
      if (id !== tabStop) set(tabStop, 'tabindex', -1);
      tabStop = id;
      // Always in the page: it is where Tab leads to.
      picture.keep(id);
      set(id, 'tabindex', 0);
    },
  };
}

/** What is known of a drawn node besides its place. */
export function factsOf({ index, problems, breakpoints, run }: Scene, id: string): NodeFacts {
  return {
    status: shownStatus(index, run, id),
    run: run.states.get(id),
    counts: hiddenCounts(index, run, id),
    problem: problems[id],
    breakpoints: shownBreakpoints(index, breakpoints, id),
  };
}

function showOne(picture: Picture, scene: Scene, id: string): void {
  const placed = scene.index.node(id);
  const element = picture.nodeElement(id);
  if (placed?.node.kind !== 'state' || !element) return;
  const facts = factsOf(scene, id);
  const { status } = facts;
  const visits = facts.run?.visits ?? 0;
  setAttributes(element, {
    'data-status': status ?? 'not run',
    'aria-current': status === 'paused' ? 'step' : undefined,
    'aria-label': describeNode(placed, scene.index, facts),
  });
  const backdrop = picture.backdropElement(id);
  if (backdrop) setAttributes(backdrop, { 'data-status': status });
  if (isFarState(element)) return;
  showBreakpoints(element, facts.breakpoints);
  setAttributes(part(element, '.status path'), { d: status ? markPath(status) : '' });
  part(element, '.visits').textContent = visits > 1 ? `×${visits}` : '';
}

function showBreakpoints(element: SVGGElement, breakpoints: readonly TextBreakpoint[]): void {
  const mark = markOf(breakpoints);
  setAttributes(element, { 'data-breakpoint': mark });
  setAttributes(part(element, '.gutter path'), { d: BREAKPOINT_ICONS[mark ?? 'plain'] });
  const words = breakpointsInWords(breakpoints).join('\n') || 'Add breakpoint (F9)';
  const title = part(element, '.gutter title');
  if (title.textContent !== words) title.textContent = words;
}
