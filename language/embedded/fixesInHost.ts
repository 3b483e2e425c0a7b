// The fixes of a problem in a host, as edits of the host. Where an edit of the definition has no exact place there, there is
// no fix. A definition in a file of its own is its own host.
import type { Definition } from '../definition.ts';
import { type Fix, fixOf } from '../fixes/fix.ts';
import { fixesFor } from '../fixes/fixesFor.ts';
import { changeName } from '../fixes/names.ts';
import { silenceHere } from '../fixes/silenceHere.ts';
import type { Problem } from '../problems.ts';
import type { OffsetMap } from './offsetMap.ts';

interface Host extends OffsetMap {
  readonly definition?: Definition | undefined;
}

/** `problem` is told of the state machine, at its place in the host; `text` is the host's. */
export function fixesInHost(text: string, host: Host, problem: Problem): readonly Fix[] {
  const own = ownProblem(host, problem);
  // What is wrong between the host and its definition: a name that one of them has.
  return own ? placed(fixesFor(own.definition, own.problem), host) : changeName(text, problem);
}

/** The edit that silences the problem where it is; none for what is wrong between the host and its definition. */
export function silenceInHost(host: Host, problem: Problem): readonly Fix[] {
  const own = ownProblem(host, problem);
  return own ? placed(silenceHere(own.definition, own.problem), host) : [];
}

function ownProblem({ definition, toHost }: Host, problem: Problem) {
  const own = definition?.problems.find(each => {
    const { code, message, pointer } = each;
    if (code !== problem.code || message !== problem.message || pointer !== problem.pointer) return false;
    const { start, end } = toHost(each);
    return start === problem.start && end === problem.end;
  });
  return definition && own && { definition, problem: own };
}

function placed(fixes: readonly Fix[], { editInHost }: Host): readonly Fix[] {
  return fixes.flatMap(({ title, edits, isPreferred, isGuess }) => {
    const inHost = edits.map(edit => editInHost(edit));
    return fixOf(title, inHost, isGuess ? 'guess' : isPreferred);
  });
}
