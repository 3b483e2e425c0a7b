// state-name: names of states have 1 to 80 characters (specification, "States").
import type { Report } from '../machine/fields.ts';
import type { State } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import { hasPlaceholder } from '../text/tree.ts';

const LIMIT = 80;

export function stateName(state: State, report: Report): void {
  const { name } = state;
  if (name !== '' && (name.length <= LIMIT || hasPlaceholder(name))) return;
  // Unicode characters are counted, not UTF-16 units.
  const length = [...name].length;
  if (length > LIMIT) {
    report('state-name', state.key, state.pointer, messages.stateNameTooLong(length, LIMIT), 'error', name);
  } else if (length === 0) report('state-name', state.key, state.pointer, messages.stateNameEmpty(), 'error', name);
}
