// What happened in a run: the one list that history, graph, debugger output, coverage and tests are made from.
// Events with an `id` are those AWS writes into the history; the others say what happened between them.
import type { Value } from '../expressions/index.ts';
import type { Failure } from './failure.ts';
import type { MapRun, MapRunCounts } from './mapRun.ts';
import type { Call, Phase, Variables } from './program.ts';
import type { ChildExecution, RunStatus } from './run.ts';

export type ExecutionEvent =
  | { readonly kind: 'executionStarted'; readonly id: number; readonly now: number; readonly input: Value }
  | (AtState & { readonly kind: 'stateEntered'; readonly input: Value } & Recorded)
  /** A phase was gone through; `rule` is the choice rule it looked at, `taken` whether that rule decides. */
  | (AtState & {
      readonly kind: 'phase';
      readonly phase: Phase;
      readonly rule?: number | undefined;
      readonly taken?: boolean | undefined;
    })
  /** The strand waits for the clock. */
  | (AtState & { readonly kind: 'waiting'; readonly until: number })
  /** A task's call was made, begun, accepted, answered. */
  | (AtState & { readonly kind: 'callScheduled'; readonly call: Call } & Recorded)
  | (AtState & { readonly kind: 'callStarted'; readonly call: Call; readonly workerName?: string } & Recorded)
  | (AtState & { readonly kind: 'callSubmitted'; readonly call: Call; readonly output: Value } & Recorded)
  | (AtState & { readonly kind: 'callSucceeded'; readonly call: Call; readonly output: Value } & Recorded)
  | (AtState & { readonly kind: 'callFailed'; readonly call: Call; readonly failure: Failure } & Recorded)
  | (AtState & { readonly kind: 'callTimedOut'; readonly call: Call; readonly failure: Failure } & Recorded)
  /**
   * A Parallel or Map has started its branches or iterations; `length` is the number of items of a Map, 0 where they are
   * still to be read. What a distributed Map does is told of its Map Run.
   */
  | (AtState & {
      readonly kind: 'containerStarted';
      readonly length?: number;
      readonly isDistributed?: true;
    } & Recorded)
  | (AtState & { readonly kind: 'containerSucceeded' } & Recorded)
  | (AtState & { readonly kind: 'containerFailed' } & Recorded)
  | (AtState & { readonly kind: 'iterationStarted'; readonly index: number } & Recorded)
  | (AtState & { readonly kind: 'iterationSucceeded'; readonly index: number } & Recorded)
  | (AtState & { readonly kind: 'iterationFailed'; readonly index: number } & Recorded)
  | (AtState & { readonly kind: 'iterationAborted'; readonly index: number } & Recorded)
  | (AtState & { readonly kind: 'mapRunStarted'; readonly mapRun: Omit<MapRun, 'startedId'> } & Recorded)
  /** It goes on with the children that did not succeed, and those not begun. */
  | (AtState & { readonly kind: 'mapRunRedriven'; readonly mapRun: MapRun } & Recorded)
  | (AtState & MapRunOver & { readonly kind: 'mapRunSucceeded' } & Recorded)
  | (AtState & MapRunOver & { readonly kind: 'mapRunFailed'; readonly failure: Failure } & Recorded)
  | (AtState & MapRunOver & { readonly kind: 'mapRunAborted' } & Recorded)
  /** A child of a Map Run begins, is taken up again and ends: events of its own history, like all of its strands. */
  | (AtState & { readonly kind: 'childStarted'; readonly execution: ChildExecution } & Recorded)
  | (AtState & { readonly kind: 'childRedriven'; readonly execution: ChildExecution } & Recorded)
  | (AtState & {
      readonly kind: 'childEnded';
      readonly execution: ChildExecution;
      readonly status: Exclude<RunStatus, 'RUNNING'>;
      readonly output?: Value;
      readonly failure?: Failure;
    } & Recorded)
  /** A JSONata expression failed. */
  | (AtState & { readonly kind: 'evaluationFailed'; readonly failure: Failure; readonly location?: string } & Recorded)
  /** The state, or one attempt at it, failed; what follows is still to be decided. */
  | (AtState & { readonly kind: 'stateFailed'; readonly failure: Failure })
  /** It will be tried again at `until`. */
  | (AtState & {
      readonly kind: 'stateRetried';
      readonly retrier: number;
      readonly attempt: number;
      readonly until: number;
    })
  | (AtState & { readonly kind: 'stateCaught'; readonly catcher: number; readonly next: string })
  /** Another branch or iteration failed while this state was at work. */
  | (AtState & { readonly kind: 'stateAborted' } & Recorded)
  | (AtState & {
      readonly kind: 'stateExited';
      readonly output: Value;
      readonly assigned?: Variables | undefined;
      readonly next?: string | undefined;
    } & Recorded)
  | ({ readonly kind: 'executionRedriven'; readonly now: number; readonly redriveCount: number } & Recorded)
  | ({ readonly kind: 'executionSucceeded'; readonly now: number; readonly output: Value } & Recorded)
  | ({ readonly kind: 'executionFailed'; readonly now: number; readonly failure: Failure } & Recorded)
  | ({ readonly kind: 'executionTimedOut'; readonly now: number } & Recorded)
  | ({ readonly kind: 'executionAborted'; readonly now: number; readonly failure: Failure } & Recorded);

export interface AtState {
  readonly strand: number;
  /** The path of the state, `Top/Pay`. */
  readonly state: string;
  readonly name: string;
  readonly type: string;
  readonly now: number;
  /** The child execution it happened in, by the strand that began with; absent in the run's own. */
  readonly child?: number | undefined;
}

interface MapRunOver {
  readonly mapRunArn: string;
  readonly counts: MapRunCounts;
}

export interface Recorded {
  readonly id: number;
  readonly previousId: number;
}

/** An event as it is handed to the recorder, which gives the id. */
export type Unrecorded<Event = ExecutionEvent> = Event extends Recorded ? Omit<Event, 'id' | keyof AtState> : never;
