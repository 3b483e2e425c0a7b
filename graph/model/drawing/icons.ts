// Our own drawings, on a field of 16 by 16, to be stroked 1.5 wide with round ends.
import type { DifferenceKind } from '../difference/difference.ts';
import type { StateNode } from '../graph.ts';

export const STATE_ICONS: Readonly<Record<StateNode['type'], string>> = {
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
