// What happened in a run: the one list that history, graph, debugger output, coverage and tests are made from.
// Events with an `id` are those AWS writes into the history; the others say what happened between them.
import type { Value } from '../expressions/index.ts';
import type { Failure } from './failure.ts';
import type { Phase, Variables } from './program.ts';

export type ExecutionEvent =
  | { readonly kind: 'executionStarted'; readonly id: number; readonly now: number; readonly input: Value }
  | (AtState & { readonly kind: 'stateEntered'; readonly input: Value } & Recorded)
  /** A phase was gone through; `rule` is the choice rule it looked at, `taken` whether that rule decides. */
  | (AtState & { readonly kind: 'phase'; readonly phase: Phase; readonly rule?: number; readonly taken?: boolean })
  /** The strand waits for the clock. */
  | (AtState & { readonly kind: 'waiting'; readonly until: number })
  | (AtState & {
      readonly kind: 'stateExited';
      readonly output: Value;
      readonly assigned?: Variables;
      readonly next?: string;
    } & Recorded)
  /** A JSONata expression failed. */
  | (AtState & { readonly kind: 'evaluationFailed'; readonly failure: Failure; readonly location: string } & Recorded)
  /** The state failed and nothing caught it. */
  | (AtState & { readonly kind: 'stateFailed'; readonly failure: Failure })
  | ({ readonly kind: 'executionSucceeded'; readonly now: number; readonly output: Value } & Recorded)
  | ({ readonly kind: 'executionFailed'; readonly now: number; readonly failure: Failure } & Recorded)
  | ({ readonly kind: 'executionTimedOut'; readonly now: number } & Recorded)
  | ({ readonly kind: 'executionAborted'; readonly now: number; readonly failure: Failure } & Recorded);

interface AtState {
  readonly strand: number;
  /** The path of the state, `Top/Pay`. */
  readonly state: string;
  readonly name: string;
  readonly type: string;
  readonly now: number;
}

interface Recorded {
  readonly id: number;
  readonly previousId: number;
}
