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
    return messages.stateUnknown(name, guess(name, scope.byName.keys()));
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
      state.next.forEach((next, index) => {
        const way = next ? undefined : state.summary.ways[index];
        if (way) check(state, way);
      });
    }
  }
};

function namesIn(scopes: readonly PlacedScope[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { byName } of scopes) for (const name of byName.keys()) names.add(name);
  return names;
}

// States that a deployment tool fills in, or whose name it does; 'any' where those can be of any name.
function laterStates({ summary, byName }: PlacedScope): ReadonlySet<string> | 'any' {
  for (const name of byName.keys()) if (hasPlaceholder(name)) return 'any';
  return summary.laterStates;
}
