// state-duplicate: state names are unique in the whole definition, across Parallel branches and Map processors too.

import type { MachineRule } from '../check/placed.ts';
import { messages } from '../problems.ts';

export const duplicateState: MachineRule = (scopes, report) => {
  for (const { states } of scopes) {
    for (const state of states) {
      if (!state.isNameTaken) continue;
      const { key } = state.summary;
      const { name, pointer } = key;
      report('state-duplicate', state, key, pointer, messages.stateDuplicate(name), 'error', name);
    }
  }
};
