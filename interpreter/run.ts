// The whole state of one execution, as a value: a step gives a new Run that shares what did not change with the old one.
// Whoever holds a Run may keep it; that is what makes going back, forking and replaying cheap.
import type { Value } from '../expressions/index.ts';
import type { ExecutionEvent } from './events.ts';
import type { Failure } from './failure.ts';
import type { Program, StateCode, StateData, Variables } from './program.ts';

export type RunStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface Run {
  readonly program: Program;
  readonly execution: Execution;
  readonly status: RunStatus;
  /** Milliseconds, by the clock that moves the run. */
  readonly now: number;
  /** Those that still have something to do, in path order. */
  readonly strands: readonly Strand[];
  /** The strand that moved last: the next one that can move has the next turn. */
  readonly lastStrand: number;
  /** The state of the generator that random numbers and UUIDs are drawn from. */
  readonly chance: number;
  /** The id of the newest history event. */
  readonly eventCount: number;
  readonly output?: Value;
  readonly failure?: Failure;
}

/** What the context object says of the execution. */
export interface Execution {
  readonly id: string;
  readonly name: string;
  readonly input: Value;
  readonly startTime: number;
  /** Where chance begins: the same seed gives the same run. */
  readonly seed: number;
  readonly roleArn: string;
  readonly stateMachineId: string;
  readonly stateMachineName: string;
}

/** One flow of control: the main one, a Parallel branch, a Map iteration. */
export interface Strand {
  /** Stays the same as long as the strand lives, and across replays. */
  readonly id: number;
  readonly code: StateCode;
  /** The index of the step it stands before. */
  readonly step: number;
  readonly data: Readonly<StateData>;
  readonly variables: Variables;
  /** When and as which event the state was entered. Absent before its first step. */
  readonly entered?: { readonly id: number; readonly previousId: number; readonly time: number };
  /** The newest history event of this strand: the next one points to it. */
  readonly lastEventId: number;
  /** Absent when the strand can move. */
  readonly sleepUntil?: number;
}

/** Something that moves a run. `now` is the clock's time at that moment. */
export type Signal =
  /** One step of one strand. */
  | { readonly kind: 'step'; readonly strand: number; readonly now: number }
  /** As far as it goes without waiting, at most so many steps. */
  | { readonly kind: 'go'; readonly steps: number; readonly now: number }
  /** The clock has reached what strands or the whole execution wait for. */
  | { readonly kind: 'timer'; readonly now: number }
  | { readonly kind: 'stop'; readonly now: number; readonly failure: Failure };

/** What a signal led to. Commands to the outside come with Task states; there are none yet. */
export interface Moved {
  readonly run: Run;
  readonly events: readonly ExecutionEvent[];
}
