// What changes on nodes that stay where they are: how a run fares, where the text cursor is, which node Tab leads to.
import { type PlacedNode, shorten } from '../model/index.ts';
import type { NodeProblem, TextBreakpoint } from '../protocol.ts';
import { breakpointsInWords, markOf, type StateBreakpoints, shownBreakpoints } from './breakpoints.ts';
import { hiddenCounts, shownStatus } from './collapsed.ts';
import { describeNode, type NodeFacts } from './describeNode.ts';
import { BREAKPOINT_ICONS, isFarState, markPath } from './drawNode.ts';
import { foldingOf, type LayoutIndex } from './layoutIndex.ts';
import { showPhase } from './phaseChip.ts';
import type { Picture } from './picture.ts';
import { type RunView, timesOf, timesOfReason } from './runFold.ts';
import { part, setAttributes } from './svg.ts';
import { partsInWords } from './wayWords.ts';

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
    phase: phaseAt(index, run, id),
    only: run.only?.id === id ? run.only.index : undefined,
    taken: (edge, reason) => (reason ? timesOfReason(run, reason, edge) : timesOf(run, edge)),
    problem: problems[id],
    breakpoints: shownBreakpoints(index, breakpoints, id),
  };
}

// In a collapsed container with the name of the state.
function phaseAt(index: LayoutIndex, { cursor, phase }: RunView, id: string): string | undefined {
  if (cursor === null || phase === undefined) return undefined;
  if (cursor === id) return phase;
  return index.shownOf(cursor)?.node.id === id ? `${index.state(cursor)?.name}: ${phase}` : undefined;
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
  showText(part(element, '.visits'), visits > 1 ? `×${visits}` : '');
  if (placed.node.hasRetry) showText(part(element, '.retries'), facts.run?.retries ? String(facts.run.retries) : '');
  if (foldingOf(placed)) showParts(element, placed, facts);
  showPhase(element, facts.phase, placed.width);
}

// How its branches or iterations fare takes the place of what is known without a run.
function showParts(element: SVGGElement, { node, subtitle, width }: PlacedNode, { run, only }: NodeFacts): void {
  const parts = run?.parts;
  const counts = parts && (only === undefined ? partsInWords(parts) : `only #${only} of ${parts.total}`);
  const isChoice = counts !== undefined && node.kind === 'state' && node.type === 'Map';
  const text =
    counts === undefined ? subtitle : shorten(`${counts}${isChoice ? ' ▾' : ''}`, roomOf(width, node), SMALL);
  const detail = part(element, '.detail');
  setAttributes(detail, { 'data-parts': counts === undefined ? undefined : isChoice ? 'choose' : 'told' });
  showText(detail, text);
}

function showText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

// Between the icon and what stands at the right end: the mark of a retry, the button that folds.
function roomOf(width: number, node: PlacedNode['node']): number {
  return width - 80 - (node.kind === 'state' && node.hasRetry ? 20 : 0);
}

const SMALL = { size: 11, weight: 'normal' } as const;

function showBreakpoints(element: SVGGElement, breakpoints: readonly TextBreakpoint[]): void {
  const mark = markOf(breakpoints);
  setAttributes(element, { 'data-breakpoint': mark });
  setAttributes(part(element, '.gutter path'), { d: BREAKPOINT_ICONS[mark ?? 'plain'] });
  const words = breakpointsInWords(breakpoints).join('\n') || 'Add breakpoint (F9)';
  const title = part(element, '.gutter title');
  if (title.textContent !== words) title.textContent = words;
}
