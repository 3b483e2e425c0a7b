// Folds events into what live views draw: the status of each state, and the ways that were taken. Sends only what changed since the
// last time.
import type { ExecutionEvent, Journal, Moment, Program } from '../../interpreter/index.ts';
import { innerScopes } from '../../language/index.ts';
import type { Batch, StateActivity, StateStatus } from '../protocol.ts';
import { type Activity, forget, newActivity, redefine, restore, type Snapshot, snapshotOf, told } from './activity.ts';
import type { OneIteration } from './oneIteration.ts';
import { allWays, isFirst, newWay, type Way, wayTaken } from './ways.ts';

export interface Standing extends Pick<Batch, 'moment' | 'timeline' | 'clock'> {
  readonly cursor: Batch['cursor'] | undefined;
}

export class LiveView {
  readonly #definition: string;
  /** By the path of the state. */
  readonly #activity = new Map<string, Activity>();
  #startsAt = '';
  readonly #start = newWay('/StartAt', undefined);
  #changed: Activity[] = [];
  #taken: Way[] = [];
  #reset = true;
  /** The activity at every so many moments of a journal: what is in one never changes. */
  #snapshots = new WeakMap<Journal, Snapshots[]>();
  #only: OneIteration | undefined;

  constructor(definition: string, program: Program) {
    this.#definition = definition;
    this.show(program);
  }

  /** From now on states are drawn where they are in this program. */
  show(program: Program): void {
    for (const activity of this.#activity.values()) activity.pointer = undefined;
    const byPointer = new Map<string, Activity>();
    for (const [path, code] of program.states) {
      const known = this.#activity.get(path);
      const activity = known ?? newActivity(code);
      if (known) redefine(known, code);
      else this.#activity.set(path, activity);
      byPointer.set(code.state.pointer, activity);
    }
    for (const [path, { state }] of program.states) {
      for (const { states } of innerScopes(state)) {
        for (const { pointer } of states) {
          const inner = byPointer.get(pointer);
          if (inner) inner.container = this.#activity.get(path);
        }
      }
    }
    this.#startsAt = program.start.path;
    this.#snapshots = new WeakMap();
    // Under their new pointers.
    for (const activity of this.#activity.values()) for (const way of allWays(activity.ways)) this.#noteWay(way);
  }

  /** The state that is drawn there. */
  pathOf(pointer: string): string | undefined {
    for (const [path, activity] of this.#activity) if (activity.pointer === pointer) return path;
    return undefined;
  }

  /** Something changed since the last batch. */
  get hasNews(): boolean {
    return this.#reset || this.#changed.length > 0 || this.#taken.length > 0;
  }

  add(events: readonly ExecutionEvent[]): void {
    for (const event of events) {
      if (this.#only?.includes(event) !== false) this.#fold(event);
      else this.#countChild(event);
    }
  }

  get only(): OneIteration['shown'] | undefined {
    return this.#only?.shown;
  }

  /** From now on one iteration of a Map is told of, or all. */
  showOnly(only: OneIteration | undefined, journal: Journal, until: Moment): void {
    this.#only = only;
    this.#snapshots = new WeakMap();
    this.restart(journal, until);
  }

  /** Starts again from what happened up to another moment. */
  restart(journal: Journal, until: Moment): void {
    const known = this.#snapshots.get(journal) ?? [];
    this.#snapshots.set(journal, known);
    const count = Math.min(known.length, Math.floor(until / SNAPSHOT_INTERVAL));
    const last = known[count - 1];
    this.#only?.forget();
    this.#changed = [];
    this.#taken = [];
    this.#reset = true;
    this.#start.times = last?.starts ?? 0;
    this.#start.isChanged = false;
    this.#noteWay(this.#start);
    for (const [path, activity] of this.#activity) {
      forget(activity);
      const before = last?.states.get(path);
      if (!before) continue;
      restore(activity, before);
      this.#note(activity);
      for (const way of allWays(activity.ways)) this.#noteWay(way);
    }
    for (let moment = last ? count * SNAPSHOT_INTERVAL + 1 : 0; moment <= until; moment++) {
      this.add(journal.eventsAt(moment));
      // Who belongs to one iteration is known to who has heard everything.
      if (!this.#only && moment === (known.length + 1) * SNAPSHOT_INTERVAL) known.push(this.#snapshot());
    }
  }

  /** The changes since the last call. */
  take({ cursor, moment, timeline, clock }: Standing): Batch {
    const states: Record<string, StateActivity> = {};
    for (const activity of this.#changed) {
      activity.isChanged = false;
      const said = activity.pointer === undefined ? undefined : told(activity);
      if (said) states[activity.pointer as string] = said;
    }
    const ways: Record<string, number> = {};
    for (const way of this.#taken) {
      way.isChanged = false;
      ways[way.pointer] = way.times;
    }
    const reset = this.#reset;
    const { only } = this;
    this.#changed = [];
    this.#taken = [];
    this.#reset = false;
    return {
      definition: this.#definition,
      reset,
      states,
      ways,
      moment,
      timeline,
      clock,
      ...(cursor && { cursor }),
      ...(only && { only }),
    };
  }

  #fold(event: ExecutionEvent): void {
    if (event.kind === 'executionAborted' || event.kind === 'executionTimedOut') {
      for (const activity of this.#activity.values()) {
        if (activity.status === 'running' || activity.status === 'waiting') this.#set(activity, 'aborted', event.now);
      }
      return;
    }
    if (!('state' in event)) return;
    const activity = this.#activity.get(event.state);
    if (!activity) return;
    const { now } = event;
    if (activity.parts?.hear(event)) this.#note(activity);
    switch (event.kind) {
      case 'phase':
        // The clock has come; the state goes on.
        if (activity.status === 'waiting' && event.phase !== 'task') this.#set(activity, 'running', now);
        if (event.rule !== undefined) activity.rule = event.taken ? event.rule : -1;
        break;
      case 'stateEntered':
        activity.visits++;
        activity.enteredAt = now;
        activity.rule = -1;
        activity.catcher = -1;
        this.#set(activity, 'running', now);
        if (event.state === this.#startsAt && isFirst(event)) this.#go(this.#start);
        break;
      case 'stateExited': {
        // A state that was caught is left by its catcher; that it failed stays to be seen.
        if (activity.status !== 'caught') this.#set(activity, 'succeeded', now);
        const way = wayTaken(activity.ways, activity, event.next);
        activity.catcher = -1;
        if (way) this.#go(way);
        if (event.next === undefined && activity.container?.parts?.branchDone()) this.#note(activity.container);
        break;
      }
      case 'waiting':
      case 'callScheduled':
        this.#set(activity, 'waiting', now);
        break;
      case 'stateFailed':
        this.#set(activity, 'failed', now);
        break;
      case 'stateRetried':
        activity.retries++;
        this.#set(activity, 'retrying', now);
        break;
      case 'stateCaught':
        activity.catcher = event.catcher;
        this.#set(activity, 'caught', now);
        break;
      case 'stateAborted':
        // A task that fails in a branch is told to be aborted as well; that it failed says more.
        if (activity.status !== 'failed') this.#set(activity, 'aborted', now);
        break;
      case 'childEnded':
        if (event.status === 'ABORTED') this.#set(activity, 'aborted', now);
        if (event.execution.kind === 'mapRun' && activity.container?.parts) {
          activity.container.parts.childDone(event.status, event.execution.itemCount);
          this.#note(activity.container);
        }
    }
  }

  // Of another iteration than the one that is told of: the Map still counts it.
  #countChild(event: ExecutionEvent): void {
    if (event.kind !== 'childEnded' || event.execution.kind !== 'mapRun') return;
    const container = this.#activity.get(event.state)?.container;
    if (!container?.parts || container.pointer !== this.only?.pointer) return;
    container.parts.childDone(event.status, event.execution.itemCount);
    this.#note(container);
  }

  #set(activity: Activity, status: StateStatus, now: number): void {
    activity.status = status;
    activity.lastMs = now - activity.enteredAt;
    this.#note(activity);
  }

  #go(way: Way): void {
    way.times++;
    this.#noteWay(way);
  }

  #note(activity: Activity): void {
    if (activity.isChanged) return;
    activity.isChanged = true;
    this.#changed.push(activity);
  }

  #noteWay(way: Way): void {
    if (way.isChanged || way.times === 0) return;
    way.isChanged = true;
    this.#taken.push(way);
  }

  #snapshot(): Snapshots {
    const run = [...this.#activity].filter(([, { status }]) => status);
    return {
      states: new Map(run.map(([path, activity]) => [path, snapshotOf(activity)])),
      starts: this.#start.times,
    };
  }
}

interface Snapshots {
  readonly states: ReadonlyMap<string, Snapshot>;
  readonly starts: number;
}

/** Far moments are reached by folding at most so many. */
const SNAPSHOT_INTERVAL = 4096;
