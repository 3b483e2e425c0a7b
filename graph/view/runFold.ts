// The run as the page knows it: a fold over the messages. Nothing is worked out here that a message did not say.
import type { GraphEdge, PlacedEdge } from '../model/index.ts';
import type { Passage, RunMessage, RunStatus, StateRun } from '../protocol.ts';
import { edgeKey } from './layoutIndex.ts';

export interface RunView {
  readonly states: ReadonlyMap<string, StateRun>;
  readonly cursor: string | null;
  /** Where it stands in that state. */
  readonly phase: string | undefined;
  /** How often edges were taken: by their id, or by what they join, as `edgeKey` writes it. */
  readonly ways: ReadonlyMap<string, number>;
  readonly clock: number | undefined;
  readonly only: { readonly id: string; readonly index: number } | null;
}

export const NO_RUN: RunView = {
  states: new Map(),
  cursor: null,
  phase: undefined,
  ways: new Map(),
  clock: undefined,
  only: null,
};

export function foldRun(before: RunView, message: RunMessage): RunView {
  const from = message.reset ? NO_RUN : before;
  return {
    states: withAll(from.states, Object.entries(message.states)),
    cursor: message.cursor === undefined ? from.cursor : message.cursor,
    phase: message.cursor === undefined ? from.phase : message.phase,
    ways: withAll(from.ways, [...Object.entries(message.ways ?? {}), ...(message.passages ?? []).map(named)]),
    clock: message.clock ?? from.clock,
    only: message.only === undefined ? from.only : message.only,
  };
}

/** What a state shows. Standing there counts more than what it did before. */
export function statusOf({ states, cursor }: RunView, id: string): RunStatus | undefined {
  return cursor === id ? 'paused' : states.get(id)?.status;
}

export function isRunShown({ states, cursor }: RunView): boolean {
  return states.size > 0 || cursor !== null;
}

/** How often a line of the picture was taken, for whatever reason. */
export function timesOf({ ways }: RunView, edge: PlacedEdge): number {
  let times = ways.get(edgeKey(edge)) ?? 0;
  for (const { id } of edge.edges) times += ways.get(id) ?? 0;
  return times;
}

/** How often for one of the reasons it stands for, as far as that is told. */
export function timesOfReason(run: RunView, { id }: GraphEdge, edge: PlacedEdge): number {
  return edge.edges.length === 1 ? timesOf(run, edge) : (run.ways.get(id) ?? 0);
}

function named({ from, to, isCaught, times }: Passage): readonly [string, number] {
  return [edgeKey({ from, to, style: isCaught ? 'catch' : 'flow' }), times];
}

function withAll<T>(before: ReadonlyMap<string, T>, news: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  if (news.length === 0) return before;
  const after = new Map(before);
  for (const [key, value] of news) after.set(key, value);
  return after;
}
