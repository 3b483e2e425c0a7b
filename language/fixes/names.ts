// The nearest name: what the message proposes is put in the place of what is written.
import { type Problem, suggestionIn } from '../problems.ts';
import { type Edit, type Fix, type FixMaker, fixOf } from './fix.ts';
import { titles } from './titles.ts';

export const nearestName: FixMaker = ({ definition: { text }, problem, at }) => {
  // A field that stands there under the right name as well would stand there twice.
  const name = suggestionIn(problem.message);
  const isTaken =
    problem.code === 'field-unknown' &&
    at?.parent?.kind === 'object' &&
    at.parent.members.some(({ key }) => key.value === name);
  return isTaken ? [] : changeName(text, problem);
};

/** The same for a problem at places in `text`, such as a name that a template fills in. */
export function changeName(text: string, problem: Problem): readonly Fix[] {
  const name = suggestionIn(problem.message);
  if (name === undefined) return [];
  // Either side of an unused name may be the misspelt one.
  return fixOf(titles.change(name), [replaceName(text, problem, name)], problem.code !== 'substitution-unused');
}

function replaceName(text: string, { code, start, end, subject, message }: Problem, name: string): Edit | undefined {
  const written = text.slice(start, end);
  // Of an ARN only the action is misspelt: the message names it.
  const action = code === 'resource-unknown' ? /"([^"]+)"/.exec(message)?.[1] : undefined;
  const named = [action, subject, written.replace(/^["'](.*)["']$/s, '$1')];
  const before = named.find(each => each && written.split(each).length === 2);
  if (!before || !/^[\p{L}\p{N}_ .:$-]+$/u.test(name) || / #|: |:$|^ | $/.test(name)) return undefined;
  const from = start + written.indexOf(before);
  return { start: from, end: from + before.length, text: name };
}
