// state-unknown: StartAt, Next, Default and the Next of rules and catchers name a state of the same scope.

import type { MachineRule, PlacedScope } from '../check/placed.ts';
import type { Named } from '../check/summary.ts';
import { messages } from '../problems.ts';
import { hasPlaceholder } from '../text/tree.ts';
import { createGuess } from './rule.ts';

export const unknownState: MachineRule = (scopes, report) => {
  const guess = createGuess();
  // Made when the first target is unknown.
  let names: ReadonlySet<string> | undefined;
  const explain = (name: string, scope: PlacedScope) => {
    names ??= namesIn(scopes);
    if (names.has(name)) return messages.stateOutOfScope(name);
    return messages.stateUnknown(name, guess(name, namesOf(scope)));
  };
  for (const scope of scopes) {
    // Made when the first target is unknown, too.
    let later: ReturnType<typeof laterStates> | undefined;
    const check = (at: { readonly piece: number }, target: Named) => {
      const { name, pointer } = target;
      if (hasPlaceholder(name)) return;
      later ??= laterStates(scope);
      if (later === 'any' || later.has(name)) return;
      report('state-unknown', at, target, pointer, explain(name, scope), 'error', name);
    };
    const { startAt } = scope.summary;
    if (startAt && !scope.start) check(scope, startAt);
    for (const state of scope.states) {
      // Where all lead to a state nothing is unknown, as nearly everywhere.
      if (state.areWaysKnown) continue;
      for (const [index, way] of state.summary.ways.entries()) if (!state.next[index]) check(state, way);
    }
  }
};

function namesIn(scopes: readonly PlacedScope[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const scope of scopes) for (const name of namesOf(scope)) names.add(name);
  return names;
}

// One after the other, as only the first problems of a rule look at them.
function* namesOf({ states }: PlacedScope): Generator<string> {
  for (const { summary } of states) yield summary.key.name;
}

// States that a deployment tool fills in, or whose name it does; 'any' where those can be of any name.
function laterStates({ summary, states }: PlacedScope): ReadonlySet<string> | 'any' {
  return states.some(state => hasPlaceholder(state.summary.key.name)) ? 'any' : summary.laterStates;
}
