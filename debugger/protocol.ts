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
