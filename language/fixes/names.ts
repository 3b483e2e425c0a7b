// The nearest name: what the message proposes is put in the place of what is written.
import { allScopes, type Machine } from '../machine/machine.ts';
import { transitionsOf } from '../machine/transitions.ts';
import { type Problem, suggestionIn } from '../problems.ts';
import { type Edit, type Fix, type FixMaker, fixOf } from './fix.ts';
import { titles } from './titles.ts';

export const nearestName: FixMaker = ({ definition: { text, machine }, problem, at }) => {
  const name = suggestionIn(problem.message);
  if (name === undefined) return [];
  // A field that stands there under the right name as well would stand there twice.
  const isTaken =
    problem.code === 'field-unknown' &&
    at?.parent?.kind === 'object' &&
    at.parent.members.some(({ key }) => key.value === name);
  if (isTaken) return [];
  return fixOf(titles.change(name), [replaceName(text, problem, name)], isCertain(name, problem, machine) || 'guess');
};

/** Of names that people give: whether nobody else uses the one that is near, so that it has waited for this. */
function isCertain(name: string, { code, subject }: Problem, machine: Machine | undefined): boolean {
  if (code === 'state-unknown') {
    const scopes = machine ? [...allScopes(machine.scope)] : [];
    return !scopes.some(
      ({ startAt, states }) =>
        startAt?.value === name ||
        states.some(state => transitionsOf(state).some(({ target }) => target.value === name)),
    );
  }
  // AWS may have an action or member of the written name by now, unless only the case is another.
  if (code === 'action-unknown' || code === 'member-unknown') return subject?.toLowerCase() === name.toLowerCase();
  return code !== 'variable-undefined' || !machine?.reads.some(read => read.name === name);
}

/** The same for a problem at places in `text`, such as a name that a template fills in. */
export function changeName(text: string, problem: Problem): readonly Fix[] {
  const name = suggestionIn(problem.message);
  if (name === undefined) return [];
  // Either side of an unused name may be the misspelt one.
  const preference = problem.code !== 'substitution-unused' && 'guess';
  return fixOf(titles.change(name), [replaceName(text, problem, name)], preference);
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
