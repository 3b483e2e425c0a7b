// What the page remembers over reloads, and the reading of it: it may have been written by another version.
import type { Collapsed, Direction } from '../protocol.ts';
import type { View } from './viewport.ts';

export interface PageState {
  readonly direction: Direction;
  /** The picture that is shown, and how. */
  readonly uri?: string;
  readonly view?: View;
  /** The state the keyboard was at in it. */
  readonly selected?: string;
  /** The state the text cursor was in. */
  readonly cursor?: string;
  /** Whether the overview is shown where there is something to show. */
  readonly minimap: boolean;
  /** Of each picture, the latest last. */
  readonly collapsed: Collapsed;
  /** The Tasks that hold the machine they start, likewise. */
  readonly opened: Collapsed;
}

const MOST_REMEMBERED = 30;

export function readState(value: unknown): PageState {
  const state = membersOf(value);
  const view = readView(state['view']);
  return {
    direction: state['direction'] === 'right' ? 'right' : 'down',
    ...(typeof state['uri'] === 'string' && { uri: state['uri'] }),
    ...(view && { view }),
    ...(typeof state['selected'] === 'string' && { selected: state['selected'] }),
    ...(typeof state['cursor'] === 'string' && { cursor: state['cursor'] }),
    minimap: state['minimap'] !== false,
    collapsed: readCollapsed(state['collapsed']),
    opened: readCollapsed(state['opened']),
  };
}

/** With what is collapsed, or opened, in one picture. Only the latest pictures are remembered. */
export function withCollapsed(before: Collapsed, uri: string, ids: readonly string[]): Collapsed {
  const others = Object.entries(before).filter(([other]) => other !== uri);
  const all = ids.length > 0 ? [...others, [uri, ids] as const] : others;
  return Object.fromEntries(all.slice(-MOST_REMEMBERED));
}

function readView(value: unknown): View | undefined {
  const { x, y, scale } = membersOf(value);
  return typeof x === 'number' && typeof y === 'number' && typeof scale === 'number' ? { x, y, scale } : undefined;
}

function readCollapsed(value: unknown): Collapsed {
  const entries = Object.entries(membersOf(value)).flatMap(([uri, ids]) =>
    Array.isArray(ids) ? [[uri, ids.filter(id => typeof id === 'string')] as const] : [],
  );
  return Object.fromEntries(entries);
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
