// The fixes of a problem in a host, as edits of the host. Where an edit of the definition has no exact place there, there is
// no fix.
import type { Definition } from '../definition.ts';
import { type Edit, type Fix, fixOf } from '../fixes/fix.ts';
import { fixesFor } from '../fixes/fixesFor.ts';
import { changeName } from '../fixes/names.ts';
import type { Problem } from '../problems.ts';
import type { OffsetMap } from './offsetMap.ts';

/** `problem` is told of the state machine, at its place in the host; `text` is the host's. A definition may be its own host. */
export function fixesInHost(
  text: string,
  { definition, toHost, editInHost }: OffsetMap & { readonly definition?: Definition | undefined },
  problem: Problem,
): readonly Fix[] {
  const own = definition?.problems.find(each => {
    const { code, message, pointer } = each;
    if (code !== problem.code || message !== problem.message || pointer !== problem.pointer) return false;
    const { start, end } = toHost(each);
    return start === problem.start && end === problem.end;
  });
  // What is wrong between the host and its definition: a name that one of them has.
  if (!definition || !own) return changeName(text, problem);
  return fixesFor(definition, own).flatMap(({ title, edits, isPreferred }) => {
    const placed = edits.map((edit): Edit | undefined => editInHost(edit));
    return fixOf(title, placed, isPreferred);
  });
}
