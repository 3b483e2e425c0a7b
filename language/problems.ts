// Everything this room can find wrong in a text: the codes, and every message as a function.
// A code, once released, is not reused. Messages say what is wrong and what would be right.
import type { Span } from './text/tree.ts';

export type ProblemCode =
  | 'json-syntax'
  | 'yaml-syntax'
  | 'root-not-object'
  | 'state-unknown'
  | 'state-unreachable'
  | 'state-duplicate'
  | 'field-unknown'
  | 'field-missing'
  | 'field-language'
  | 'field-value'
  | 'type-unknown'
  | 'transition-missing'
  | 'path-syntax';

export type Severity = 'error' | 'warning' | 'info';

/** Something wrong in a text, at a range of it. `pointer` is a JSON pointer into the definition. */
export interface Problem extends Span {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly pointer: string;
}

const quoted = (name: string): string => `"${name}"`;

/** `"A", "B" or "C"` */
function oneOf(names: readonly string[]): string {
  const all = names.map(quoted);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

const hint = (nearest: string | undefined): string =>
  nearest === undefined ? '' : ` Did you mean ${quoted(nearest)}?`;

export const messages = {
  // Texts
  expectedValue: (found: string) => `Expected a value, but found ${found}.`,
  expectedKey: (found: string) => `Expected a field name in double quotes, but found ${found}.`,
  keyWithoutQuotes: (name: string) => `Field names need double quotes: write ${quoted(name)}.`,
  stringWithoutQuotes: (word: string) => `Text needs double quotes: write ${quoted(word)}.`,
  singleQuotes: () => 'JSON text uses double quotes, not single ones.',
  missingColon: (name: string) => `Expected a colon after ${quoted(name)}.`,
  missingValue: (name: string) => `${quoted(name)} has no value.`,
  missingComma: () => 'Expected a comma before this.',
  extraComma: () => 'This comma has nothing after it.',
  notClosed: (closer: string) => `This is never closed: "${closer}" is missing.`,
  extraText: () => 'Nothing may follow the definition.',
  unexpectedCloser: (found: string) => `"${found}" closes nothing here.`,
  comment: () => 'JSON has no comments: Step Functions refuses them. Use a "Comment" field.',
  stringNotClosed: () => 'This text is not closed: a double quote is missing.',
  controlCharacter: () => 'A control character stands in this text. Write it as an escape such as \\n or \\t.',
  badEscape: (text: string) => `${quoted(text)} is not an escape of JSON.`,
  badNumber: (text: string) => `${quoted(text)} is not a number of JSON.`,
  tooDeep: (limit: number) => `Nested more than ${limit} levels deep. What is inside is not looked at.`,
  emptyText: () => 'A state machine definition is an object with "StartAt" and "States".',
  rootNotObject: () => 'A state machine definition is an object with "StartAt" and "States".',
  aliasTooLarge: () => 'The aliases of this text expand to more than a definition may hold.',

  // Structure
  expectedObject: (name: string) => `${quoted(name)} must be an object.`,
  expectedArray: (name: string) => `${quoted(name)} must be a list.`,
  expectedString: (name: string) => `${quoted(name)} must be text.`,
  expectedBoolean: (name: string) => `${quoted(name)} must be true or false.`,
  expectedInteger: (name: string) => `${quoted(name)} must be a whole number.`,
  expectedTimestamp: (name: string) => `${quoted(name)} must be a timestamp such as "2024-12-31T23:59:59Z".`,
  expectedName: (name: string, names: readonly string[]) => `${quoted(name)} must be ${oneOf(names)}.`,
  emptyList: (name: string) => `${quoted(name)} needs at least one entry.`,
  fieldMissing: (name: string, owner: string) => `${owner} needs the field ${quoted(name)}.`,
  fieldUnknown: (name: string, owner: string, nearest: string | undefined) =>
    `${owner} has no field ${quoted(name)}.${hint(nearest)}`,
  fieldLanguage: (name: string, needed: string, is: string) =>
    `${quoted(name)} is a field of ${needed} states, and this state uses ${is}.`,
  fieldsExclusive: (names: readonly string[]) => `Only one of ${oneOf(names)} may be given.`,
  oneFieldNeeded: (owner: string, names: readonly string[]) => `${owner} needs one of ${oneOf(names)}.`,
  typeMissing: (name: string) => `State ${quoted(name)} needs the field "Type".`,
  typeUnknown: (type: string, nearest: string | undefined, types: readonly string[]) =>
    nearest === undefined
      ? `There is no state type ${quoted(type)}. Types are ${types.join(', ')}.`
      : `There is no state type ${quoted(type)}.${hint(nearest)}`,
  stateUnknown: (name: string, nearest: string | undefined) => `No state is named ${quoted(name)}.${hint(nearest)}`,
  stateOutOfScope: (name: string) =>
    `State ${quoted(name)} is in another scope: transitions cannot cross the border of a Parallel branch or a Map.`,
  stateUnreachable: (name: string) => `State ${quoted(name)} is never reached: nothing leads to it.`,
  stateDuplicate: (name: string) =>
    `Another state is already named ${quoted(name)}. Names are unique in the whole definition.`,
  transitionMissing: (name: string) => `State ${quoted(name)} needs "Next" or "End": true.`,
  bothNextAndEnd: () => 'A state has "Next" or "End", not both.',
} as const;
