// Go to what a name means: the state that StartAt, Next or Default names, the Assign of a variable.
import { type Definition, mentionsOf, namedAt, type Span, stateAt, targetAt } from '../../language/index.ts';

export interface StateTarget {
  /** The text that names it. */
  readonly from: Span;
  /** The name where it is given, and all that belongs to it. */
  readonly selection: Span;
  readonly span: Span;
}

export function goToState({ machine }: Definition, offset: number): StateTarget | undefined {
  const found = machine && targetAt(machine, offset);
  const state = found?.scope.byName.get(found.node.value);
  if (!found || !state || found.isKey) return undefined;
  return { from: found.node, selection: state.key, span: { start: state.key.start, end: state.node.end } };
}

/** Every Assign of the variable at an offset. */
export function goToVariable(definition: Definition, offset: number): readonly StateTarget[] {
  const named = namedAt(definition, offset);
  if (named?.kind !== 'variable') return [];
  const assignments = mentionsOf(definition, named).filter(({ isDefinition }) => isDefinition);
  return assignments.map(mention => {
    const state = stateAt(definition.machine, mention.start)?.state;
    const span = state ? { start: state.key.start, end: state.node.end } : mention;
    return { from: named.at, selection: mention, span };
  });
}
