// end-missing, state-endless: every scope ends somewhere, and an end can be reached from every state. A loop with a Choice
// in it that leads out is fine. AWS refuses a scope without any end; what runs in circles beside an end it takes.
import { endsScope, type Scope, type State, transitionsOf } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import type { Rule } from './rule.ts';
import { isWayKnown } from './unreachableState.ts';

export const endlessState: Rule = (machine, report) => {
  for (const scope of machine.scopes) {
    const member = scope.fields.get('States');
    // Where a way is not known it may lead to an end.
    if (!member || scope.states.length === 0 || !areWaysKnown(scope)) continue;
    if (!scope.states.some(endsScope)) {
      report('end-missing', member.key, `${scope.pointer}/States`, messages.endMissing());
      continue;
    }
    const ending = statesThatEnd(scope);
    if (ending.size === scope.states.length) continue;
    const reported = new Set<State>();
    for (const state of scope.states) {
      if (ending.has(state) || reported.has(state) || scope.byName.get(state.name) !== state) continue;
      // One problem for each circle is enough.
      for (const other of statesFrom(state, scope)) reported.add(other);
      const isAlone = transitionsOf(state).every(({ target }) => target.value === state.name);
      const message = isAlone ? messages.stateLoops(state.name) : messages.stateEndless(state.name);
      report('state-endless', state.key, state.pointer, message, 'warning', state.name);
    }
  }
};

function areWaysKnown(scope: Scope): boolean {
  return scope.states.every(
    state => isWayKnown(state) && transitionsOf(state).every(({ target }) => scope.byName.has(target.value)),
  );
}

// Backwards from the ends.
function statesThatEnd(scope: Scope): ReadonlySet<State> {
  const before = new Map<State, State[]>();
  for (const state of scope.states) {
    for (const { target } of transitionsOf(state)) {
      const next = scope.byName.get(target.value);
      if (!next) continue;
      const list = before.get(next);
      if (list) list.push(state);
      else before.set(next, [state]);
    }
  }
  const ending = new Set(scope.states.filter(endsScope));
  for (const state of ending) for (const earlier of before.get(state) ?? []) ending.add(earlier);
  return ending;
}

function statesFrom(start: State, scope: Scope): ReadonlySet<State> {
  const reached = new Set([start]);
  for (const state of reached) {
    for (const { target } of transitionsOf(state)) {
      const next = scope.byName.get(target.value);
      if (next) reached.add(next);
    }
  }
  return reached;
}
