// What the picture of a definition is made of, before anything has a place: nodes and edges in the order of the text, one
// set per scope, because no transition leaves a scope. Plain data that survives a message to the page.
import type { Scope, Span, State } from '../../language/index.ts';
import type { ServiceFamily } from './services.ts';

/** The machine's own scope, with its start and end markers. */
export interface Graph extends GraphScope {
  readonly kind: 'StateMachine';
}

export interface GraphScope {
  /** The JSON pointer of the scope. */
  readonly id: string;
  readonly kind: Scope['kind'];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** The node where the scope begins: the start marker, or the state `StartAt` names. */
  readonly first?: string;
  /** Of a machine that is drawn in the Task that starts it: which one it is. */
  readonly title?: string;
}

export type GraphNode = StateNode | MarkerNode;

export interface StateNode extends Span {
  readonly kind: 'state';
  /** The state's JSON pointer. A second state of the same name has `#2` behind it. */
  readonly id: string;
  readonly name: string;
  readonly type: State['type'];
  /** What the state does, in a few words: `DynamoDB getItem`, `Wait 5 min`. */
  readonly detail: string;
  /** Of a Task: what it calls, as the text says it, and the family of that service. */
  readonly resource?: string;
  readonly family?: ServiceFamily;
  readonly comment?: string;
  /** A line for each retrier: `CardBusy: 2 times, after 30 s` */
  readonly retries?: readonly string[];
  /** Where the name stands in the text; `start` and `end` are those of the whole state, name included. */
  readonly key: Span;
  /** `Next`, `Default`, a rule or a catcher names a state that is not there; that edge is missing. */
  readonly hasUnknownTarget: boolean;
  readonly hasRetry: boolean;
  /** Branches of a Parallel, the processor of a Map; of a Task the machine it starts, while that is opened in it. */
  readonly scopes: readonly GraphScope[];
  /** Of a Task: the machine it starts, where that is at hand. */
  readonly starts?: StartedMachine;
  /** The document it stands in, where that is not the one the graph is of. */
  readonly uri?: string;
}

export interface StartedMachine {
  readonly name: string;
  /** The document of its definition, where that is not the one the graph is of. */
  readonly uri?: string;
  /** Of a template: which of its machines it is. */
  readonly stateMachine?: string;
  /** Why it cannot be drawn. */
  readonly problem?: string;
  /** Nothing of the name is at hand. */
  readonly isMissing?: true;
}

export interface MarkerNode {
  readonly kind: 'start' | 'end';
  readonly id: string;
  readonly name: string;
}

/** `start` and `end` are where the text names the target. */
export interface GraphEdge extends Span {
  /** The JSON pointer of the field that makes the transition. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'start' | 'next' | 'choice' | 'default' | 'catch' | 'end';
  readonly label?: string;
}

export const START_ID = '#start';
export const END_ID = '#end';
