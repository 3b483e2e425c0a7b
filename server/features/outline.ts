// The outline: states in the order of the text, with the states inside Parallel branches and Maps below them.
import { type Definition, isKnownType, type Scope, type Span, type State } from '../../language/index.ts';

export interface OutlineEntry {
  readonly kind: 'machine' | 'state' | 'branch';
  readonly name: string;
  readonly detail: string;
  readonly span: Span;
  readonly selection: Span;
  readonly children: readonly OutlineEntry[];
}

export function outline({ machine }: Definition): readonly OutlineEntry[] {
  return machine ? machine.scope.states.map(entryOf) : [];
}

function entryOf(state: State): OutlineEntry {
  return {
    kind: 'state',
    // An empty name is half-typed; the protocol refuses symbols without a name.
    name: state.name || '(no name)',
    detail: isKnownType(state) ? state.type : '',
    span: { start: state.key.start, end: Math.max(state.node.end, state.key.end) },
    selection: state.key,
    children: childrenOf(state),
  };
}

function childrenOf(state: State): readonly OutlineEntry[] {
  if (state.type === 'Map') return state.processor?.states.map(entryOf) ?? [];
  if (state.type === 'Parallel') return state.branches.map((branch, index) => branchEntry(branch, index));
  return [];
}

function branchEntry(branch: Scope, index: number): OutlineEntry {
  const { node } = branch;
  const selection = { start: node.start, end: Math.min(node.start + 1, node.end) };
  return {
    kind: 'branch',
    name: `branch ${index + 1}`,
    detail: '',
    span: node,
    selection,
    children: branch.states.map(entryOf),
  };
}
