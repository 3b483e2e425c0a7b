// What a rule is: reads the machine, reports what is wrong. Rules do not know each other.
import type { Expression } from '../machine/expressions.ts';
import type { Report } from '../machine/fields.ts';
import type { Machine } from '../machine/machine.ts';
import { spanIn } from '../text/offsets.ts';
import type { Span } from '../text/tree.ts';

export type Rule = (machine: Machine, report: Report) => void;

/** Where a part of an expression stands in the file. */
export function placeOf(machine: Machine, expression: Expression, part: Span): Span {
  const { node, offset } = expression;
  return spanIn(machine.text, node, { start: part.start + offset, end: part.end + offset });
}
