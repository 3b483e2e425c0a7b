// The state a session begins at, and what is true there: a state of the outermost scope, or one inside a container, whose scope
// is then the whole execution.
import { nearest, type Program, type StateCode, type Value, type ValueObject } from '../interpreter/index.ts';
import { Refusal } from './dap.ts';
import { messages } from './messages.ts';
import type { LaunchAttributes } from './protocol.ts';

export function readStartAt({ startAt: name, history }: LaunchAttributes, program: Program): StateCode | undefined {
  if (name === undefined) return undefined;
  if (history !== undefined) throw new Refusal(messages.startOfHistory());
  const states = [...program.states.values()];
  const code = states.find(state => state.name === name);
  if (code) return code;
  const names = states.map(state => state.name);
  throw new Refusal(messages.startUnknown(String(name), nearest(String(name), names)));
}

/** In a Map the context tells of an item: of what the state is given, as the first one. */
export function contextAt(start: StateCode, { states }: Program, input: Value): ValueObject | undefined {
  const isInMap = [...states.values()].some(({ type, path }) => type === 'Map' && start.path.startsWith(`${path}/`));
  return isInMap ? { Map: { Item: { Index: 0, Value: input } } } : undefined;
}
