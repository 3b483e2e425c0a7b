// state-duplicate: state names are unique in the whole definition, across Parallel branches and Map processors too.

import type { MachineRule } from '../check/placed.ts';
import { messages } from '../problems.ts';

export const duplicateState: MachineRule = (scopes, report) => {
  const seen = new Set<string>();
  for (const { states } of scopes) {
    for (const state of states) {
      const { key } = state.summary;
      const { name, pointer } = key;
      if (seen.has(name)) report('state-duplicate', state, key, pointer, messages.stateDuplicate(name), 'error', name);
      seen.add(name);
    }
  }
};
