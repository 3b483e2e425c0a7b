// state-unreachable: every state can be reached from its scope's StartAt. Islands that only reach themselves count too.
// Silent where a way out of a reached state is not known or wrong: then nobody can say what is reached, and what is wrong
// has been said.

import type { MachineRule, PlacedScope, PlacedState } from '../check/placed.ts';
import { messages } from '../problems.ts';

export const unreachableState: MachineRule = (scopes, report) => {
  for (const scope of scopes) {
    const reached = reachedStates(scope);
    if (!reached || reached.size === scope.states.length) continue;
    for (const state of scope.states) {
      const { key } = state.summary;
      const { name, pointer } = key;
      // The second state of a name cannot be reached because of its name; that is reported as a duplicate.
      if (reached.has(state) || scope.byName.get(name) !== state) continue;
      report('state-unreachable', state, key, pointer, messages.stateUnreachable(name), 'error', name);
    }
  }
};

function reachedStates({ summary, byName }: PlacedScope): ReadonlySet<PlacedState> | undefined {
  const start = summary.startAt && byName.get(summary.startAt.name);
  if (!start) return undefined;
  const reached = new Set([start]);
  for (const { summary } of reached) {
    if (!summary.isWayKnown) return undefined;
    for (const { name } of summary.ways) {
      const next = byName.get(name);
      if (!next) return undefined;
      reached.add(next);
    }
  }
  return reached;
}
