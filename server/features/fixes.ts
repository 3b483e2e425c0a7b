// What can be done about the problems at a place of a document, and about all of them at once.
import { type Fix, fixesInHost, identityMap, type Problem, type Span } from '../../language/index.ts';
import type { Analyzed } from '../documents.ts';

export interface FixOfProblem {
  readonly problem: Problem;
  readonly fix: Fix;
}

/** `problems` are those told of the document, at places in it. */
export function fixesAt(
  text: string,
  document: Analyzed,
  problems: readonly Problem[],
  { start, end }: Span,
): readonly FixOfProblem[] {
  const here = problems.filter(problem => problem.start <= end && start <= problem.end);
  return here.flatMap(problem => fixesOf(text, document, problem).map(fix => ({ problem, fix })));
}

export function fixesOf(text: string, { parts, machines }: Analyzed, problem: Problem): readonly Fix[] {
  const machine = machines.find(({ problems }) => problems.includes(problem));
  if (machine) return fixesInHost(text, machine, problem);
  const [part] = machines.length === 0 ? parts : [];
  return fixesInHost(text, part ?? { definition: undefined, ...identityMap({ start: 0, end: text.length }) }, problem);
}
