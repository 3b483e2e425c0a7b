// Go to the state a StartAt, Next or Default names.
import { contains, type Definition, type Span, targetsOf } from '../../language/index.ts';

export interface StateTarget {
  /** The text that names the state. */
  readonly from: Span;
  /** The state's name, and the whole state. */
  readonly selection: Span;
  readonly span: Span;
}

export function goToState({ machine }: Definition, offset: number): StateTarget | undefined {
  if (!machine) return undefined;
  for (const { target, scope } of targetsOf(machine)) {
    const state = contains(target, offset) ? scope.byName.get(target.value) : undefined;
    if (state) return { from: target, selection: state.key, span: { start: state.key.start, end: state.node.end } };
  }
  return undefined;
}
