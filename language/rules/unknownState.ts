// state-unknown: StartAt, Next, Default and the Next of rules and catchers name a state of the same scope.
import { nearest } from '../../expressions/index.ts';
import type { Report } from '../machine/fields.ts';
import { type Machine, type Scope, transitionsOf } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import { hasPlaceholder, type StringNode } from '../text/tree.ts';
import type { Rule } from './rule.ts';

export const unknownState: Rule = (machine, report) => {
  // Made when the first target is unknown.
  let names: ReadonlySet<string> | undefined;
  const isElsewhere = (name: string) => {
    names ??= namesIn(machine);
    return names.has(name);
  };
  for (const scope of machine.scopes) {
    const check = (target: StringNode, pointer: string) => checkTarget(scope, target, pointer, isElsewhere, report);
    if (scope.startAt) check(scope.startAt, `${scope.pointer}/StartAt`);
    for (const state of scope.states) for (const { target, pointer } of transitionsOf(state)) check(target, pointer);
  }
};

function checkTarget(
  scope: Scope,
  target: StringNode,
  pointer: string,
  isElsewhere: (name: string) => boolean,
  report: Report,
): void {
  const name = target.value;
  if (scope.byName.has(name) || hasPlaceholder(name)) return;
  const message = isElsewhere(name)
    ? messages.stateOutOfScope(name)
    : messages.stateUnknown(name, nearest(name, scope.byName.keys()));
  report('state-unknown', target, pointer, message, 'error', name);
}

function namesIn(machine: Machine): ReadonlySet<string> {
  const names = new Set<string>();
  for (const state of machine.states) names.add(state.name);
  return names;
}
