// The Map Runs of all executions and their children, as the API tells of them: a fold over the events. Of children that are
// over so many are remembered, then the oldest are forgotten; children of the type EXPRESS leave nothing, as on AWS.
import {
  childOf,
  type ExecutionEvent,
  type Failure,
  type HistoryEvent,
  type MapRunChild,
  type MapRunCounts,
  type MapRunSettings,
  printValue,
  type RunStatus,
  toHistory,
  type Value,
} from '../interpreter/index.ts';
import { checkArn } from './arns.ts';
import { errors } from './errors.ts';
import type { RunningExecution } from './execution.ts';
import type { Resolved } from './machines.ts';

/** Children that are over and still can be described. */
const REMEMBERED = 10_000;

export interface MapRunRecord {
  readonly arn: string;
  /** The execution the Map belongs to: a child's where Maps are in each other. */
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly startDate: number;
  readonly running: RunningExecution;
  readonly declared: MapRunSettings;
  status: Exclude<RunStatus, 'TIMED_OUT'>;
  stopDate?: number | undefined;
  redriveCount: number;
  redriveDate?: number;
  /** How it ended; while it runs the run itself knows. */
  counts?: MapRunCounts | undefined;
}

/** A child execution, with what operations ask of any execution. */
export class ChildRun {
  execution: MapRunChild;
  readonly from: Resolved;
  readonly traceHeader: undefined;
  readonly mapRunArn: string;
  readonly events: ExecutionEvent[] = [];
  status: RunStatus | 'PENDING_REDRIVE' = 'RUNNING';
  output: Value | undefined;
  failure: Failure | undefined;
  stopDate: number | undefined;
  readonly #parent: RunningExecution;

  constructor(execution: MapRunChild, parent: RunningExecution) {
    this.execution = execution;
    this.from = parent.from;
    this.mapRunArn = execution.mapRunArn;
    this.#parent = parent;
  }

  get inputText(): string {
    return printValue(this.execution.input);
  }

  get history(): readonly HistoryEvent[] {
    return toHistory(this.events, this.execution);
  }

  stop(failure: Failure): void {
    if (this.status === 'RUNNING') this.#parent.stopChild(this.execution.root, failure);
  }
}

export class MapRuns {
  readonly #byArn = new Map<string, MapRunRecord>();
  readonly #children = new Map<string, ChildRun>();
  readonly #ended: string[] = [];

  get(arn: string): MapRunRecord {
    const found = this.#byArn.get(checkArn(arn, 'mapRun'));
    if (!found) throw errors.noResource(arn);
    return found;
  }

  /** Of one execution, newest first. */
  of(executionArn: string): readonly MapRunRecord[] {
    return [...this.#byArn.values()].filter(run => run.executionArn === executionArn).reverse();
  }

  child(arn: string): ChildRun | undefined {
    return this.#children.get(arn);
  }

  /** The children of a Map Run that are remembered, newest first. */
  childrenOf(mapRunArn: string): readonly ChildRun[] {
    return [...this.#children.values()].filter(child => child.mapRunArn === mapRunArn).reverse();
  }

  /** What happened in an execution; `open` are its children under way. */
  hear(event: ExecutionEvent, running: RunningExecution, open: Map<number, ChildRun>): void {
    if (event.kind === 'childStarted' && event.execution.kind === 'mapRun' && /:execution:/.test(event.execution.id)) {
      const child = new ChildRun(event.execution, running);
      open.set(event.execution.root, child);
      this.#children.set(event.execution.id, child);
    }
    if (event.kind === 'childRedriven' && event.execution.kind === 'mapRun') {
      const child = this.#children.get(event.execution.id) ?? new ChildRun(event.execution, running);
      Object.assign(child, { execution: event.execution, status: 'RUNNING', ...NOTHING_GIVEN });
      open.set(event.execution.root, child);
      this.#children.set(event.execution.id, child);
    }
    const root = childOf(event);
    const child = root === undefined ? undefined : open.get(root);
    if (child && isKept(event)) child.events.push(event);
    switch (event.kind) {
      case 'childEnded':
        if (child) this.#end(child, event, open);
        break;
      case 'mapRunStarted': {
        const { arn, stateMachineId, startTime, settings } = event.mapRun;
        const executionArn = child?.execution.id ?? running.id;
        this.#byArn.set(arn, {
          arn,
          executionArn,
          stateMachineArn: stateMachineId,
          startDate: startTime,
          running,
          declared: settings,
          status: 'RUNNING',
          redriveCount: 0,
        });
        break;
      }
      case 'mapRunRedriven': {
        const { arn, redriveCount } = event.mapRun;
        const run = this.#byArn.get(arn);
        const again = {
          status: 'RUNNING',
          stopDate: undefined,
          counts: undefined,
          redriveCount,
          redriveDate: event.now,
        };
        if (run) Object.assign(run, again);
        for (const one of this.childrenOf(arn)) if (one.status !== 'SUCCEEDED') one.status = 'PENDING_REDRIVE';
        break;
      }
      case 'mapRunSucceeded':
      case 'mapRunFailed':
      case 'mapRunAborted': {
        const run = this.#byArn.get(event.mapRunArn);
        if (run) Object.assign(run, { status: ENDS[event.kind], stopDate: event.now, counts: event.counts });
      }
    }
  }

  #end(
    child: ChildRun,
    { status, output, failure, now }: Extract<ExecutionEvent, { kind: 'childEnded' }>,
    open: Map<number, ChildRun>,
  ): void {
    Object.assign(child, { status, output, failure, stopDate: now });
    open.delete(child.execution.root);
    this.#ended.push(child.execution.id);
    if (this.#ended.length <= REMEMBERED) return;
    // Half of them at once: forgetting one by one would move the list each time.
    for (const arn of this.#ended.splice(0, REMEMBERED / 2)) {
      // One that was taken up again is at work.
      if (this.#children.get(arn)?.status !== 'RUNNING') this.#children.delete(arn);
    }
  }
}

const NOTHING_GIVEN = { output: undefined, failure: undefined, stopDate: undefined };

const ENDS = { mapRunSucceeded: 'SUCCEEDED', mapRunFailed: 'FAILED', mapRunAborted: 'ABORTED' } as const;

// What goes into no history is not kept.
function isKept(event: ExecutionEvent): boolean {
  return 'id' in event;
}
