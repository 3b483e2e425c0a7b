// A definition as the specification describes it, typed, every part with its node in the text. What the text may lack is
// optional here; lowering has already said so in a problem. Rules, the engine, the graph and the editor all read this.

import type { Comparison } from '../spec/comparisons.ts';
import type { QueryLanguage, StateType } from '../spec/fields.ts';
import type { BooleanNode, Member, Node, ObjectNode, StringNode } from '../text/tree.ts';

export interface Machine {
  readonly node: ObjectNode;
  readonly queryLanguage: QueryLanguage;
  readonly fields: Fields;
  readonly scope: Scope;
  /** The kind of machine it will be, where that is known: Express machines can do less. */
  readonly workflowType?: WorkflowType;
  /** The workflow variables that expressions read, in the order of the text, inner scopes after outer ones. */
  readonly reads: readonly VariableRead[];
}

export interface VariableRead {
  readonly name: string;
  /** The name of the state it is read in. */
  readonly state: string;
}

export type WorkflowType = 'STANDARD' | 'EXPRESS';

/** Members by name; the last one where a name stands twice. */
export type Fields = ReadonlyMap<string, Member>;

/** One `States` object: the machine's own, a Parallel branch's, or a Map processor's. No transition leaves it. */
export interface Scope {
  readonly kind: 'StateMachine' | 'Branch' | 'Processor';
  readonly node: ObjectNode;
  readonly pointer: string;
  readonly fields: Fields;
  readonly startAt?: StringNode | undefined;
  /** In the order of the text. */
  readonly states: readonly State[];
  /** The first state of each name. */
  readonly byName: ReadonlyMap<string, State>;
}

export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState
  | UntypedState;

interface StateBase {
  readonly name: string;
  readonly key: StringNode;
  readonly node: ObjectNode;
  readonly pointer: string;
  readonly queryLanguage: QueryLanguage;
  readonly fields: Fields;
}

interface Followed {
  readonly next?: StringNode | undefined;
  /** `End`, whatever its value: only `true` ends. */
  readonly end?: BooleanNode | undefined;
}

interface Guarded {
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
}

export interface PassState extends StateBase, Followed {
  readonly type: 'Pass';
}

export interface TaskState extends StateBase, Followed, Guarded {
  readonly type: 'Task';
}

export interface WaitState extends StateBase, Followed {
  readonly type: 'Wait';
}

export interface SucceedState extends StateBase {
  readonly type: 'Succeed';
}

export interface FailState extends StateBase {
  readonly type: 'Fail';
}

export interface ChoiceState extends StateBase {
  readonly type: 'Choice';
  readonly rules: readonly ChoiceRule[];
  readonly default?: StringNode | undefined;
}

export interface ParallelState extends StateBase, Followed, Guarded {
  readonly type: 'Parallel';
  readonly branches: readonly Scope[];
}

export interface MapState extends StateBase, Followed, Guarded {
  readonly type: 'Map';
  readonly processor?: Scope | undefined;
}

/** `Type` is missing or no type at all. The rest is read as far as it can be. */
export interface UntypedState extends StateBase, Followed {
  readonly type: 'Untyped';
}

export interface ChoiceRule {
  readonly node: ObjectNode;
  readonly pointer: string;
  readonly fields: Fields;
  readonly next?: StringNode | undefined;
  /** Of a JSONPath rule. Absent where the text has none that can be read. */
  readonly test?: ChoiceTest | undefined;
  /** Of a JSONata rule. */
  readonly condition?: Node | undefined;
}

export type ChoiceTest =
  | { readonly kind: 'and' | 'or'; readonly node: ObjectNode; readonly tests: readonly ChoiceTest[] }
  | { readonly kind: 'not'; readonly node: ObjectNode; readonly test: ChoiceTest }
  | {
      readonly kind: 'compare';
      readonly node: ObjectNode;
      readonly variable: StringNode;
      readonly operator: string;
      readonly comparison: Comparison;
      readonly operand: Node;
    };

export interface Retrier {
  readonly node: ObjectNode;
  readonly pointer: string;
  readonly fields: Fields;
}

export interface Catcher extends Retrier {
  readonly next?: StringNode | undefined;
}

/** The scopes inside a state. */
export function innerScopes(state: State): readonly Scope[] {
  if (state.type === 'Parallel') return state.branches;
  return state.type === 'Map' && state.processor ? [state.processor] : [];
}

/** Every scope of a machine, outer before inner. */
export function* allScopes(scope: Scope): Generator<Scope> {
  yield scope;
  for (const state of scope.states) for (const inner of innerScopes(state)) yield* allScopes(inner);
}

export function endsScope(state: State): boolean {
  if (state.type === 'Succeed' || state.type === 'Fail') return true;
  return state.type !== 'Choice' && state.end?.value === true;
}

export function isKnownType(state: State): state is Exclude<State, UntypedState> {
  return state.type !== 'Untyped';
}

export type TypedState<T extends StateType> = Extract<State, { type: T }>;
