// A Map Run as data: what a distributed Map wants done, what it knows while its children run, and what it asks of the
// outside. What happens to it is in `mapRuns.ts`.
import type { Value } from '../expressions/index.ts';
import type { Failure } from './failure.ts';
import type { StateCode, StateData, StepScope } from './program.ts';
import type { ExecutionType, MapRunChild, Strand } from './run.ts';

/** One thing a distributed Map is run over. */
export interface Item {
  readonly value: Value;
  /** Of a member of an object. */
  readonly key?: string;
  /** Where it is from: `STATE_DATA`, `S3://bucket/key`. */
  readonly source?: string;
}

export interface DistributedPlan {
  readonly start: StateCode;
  readonly label: string;
  readonly executionType: ExecutionType;
  /** The items, or where they are to be read from. */
  readonly source:
    | { readonly kind: 'items'; readonly items: readonly Item[] }
    | { readonly kind: 'reader'; readonly request: ReadRequest };
  /** What depends on data: evaluated when the Map has started. */
  readonly settle: (data: StateData, scope: StepScope) => MapRunSettings;
  /** Of an item: with a batcher a part of the child's input, else all of it. */
  readonly inputOf: (data: Readonly<StateData>, scope: StepScope, item: Item) => Value;
}

export interface MapRunSettings {
  /** As declared; 0 is no limit. */
  readonly maxConcurrency: number;
  /** Absent where nothing is declared. */
  readonly toleratedCount?: number;
  readonly toleratedPercentage?: number;
  readonly batching?: Batching;
  readonly writer?: WriteRequest;
  readonly transformation: Transformation;
}

export type Transformation = 'NONE' | 'COMPACT' | 'FLATTEN';

export interface Batching {
  readonly maxItems: number;
  readonly maxBytes: number;
  readonly batchInput?: Value;
}

/** What an ItemReader asks for, evaluated. */
export interface ReadRequest {
  readonly action: 'getObject' | 'listObjectsV2';
  readonly arguments: Value;
  readonly inputType?: string;
  readonly transformation?: string;
  readonly manifestType?: string;
  readonly csvDelimiter?: string;
  readonly csvHeaderLocation?: string;
  readonly csvHeaders?: readonly string[];
  readonly itemsPointer?: string;
  /** 0 and absent are all of them. */
  readonly maxItems?: number;
}

/** Where a ResultWriter puts what the children gave, evaluated. */
export interface WriteRequest {
  readonly bucket: string;
  /** The folder of this Map Run: prefix and UUID come before the file's name. */
  readonly prefix: string;
  readonly transformation: Transformation;
  readonly outputType: 'JSON' | 'JSONL';
}

/** Some of the items that were asked for. */
export type ItemsPage =
  | { readonly kind: 'items'; readonly items: readonly Item[]; readonly isLast: boolean }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One child execution that is over, or an input that none was started for. */
export interface ResultEntry {
  readonly status: 'SUCCEEDED' | Unsuccessful['status'] | 'PENDING';
  readonly input: Value;
  readonly executionArn?: string;
  readonly name?: string;
  readonly stateMachineArn?: string;
  readonly output?: Value;
  readonly failure?: Failure;
  readonly startTime?: number;
  readonly stopTime?: number;
  readonly redriveCount?: number;
}

export interface MapRun {
  readonly arn: string;
  /** The last part of the ARN. */
  readonly uuid: string;
  /** The event that started it, or took it up again. */
  readonly startedId: number;
  readonly startTime: number;
  /** `…:stateMachine:Name/Label` */
  readonly stateMachineId: string;
  readonly stateMachineName: string;
  readonly settings: MapRunSettings;
  /** How often it was taken up again after a failure, and when. */
  readonly redriveCount: number;
  readonly redriveTime?: number;
}

export interface Counts {
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly aborted: number;
  /** Of a Map Run that was taken up again: those that did not succeed and have not begun again yet. */
  readonly pendingRedrive: number;
}

export interface MapRunCounts {
  readonly items: Counts;
  readonly executions: Counts;
}

export const NO_COUNTS: Counts = {
  pending: 0,
  running: 0,
  succeeded: 0,
  failed: 0,
  timedOut: 0,
  aborted: 0,
  pendingRedrive: 0,
};

/** A child that did not succeed, as it stood: a redrive goes on with it. In a list that grows at its head. */
export interface Unsuccessful {
  readonly index: number;
  readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly execution: MapRunChild;
  /** In the order of their ids. None of an Express execution, which begins anew. */
  readonly strands: readonly Strand[];
  /** The newest event of its history. */
  readonly eventCount: number;
  readonly next: Unsuccessful | undefined;
}

/** What a Map's strand waits for while its Map Run is under way. */
export interface MapRunWait {
  readonly kind: 'mapRun';
  readonly run: MapRun;
  readonly plan: DistributedPlan;
  readonly counts: MapRunCounts;
  /** Items that are here and not yet begun: those of `queue` from `at` on. */
  readonly queue: readonly Item[];
  readonly at: number;
  /** The index of the next item, and of the next child. */
  readonly nextItem: number;
  readonly nextChild: number;
  /** The beginning of the next batch. */
  readonly batch: readonly Value[];
  readonly batchBytes: number;
  /** Where items are read: who answers, and whether an answer is under way. */
  readonly reader?: { readonly id: number; readonly isOpen: boolean } | undefined;
  /** All items have come. */
  readonly isRead: boolean;
  /** What the children gave, newest first. Absent once it is too much to be handed on. */
  readonly results: Results | undefined;
  readonly resultBytes: number;
  /** What is to be written and has not been handed over yet. */
  readonly unwritten: readonly ResultEntry[];
  readonly writer?: { readonly id: number } | undefined;
  /** The children are over and the last results are being written. */
  readonly closing?: { readonly failure?: Failure } | undefined;
  /** The children that did not succeed, newest first. Absent once there are more than are kept. */
  readonly unsuccessful: Unsuccessful | undefined;
  readonly unsuccessfulCount: number;
  /** Of a Map Run that was taken up again: the children that are still to be, in their order. */
  readonly again: Unsuccessful | undefined;
}

/** A list that grows at its head, so that a result more costs the same however many there are. */
export interface Results {
  readonly index: number;
  readonly value: Value;
  readonly before: Results | undefined;
}

/** In the order of the items, gaps left out. */
export function inOrder(results: Results | undefined): Value[] {
  const found: Results[] = [];
  let isSorted = true;
  for (let one = results; one; one = one.before) {
    found.push(one);
    if (one.before && one.before.index > one.index) isSorted = false;
  }
  // Mostly they came in order; the newest is the first here.
  found.reverse();
  if (!isSorted) found.sort((a, b) => a.index - b.index);
  return found.map(({ value }) => value);
}

/** Whether more has failed than the Map tolerates. A percentage is of all items, so these have to be known. */
export function exceedsTolerance({ run, counts, isRead }: MapRunWait): boolean {
  const { toleratedCount, toleratedPercentage } = run.settings;
  const failed = counts.items.failed + counts.items.timedOut;
  if (failed === 0) return false;
  if (toleratedCount === undefined && toleratedPercentage === undefined) return true;
  if (toleratedCount !== undefined && failed > toleratedCount) return true;
  return toleratedPercentage !== undefined && isRead && (failed / totalOf(counts.items)) * 100 > toleratedPercentage;
}

export function totalOf(counts: Counts): number {
  const { pending, running, succeeded, failed, timedOut, aborted, pendingRedrive } = counts;
  return pending + running + succeeded + failed + timedOut + aborted + pendingRedrive;
}

/** Moves so many from one column to another. */
export function shift(counts: Counts, from: keyof Counts, to: keyof Counts, amount: number): Counts {
  return { ...counts, [from]: counts[from] - amount, [to]: counts[to] + amount };
}
