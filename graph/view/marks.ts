// What changes on nodes that stay where they are: how a run fares, where the text cursor is, which node Tab leads to.
import { MARK_ICONS } from '../model/index.ts';
import type { NodeProblem } from '../protocol.ts';
import { hiddenCounts, shownStatus } from './collapsed.ts';
import { describeNode } from './describeNode.ts';
import type { LayoutIndex } from './layoutIndex.ts';
import type { Picture } from './picture.ts';
import type { RunView } from './runFold.ts';
import { setAttributes } from './svg.ts';

/** All that is known of what is drawn. */
export interface Scene {
  readonly index: LayoutIndex;
  /** Of the drawn nodes. */
  readonly problems: Readonly<Record<string, NodeProblem>>;
  readonly run: RunView;
}

export interface Marks {
  /** Shows the run on these nodes, or on all. */
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

function showOne(picture: Picture, { index, problems, run }: Scene, id: string): void {
  const placed = index.node(id);
  const element = picture.nodeElement(id);
  if (placed?.node.kind !== 'state' || !element) return;
  const status = shownStatus(index, run, id);
  const visits = run.states.get(id)?.visits ?? 0;
  const counts = hiddenCounts(index, run, id);
  setAttributes(element, {
    'data-status': status ?? 'not run',
    'aria-current': status === 'paused' ? 'step' : undefined,
    'aria-label': describeNode(placed, index, { status, visits, problem: problems[id], counts }),
  });
  const backdrop = picture.backdropElement(id);
  if (backdrop) setAttributes(backdrop, { 'data-status': status });
  const icon = element.querySelector('.status path');
  if (icon) setAttributes(icon, { d: status ? MARK_ICONS[status] : '' });
  const count = element.querySelector('.visits');
  if (count) count.textContent = visits > 1 ? `×${visits}` : '';
}
