// state-name: names of states have 1 to 80 characters (specification, "States").
import { messages } from '../problems.ts';
import { hasPlaceholder } from '../text/tree.ts';
import type { Rule } from './rule.ts';

const LIMIT = 80;

export const stateName: Rule = (machine, report) => {
  for (const state of machine.states) {
    const { name } = state;
    if (name !== '' && (name.length <= LIMIT || hasPlaceholder(name))) continue;
    // Unicode characters are counted, not UTF-16 units.
    const length = [...name].length;
    if (length > LIMIT) {
      report('state-name', state.key, state.pointer, messages.stateNameTooLong(length, LIMIT), 'error', name);
    } else if (length === 0) report('state-name', state.key, state.pointer, messages.stateNameEmpty(), 'error', name);
  }
};
