// The ways out of a state: `Next`, the rules and `Default` of a Choice, the catchers.
import type { StringNode } from '../text/tree.ts';
import type { Catcher, ChoiceRule, Transition } from './machine.ts';

export interface WaysOut {
  readonly next?: StringNode | undefined;
  readonly rules?: readonly ChoiceRule[];
  readonly fallback?: StringNode | undefined;
  readonly catchers?: readonly Catcher[];
}

/** In the order they are written. */
export function findTransitions(pointer: string, ways: WaysOut): readonly Transition[] {
  const transitions: Transition[] = [];
  if (ways.next) transitions.push({ kind: 'next', target: ways.next, pointer: `${pointer}/Next` });
  ways.rules?.forEach((rule, index) => {
    if (rule.next) transitions.push({ kind: 'choice', target: rule.next, index, pointer: `${rule.pointer}/Next` });
  });
  if (ways.fallback) transitions.push({ kind: 'default', target: ways.fallback, pointer: `${pointer}/Default` });
  ways.catchers?.forEach((catcher, index) => {
    if (catcher.next) {
      transitions.push({ kind: 'catch', target: catcher.next, index, pointer: `${catcher.pointer}/Next` });
    }
  });
  return transitions;
}
