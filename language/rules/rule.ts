// What rules share. A rule is a function that looks at one thing (a part, a state, an expression) and reports what is wrong
// with it; rules about the whole machine look at summaries (`placed.ts`). Rules do not know each other.
import { nearest } from '../../expressions/index.ts';
import type { Expression } from '../machine/expressions.ts';
import type { WorkflowType } from '../machine/machine.ts';
import { spanIn } from '../text/offsets.ts';
import type { Span } from '../text/tree.ts';

/** What a rule may know besides what it looks at. */
export interface Context {
  readonly text: string;
  /** The kind of machine it will be, where that is known: Express machines can do less. */
  readonly workflowType: WorkflowType | undefined;
}

/** Suggestions for the first problems of a rule: past these nobody reads them, and each one looks at every name. */
export function createGuess(): (name: string, candidates: Iterable<string>) => string | undefined {
  let left = 30;
  return (name, candidates) => (left-- > 0 ? nearest(name, candidates) : undefined);
}

/** Where a part of an expression stands in the file. */
export function placeOf({ text }: Context, { node, offset }: Expression, part: Span): Span {
  return spanIn(text, node, { start: part.start + offset, end: part.end + offset });
}
