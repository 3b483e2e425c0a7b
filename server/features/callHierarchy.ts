// States as calls: which states lead to one, and where it leads to itself. The states inside a Parallel or Map count as
// called by it, beginning with the first.
import {
  type Definition,
  innerScopes,
  isKnownType,
  type Scope,
  type Span,
  type State,
  stateAt,
  targetAt,
  transitionsOf,
} from '../../language/index.ts';

export interface StateItem {
  readonly name: string;
  readonly detail: string;
  readonly span: Span;
  readonly selection: Span;
}

export interface StateCall {
  readonly item: StateItem;
  /** The texts that name the state that is called. */
  readonly places: readonly Span[];
}

/** The state whose name is at an offset, or that is named there; else the one around it. */
export function stateItemAt(definition: Definition, offset: number): StateItem | undefined {
  const state = stateMeant(definition, offset)?.state;
  return state && itemOf(state);
}

export function callersOf(definition: Definition, offset: number): readonly StateCall[] {
  const found = stateMeant(definition, offset);
  if (!found || !definition.machine) return [];
  const calls = found.scope.states.flatMap(state => callsTo(state, found.state.name));
  const outer = ownerOf(definition, found.scope);
  const { startAt } = found.scope;
  const begins = outer && startAt?.value === found.state.name ? [{ item: itemOf(outer), places: [startAt] }] : [];
  return [...begins, ...calls];
}

export function calleesOf(definition: Definition, offset: number): readonly StateCall[] {
  const found = stateMeant(definition, offset);
  if (!found) return [];
  const { state, scope } = found;
  const places = new Map<string, Span[]>();
  for (const { target } of transitionsOf(state))
    places.set(target.value, [...(places.get(target.value) ?? []), target]);
  const inner = innerScopes(state).flatMap(({ startAt, byName }) => {
    const first = startAt && byName.get(startAt.value);
    return first ? [{ item: itemOf(first), places: [startAt] }] : [];
  });
  const next = [...places].flatMap(([name, spans]) => {
    const target = scope.byName.get(name);
    return target ? [{ item: itemOf(target), places: spans }] : [];
  });
  return [...inner, ...next];
}

function callsTo(state: State, name: string): readonly StateCall[] {
  const places = transitionsOf(state)
    .map(({ target }) => target)
    .filter(({ value }) => value === name);
  return places.length > 0 ? [{ item: itemOf(state), places }] : [];
}

function stateMeant(
  { machine }: Definition,
  offset: number,
): { readonly state: State; readonly scope: Scope } | undefined {
  const target = machine && targetAt(machine, offset);
  const state = target?.scope.byName.get(target.node.value);
  return target && state ? { state, scope: target.scope } : stateAt(machine, offset);
}

// The Parallel or Map a scope is in.
function ownerOf({ machine }: Definition, scope: Scope): State | undefined {
  if (scope.node.start === machine?.node.start) return undefined;
  return stateAt(machine, scope.node.start)?.state;
}

export function itemOf(state: State): StateItem {
  return {
    name: state.name || '(no name)',
    detail: isKnownType(state) ? state.type : '',
    span: { start: state.key.start, end: Math.max(state.node.end, state.key.end) },
    selection: state.key,
  };
}
