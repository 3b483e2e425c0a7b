// state-unreachable: every state can be reached from its scope's StartAt. Islands that only reach themselves count too.
// Silent where a way out of a reached state is not known or wrong: then nobody can say what is reached, and what is wrong
// has been said.
import { type MachineRule, type PlacedScope, reachedFrom } from '../check/placed.ts';
import { messages } from '../problems.ts';

export const unreachableState: MachineRule = (scopes, report) => {
  for (const scope of scopes) {
    // Many inner scopes have one state only.
    if (scope.states.length === 1 && scope.start) continue;
    const isReached = reachedStates(scope);
    if (!isReached) continue;
    for (const state of scope.states) {
      if (isReached[state.index]) continue;
      const { key } = state.summary;
      const { name, pointer } = key;
      // The second state of a name cannot be reached because of its name; that is reported as a duplicate.
      if (!state.isFirst) continue;
      report('state-unreachable', state, key, pointer, messages.stateUnreachable(name), 'error', name);
    }
  }
};

function reachedStates(scope: PlacedScope): Uint8Array | undefined {
  if (!scope.start) return undefined;
  const isReached = reachedFrom(scope.start, scope);
  for (const { index, areWaysKnown } of scope.states) if (isReached[index] && !areWaysKnown) return undefined;
  return isReached;
}
