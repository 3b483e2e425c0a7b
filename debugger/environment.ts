// What a session needs of the machine it runs on. The room itself knows no files, no processes and no clock, so that it runs
// in an editor's own process, in one of its own, in a browser, or in a test.
import type { ExecutionOptions, FoundStore, ReadText } from '../host/index.ts';
import type { Execution, Spill } from '../interpreter/index.ts';

export interface Environment {
  /** Milliseconds since 1970, when an execution starts. */
  readonly startTime: () => number;
  /** The same, to measure how long something takes. */
  readonly now: () => number;
  /** The name of the next execution. */
  readonly newName: () => string;
  readonly newExecution: (options: ExecutionOptions) => Execution;
  readonly readText: (file: string) => ReadText;
  /** A path as it is written in a launch configuration, from the definition's folder on. */
  readonly resolve: (definition: string, file: string) => string;
  readonly isSameFile: (a: string, b: string) => boolean;
  /** How many bytes the past of an execution may take, roughly, before some of it goes to a file. */
  readonly pastBytes: number;
  /** That file, where there can be one. */
  readonly newSpill: (report: (problem: string) => void) => Spill | undefined;
  /** What stands in for S3: a folder, or what the machine says. */
  readonly findStore: (folder: string | undefined) => FoundStore;
}
