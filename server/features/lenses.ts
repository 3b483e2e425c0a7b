// The lines above a machine and its states: Run and Debug, how many places lead to each state, and Debug from there.
import {
  countStates,
  type Definition,
  innerScopes,
  type Scope,
  type Span,
  transitionsOf,
} from '../../language/index.ts';

export interface Lens {
  readonly span: Span;
  readonly title: string;
  readonly action: 'run' | 'debug' | 'debugFrom' | 'references';
  /** The state to begin at, of debugFrom. */
  readonly state?: string;
  /** The places, of references. */
  readonly places: readonly Span[];
}

/** More lines than states would help nobody. */
const MOST_STATES = 300;

export function lenses({ machine }: Definition): readonly Lens[] {
  if (!machine) return [];
  const { node, scope } = machine;
  const span = { start: node.start, end: Math.min(node.start + 1, node.end) };
  const commands: Lens[] = [
    { span, title: '$(play) Run', action: 'run', places: [] },
    { span, title: '$(debug-alt) Debug', action: 'debug', places: [] },
  ];
  return countStates(machine) > MOST_STATES ? commands : [...commands, ...lensesIn(scope, true)];
}

function lensesIn(scope: Scope, isOutermost: boolean): readonly Lens[] {
  const places = new Map<string, Span[]>();
  const add = (name: string, place: Span) => void places.set(name, [...(places.get(name) ?? []), place]);
  if (scope.startAt) add(scope.startAt.value, scope.startAt);
  for (const state of scope.states) for (const { target } of transitionsOf(state)) add(target.value, target);
  return scope.states.flatMap((state): readonly Lens[] => {
    const found = places.get(state.name) ?? [];
    const title = found.length === 1 ? '1 reference' : `${found.length} references`;
    const lens: Lens = { span: state.key, title, action: 'references', places: found };
    const inner = innerScopes(state).flatMap(one => lensesIn(one, false));
    // At the start of all it is what Debug does.
    if (isOutermost && state.name === scope.startAt?.value) return [lens, ...inner];
    const from: Lens = { ...lens, title: 'Debug from here', action: 'debugFrom', state: state.name, places: [] };
    return [lens, from, ...inner];
  });
}
