// state-unknown: StartAt, Next, Default and the Next of rules and catchers name a state of the same scope.
import { type Machine, type Scope, transitionsOf } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import { hasPlaceholder, type StringNode } from '../text/tree.ts';
import { createGuess, type Rule } from './rule.ts';

export const unknownState: Rule = (machine, report) => {
  const guess = createGuess();
  // Made when the first target is unknown.
  let names: ReadonlySet<string> | undefined;
  const explain = (name: string, scope: Scope) => {
    names ??= namesIn(machine);
    if (names.has(name)) return messages.stateOutOfScope(name);
    return messages.stateUnknown(name, guess(name, scope.byName.keys()));
  };
  for (const scope of machine.scopes) {
    // Made when the first target is unknown, too.
    let later: ReturnType<typeof laterStates> | undefined;
    const check = (target: StringNode, pointer: string) => {
      const name = target.value;
      if (scope.byName.has(name) || hasPlaceholder(name)) return;
      later ??= laterStates(scope);
      if (later === 'any' || later.has(name)) return;
      report('state-unknown', target, pointer, explain(name, scope), 'error', name);
    };
    if (scope.startAt) check(scope.startAt, `${scope.pointer}/StartAt`);
    for (const state of scope.states) for (const { target, pointer } of transitionsOf(state)) check(target, pointer);
  }
};

function namesIn(machine: Machine): ReadonlySet<string> {
  const names = new Set<string>();
  for (const state of machine.states) names.add(state.name);
  return names;
}

// States that a deployment tool fills in, or whose name it does; 'any' where those can be of any name.
function laterStates({ fields }: Scope): ReadonlySet<string> | 'any' {
  const states = fields.get('States')?.value;
  if (states?.kind !== 'object') return states?.kind === 'placeholder' ? 'any' : new Set();
  const names = new Set<string>();
  for (const { key, value } of states.members) {
    if (hasPlaceholder(key.value)) return 'any';
    if (value?.kind === 'placeholder') names.add(key.value);
  }
  return names;
}
