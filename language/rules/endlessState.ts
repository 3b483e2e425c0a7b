// end-missing, state-endless: every scope ends somewhere, and an end can be reached from every state. A loop with a Choice
// in it that leads out is fine. AWS refuses a scope without any end; what runs in circles beside an end it takes.

import { type MachineRule, type PlacedScope, type PlacedState, reachedFrom } from '../check/placed.ts';
import { messages } from '../problems.ts';

export const endlessState: MachineRule = (scopes, report) => {
  for (const scope of scopes) {
    const { statesKey, pointer } = scope.summary;
    // Where a way is not known it may lead to an end.
    if (!statesKey || scope.states.length === 0 || !areWaysKnown(scope)) continue;
    const ends = countEnds(scope);
    if (ends === 0) {
      report('end-missing', scope, statesKey, `${pointer}/States`, messages.endMissing());
      continue;
    }
    if (ends === scope.states.length) continue;
    const isEnding = statesThatEnd(scope);
    const isReported = new Set<number>();
    for (const state of scope.states) {
      if (isEnding[state.index] || isReported.has(state.index)) continue;
      const { key, ways } = state.summary;
      if (!state.isFirst) continue;
      // One problem for each circle is enough.
      reachedFrom(state, scope).forEach((isReached, index) => {
        if (isReached) isReported.add(index);
      });
      const isAlone = ways.every(({ name }) => name === key.name);
      const message = isAlone ? messages.stateLoops(key.name) : messages.stateEndless(key.name);
      report('state-endless', state, key, key.pointer, message, 'warning', key.name);
    }
  }
};

function countEnds({ states }: PlacedScope): number {
  let ends = 0;
  for (const { summary } of states) if (summary.endsScope) ends++;
  return ends;
}

function areWaysKnown({ states }: PlacedScope): boolean {
  for (const state of states) if (!state.areWaysKnown) return false;
  return true;
}

/** A number that is not 0 for each state an end can be reached from. */
function statesThatEnd({ states }: PlacedScope): Uint8Array {
  const isEnding = new Uint8Array(states.length);
  // From the last state to the first, as most lead to one that stands behind them; again while that finds more, and only
  // so often that a machine written from its end to its start takes no longer than one lookup of what leads where.
  for (let round = 0, isMore = true; isMore && round < MOST_ROUNDS; round++) {
    isMore = false;
    for (let i = states.length - 1; i >= 0; i--) {
      const state = states[i];
      if (!state || isEnding[i]) continue;
      if (!state.summary.endsScope && !leadsTo(isEnding, state)) continue;
      isEnding[i] = 1;
      isMore = true;
    }
    if (!isMore) return isEnding;
  }
  return backwards(states, isEnding);
}

const MOST_ROUNDS = 3;

function leadsTo(isEnding: Uint8Array, { next }: PlacedState): boolean {
  for (const state of next) if (state && isEnding[state.index]) return true;
  return false;
}

function backwards(states: readonly PlacedState[], isEnding: Uint8Array): Uint8Array {
  const before: PlacedState[][] = states.map(() => []);
  for (const state of states) for (const next of state.next) if (next) before[next.index]?.push(state);
  const waiting = states.filter(({ index }) => isEnding[index]);
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    for (const earlier of before[state.index] ?? []) {
      if (isEnding[earlier.index]) continue;
      isEnding[earlier.index] = 1;
      waiting.push(earlier);
    }
  }
  return isEnding;
}
