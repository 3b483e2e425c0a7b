// state-unknown: StartAt, Next, Default and the Next of rules and catchers name a state of the same scope.

import { nearest } from '../../expressions/index.ts';
import type { Report } from '../machine/fields.ts';
import { allScopes, type Machine, type Scope, transitionsOf } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import type { StringNode } from '../text/tree.ts';
import { allStates, hasPlaceholder, type Rule } from './rule.ts';

export const unknownState: Rule = (machine, report) => {
  for (const scope of allScopes(machine.scope)) {
    if (scope.startAt) checkTarget(machine, scope, scope.startAt, `${scope.pointer}/StartAt`, report);
    for (const state of scope.states) {
      for (const { target, pointer } of transitionsOf(state)) checkTarget(machine, scope, target, pointer, report);
    }
  }
};

function checkTarget(machine: Machine, scope: Scope, target: StringNode, pointer: string, report: Report): void {
  const name = target.value;
  if (scope.byName.has(name) || hasPlaceholder(name)) return;
  const isElsewhere = [...allStates(machine)].some(({ state }) => state.name === name);
  const message = isElsewhere
    ? messages.stateOutOfScope(name)
    : messages.stateUnknown(name, nearest(name, scope.byName.keys()));
  report('state-unknown', target, pointer, message);
}
