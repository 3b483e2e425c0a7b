// The whole state of one execution, as a value: a step gives a new Run that shares what did not change with the old one.
// Whoever holds a Run may keep it; that is what makes going back, forking and replaying cheap.
import type { Value, ValueObject } from '../expressions/index.ts';
import type { ExecutionEvent } from './events.ts';
import type { Failure } from './failure.ts';
import type {
  ItemsPage,
  MapRunSettings,
  MapRunWait,
  ReadRequest,
  ResultEntry,
  Results,
  WriteRequest,
} from './mapRun.ts';
import type { Attempts, Call, ChildStart, IterationPlan, Program, StateCode, StateData, Variables } from './program.ts';
import type { Kept } from './redrive.ts';
import type { TakenNames } from './takenNames.ts';

export type RunStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface Run {
  readonly program: Program;
  readonly execution: Execution;
  readonly status: RunStatus;
  /** Milliseconds, by the clock that moves the run. */
  readonly now: number;
  /** Those that still have something to do, in the order they were started. */
  readonly strands: readonly Strand[];
  /** The strand that moved last: the next one that can move has the next turn. */
  readonly lastStrand: number;
  /** It is inside a state and has not had to wait: its turn goes on. */
  readonly isInTurn: boolean;
  /** The id of the newest strand, and of the newest call. */
  readonly strandCount: number;
  readonly callCount: number;
  /** The state of the generator that random numbers and UUIDs are drawn from. */
  readonly chance: number;
  /** The id of the newest history event, and those of the children of Map Runs, by the strand they began with. */
  readonly eventCount: number;
  readonly childEventCounts: ReadonlyMap<number, number>;
  /** Of the executions that Tasks have started. */
  readonly names: TakenNames;
  readonly output?: Value | undefined;
  readonly failure?: Failure | undefined;
  /** What a redrive would go on from. */
  readonly kept: Kept;
}

/** Absent is STANDARD. An EXPRESS execution has no history to fill, and five minutes at most. */
export type ExecutionType = 'STANDARD' | 'EXPRESS';

/** What the context object says of the execution, and what it may do. */
export interface Execution {
  readonly id: string;
  readonly type?: ExecutionType;
  readonly name: string;
  readonly input: Value;
  /** The input as it was sent, where there was a text. */
  readonly inputText?: string;
  readonly startTime: number;
  /** Where chance begins: the same seed gives the same run. */
  readonly seed: number;
  readonly roleArn: string;
  readonly stateMachineId: string;
  readonly stateMachineName: string;
  /** How often it was taken up again after a failure. A synchronous Express execution has none (recorded). */
  readonly redriveCount?: number;
  readonly redriveTime?: number;
  /** Members that the context object has besides, or instead of its own. */
  readonly context?: ValueObject;
  /** At most so many branches, iterations or children of one state at a time, whatever it says. Of the run's own execution only. */
  readonly mostAtOnce?: number;
}

/** An execution that another has started, in the same run. */
export type ChildExecution = MapRunChild | NestedExecution;

interface ChildOfRun extends Execution {
  /** The strand it began with. Its events are counted apart. */
  readonly root: number;
  /** When its time is over. */
  readonly deadline: number;
  /** How many tasks have started one another to come here. */
  readonly depth: number;
  /** The child that has started it; absent where that was the run's own execution. */
  readonly within: number | undefined;
  /** The Tasks that have started one another to come here, before the path of a state: `Top/Call → Reserve:Pay → `. */
  readonly around: string;
}

/** That a Map Run has started for an item or a batch of items. */
export interface MapRunChild extends ChildOfRun {
  readonly kind: 'mapRun';
  readonly mapRunArn: string;
  readonly itemCount: number;
}

/** That a Task has started, of another state machine (`states:startExecution`). */
export interface NestedExecution extends ChildOfRun {
  readonly kind: 'nested';
  readonly inputText: string;
  /** The strand of that Task. It may have gone on since. */
  readonly caller: number;
}

/** One flow of control: the main one, a Parallel branch, a Map iteration, a child of a Map Run. */
export interface Strand {
  /** Stays the same as long as the strand lives, and across replays. */
  readonly id: number;
  /** The strand that waits for this one, and which of its branches or iterations this is, from 0. */
  readonly parent?: { readonly strand: number; readonly index: number } | undefined;
  /** Absent where the strand belongs to the run's own execution. */
  readonly execution?: ChildExecution | undefined;
  readonly code: StateCode;
  /** The index of the step it stands before. */
  readonly step: number;
  readonly data: Readonly<StateData>;
  readonly variables: Variables;
  /** When and as which event the state was entered. Absent before its first step. */
  readonly entered?: { readonly id: number; readonly previousId: number; readonly time: number } | undefined;
  /** The newest history event of this strand: the next one points to it. */
  readonly lastEventId: number;
  /** The retries of this visit of the state. */
  readonly attempts: Attempts;
  /** The state has failed, and its retriers and catchers are about to be consulted. */
  readonly failing?: Failure | undefined;
  /** Absent when the strand can move. */
  readonly waiting?: Waiting | undefined;
  /** The call of `advance` that made it, and may still write to it. */
  readonly madeBy?: object | undefined;
}

export type Waiting =
  /** For the clock: a Wait state, or the delay before a retry. */
  | { readonly kind: 'clock'; readonly until: number }
  /** For an answer from the outside. */
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly call: Call;
      /** The history has its event. Of an activity only once it is known to be there. */
      readonly isScheduled: boolean;
      readonly timeoutAt: number;
      readonly heartbeatAt: number;
      /** The execution it has started, by its strand: its end is the answer, unless a token is waited for. */
      readonly child?: number | undefined;
    }
  /** For its branches or iterations. `nextItem` is the first item or branch that has not started. */
  | {
      readonly kind: 'children';
      readonly results: Results | undefined;
      readonly open: number;
      readonly plan?: IterationPlan | undefined;
      readonly nextItem: number;
      /** Of a Parallel that may not start all of its branches at once: all of them. */
      readonly branches?: readonly ChildStart[] | undefined;
    }
  | MapRunWait;

/** Something that moves a run. `now` is the clock's time at that moment. */
export type Signal =
  /** One step of one strand. */
  | { readonly kind: 'step'; readonly strand: number; readonly now: number }
  /** As far as it goes without waiting, at most so many steps. */
  | { readonly kind: 'go'; readonly steps: number; readonly now: number }
  /** The clock has reached what strands or the whole execution wait for. */
  | { readonly kind: 'timer'; readonly now: number }
  /** The outside has something to say about a call. */
  | { readonly kind: 'answer'; readonly call: number; readonly answer: Answer; readonly now: number }
  /** Items of a Map have come, or were written; by the number of the command that asked for it. */
  | { readonly kind: 'items'; readonly reader: number; readonly page: ItemsPage; readonly now: number }
  | { readonly kind: 'written'; readonly writer: number; readonly failure?: Failure | undefined; readonly now: number }
  /** Other limits for a Map Run that is under way. */
  | {
      readonly kind: 'mapRunSettings';
      readonly mapRunArn: string;
      readonly settings: Partial<MapRunSettings>;
      readonly now: number;
    }
  /** A child of a Map Run, by the strand it began with, is stopped alone. */
  | { readonly kind: 'stopChild'; readonly child: number; readonly now: number; readonly failure: Failure }
  | { readonly kind: 'stop'; readonly now: number; readonly failure: Failure }
  /** Somebody has changed what a strand knows or where it stands. Members that are absent stay as they are. */
  | ({ readonly kind: 'edit'; readonly strand: number; readonly now: number } & Edit)
  /** The strand stands before a state of its scope, given by path, with this input. */
  | {
      readonly kind: 'goto';
      readonly strand: number;
      readonly now: number;
      readonly state: string;
      readonly input: Value;
    }
  /** The state of the strand fails, whatever it was doing. */
  | { readonly kind: 'raise'; readonly strand: number; readonly now: number; readonly failure: Failure }
  /** The definition was edited: what has not begun is taken from the new one. */
  | { readonly kind: 'redefine'; readonly now: number; readonly program: Program }
  /** A run that did not succeed goes on where it failed. */
  | { readonly kind: 'redrive'; readonly now: number };

export interface Edit {
  readonly data?: Partial<StateData>;
  readonly variables?: Variables;
  /** The step it stands before; it does not wait any more. */
  readonly step?: number;
  /** What the state has failed with; null takes a failure back. */
  readonly failing?: Failure | null;
}

export type Answer =
  | { readonly kind: 'succeeded'; readonly output: Value }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The job of a `.sync` task or the request of a `.waitForTaskToken` task was accepted; its end is still to come. */
  | { readonly kind: 'submitted'; readonly output: Value }
  /** The call was not made at all: what it names is not there. The history has no event of it. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** An activity's task waits for a worker. Any other answer of an activity says so too. */
  | { readonly kind: 'queued' }
  /** The call starts an execution of another state machine, which becomes a part of this run. */
  | ({ readonly kind: 'execution' } & NestedStart)
  /** A worker took an activity's task. */
  | { readonly kind: 'started'; readonly workerName?: string }
  | { readonly kind: 'heartbeat' };

/** A state machine that a Task starts, and with what. */
export interface NestedStart {
  readonly program: Program;
  /** What the machine is called, and its ARN, where it was named by one. */
  readonly machine: string;
  readonly arn?: string;
  readonly type?: ExecutionType;
  /** Drawn when absent. */
  readonly name?: string;
  readonly input: Value;
  readonly inputText: string;
}

/** What the run wants done outside. */
export type Command =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly state: StateCode;
      /** How often this visit of the state was tried before. */
      readonly attempt: number;
      /** Of the Map the state is in. */
      readonly iteration?: number | undefined;
      readonly call: Call;
      /** It has started an execution of this run already, and waits for its token. */
      readonly hasStarted?: boolean;
    }
  /** The first or the next page of a Map's items. */
  | {
      readonly kind: 'readItems';
      readonly id: number;
      readonly state: StateCode;
      readonly request: ReadRequest;
      /** So many are known already: whoever has not read these leaves them out. */
      readonly skip: number;
    }
  /** Answered when the last entries are written, or as soon as some cannot be. */
  | {
      readonly kind: 'writeResults';
      readonly id: number;
      readonly state: StateCode;
      readonly request: WriteRequest;
      readonly mapRunArn: string;
      readonly entries: readonly ResultEntry[];
      readonly isLast: boolean;
      /** Files of this Map Run with results that stand have been written before. */
      readonly isRedriven: boolean;
    }
  /** Nobody waits for the answer any more. */
  | { readonly kind: 'cancel'; readonly id: number };

/** What a signal led to. */
export interface Moved {
  readonly run: Run;
  readonly events: readonly ExecutionEvent[];
  readonly commands: readonly Command[];
}
