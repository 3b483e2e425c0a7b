// Questions about places: what stands at an offset. Editor features, breakpoints and the graph's cursor ask here.
import { allScopes, type Machine, type Scope, type State } from './machine/machine.ts';
import { transitionsOf } from './machine/transitions.ts';
import { contains, type Member, type Node, type StringNode } from './text/tree.ts';

/** What the cursor is on: a field's name, or a value, with the members that lead there, outermost first. */
export interface Place {
  readonly path: readonly Member[];
  readonly node: Node;
  /** On the key of the last member of `path` rather than in its value. */
  readonly onKey: boolean;
}

/** The innermost member or value at an offset. */
export function pathAt(root: Node | undefined, offset: number): Place | undefined {
  if (!root || !contains(root, offset)) return undefined;
  const path: Member[] = [];
  let node = root;
  for (;;) {
    if (node.kind === 'object') {
      const member: Member | undefined = node.members.find(candidate => contains(candidate, offset));
      if (!member) return { path, node, onKey: false };
      path.push(member);
      if (contains(member.key, offset)) return { path, node: member.key, onKey: true };
      if (!member.value || !contains(member.value, offset)) return { path, node: member.key, onKey: false };
      node = member.value;
    } else if (node.kind === 'array') {
      const item: Node | undefined = node.items.find(candidate => contains(candidate, offset));
      if (!item) return { path, node, onKey: false };
      node = item;
    } else {
      return { path, node, onKey: false };
    }
  }
}

/** The innermost state whose text holds the offset, and its scope. */
export function stateAt(
  machine: Machine | undefined,
  offset: number,
): { readonly state: State; readonly scope: Scope } | undefined {
  if (!machine) return undefined;
  let found: { state: State; scope: Scope } | undefined;
  for (const scope of allScopes(machine.scope)) {
    // Inner scopes come after outer ones, so the last hit is the innermost.
    const state = scope.states.find(candidate => candidate.key.start <= offset && offset <= candidate.node.end);
    if (state) found = { state, scope };
  }
  return found;
}

/** The text at an offset that is the name of a state: its key, or one that goes there, with the scope it is looked up in. */
export function targetAt(
  machine: Machine,
  offset: number,
): { readonly node: StringNode; readonly scope: Scope; readonly isKey: boolean } | undefined {
  for (const scope of allScopes(machine.scope)) {
    if (scope.startAt && contains(scope.startAt, offset)) return { node: scope.startAt, scope, isKey: false };
  }
  const found = stateAt(machine, offset);
  if (!found) return undefined;
  const { state, scope } = found;
  if (contains(state.key, offset)) return { node: state.key, scope, isKey: true };
  const target = transitionsOf(state).find(way => contains(way.target, offset))?.target;
  return target && { node: target, scope, isKey: false };
}

/** Every text that names a state to go to: StartAt, Next, Default, with the scope it is looked up in. */
export function* targetsOf(machine: Machine): Generator<{ readonly target: StringNode; readonly scope: Scope }> {
  for (const scope of allScopes(machine.scope)) {
    if (scope.startAt) yield { target: scope.startAt, scope };
    for (const state of scope.states) for (const { target } of transitionsOf(state)) yield { target, scope };
  }
}
