// What changes on nodes that stay where they are: how a run fares, where the text cursor is, which node Tab leads to.
import { MARK_ICONS } from '../model/index.ts';
import type { GraphMessage } from '../protocol.ts';
import { describeNode } from './describeNode.ts';
import type { Picture } from './picture.ts';
import { type RunView, statusOf } from './runFold.ts';
import { setAttributes } from './svg.ts';

export interface Marks {
  /** Shows the run on the nodes of these ids, or on all. */
  showRun(graph: GraphMessage, run: RunView, ids?: ReadonlySet<string>): void;
  select(id: string | undefined): void;
  /** One node is in the tab order: the one the keyboard was last at. */
  setTabStop(id: string | undefined): void;
}

export function createMarks(picture: Picture): Marks {
  let selected: string | undefined;
  let tabStop: string | undefined;
  const set = (id: string | undefined, name: string, value: string | number | boolean | undefined) => {
    const element = id === undefined ? undefined : picture.nodeElement(id);
    if (element) setAttributes(element, { [name]: value });
  };
  return {
    showRun: ({ layout, problems }, run, ids) => {
      for (const placed of layout.nodes) {
        const { id } = placed.node;
        const element = picture.nodeElement(id);
        if (placed.node.kind !== 'state' || !element || (ids && !ids.has(id))) continue;
        const status = statusOf(run, id);
        const visits = run.states.get(id)?.visits ?? 0;
        setAttributes(element, {
          'data-status': status ?? 'not run',
          'aria-current': status === 'paused' ? 'step' : undefined,
          'aria-label': describeNode(placed, layout, { status, visits, problem: problems[id] }),
        });
        const backdrop = picture.backdropElement(id);
        if (backdrop) setAttributes(backdrop, { 'data-status': status });
        const icon = element.querySelector('.status path');
        if (icon) setAttributes(icon, { d: status ? MARK_ICONS[status] : '' });
        const count = element.querySelector('.visits');
        if (count) count.textContent = visits > 1 ? `×${visits}` : '';
      }
    },
    select: id => {
      if (id !== selected) set(selected, 'aria-selected', undefined);
      set(id, 'aria-selected', true);
      selected = id;
    },
    setTabStop: id => {
      if (id !== tabStop) set(tabStop, 'tabindex', -1);
      set(id, 'tabindex', 0);
      tabStop = id;
    },
  };
}
