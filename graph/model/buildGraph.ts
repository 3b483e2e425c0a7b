// Machine → Graph. Draws what the text says: what cannot be drawn, such as a transition to a state that is not there, is
// left out and marked, because the problems list explains it.
import {
  endsScope,
  innerScopes,
  type Machine,
  type Scope,
  type Span,
  type State,
  type Transition,
  transitionsOf,
} from '../../language/index.ts';
import { describeRetriers, errorNames } from './describeRetriers.ts';
import { describeRule } from './describeRule.ts';
import { describeState, textOf } from './describeState.ts';
import {
  END_ID,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type GraphScope,
  START_ID,
  type StateNode,
} from './graph.ts';
import { taskCallOf } from './services.ts';

/** Never throws, whatever the text lacks. Nodes and edges keep the order of the text; containers hold their scopes. */
export function buildGraph(machine: Machine): Graph {
  const scope = buildScope(machine.scope);
  const nodes: GraphNode[] = [...scope.nodes];
  const edges: GraphEdge[] = [];
  const { startAt } = machine.scope;
  if (scope.first !== undefined && startAt) {
    nodes.unshift({ kind: 'start', id: START_ID, name: 'Start' });
    edges.push({ id: '/StartAt', from: START_ID, to: scope.first, kind: 'start', ...spanOf(startAt) });
  }
  edges.push(...scope.edges, ...machine.scope.states.flatMap(state => endEdge(state, scope)));
  if (edges.some(edge => edge.kind === 'end')) nodes.push({ kind: 'end', id: END_ID, name: 'End' });
  const first = nodes[0]?.kind === 'start' ? START_ID : undefined;
  return { id: scope.id, kind: 'StateMachine', nodes, edges, ...(first && { first }) };
}

function buildScope(scope: Scope): GraphScope {
  const edges: GraphEdge[] = [];
  const nodes = scope.states.map(state => {
    const id = idOf(state, scope);
    let hasUnknownTarget = false;
    for (const transition of transitionsOf(state)) {
      const target = scope.byName.get(transition.target.value);
      if (target) edges.push(edgeOf(state, id, target, transition));
      else if (!isPlaceholder(transition.target.value)) hasUnknownTarget = true;
    }
    return nodeOf(state, id, hasUnknownTarget);
  });
  const first = scope.startAt && scope.byName.get(scope.startAt.value)?.pointer;
  return { id: scope.pointer, kind: scope.kind, nodes, edges, ...(first !== undefined && { first }) };
}

function nodeOf(state: State, id: string, hasUnknownTarget: boolean): StateNode {
  const resource = state.type === 'Task' ? textOf(state, 'Resource') : undefined;
  const family = resource === undefined ? undefined : taskCallOf(resource)?.family;
  const comment = textOf(state, 'Comment');
  const retriers = 'retriers' in state ? state.retriers : [];
  return {
    kind: 'state',
    id,
    name: state.name,
    type: state.type,
    detail: describeState(state),
    key: spanOf(state.key),
    start: state.key.start,
    end: state.node.end,
    hasUnknownTarget,
    hasRetry: retriers.length > 0,
    ...(resource !== undefined && { resource }),
    ...(family && { family }),
    ...(comment && { comment }),
    ...(retriers.length > 0 && { retries: describeRetriers(retriers) }),
    scopes: innerScopes(state).map(buildScope),
  };
}

// Two states of one name share a pointer; transitions mean the first.
function idOf(state: State, scope: Scope): string {
  if (scope.byName.get(state.name) === state) return state.pointer;
  const earlier = scope.states.filter(other => other.name === state.name && other.key.start < state.key.start);
  return `${state.pointer}#${earlier.length + 1}`;
}

function edgeOf(state: State, from: string, target: State, transition: Transition): GraphEdge {
  const label = labelOf(state, transition);
  return {
    id: transition.pointer,
    from,
    to: target.pointer,
    kind: transition.kind,
    ...(label && { label }),
    ...spanOf(transition.target),
  };
}

function labelOf(state: State, { kind, index }: Transition): string | undefined {
  if (kind === 'default') return 'otherwise';
  if (kind === 'choice' && state.type === 'Choice' && index !== undefined) {
    const rule = state.rules[index];
    return rule && describeRule(rule);
  }
  if (kind === 'catch' && 'catchers' in state && index !== undefined) {
    const catcher = state.catchers[index];
    return catcher && errorNames(catcher.fields).join(', ');
  }
  return undefined;
}

// A Fail state stands for itself: the end marker means that the execution succeeded.
function endEdge(state: State, scope: GraphScope): readonly GraphEdge[] {
  if (state.type === 'Fail' || !endsScope(state)) return [];
  const node = scope.nodes.find(candidate => candidate.kind === 'state' && candidate.start === state.key.start);
  const end = 'end' in state ? state.end : undefined;
  if (!node) return [];
  return [{ id: `${node.id}/End`, from: node.id, to: END_ID, kind: 'end', ...spanOf(end ?? state.key) }];
}

function isPlaceholder(name: string): boolean {
  return name.includes('${');
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
