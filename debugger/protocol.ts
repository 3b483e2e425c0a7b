// What the debug adapter and the extension say to each other beyond the Debug Adapter Protocol.

/** The attributes of a launch configuration. */
export interface LaunchAttributes {
  /** Path of the definition's file. */
  readonly definition: string;
  /** The text, for a definition that is not saved or not a file. */
  readonly text?: string;
  /** The input: any JSON value, or the path of a JSON file. An empty object when absent. */
  readonly input?: unknown;
  /** What tasks answer: the path of a mock file, or its content. */
  readonly mocks?: unknown;
  /** In a mock file of Step Functions Local. */
  readonly testCase?: string;
  /** What becomes of a task that nothing answers: a person is asked, or it fails with a sentence, which is the default. */
  readonly taskPolicy?: 'ask' | 'fail';
  /** An execution history, or the path of its file: it is lived again, with its own input. */
  readonly history?: unknown;
  /** What stands in for S3: a folder, from the definition's on, with a folder for each bucket. */
  readonly s3?: string;
  /** Stop before the first state. */
  readonly stopOnEntry?: boolean;
  /** The type of the state machine. STANDARD when absent. An Express one can do less, and has five minutes. */
  readonly machineType?: 'STANDARD' | 'EXPRESS';
  /** `virtual` (the default): waits take no time. `real`: they do. */
  readonly clock?: 'virtual' | 'real';
  /** Run without stopping anywhere. Set by the editor. */
  readonly noDebug?: boolean;
}

/** A task that only a person can answer. The run stands still until the request of the same name is answered. */
export const ASK_EVENT = 'stepthrough/ask';

export interface TaskQuestion {
  readonly call: number;
  readonly state: string;
  readonly resource: string;
  readonly arguments: unknown;
  /** What the service would answer, as far as its shape is known. */
  readonly suggestion?: unknown;
  /** Names of errors it can end with. */
  readonly errors: readonly string[];
}

export const ANSWER_REQUEST = 'stepthrough/answer';

export interface TaskAnswer {
  readonly call: number;
  readonly result?: unknown;
  readonly error?: string;
  readonly cause?: string;
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

/** The one stream that feeds the graph and other live views: what changed since the last batch. */
export const BATCH_EVENT = 'stepthrough/batch';

export interface Batch {
  /** The definition's path, as launched. */
  readonly definition: string;
  /** Forget everything before: the run was moved to another moment. */
  readonly reset: boolean;
  readonly states: { readonly [pointer: string]: StateActivity };
  /** Where the debugger stands, or absent while it runs. */
  readonly cursor?: { readonly pointer: string; readonly phase: string };
  /** `41 of 388` while the run is in its past. */
  readonly moment: { readonly at: number; readonly head: number };
}

export interface StateActivity {
  readonly status: StateStatus;
  readonly visits: number;
  readonly lastMs: number;
}

export type StateStatus = 'running' | 'waiting' | 'succeeded' | 'failed' | 'caught' | 'retrying' | 'aborted';
