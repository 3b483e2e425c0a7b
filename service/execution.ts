// One execution of the service: a driver on the real clock, its events, and the moment it ended.
import { type Clock, Driver, type MapData } from '../host/index.ts';
import {
  childOf,
  type Execution,
  type ExecutionEvent,
  type Failure,
  type HistoryEvent,
  type LogEvent,
  type MapRunSettings,
  type MapRunWait,
  type RunStatus,
  start,
  toHistory,
  toLogEvents,
  unredrivableMapIn,
  type Value,
} from '../interpreter/index.ts';
import type { Resolved } from './machines.ts';
import type { ChildRun, MapRuns } from './mapRuns.ts';
import { replay } from './replay.ts';
import { type ExecutionJournal, type JournalLine, StoreFault } from './store.ts';
import type { ServiceTasks } from './tasks/tasks.ts';

export interface ExecutionOptions {
  readonly execution: Execution;
  readonly from: Resolved;
  readonly inputText: string;
  readonly traceHeader?: string;
  readonly clock: Clock;
  readonly tasks: ServiceTasks;
  readonly mapData: MapData;
  readonly mapRuns: MapRuns;
  /** Where logs go, as far as the state machine wants any. */
  readonly log?: ((events: readonly LogEvent[]) => void) | undefined;
  /** Where it is written down, and what was before. */
  readonly stored?: { readonly journal: ExecutionJournal; readonly lines: readonly JournalLine[] } | undefined;
  /** What is wrong with us, for whoever looks after the service. */
  readonly report: (fault: unknown) => void;
}

export class RunningExecution {
  readonly id: string;
  readonly from: Resolved;
  readonly inputText: string;
  readonly traceHeader: string | undefined;
  /** Again, after a redrive. */
  ended: Promise<void>;
  stopDate: number | undefined;
  readonly #driver: Driver;
  readonly #journal: ExecutionJournal | undefined;
  #hasLeft = false;
  readonly #clock: Clock;
  readonly #report: (fault: unknown) => void;
  readonly #events: ExecutionEvent[] = [];
  #redriveCount = 0;
  /** Children of Map Runs that are under way. */
  readonly #children = new Map<number, ChildRun>();
  /** Ours: the run cannot go on. */
  #fault: { readonly status: RunStatus; readonly failure: Failure } | undefined;
  #history: readonly HistoryEvent[] = [];
  #projected = 0;

  constructor({
    execution,
    from,
    inputText,
    traceHeader,
    clock,
    tasks,
    mapData,
    mapRuns,
    log,
    stored,
    report,
  }: ExecutionOptions) {
    this.id = execution.id;
    this.from = from;
    this.inputText = inputText;
    this.traceHeader = traceHeader;
    this.#clock = clock;
    this.#report = report;
    this.#journal = stored?.journal;
    const started = start(from.revision.program, execution, { events: true });
    const keep = (events: readonly ExecutionEvent[]) => {
      for (const event of events) {
        if (childOf(event) === undefined) this.#events.push(event);
        if (isOfMapRun(event)) mapRuns.hear(event, this, this.#children);
        if (event.kind === 'executionRedriven') this.#redriveCount = event.redriveCount;
      }
    };
    const before = stored && stored.lines.length > 0 ? replay(started, stored, keep) : undefined;
    this.#driver = new Driver(before?.moved ?? started, {
      clock,
      ...(stored && { recorder: stored.journal }),
      tasks,
      mapData,
      sink: events => {
        const before = this.#events.length;
        keep(events);
        const { logging } = from.revision;
        if (!log || logging.level === 'OFF') return;
        const { id: executionArn } = execution;
        const history = toHistory(this.#events.slice(before), execution);
        const logged = toLogEvents(history, { ...logging, executionArn, redriveCount: this.#redriveCount });
        if (logged.length > 0) log(logged);
      },
    });
    if (before?.isOther) this.#fault = OTHER;
    if (this.status === 'RUNNING') {
      if (before) this.#driver.takeUp(before.heard, tasks.reopen);
      this.ended = this.#driveOrReport();
    } else {
      this.stopDate = this.#driver.run.now;
      this.ended = Promise.resolve();
    }
  }

  get execution(): Execution {
    return this.#driver.run.execution;
  }

  get status(): RunStatus {
    return this.#fault?.status ?? this.#driver.run.status;
  }

  get output(): Value | undefined {
    return this.#driver.run.output;
  }

  get failure(): Failure | undefined {
    return this.#fault?.failure ?? this.#driver.run.failure;
  }

  /** In AWS's shape; made anew only when something has happened since. */
  get history(): readonly HistoryEvent[] {
    if (this.#projected !== this.#events.length) {
      this.#history = toHistory(this.#events, this.execution);
      this.#projected = this.#events.length;
    }
    return this.#history;
  }

  /** A Map Run that is under way. */
  mapRun(arn: string): MapRunWait | undefined {
    for (const { waiting } of this.#driver.run.strands) {
      if (waiting?.kind === 'mapRun' && waiting.run.arn === arn) return waiting;
    }
    return undefined;
  }

  updateMapRun(mapRunArn: string, settings: Partial<MapRunSettings>): void {
    this.#driver.interfere({ kind: 'mapRunSettings', mapRunArn, settings });
  }

  stopChild(child: number, failure: Failure): void {
    this.#driver.interfere({ kind: 'stopChild', child, failure });
  }

  stop(failure: Failure): void {
    if (this.status !== 'RUNNING' || this.#hasLeft) return;
    this.#driver.stop(failure);
    this.stopDate = this.#clock.now();
  }

  /** The service ends; the execution goes on when it is read back. */
  leave(): void {
    this.#hasLeft = true;
    this.#driver.leave();
  }

  /** Why it cannot be taken up again, whatever its status. */
  get obstacle(): string | undefined {
    if (this.#fault) return 'The engine failed in it';
    if (this.#driver.run.eventCount >= MOST_EVENTS_TO_REDRIVE) return 'Execution history event limit exceeded';
    const map = unredrivableMapIn(this.#driver.run.kept);
    return map === undefined ? undefined : `Too many children of the distributed Map '${map}' did not succeed`;
  }

  /** Goes on where it failed. Answers when. */
  redrive(): number {
    this.#driver.redrive();
    this.stopDate = undefined;
    this.ended = this.#driveOrReport();
    return this.#clock.now();
  }

  #driveOrReport(): Promise<void> {
    return this.#drive().catch((fault: unknown) => {
      const cause = fault instanceof StoreFault ? fault.message : 'The engine failed: see the log of the service.';
      this.#fault = { status: 'FAILED', failure: { error: 'States.Runtime', cause } };
      this.stopDate = this.#clock.now();
      this.#report(fault);
    });
  }

  // Begins after the caller has been answered, and leaves room for other executions between its shares.
  async #drive(): Promise<void> {
    for (;;) {
      await nextTurn();
      if (this.#hasLeft) return;
      const pumped = this.#driver.pump(STEPS_PER_TURN);
      if (pumped.kind === 'ended') break;
      if (pumped.kind === 'sleeping') await this.#driver.sleep(pumped.until);
    }
    this.stopDate ??= this.#clock.now();
    this.#journal?.ended(this.status);
  }
}

// What was written by another version may be gone through otherwise.
const OTHER = {
  status: 'ABORTED',
  failure: {
    error: 'States.Runtime',
    cause: 'Another version of Stepthrough ran this execution, and it went another way.',
  },
} as const;

// Most events are of no Map Run, and are not even offered.
function isOfMapRun(event: ExecutionEvent): boolean {
  return childOf(event) !== undefined || event.kind.startsWith('mapRun');
}

/** The redrive and the end need an event each (spec/api.md §6.4). */
const MOST_EVENTS_TO_REDRIVE = 24_999;

const STEPS_PER_TURN = 2_000;

function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}
