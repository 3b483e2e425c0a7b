// What changes on nodes that stay where they are: how a run fares, where the text cursor is, which node Tab leads to.
import type { NodeProblem, TextBreakpoint } from '../protocol.ts';
import { breakpointsInWords, markOf, type StateBreakpoints, shownBreakpoints } from './breakpoints.ts';
import { hiddenCounts, shownStatus } from './collapsed.ts';
import { describeNode, type NodeFacts } from './describeNode.ts';
import { BREAKPOINT_ICONS, markPath } from './drawNode.ts';
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
  const set = (id: string | undefined, name: string, value: string | number | boolean | undefined) => {
    const element = id === undefined ? undefined : picture.nodeElement(id);
    if (element) setAttributes(element, { [name]: value });
  };
  return {
    show: (scene, ids = scene.index.layout.nodes.map(({ node }) => node.id)) => {
      for (const id of ids) showOne(picture, scene, id);
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
    },
    setTabStop: id => {
      if (id !== tabStop) set(tabStop, 'tabindex', -1);
      set(id, 'tabindex', 0);
      tabStop = id;
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
  showBreakpoints(element, facts.breakpoints);
  const backdrop = picture.backdropElement(id);
  if (backdrop) setAttributes(backdrop, { 'data-status': status });
  const icon = element.querySelector('.status path');
  if (icon) setAttributes(icon, { d: status ? markPath(status) : '' });
  const count = element.querySelector('.visits');
  if (count) count.textContent = visits > 1 ? `×${visits}` : '';
}

function showBreakpoints(element: SVGGElement, breakpoints: readonly TextBreakpoint[]): void {
  const mark = markOf(breakpoints);
  setAttributes(element, { 'data-breakpoint': mark });
  setAttributes(part(element, '.gutter path'), { d: BREAKPOINT_ICONS[mark ?? 'plain'] });
  const words = breakpointsInWords(breakpoints).join('\n') || 'Add breakpoint (F9)';
  const title = part(element, '.gutter title');
  if (title.textContent !== words) title.textContent = words;
}
