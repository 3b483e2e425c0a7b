// Every object of a definition that has a row in the field table, in the order of the text: states, rules, retriers,
// readers… Most rules are walks over these.
import { type Field, fieldsOf, type Owner, type QueryLanguage } from '../spec/fields.ts';
import type { ObjectNode, Span } from '../text/tree.ts';
import { fieldsIn, givenValue, pointerTo } from './fields.ts';
import { type Fields, isKnownType, type Scope, type State } from './machine.ts';

/** One object of a definition, as the field table sees it. */
export interface Part {
  readonly owner: Owner;
  /** For a message: `The Task state "Pay"`, `A choice rule`. */
  readonly title: string;
  readonly node: ObjectNode;
  /** Where to show what is wrong with the object as a whole. */
  readonly at: Span;
  readonly pointer: string;
  readonly fields: Fields;
  readonly queryLanguage: QueryLanguage;
  readonly scope: Scope;
  /** The state it is, or is in. Absent for the scopes themselves. */
  readonly state?: State;
  /** A rule inside And, Or or Not: it has no Next. */
  readonly nested?: true;
}

export function partsOf(scopes: readonly Scope[], queryLanguage: QueryLanguage): readonly Part[] {
  const parts: Part[] = [];
  for (const scope of scopes) {
    addScope(scope, queryLanguage, parts);
    for (const state of scope.states) if (isKnownType(state)) addState(state, scope, parts);
  }
  return parts;
}

function addScope(scope: Scope, queryLanguage: QueryLanguage, parts: Part[]): void {
  const { node, pointer, fields, kind } = scope;
  const title = kind === 'StateMachine' ? 'A state machine' : kind === 'Branch' ? 'A branch' : 'An item processor';
  const part: Part = { owner: kind, title, node, at: openingOf(node), pointer, fields, queryLanguage, scope };
  parts.push(part);
  addInner(part, parts);
}

function addState(state: Exclude<State, { type: 'Untyped' }>, scope: Scope, parts: Part[]): void {
  const { node, pointer, fields, queryLanguage } = state;
  const title = `The ${state.type} state "${state.name}"`;
  const part: Part = { owner: state.type, title, node, at: state.key, pointer, fields, queryLanguage, scope, state };
  parts.push(part);
  addInner(part, parts);
  if (state.type === 'Choice') {
    for (const rule of state.rules) {
      const inner = partIn(part, 'ChoiceRule', 'A choice rule', rule);
      parts.push(inner);
      if (queryLanguage === 'JSONPath') addTests(inner, parts);
    }
  }
  if ('retriers' in state) {
    for (const retrier of state.retriers) parts.push(partIn(part, 'Retrier', 'A retrier', retrier));
    for (const catcher of state.catchers) parts.push(partIn(part, 'Catcher', 'A catcher', catcher));
  }
}

// Spelt out rather than spread: this is made for every object of a definition.
function partIn(
  { queryLanguage, scope, state }: Part,
  owner: Owner,
  title: string,
  { node, pointer, fields }: { readonly node: ObjectNode; readonly pointer: string; readonly fields: Fields },
): Part {
  const part = { owner, title, node, at: openingOf(node), pointer, fields, queryLanguage, scope };
  return state ? { ...part, state } : part;
}

// The objects a table row gives a row of their own: `ItemReader`, and `ReaderConfig` in it.
function addInner(outer: Part, parts: Part[]): void {
  for (const field of innerFields(outer.owner)) {
    const node = givenValue(outer.fields, field.name);
    if (node?.kind !== 'object' || typeof field.kind !== 'object' || !('part' in field.kind)) continue;
    const inner: Part = {
      ...outer,
      owner: field.kind.part,
      title: `"${field.name}"`,
      node,
      at: outer.fields.get(field.name)?.key ?? openingOf(node),
      pointer: pointerTo(outer.pointer, field.name),
      fields: fieldsIn(node),
    };
    parts.push(inner);
    addInner(inner, parts);
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
function addTests(outer: Part, parts: Part[]): void {
  for (const name of GROUPS) {
    if (!outer.fields.has(name)) continue;
    const value = givenValue(outer.fields, name);
    const pointer = pointerTo(outer.pointer, name);
    if (value?.kind === 'object') addTest(outer, value, pointer, parts);
    if (value?.kind !== 'array') continue;
    for (const [index, item] of value.items.entries()) {
      if (item.kind === 'object') addTest(outer, item, pointerTo(pointer, index), parts);
    }
  }
}

function addTest(outer: Part, node: ObjectNode, pointer: string, parts: Part[]): void {
  const part: Part = { ...outer, nested: true, node, at: openingOf(node), pointer, fields: fieldsIn(node) };
  parts.push(part);
  addTests(part, parts);
}

// A whole object underlined would hide what is wrong inside it; its first character is enough to find it.
function openingOf(node: ObjectNode): Span {
  return { start: node.start, end: Math.min(node.start + 1, node.end) };
}
