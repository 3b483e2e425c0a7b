// Every object of a definition that has a row in the field table, in the order of the text: states, rules, retriers,
// readers… Most rules are asked about each of these.
import { type Field, fieldsOf, type Owner, type QueryLanguage } from '../spec/fields.ts';
import type { Member, ObjectNode, Span, StringNode } from '../text/tree.ts';
import { fieldsIn, givenValue, pointerTo } from './fields.ts';
import { type Fields, isKnownType, type Scope, type State } from './machine.ts';

/** One object of a definition, as the field table sees it. */
export interface Part {
  readonly owner: Owner;
  readonly node: ObjectNode;
  readonly pointer: string;
  readonly fields: Fields;
  readonly queryLanguage: QueryLanguage;
  /** The state it is, or is in. Absent for the scopes themselves. */
  readonly state: State | undefined;
  /** Of a state, and of an object that is a field: what names it. */
  readonly key: StringNode | undefined;
  /** A rule inside And, Or or Not: it has no Next. */
  readonly nested: boolean;
}

/** A scope and the objects that belong to it, without its states. */
export function visitScopeParts(scope: Scope, queryLanguage: QueryLanguage, visit: (part: Part) => void): void {
  const { node, pointer, fields, kind } = scope;
  visitPart(
    { owner: kind, node, pointer, fields, queryLanguage, state: undefined, key: undefined, nested: false },
    visit,
  );
}

/** A state and the objects in it, without the scopes in it. */
export function visitStateParts(state: State, visit: (part: Part) => void): void {
  if (!isKnownType(state)) return;
  const { type, node, pointer, fields, queryLanguage, key } = state;
  visitPart({ owner: type, node, pointer, fields, queryLanguage, state, key, nested: false }, visit);
  if (state.type === 'Choice') {
    for (const rule of state.rules) {
      const part = partIn(state, 'ChoiceRule', rule.node, rule.pointer, rule.fields, false);
      visit(part);
      if (queryLanguage === 'JSONPath') visitTests(part, state, visit);
    }
  }
  if (state.type === 'Task' || state.type === 'Map' || state.type === 'Parallel') {
    for (const entry of state.retriers) visit(partIn(state, 'Retrier', entry.node, entry.pointer, entry.fields, false));
    for (const entry of state.catchers) visit(partIn(state, 'Catcher', entry.node, entry.pointer, entry.fields, false));
  }
}

function partIn(state: State, owner: Owner, node: ObjectNode, pointer: string, fields: Fields, nested: boolean): Part {
  return { owner, node, pointer, fields, queryLanguage: state.queryLanguage, state, key: undefined, nested };
}

/** For a message: `The Task state "Pay"`, `A choice rule`. */
export function titleOf({ owner, state, key }: Part): string {
  if (key) return state?.key === key ? `The ${state.type} state "${state.name}"` : `"${key.value}"`;
  return TITLES[owner] ?? `"${owner}"`;
}

const TITLES: Partial<Record<Owner, string>> = {
  StateMachine: 'A state machine',
  Branch: 'A branch',
  Processor: 'An item processor',
  ChoiceRule: 'A choice rule',
  Retrier: 'A retrier',
  Catcher: 'A catcher',
};

/** Where to show what is wrong with the object as a whole. */
export function placeOfPart({ key, node }: Part): Span {
  // A whole object underlined would hide what is wrong inside it; its first character is enough to find it.
  return key ?? { start: node.start, end: Math.min(node.start + 1, node.end) };
}

/** The members of a part, the last one of each name. */
export function membersOf({ fields, node }: Part): readonly Member[] {
  return fields.size === node.members.length ? node.members : [...fields.values()];
}

// The objects a table row gives a row of their own: `ItemReader`, and `ReaderConfig` in it.
function visitPart(outer: Part, visit: (part: Part) => void): void {
  visit(outer);
  for (const field of innerFields(outer.owner)) {
    const node = givenValue(outer.fields, field.name);
    if (node?.kind !== 'object' || typeof field.kind !== 'object' || !('part' in field.kind)) continue;
    const owner = field.kind.part;
    const pointer = pointerTo(outer.pointer, field.name);
    const key = outer.fields.get(field.name)?.key;
    visitPart({ ...outer, owner, node, key, pointer, fields: fieldsIn(node) }, visit);
  }
}

const inners = new Map<Owner, readonly Field[]>();

function innerFields(owner: Owner): readonly Field[] {
  const known = inners.get(owner);
  if (known) return known;
  const fields = [...fieldsOf(owner).values()].filter(({ kind }) => typeof kind === 'object' && 'part' in kind);
  inners.set(owner, fields);
  return fields;
}

const GROUPS = ['And', 'Or', 'Not'] as const;

// Read from the text rather than from the tests: a test that lowering could make nothing of has fields all the same.
function visitTests(outer: Part, state: State, visit: (part: Part) => void): void {
  for (const name of GROUPS) {
    const value = givenValue(outer.fields, name);
    if (value?.kind === 'object') visitTest(state, value, `${outer.pointer}/${name}`, visit);
    if (value?.kind !== 'array') continue;
    for (const [index, item] of value.items.entries()) {
      if (item.kind === 'object') visitTest(state, item, `${outer.pointer}/${name}/${index}`, visit);
    }
  }
}

function visitTest(state: State, node: ObjectNode, pointer: string, visit: (part: Part) => void): void {
  const part = partIn(state, 'ChoiceRule', node, pointer, fieldsIn(node), true);
  visit(part);
  visitTests(part, state, visit);
}
