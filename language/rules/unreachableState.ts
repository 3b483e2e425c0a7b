// state-unreachable: every state can be reached from its scope's StartAt. Islands that only reach themselves count too.
// Silent where a start or a target is not known yet: then nobody can say what is reached.
import { allScopes, type Scope, type State, transitionsOf } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import { hasPlaceholder, type Rule } from './rule.ts';

export const unreachableState: Rule = (machine, report) => {
  for (const scope of allScopes(machine.scope)) {
    const reached = reachedStates(scope);
    if (!reached) continue;
    for (const state of scope.states) {
      // The second state of a name cannot be reached because of its name; that is reported as a duplicate.
      if (reached.has(state) || scope.byName.get(state.name) !== state) continue;
      report('state-unreachable', state.key, state.pointer, messages.stateUnreachable(state.name));
    }
  }
};

function reachedStates(scope: Scope): ReadonlySet<State> | undefined {
  const start = scope.startAt && scope.byName.get(scope.startAt.value);
  if (!start) return undefined;
  const reached = new Set([start]);
  for (const state of reached) {
    for (const { target } of transitionsOf(state)) {
      const next = scope.byName.get(target.value);
      if (next) reached.add(next);
      else if (hasPlaceholder(target.value)) return undefined;
    }
  }
  return reached;
}
