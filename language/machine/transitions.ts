// The ways out of a state: `Next`, the rules and `Default` of a Choice, the catchers.
import type { StringNode } from '../text/tree.ts';
import type { Catcher, ChoiceRule, State } from './machine.ts';

/** One way out of a state. */
export interface Transition {
  readonly kind: 'next' | 'choice' | 'default' | 'catch';
  readonly target: StringNode;
  /** Of the rule or catcher, from 0. */
  readonly index?: number;
  readonly pointer: string;
}

/** All ways out of a state, in the order they are written. */
export function transitionsOf(state: State): readonly Transition[] {
  return waysOut(state, toTransition);
}

function toTransition(kind: Transition['kind'], target: StringNode, pointer: string, index: number): Transition {
  return index < 0 ? { kind, target, pointer } : { kind, target, index, pointer };
}

/** `index` is -1 where there is only one of its kind. */
export type MakeWay<T> = (kind: Transition['kind'], target: StringNode, pointer: string, index: number) => T;

/** What is made of all ways out of a state, in the order they are written. */
export function waysOut<T>(state: State, make: MakeWay<T>): readonly T[] {
  const { pointer } = state;
  switch (state.type) {
    case 'Succeed':
    case 'Fail':
      return NONE;
    case 'Choice': {
      const ways: T[] = [];
      addWays('choice', state.rules, ways, make);
      if (state.default) ways.push(make('default', state.default, `${pointer}/Default`, -1));
      return ways;
    }
    default: {
      // Lists of one are written out: V8 makes a list that grows many times too long.
      const ways = state.next ? [make('next', state.next, `${pointer}/Next`, -1)] : [];
      if (state.type === 'Task' || state.type === 'Map' || state.type === 'Parallel') {
        addWays('catch', state.catchers, ways, make);
      }
      return ways;
    }
  }
}

const NONE: readonly never[] = [];

function addWays<T>(
  kind: 'choice' | 'catch',
  entries: readonly (ChoiceRule | Catcher)[],
  ways: T[],
  make: MakeWay<T>,
): void {
  for (const [index, { next, pointer }] of entries.entries()) {
    if (next) ways.push(make(kind, next, `${pointer}/Next`, index));
  }
}
