// What the debug adapter and the extension say to each other beyond the Debug Adapter Protocol.

export { meaningOf, type ToldState } from './stops/stateMeaning.ts';

/** The attributes of a launch configuration. */
export interface LaunchAttributes {
  /** Path of the definition's file. */
  readonly definition: string;
  /** In a template: the state machine, by its logical id or name. */
  readonly stateMachine?: string;
  /** In a template with several: a line of the one that is meant, from 1. Set by the editor. */
  readonly line?: number;
  /** The text, for a definition that is not saved or not a file. */
  readonly text?: string;
  /** The input: any JSON value, or the path of a JSON file. An empty object when absent. */
  readonly input?: unknown;
  /** What tasks answer: the path of a mock file, or its content. */
  readonly mocks?: unknown;
  /**
   * Where the state machines are that Tasks start: by name, ARN or placeholder the path of a definition, from this one's folder on. Those
   * of the same template, and files `NAME.asl.json` beside it, are found without.
   */
  readonly machines?: { readonly [name: string]: string };
  /** In a mock file of Step Functions Local. */
  readonly testCase?: string;
  /** An execution history, or the path of its file: it is lived again, with its own input. */
  readonly history?: unknown;
  /** What stands in for S3: a folder, from the definition's on, with a folder for each bucket. */
  readonly s3?: string;
  /** Stop before the first state. */
  readonly stopOnEntry?: boolean;
  /** Stop once more when the execution is over, so that one can go back from there. */
  readonly stopAtEnd?: boolean;
  /** Begin at a state, by name; the input is what it is given. Its scope is then the whole execution. */
  readonly startAt?: string;
  /** Workflow variables the execution begins with. */
  readonly variables?: { readonly [name: string]: unknown };
  /** Members of the context object, besides those it has or instead of them. */
  readonly context?: { readonly [name: string]: unknown };
  /** At most so many branches, iterations or children of one state at a time, whatever it says. */
  readonly maxConcurrency?: number;
  /** The same number gives the same random values and UUIDs. */
  readonly seed?: number;
  /** `ask` (the default when debugging): stop at a task that nothing answers. `mock`: it fails, as on the command line. */
  readonly taskPolicy?: 'ask' | 'mock';
  /** false: no line in the debug console for what each state does. */
  readonly trace?: boolean;
  /** The type of the state machine. STANDARD when absent. An Express one can do less, and has five minutes. */
  readonly machineType?: 'STANDARD' | 'EXPRESS';
  /** `virtual` (the default): waits take no time. `real`: they do. */
  readonly clock?: 'virtual' | 'real';
  /** Run without stopping anywhere. Set by the editor. */
  readonly noDebug?: boolean;
}

/** The execution is over: what there is to keep of it. */
export const ENDED_EVENT = 'stepthrough/ended';

export interface EndedRun {
  readonly definition: string;
  readonly name: string;
  readonly input: unknown;
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  /** Milliseconds since 1970, by the clock of the run. */
  readonly startTime: number;
  readonly endTime: number;
  /** As GetExecutionHistory gives it. */
  readonly history: readonly object[];
}

/** A mock file that answers a run as this one was answered so far. */
export const MOCKS_REQUEST = 'stepthrough/mocks';
export interface MocksAnswer {
  readonly mocks: { readonly [state: string]: unknown };
}

/** A value that is shown, as an entry of a mock file: what the state of the frame is answered. */
export const VALUE_AS_MOCK_REQUEST = 'stepthrough/valueAsMock';
export interface ValueAsMockArguments {
  readonly variablesReference: number;
  readonly name: string;
  readonly frameId?: number;
}

/** The one stream that feeds the graph and other live views: what changed since the last batch. */
export const BATCH_EVENT = 'stepthrough/batch';

export interface Batch {
  /** The definition's path, as launched. */
  readonly definition: string;
  /** Of a template: which of its machines. */
  readonly stateMachine?: string;
  /** Forget everything before: the run was moved to another moment. */
  readonly reset: boolean;
  readonly states: { readonly [pointer: string]: StateActivity };
  /** How often ways were taken: by the pointer of the field that leads there, `/StartAt`, or that of a state with `/End` behind it. */
  readonly ways: { readonly [pointer: string]: number };
  /** Where the debugger stands, or absent while it runs. `label`: the phase as a person reads it. */
  readonly cursor?: { readonly pointer: string; readonly phase: string; readonly label: string };
  /** Milliseconds since the start, by the clock of the run. */
  readonly clock: number;
  /** Of the states in this Map only those of one iteration are told. */
  readonly only?: ShownIteration;
  /** `41 of 388` while the run is in its past. */
  readonly moment: { readonly at: number; readonly head: number };
  /** The timeline it is of. */
  readonly timeline: number;
}

export interface StateActivity {
  readonly status: StateStatus;
  readonly visits: number;
  readonly lastMs: number;
  /** Attempts that followed a failed one, in all visits. Absent: none. */
  readonly retries?: number;
  /** Of a Parallel or a Map that has started. */
  readonly parts?: PartCounts;
}

/** The branches of a Parallel, the iterations of a Map, the items of a distributed one: of those at work now, else of the last time. */
export interface PartCounts {
  /** As far as it is known: items may still be read. */
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly aborted: number;
}

/** An iteration of a Map, or a child execution of a distributed one, from 0. */
export interface ShownIteration {
  readonly pointer: string;
  readonly index: number;
}

export type StateStatus = 'running' | 'waiting' | 'succeeded' | 'failed' | 'caught' | 'retrying' | 'aborted';

// Custom requests. Each is a name, what is sent with it, and what is answered.

/** Stands at any moment of any timeline. Answered empty; `stopped` follows. */
export const SEEK_REQUEST = 'stepthrough/seek';
export interface SeekArguments {
  /** The current one when absent. */
  readonly timeline?: number;
  readonly moment: number;
}

/** What happened in a timeline, as GetExecutionHistory tells it, from a moment on; each event with its moment. */
export const HISTORY_REQUEST = 'stepthrough/history';
export interface HistoryArguments {
  /** The current one when absent. */
  readonly timeline?: number;
  readonly from: number;
  /** No more than about so many events are answered at once. */
  readonly most: number;
}
export interface HistoryAnswer {
  /** Long texts in them are cut. */
  readonly events: readonly object[];
  /** Where to go on from; above the head when that was all. */
  readonly next: number;
}

/** Live views ask of a definition as batches name it. */
export interface AboutDefinition {
  readonly definition: string;
  readonly stateMachine?: string;
}

/** What went over one of these ways the last time, up to where the run stands. */
export const FLOW_REQUEST = 'stepthrough/flow';
export interface FlowArguments extends AboutDefinition {
  /** Pointers as in `Batch.ways`. */
  readonly ways: readonly string[];
  /** All of the value, however long. */
  readonly isWhole?: boolean;
}
export interface FlowAnswer {
  /** Absent where none of them was taken. */
  readonly flow?: Flow;
}
export interface Flow {
  readonly way: string;
  /** JSON on several lines; cut where it is long. */
  readonly text: string;
  readonly isCut: boolean;
  /** Of the value as it is handed on. */
  readonly bytes: number;
  /** The variables that were assigned with it, each on a line. */
  readonly assigned?: { readonly [name: string]: string };
}

/** The iterations of a Map that have begun, with what they came to, in their order. */
export const ITERATIONS_REQUEST = 'stepthrough/iterations';
export interface IterationsArguments extends AboutDefinition {
  readonly pointer: string;
}
export interface IterationsAnswer {
  readonly iterations: readonly IterationStatus[];
}
export type IterationStatus = 'running' | 'succeeded' | 'failed' | 'aborted';

/** From now on live views are told of one iteration; of all without one. A batch follows. */
export const SHOW_ITERATION_REQUEST = 'stepthrough/showIteration';
export interface ShowIterationArguments extends AboutDefinition {
  readonly only?: ShownIteration;
}

/** The ways the execution went so far: the first, and one for every change made in the past. */
export const TIMELINES_REQUEST = 'stepthrough/timelines';
export interface TimelinesAnswer {
  readonly current: number;
  readonly timelines: readonly TimelineInfo[];
}
export interface TimelineInfo {
  readonly id: number;
  /** Absent for the first. */
  readonly from?: { readonly timeline: number; readonly moment: number };
  /** What made it another way, in words. */
  readonly why: string;
  readonly head: number;
  readonly status: string;
}

/** What changed between two timelines, state by state, in the order of the first. */
export const COMPARE_REQUEST = 'stepthrough/compareTimelines';
export interface CompareArguments {
  readonly a: number;
  readonly b: number;
  /** Visits that are the same in both as well. */
  readonly all?: boolean;
}
export interface CompareAnswer {
  readonly visits: readonly ComparedVisit[];
}
export interface ComparedVisit {
  readonly state: string;
  /** Which visit of the state it is, from 1. */
  readonly visit: number;
  readonly kind: 'same' | 'differs' | 'onlyA' | 'onlyB';
  readonly a?: VisitData;
  readonly b?: VisitData;
}
export interface VisitData {
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string;
  readonly moment: number;
}

/** Who gave a variable or a part of the state data its value: the latest write at or before this moment. */
export const WHO_SET_REQUEST = 'stepthrough/whoSet';
export interface WhoSetArguments {
  /** `$total`, `$.order.id` */
  readonly expression: string;
  readonly frameId?: number;
}
export interface WhoSetAnswer {
  /** The moment after the write, for SEEK_REQUEST; 0 when it was there from the start. */
  readonly moment: number;
  readonly timeline: number;
  /** Absent when nothing wrote it: it came with the input. */
  readonly state?: string;
  readonly phase?: string;
  /** The file that line and column are of. */
  readonly definition?: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** As text; absent when there was no value. */
  readonly before?: string;
  readonly after?: string;
  /** By hand, at the debugger. */
  readonly byHand?: boolean;
}

/** To the next or previous visit of the state of a frame. Answered `{ found }`; `stopped` follows when there is one. */
export const VISIT_REQUEST = 'stepthrough/visit';
export interface VisitArguments {
  readonly frameId?: number;
  readonly direction: 'next' | 'previous';
}

/** The definition was edited: use it for states that were not entered yet, or start again with it. */
export const DEFINITION_CHANGED_REQUEST = 'stepthrough/definitionChanged';
export interface DefinitionChangedArguments {
  readonly text: string;
  readonly apply: 'unentered' | 'restart';
  /** The file it is the text of; the launched one when absent. */
  readonly definition?: string;
}

/** A task that nothing answers: the debugger stops at it and sends this. */
export const QUESTION_EVENT = 'stepthrough/question';
export interface Question {
  readonly question: number;
  readonly state: string;
  readonly resource: string;
  readonly arguments: unknown;
  readonly attempt: number;
  readonly iteration?: number;
  /** What AWS could answer, by the catalogue of its APIs. */
  readonly suggestion?: unknown;
  /** Errors the call may end with, and those the state's Retry and Catch name. */
  readonly errors: readonly string[];
}

/** The answer to a question: a result, or an error. The run goes on when the client continues. */
export const ANSWER_REQUEST = 'stepthrough/answer';
export interface AnswerArguments {
  readonly question: number;
  readonly result?: unknown;
  readonly error?: string;
  readonly cause?: string;
  /** Answer all later calls of the state the same; the answer holds the entry for a mock file. */
  readonly remember?: boolean;
}
export interface AnswerAnswer {
  /** For the client to write into the mock file, below the state's name. */
  readonly mock?: { readonly state: string; readonly entry: unknown };
}

/** What a state is answered from now on. In the past that begins another timeline. */
export const SET_MOCK_REQUEST = 'stepthrough/setMock';
export interface SetMockArguments {
  readonly state: string;
  /** An entry of a mock file: `{"return": …}`; null takes the mock away. */
  readonly mock: unknown;
}

/** Members that `terminateThreads` understands besides the protocol's own: what the strand's state fails with. */
export interface TerminateThreadsExtra {
  readonly error?: string;
  readonly cause?: string;
}
