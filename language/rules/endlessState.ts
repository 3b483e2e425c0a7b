// end-missing, state-endless: every scope ends somewhere, and an end can be reached from every state. A loop with a Choice
// in it that leads out is fine. AWS refuses a scope without any end; what runs in circles beside an end it takes.

import type { MachineRule, PlacedScope, PlacedState } from '../check/placed.ts';
import { messages } from '../problems.ts';

export const endlessState: MachineRule = (scopes, report) => {
  for (const scope of scopes) {
    const { statesKey, pointer } = scope.summary;
    // Where a way is not known it may lead to an end.
    if (!statesKey || scope.states.length === 0 || !areWaysKnown(scope)) continue;
    if (!scope.states.some(endsScope)) {
      report('end-missing', scope, statesKey, `${pointer}/States`, messages.endMissing());
      continue;
    }
    // Nearly always one look forward is enough: each state ends or leads to a state after it.
    if (leadsOn(scope)) continue;
    const ending = statesThatEnd(scope);
    if (ending.size === scope.states.length) continue;
    const reported = new Set<PlacedState>();
    for (const state of scope.states) {
      const { key, ways } = state.summary;
      if (ending.has(state) || reported.has(state) || scope.byName.get(key.name) !== state) continue;
      // One problem for each circle is enough.
      for (const other of statesFrom(state, scope)) reported.add(other);
      const isAlone = ways.every(({ name }) => name === key.name);
      const message = isAlone ? messages.stateLoops(key.name) : messages.stateEndless(key.name);
      report('state-endless', state, key, key.pointer, message, 'warning', key.name);
    }
  }
};

function endsScope({ summary }: PlacedState): boolean {
  return summary.endsScope;
}

function areWaysKnown({ states, byName }: PlacedScope): boolean {
  return states.every(({ summary }) => summary.isWayKnown && summary.ways.every(({ name }) => byName.has(name)));
}

// From the last state to the first: those that are known to end, and those that lead to one of these.
function leadsOn({ states, byName }: PlacedScope): boolean {
  const ending = new Set<PlacedState>();
  for (let i = states.length - 1; i >= 0; i--) {
    const state = states[i];
    if (!state) continue;
    const isEnding = state.summary.endsScope || state.summary.ways.some(({ name }) => isIn(ending, byName.get(name)));
    if (!isEnding) return false;
    ending.add(state);
  }
  return true;
}

function isIn(states: ReadonlySet<PlacedState>, state: PlacedState | undefined): boolean {
  return state !== undefined && states.has(state);
}

// Backwards from the ends.
function statesThatEnd({ states, byName }: PlacedScope): ReadonlySet<PlacedState> {
  const before = new Map<PlacedState, PlacedState[]>();
  for (const state of states) {
    for (const { name } of state.summary.ways) {
      const next = byName.get(name);
      if (!next) continue;
      const list = before.get(next);
      if (list) list.push(state);
      else before.set(next, [state]);
    }
  }
  const ending = new Set(states.filter(endsScope));
  for (const state of ending) for (const earlier of before.get(state) ?? []) ending.add(earlier);
  return ending;
}

function statesFrom(start: PlacedState, { byName }: PlacedScope): ReadonlySet<PlacedState> {
  const reached = new Set([start]);
  for (const state of reached) {
    for (const { name } of state.summary.ways) {
      const next = byName.get(name);
      if (next) reached.add(next);
    }
  }
  return reached;
}
