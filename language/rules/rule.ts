// What a rule is: reads the machine, reports what is wrong. Rules do not know each other.
import { nearest } from '../../expressions/index.ts';
import type { Expression } from '../machine/expressions.ts';
import type { Report } from '../machine/fields.ts';
import type { Machine } from '../machine/machine.ts';
import { spanIn } from '../text/offsets.ts';
import type { Span } from '../text/tree.ts';

export type Rule = (machine: Machine, report: Report) => void;

/** Suggestions for the first problems of a rule: past these nobody reads them, and each one looks at every name. */
export function createGuess(): (name: string, candidates: Iterable<string>) => string | undefined {
  let left = 30;
  return (name, candidates) => (left-- > 0 ? nearest(name, candidates) : undefined);
}

/** Where a part of an expression stands in the file. */
export function placeOf(machine: Machine, expression: Expression, part: Span): Span {
  const { node, offset } = expression;
  return spanIn(machine.text, node, { start: part.start + offset, end: part.end + offset });
}
