// What the overview draws: a rectangle for each state, and in a large picture one for all that would be on the same spot of it.
import type { Box, Layout } from '../model/index.ts';
import type { RunStatus } from '../protocol.ts';

export interface Cell extends Box {
  readonly ids: readonly string[];
  readonly isContainer: boolean;
}

/** So many rectangles are moved and painted without a thought; with ten times as many each frame takes as long as a blink. */
const MOST_SINGLE = 1200;

/** `spot` is the size, in the picture, of what cannot be told apart in the overview. */
export function cellsOf({ nodes }: Layout, spot: number): readonly Cell[] {
  const isLarge = nodes.length > MOST_SINGLE;
  const cells: Cell[] = [];
  const merged = new Map<string, { ids: string[]; left: number; top: number; right: number; bottom: number }>();
  for (const { node, x, y, width, height, isContainer } of nodes) {
    if (node.kind !== 'state') continue;
    if (!isLarge || Math.max(width, height) > spot) {
      cells.push({ ids: [node.id], isContainer, x, y, width, height });
      continue;
    }
    const key = `${isContainer} ${Math.floor(x / spot)} ${Math.floor(y / spot)}`;
    const cell = merged.get(key);
    if (!cell) {
      merged.set(key, { ids: [node.id], left: x, top: y, right: x + width, bottom: y + height });
      continue;
    }
    cell.ids.push(node.id);
    cell.left = Math.min(cell.left, x);
    cell.top = Math.min(cell.top, y);
    cell.right = Math.max(cell.right, x + width);
    cell.bottom = Math.max(cell.bottom, y + height);
  }
  for (const [key, { ids, left, top, right, bottom }] of merged) {
    const box = { x: left, y: top, width: right - left, height: bottom - top };
    cells.push({ ids, isContainer: key.startsWith('true'), ...box });
  }
  return cells;
}

// What needs a look comes first.
const TELLING: readonly RunStatus[] = [
  'paused',
  'failed',
  'retrying',
  'running',
  'waiting',
  'caught',
  'aborted',
  'succeeded',
  'skipped',
];

/** The most telling of several. */
export function mostTelling(statuses: Iterable<RunStatus | undefined>): RunStatus | undefined {
  let best = TELLING.length;
  for (const status of statuses) {
    const rank = status === undefined ? -1 : TELLING.indexOf(status);
    if (rank >= 0 && rank < best) best = rank;
  }
  return TELLING[best];
}
