// What can be done with the text at a place though nothing is wrong with it.
import type { Definition } from '../definition.ts';
import { stateAt } from '../find.ts';
import type { Fix } from '../fixes/fix.ts';
import { allScopes, type Scope, type State } from '../machine/machine.ts';
import { memberNamed } from '../text/tree.ts';
import { addCatch, addRetry, catchAll } from './errorHandling.ts';
import { sortStates } from './sortStates.ts';

export function rewritesAt(definition: Definition, offset: number): readonly Fix[] {
  const { machine } = definition;
  if (!machine) return [];
  const found = stateAt(machine, offset);
  const source = { definition };
  const ofState = found ? [...addRetry(source, found.state), ...addCatch(source, found.state, found.scope)] : [];
  const scope = scopeNamedAt(definition, offset, found);
  return [...ofState, ...(scope ? sortStates(definition, scope) : []), ...(scope ? catchAll(source, machine) : [])];
}

/** The scope of which `States`, `StartAt` or the name of a state is at the offset: the place to order all of them. */
function scopeNamedAt(
  { machine }: Definition,
  offset: number,
  found: { readonly state: State; readonly scope: Scope } | undefined,
): Scope | undefined {
  const isAt = (span: { start: number; end: number } | undefined) => span && span.start <= offset && offset <= span.end;
  if (found && isAt(found.state.key)) return found.scope;
  if (!machine) return undefined;
  return [...allScopes(machine.scope)].find(
    ({ node }) => isAt(memberNamed(node, 'States')?.key) || isAt(memberNamed(node, 'StartAt')),
  );
}
