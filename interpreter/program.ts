// A compiled Machine: for every state the phases it goes through, each with the place in the text a debugger shows and a
// function that does its work. Made once, shared by all executions, never changed.
import type { Chance, Value } from '../expressions/index.ts';
import type { Machine, Span, State } from '../language/index.ts';
import type { Failure } from './failure.ts';

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
  readonly steps: readonly Step[];
  /** The states this one can lead to, by name. */
  readonly scope: ReadonlyMap<string, StateCode>;
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
  effectiveInput?: Value;
  /** After Parameters or Arguments. */
  payload?: Value;
  result?: Value;
  assigned?: Variables;
  output?: Value;
  /** The choice rule that was taken. */
  rule?: number;
  next?: string;
  error?: Failure;
}

export type Variables = Readonly<Record<string, Value>>;

/** What a step can read besides the data. */
export interface StepScope {
  readonly context: () => Value;
  readonly variables: Variables;
  readonly chance: Chance;
  readonly now: number;
}

export type Outcome =
  | undefined // go on with the next step
  | { readonly kind: 'skipTo'; readonly step: number }
  | { readonly kind: 'sleep'; readonly until: number }
  | { readonly kind: 'fail'; readonly failure: Failure };
