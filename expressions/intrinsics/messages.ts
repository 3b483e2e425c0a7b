// Every sentence about intrinsic functions. What the service says when a call fails at run time is not on record; these
// texts are ours.
import type { IntrinsicFunction } from './catalogue.ts';
import { signatureOf } from './catalogue.ts';

export const messages = {
  notACall: (text: string) => `"${text}" is neither a path nor a call such as States.Format('…', $.name).`,
  unknown: (name: string, nearest: string | undefined) =>
    `There is no intrinsic function ${name}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
  argumentCount: (intrinsic: IntrinsicFunction, given: number) =>
    `${signatureOf(intrinsic)} is given ${given} arguments.`,
  parenthesisMissing: (name: string) => `${name} is a function: its arguments stand in parentheses.`,
  parenthesisOpen: () => 'This "(" is never closed.',
  argumentMissing: () => 'An argument is missing here.',
  argumentUnreadable: (text: string) =>
    `"${text}" is no argument: write text in single quotes, a number, a path or a call.`,
  doubleQuotes: () => 'Text in an intrinsic function stands in single quotes.',
  quoteOpen: () => 'This text is not closed: a single quote is missing.',
  badEscape: (escaped: string) => `"${escaped}" is not an escape here. There are \\' \\{ \\} and \\\\.`,
  rest: (text: string) => `"${text}" cannot follow the call.`,
  tooDeep: (limit: number) => `Calls can be nested ${limit} levels deep at most.`,
  placeholders: (places: number, values: number) =>
    `The template has ${places} ${places === 1 ? 'place' : 'places'} {} for ${values} ${values === 1 ? 'value' : 'values'}.`,
  deepMerge: () => 'Only shallow merging is supported: the third argument must be false.',
  algorithm: (name: string, known: readonly string[]) =>
    `"${name}" is no hash algorithm. There are ${known.join(', ')}.`,
  stepZero: () => 'The step of a range cannot be 0.',
  rangeTooLong: (limit: number) => `A range has at most ${limit} numbers.`,
  expected: (name: string, place: number, what: string) => `Argument ${place} of ${name} must be ${what}.`,
  tooLong: (name: string, limit: number) => `${name} takes at most ${limit} characters.`,
  noItem: (index: number, length: number) => `There is no item ${index} in a list of ${length}.`,
  notJson: (reason: string) => `The text is not JSON: ${reason}`,
  outOfRange: (name: string) => `The numbers of ${name} must lie between -2147483648 and 2147483647.`,
  emptyRange: () => 'The start of States.MathRandom must be less than its end.',
} as const;
