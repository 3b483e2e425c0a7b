// state-duplicate: state names are unique in the whole definition, across Parallel branches and Map processors too.
import { messages } from '../problems.ts';
import type { Rule } from './rule.ts';

export const duplicateState: Rule = (machine, report) => {
  const seen = new Set<string>();
  for (const state of machine.states) {
    if (seen.has(state.name)) {
      report('state-duplicate', state.key, state.pointer, messages.stateDuplicate(state.name), 'error', state.name);
    }
    seen.add(state.name);
  }
};
