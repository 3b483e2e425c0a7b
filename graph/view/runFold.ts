// The run as the page knows it: a fold over the messages. Nothing is worked out here that a message did not say.
import type { RunMessage, RunStatus, StateRun } from '../protocol.ts';

export interface RunView {
  readonly states: ReadonlyMap<string, StateRun>;
  readonly cursor: string | null;
}

export const NO_RUN: RunView = { states: new Map(), cursor: null };

export function foldRun(before: RunView, message: RunMessage): RunView {
  const states = new Map(message.reset ? [] : before.states);
  for (const [id, run] of Object.entries(message.states)) states.set(id, run);
  const kept = message.reset ? null : before.cursor;
  return { states, cursor: message.cursor === undefined ? kept : message.cursor };
}

/** What a state shows. Standing there counts more than what it did before. */
export function statusOf({ states, cursor }: RunView, id: string): RunStatus | undefined {
  return cursor === id ? 'paused' : states.get(id)?.status;
}
