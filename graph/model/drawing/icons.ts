// Our own drawings, on a field of 16 by 16, to be stroked 1.5 wide with round ends.
import type { DifferenceKind } from '../difference/difference.ts';
import type { StateNode } from '../graph.ts';
import type { ServiceFamily } from '../services.ts';

const STATE_ICONS: Readonly<Record<StateNode['type'], string>> = {
  Task: 'M9 2 3.8 9h3.7L7 14l5.2-7H8.5Z',
  Pass: 'M2.2 8h11M9.4 4.2 13.2 8l-3.8 3.8',
  Choice: 'M8 1.8 14.2 8 8 14.2 1.8 8ZM5.8 8h4.4',
  Wait: 'M14 8a6 6 0 1 1-12 0 6 6 0 0 1 12 0ZM8 4.6V8l2.4 1.6',
  Succeed: 'M14 8a6 6 0 1 1-12 0 6 6 0 0 1 12 0ZM5.3 8.2 7.2 10l3.5-3.8',
  Fail: 'M14 8a6 6 0 1 1-12 0 6 6 0 0 1 12 0ZM6 6l4 4M10 6l-4 4',
  Parallel: 'M8 1.8v12.4M3 14.2V7.4Q3 5.2 5.2 5.2h5.6Q13 5.2 13 7.4v6.8',
  Map: 'M5.6 2.4h6.6q1.4 0 1.4 1.4v6.6M3.8 5.2h5.6q1.4 0 1.4 1.4v5.6q0 1.4-1.4 1.4H3.8q-1.4 0-1.4-1.4V6.6q0-1.4 1.4-1.4Z',
  Untyped: 'M5.8 6a2.3 2.3 0 1 1 3.4 2q-1.2.6-1.2 1.8M8 12.4v.1',
};

/** A Task by what it calls; other Tasks have the icon of their type. */
const SERVICE_ICONS: Readonly<Record<ServiceFamily, string>> = {
  function: 'M3.6 2.6h1.6q1.1 0 1.6 1.2l4 8.4q.5 1.2 1.6 1.2M7.6 6 3.8 13.4',
  compute:
    'M4.6 4.6h6.8v6.8H4.6ZM6.4 2v2.6M9.6 2v2.6M6.4 11.4V14M9.6 11.4V14M2 6.4h2.6M2 9.6h2.6M11.4 6.4H14M11.4 9.6H14',
  container: 'M8 1.8 13.4 4.9v6.2L8 14.2l-5.4-3.1V4.9ZM2.6 4.9 8 8l5.4-3.1M8 8v6.2',
  queue: 'M2 4.4h3v7.2H2ZM6.5 4.4h3v7.2h-3ZM11 4.4h3v7.2h-3Z',
  message: 'M3 3.6h10q1 0 1 1v6.8q0 1-1 1H3q-1 0-1-1V4.6q0-1 1-1ZM2.2 4.6 8 9l5.8-4.4',
  events:
    'M8 7.9v.2M5.7 10.3a3.3 3.3 0 0 1 0-4.6M10.3 5.7a3.3 3.3 0 0 1 0 4.6M3.6 12.4a6.2 6.2 0 0 1 0-8.8M12.4 3.6a6.2 6.2 0 0 1 0 8.8',
  database:
    'M3 4.2C3 3 5.2 2.1 8 2.1s5 .9 5 2.1-2.2 2.1-5 2.1-5-.9-5-2.1ZM3 4.2v7.6c0 1.2 2.2 2.1 5 2.1s5-.9 5-2.1V4.2M3 8c0 1.2 2.2 2.1 5 2.1S13 9.2 13 8',
  storage:
    'M2.8 4.2c0-1 2.3-1.8 5.2-1.8s5.2.8 5.2 1.8S10.9 6 8 6s-5.2-.8-5.2-1.8ZM2.8 4.2 4 12.2q.3 1.5 4 1.5t4-1.5l1.2-8',
  analytics: 'M2 13.6h12M4.3 11.2V8.4M8 11.2V3M11.7 11.2V6.2',
  intelligence: 'M6.6 3.4 8 7.2l3.8 1.4L8 10l-1.4 3.8L5.2 10 1.4 8.6l3.8-1.4ZM12.4 1.8v3.4M10.7 3.5h3.4',
  api: 'M5 4.8 1.8 8 5 11.2M11 4.8 14.2 8 11 11.2M9.2 3.2 6.8 12.8',
  web: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM2 8h12M8 2q2.6 2.6 2.6 6T8 14Q5.4 11.4 5.4 8T8 2Z',
  identity: 'M8 1.9 13 3.7v4q0 4.3-5 6.4-5-2.1-5-6.4v-4ZM5.7 7.9l1.7 1.7 3-3.3',
  operations:
    'M2 4.6h6M11.6 4.6H14M2 11.4h2.4M8 11.4h6M9.8 2.8a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6ZM6.2 9.6a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z',
  machine: 'M5.9 2h4.2v3.2H5.9ZM2 10.8h4.2V14H2ZM9.8 10.8H14V14H9.8ZM8 5.2V8M4.1 10.8V8h7.8v2.8',
  activity: 'M8 7.6A2.8 2.8 0 1 0 8 2a2.8 2.8 0 0 0 0 5.6ZM2.8 14q.5-4.2 5.2-4.2T13.2 14',
};

export function iconOf({ type, family }: Pick<StateNode, 'type' | 'family'>): string {
  return family ? SERVICE_ICONS[family] : STATE_ICONS[type];
}

export const MARK_ICONS = {
  retry: 'M13 8a5 5 0 1 1-1.5-3.6M12 1.8v3H9',
  problem: 'M8 3.2v6M8 12.4v.1',
  running: 'M8 2.4A5.6 5.6 0 1 1 2.4 8',
  waiting: 'M8 3.6V8l3 2',
  succeeded: 'M3.6 8.4 6.6 11.4 12.4 5',
  failed: 'M4.4 4.4l7.2 7.2M11.6 4.4l-7.2 7.2',
  caught: 'M3.4 4v2.6q0 2.6 2.6 2.6h6.2M9.6 6.4l2.8 2.8-2.8 2.8',
  retrying: 'M12.6 8a4.6 4.6 0 1 1-1.4-3.3M11.6 2.2v2.8H8.8',
  skipped: 'M3 4.2 7 8l-4 3.8M9 4.2 13 8l-4 3.8',
  aborted: 'M4 8h8',
  paused: 'M5.6 4v8M10.4 4v8',
} as const;

export const DIFFERENCE_ICONS: Readonly<Record<DifferenceKind, string>> = {
  added: 'M8 3.4v9.2M3.4 8h9.2',
  removed: 'M3.4 8h9.2',
  moved: 'M2.8 8h10M9 4.2 12.8 8 9 11.8',
  renamed: 'M3.4 4.2 7.2 8l-3.8 3.8M8.6 4.2 12.4 8l-3.8 3.8',
  changed: 'M3 9.4q2.5-4 5-1.4t5-1.4',
  rewired: 'M3.6 3v4.6q0 2 2 2h6.6M9.4 6.6l3 3-3 3',
};
