// state-unreachable: every state can be reached from its scope's StartAt. Islands that only reach themselves count too.
// Silent where a way out of a reached state is not known or wrong: then nobody can say what is reached, and what is wrong
// has been said.
import { endsScope, type Scope, type State, transitionsOf } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import type { Rule } from './rule.ts';

export const unreachableState: Rule = (machine, report) => {
  for (const scope of machine.scopes) {
    const reached = reachedStates(scope);
    if (!reached) continue;
    for (const state of scope.states) {
      // The second state of a name cannot be reached because of its name; that is reported as a duplicate.
      if (reached.has(state) || scope.byName.get(state.name) !== state) continue;
      report('state-unreachable', state.key, state.pointer, messages.stateUnreachable(state.name), 'error', state.name);
    }
  }
};

function reachedStates(scope: Scope): ReadonlySet<State> | undefined {
  const start = scope.startAt && scope.byName.get(scope.startAt.value);
  if (!start) return undefined;
  const reached = new Set([start]);
  for (const state of reached) {
    if (!isWayKnown(state)) return undefined;
    for (const { target } of transitionsOf(state)) {
      const next = scope.byName.get(target.value);
      if (!next) return undefined;
      reached.add(next);
    }
  }
  return reached;
}

/** Whether all the fields that lead on from the state could be read. */
export function isWayKnown(state: State): boolean {
  switch (state.type) {
    case 'Untyped':
      return false;
    case 'Succeed':
    case 'Fail':
      return true;
    case 'Choice':
      return isListOf(state, 'Choices', state.rules.length) && state.rules.every(rule => rule.next);
    case 'Pass':
    case 'Wait':
      return endsScope(state) || state.next !== undefined;
    case 'Task':
    case 'Parallel':
    case 'Map':
      return (
        (endsScope(state) || state.next !== undefined) &&
        isListOf(state, 'Catch', state.catchers.length) &&
        state.catchers.every(catcher => catcher.next)
      );
  }
}

function isListOf(state: State, name: string, length: number): boolean {
  const value = state.fields.get(name)?.value;
  return value === undefined ? !state.fields.has(name) : value.kind === 'array' && value.items.length === length;
}
