// What can be done about the problems of a document: at a place, and about all of them at once.
import {
  type Change,
  changeBetween,
  type Fix,
  fixAll,
  fixesInHost,
  identityMap,
  type Problem,
  type Span,
  silenceInHost,
} from '../../language/index.ts';
import type { Analyzed } from '../documents.ts';

export interface FixOfProblem {
  readonly problem: Problem;
  readonly fix: Fix;
}

/** A document as it is told: what it holds, and the problems somebody is told of. */
export interface ToldDocument {
  readonly text: string;
  readonly about: Analyzed;
  readonly problems: readonly Problem[];
}

/** For the problems that touch the span, in the order of the text: what mends each, then what silences it. */
export function fixesAt(document: ToldDocument, { start, end }: Span): readonly FixOfProblem[] {
  const here = document.problems.filter(problem => problem.start <= end && start <= problem.end);
  return here.flatMap(problem => {
    const silence = silenceInHost(hostOf(document, problem), problem);
    return [...fixesOf(document, problem), ...silence].map(fix => ({ problem, fix }));
  });
}

/** The change that brings all preferred fixes; undefined when there are none. `read` is the same for another text. */
export function fixEverything(
  document: ToldDocument,
  read: (text: string) => ToldDocument,
): { readonly change: Change; readonly text: string } | undefined {
  const { text } = fixAll(document.text, now => {
    const later = now === document.text ? document : read(now);
    return { problems: later.problems, fixesOf: problem => fixesOf(later, problem) };
  });
  return text === document.text ? undefined : { change: changeBetween(document.text, text), text };
}

function fixesOf(document: ToldDocument, problem: Problem): readonly Fix[] {
  return fixesInHost(document.text, hostOf(document, problem), problem);
}

/** The state machine a problem is told of. */
function hostOf({ text, about: { parts, machines } }: ToldDocument, { code, start, message }: Problem) {
  const isSame = (other: Problem) => other.code === code && other.start === start && other.message === message;
  const machine = machines.find(({ problems }) => problems.some(isSame));
  return machine ?? parts[0] ?? identityMap({ start: 0, end: text.length });
}
