// What a rule is, and the walk most rules share: every object of a definition with the row of the field table it obeys.
import type { Report } from '../machine/fields.ts';
import { fieldsIn, pointerTo } from '../machine/fields.ts';
import {
  allScopes,
  type ChoiceTest,
  type Fields,
  isKnownType,
  type Machine,
  type Scope,
  type State,
} from '../machine/machine.ts';
import type { Owner, QueryLanguage } from '../spec/fields.ts';
import type { ObjectNode, Span } from '../text/tree.ts';

/** Reads the machine, reports what is wrong. Rules do not know each other. */
export type Rule = (machine: Machine, report: Report) => void;

/** One object of a definition, as the field table sees it. */
export interface Part {
  readonly owner: Owner;
  /** For a message: `State "Pay"`, `A choice rule`. */
  readonly title: string;
  readonly node: ObjectNode;
  /** Where to show what is wrong with the object as a whole. */
  readonly at: Span;
  readonly pointer: string;
  readonly fields: Fields;
  readonly queryLanguage: QueryLanguage;
  /** A rule inside And, Or or Not: it has no Next. */
  readonly nested?: true;
}

export function* allStates(machine: Machine): Generator<{ readonly state: State; readonly scope: Scope }> {
  for (const scope of allScopes(machine.scope)) for (const state of scope.states) yield { state, scope };
}

export function* allParts(machine: Machine): Generator<Part> {
  for (const scope of allScopes(machine.scope)) {
    yield scopePart(scope, machine.queryLanguage);
    for (const state of scope.states) if (isKnownType(state)) yield* stateParts(state);
  }
}

function scopePart(scope: Scope, queryLanguage: QueryLanguage): Part {
  const { node, pointer, fields, kind } = scope;
  const title = kind === 'StateMachine' ? 'A state machine' : kind === 'Branch' ? 'A branch' : 'An item processor';
  return { owner: kind, title, node, at: openingOf(node), pointer, fields, queryLanguage };
}

function* stateParts(state: Exclude<State, { type: 'Untyped' }>): Generator<Part> {
  const { node, pointer, fields, queryLanguage } = state;
  const title = `The ${state.type} state "${state.name}"`;
  yield { owner: state.type, title, node, at: state.key, pointer, fields, queryLanguage };
  if (state.type === 'Choice') {
    for (const rule of state.rules) {
      const part = { owner: 'ChoiceRule', title: 'A choice rule', queryLanguage } as const;
      yield { ...part, node: rule.node, at: openingOf(rule.node), pointer: rule.pointer, fields: rule.fields };
      if (rule.test) yield* nestedTests(rule.test, rule.pointer, queryLanguage);
    }
  }
  if ('retriers' in state) {
    for (const retrier of state.retriers) {
      yield { owner: 'Retrier', title: 'A retrier', at: openingOf(retrier.node), queryLanguage, ...retrier };
    }
    for (const catcher of state.catchers) {
      yield { owner: 'Catcher', title: 'A catcher', at: openingOf(catcher.node), queryLanguage, ...catcher };
    }
  }
}

function* nestedTests(test: ChoiceTest, pointer: string, queryLanguage: QueryLanguage): Generator<Part> {
  const inner = test.kind === 'compare' ? [] : test.kind === 'not' ? [test.test] : test.tests;
  for (const [index, child] of inner.entries()) {
    const name = test.kind === 'not' ? 'Not' : test.kind === 'and' ? 'And' : 'Or';
    const base = pointerTo(pointer, name);
    const childPointer = test.kind === 'not' ? base : pointerTo(base, index);
    const part = { owner: 'ChoiceRule', title: 'A choice rule', queryLanguage, nested: true } as const;
    yield { ...part, node: child.node, at: openingOf(child.node), pointer: childPointer, fields: fieldsIn(child.node) };
    yield* nestedTests(child, childPointer, queryLanguage);
  }
}

// A whole object underlined would hide what is wrong inside it; its first character is enough to find it.
function openingOf(node: ObjectNode): Span {
  return { start: node.start, end: Math.min(node.start + 1, node.end) };
}

/** Deployment tools fill `${Name}` in later, so nothing can be said about such a text. */
export function hasPlaceholder(text: string): boolean {
  return /\$\{[^}]*\}/.test(text);
}
