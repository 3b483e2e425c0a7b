// A compiled Machine: for every state the phases it goes through, each with the place in the text a debugger shows and a
// function that does its work. Made once, shared by all executions, never changed.
import type { Chance, Value } from '../expressions/index.ts';
import type { Machine, Span, State } from '../language/index.ts';
import type { Resource } from './compile/resource.ts';
import type { Failure } from './failure.ts';
import type { DistributedPlan, ReadRequest } from './mapRun.ts';
import type { ExecutionType } from './run.ts';

/** The observable steps inside a state (design: "Phases: what a line is"). */
export type Phase = 'enter' | 'input' | 'args' | 'rule' | 'task' | 'result' | 'error' | 'assign' | 'output' | 'exit';

export interface Program {
  readonly machine: Machine;
  readonly start: StateCode;
  /** Every state of every scope by its path (`Top/Parallel[1]/Inner`). */
  readonly states: ReadonlyMap<string, StateCode>;
  readonly timeoutSeconds?: number;
}

export interface StateCode {
  readonly name: string;
  readonly path: string;
  readonly state: State;
  /** That of the state, whose objects have many shapes: read with every event. */
  readonly type: State['type'];
  readonly steps: readonly Step[];
  /** The states this one can lead to, by name. */
  readonly scope: ReadonlyMap<string, StateCode>;
  readonly onError: OnError | undefined;
  /** Of a Map whose iterations are executions of their own: their machine's name behind the slash, and its type. */
  readonly distributed: { readonly label: string; readonly executionType: ExecutionType } | undefined;
}

/** Retry and Catch of a state. */
export interface OnError {
  /** Decides what follows a failure; a catcher that takes it settles the data. */
  readonly react: (failure: Failure, data: StateData, scope: StepScope, attempts: Attempts) => Reaction;
  /** Every retrier and catcher in the order they are asked, and what each says to a failure. Changes nothing. */
  readonly consider: (failure: Failure, attempts: Attempts) => readonly Considered[];
  /** The retrier or catcher that is the first to match. */
  readonly spanOf: (failure: Failure) => Span | undefined;
}

export type Reaction =
  | { readonly kind: 'retry'; readonly retrier: number; readonly delayMs: number }
  | { readonly kind: 'caught'; readonly catcher: number }
  | { readonly kind: 'uncaught' };

/** What a retrier or catcher says to a failure. At most one of a state takes it. */
export interface Considered extends Span {
  readonly kind: 'retrier' | 'catcher';
  readonly index: number;
  readonly names: readonly string[];
  /** `later`: one before it has decided already. */
  readonly verdict: 'takes' | 'noMatch' | 'usedUp' | 'later';
  /** Of a retrier. */
  readonly done?: number;
  readonly most?: number;
  /** Of a retrier, before its next attempt, without jitter. */
  readonly delayMs?: number;
  /** Of a catcher. */
  readonly next?: string | undefined;
}

/** The retries of this visit of a state. */
export interface Attempts {
  readonly total: number;
  readonly byRetrier: readonly number[];
}

export interface Step {
  readonly phase: Phase;
  /** The place in the text of this step: a breakpoint there stops before it. */
  readonly span: Span;
  /** Where a debugger looks instead while it stands here, when that depends on what happened before. */
  readonly spanNow?: (data: Readonly<StateData>) => Span | undefined;
  /** Does the step's work on the data of a strand. */
  readonly perform: (data: StateData, scope: StepScope) => Outcome;
}

/**
 * What a strand knows inside its current state. A step writes to a copy of its own; a value in it is never written to.
 * A member that is absent has not happened yet.
 */
export interface StateData {
  input: Value;
  effectiveInput?: Value | undefined;
  /** After Parameters or Arguments. */
  payload?: Value | undefined;
  /** The items of a Map, with their keys when they are the members of an object. */
  items?: readonly Value[] | undefined;
  keys?: readonly string[] | undefined;
  /** What the ItemReader of a Map asks for. */
  reader?: ReadRequest | undefined;
  /** The token of a `.waitForTaskToken` task. */
  token?: string | undefined;
  result?: Value | undefined;
  /** After ResultSelector. */
  selected?: Value | undefined;
  assigned?: Variables | undefined;
  output?: Value | undefined;
  /** The choice rule that was taken. */
  rule?: number | undefined;
  next?: string | undefined;
  error?: Failure | undefined;
}

/** What a strand knows when it enters a state. All members at once, so that the host sees objects of one shape only. */
export function dataFor(input: Value): StateData {
  return {
    input,
    effectiveInput: undefined,
    payload: undefined,
    items: undefined,
    keys: undefined,
    reader: undefined,
    token: undefined,
    result: undefined,
    selected: undefined,
    assigned: undefined,
    output: undefined,
    rule: undefined,
    next: undefined,
    error: undefined,
  };
}

export type Variables = Readonly<Record<string, Value>>;

/** What a step can read besides the data. */
export interface StepScope {
  context(): Value;
  readonly variables: Variables;
  readonly chance: Chance;
  newToken(): string;
  readonly now: number;
}

export type Outcome =
  | undefined // go on with the next step
  | { readonly kind: 'skipTo'; readonly step: number }
  | { readonly kind: 'sleep'; readonly until: number }
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'branch'; readonly children: readonly ChildStart[] }
  | { readonly kind: 'iterate'; readonly plan: IterationPlan }
  | { readonly kind: 'distribute'; readonly plan: DistributedPlan }
  | { readonly kind: 'fail'; readonly failure: Failure };

/** What a Task asks of the outside. */
export interface Call {
  readonly resource: Resource;
  readonly input: Value;
  readonly token?: string;
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
  readonly credentials?: Value;
}

export interface ChildStart {
  readonly start: StateCode;
  readonly input: Value;
}

/** The iterations of a Map. */
export interface IterationPlan {
  readonly start: StateCode;
  readonly items: readonly Value[];
  /** At most so many at once. */
  readonly concurrency: number;
  /** Absent where the item is the input. */
  readonly inputOf: ((data: Readonly<StateData>, scope: StepScope, item: Value) => Value) | undefined;
}
