// The ways out of a state: `Next`, the rules and `Default` of a Choice, the catchers.
import type { StringNode } from '../text/tree.ts';
import type { Catcher, ChoiceRule, Transition } from './machine.ts';

const NONE: readonly never[] = [];

/** In the order they are written. */
export function findTransitions(
  pointer: string,
  next: StringNode | undefined,
  catchers: readonly Catcher[] = NONE,
): readonly Transition[] {
  if (!next && catchers.length === 0) return NONE;
  const transitions: Transition[] = [];
  if (next) transitions.push({ kind: 'next', target: next, pointer: `${pointer}/Next` });
  addTransitions('catch', catchers, transitions);
  return transitions;
}

export function findChoices(
  pointer: string,
  rules: readonly ChoiceRule[],
  fallback: StringNode | undefined,
): readonly Transition[] {
  const transitions: Transition[] = [];
  addTransitions('choice', rules, transitions);
  if (fallback) transitions.push({ kind: 'default', target: fallback, pointer: `${pointer}/Default` });
  return transitions;
}

function addTransitions(
  kind: 'choice' | 'catch',
  entries: readonly (ChoiceRule | Catcher)[],
  transitions: Transition[],
): void {
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index];
    if (entry?.next) transitions.push({ kind, target: entry.next, index, pointer: `${entry.pointer}/Next` });
  }
}
