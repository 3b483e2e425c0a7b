// Folds events into what live views draw: the status of each state. Sends only what changed since the last time.
import type { ExecutionEvent, Journal, Moment, Program } from '../../interpreter/index.ts';
import type { Batch, StateActivity, StateStatus } from '../protocol.ts';

/** Written to in place: there is one for each state, and an event for every few microseconds. */
interface Activity {
  pointer: string | undefined;
  status: StateStatus | undefined;
  visits: number;
  lastMs: number;
  enteredAt: number;
  isChanged: boolean;
}

export class LiveView {
  readonly #definition: string;
  /** By the path of the state. */
  readonly #activity = new Map<string, Activity>();
  #changed: Activity[] = [];
  #reset = true;
  /** The activity at every so many moments of a journal: what is in one never changes. */
  readonly #snapshots = new WeakMap<Journal, ReadonlyMap<string, Snapshot>[]>();

  constructor(definition: string, program: Program) {
    this.#definition = definition;
    this.show(program);
  }

  /** From now on states are drawn where they are in this program. */
  show(program: Program): void {
    for (const activity of this.#activity.values()) activity.pointer = undefined;
    for (const [path, { state }] of program.states) {
      const known = this.#activity.get(path);
      if (known) known.pointer = state.pointer;
      else this.#activity.set(path, { pointer: state.pointer, ...NOT_RUN });
    }
  }

  /** Something changed since the last batch. */
  get hasNews(): boolean {
    return this.#reset || this.#changed.length > 0;
  }

  add(events: readonly ExecutionEvent[]): void {
    for (const event of events) this.#fold(event);
  }

  /** Starts again from what happened up to another moment. */
  restart(journal: Journal, until: Moment): void {
    const known = this.#snapshots.get(journal) ?? [];
    this.#snapshots.set(journal, known);
    const last = known[Math.min(known.length, Math.floor(until / SNAPSHOT_INTERVAL)) - 1];
    this.#changed = [];
    this.#reset = true;
    for (const [path, activity] of this.#activity) {
      Object.assign(activity, NOT_RUN, last?.get(path));
      if (activity.status) this.#note(activity);
    }
    const from = last ? Math.min(known.length, Math.floor(until / SNAPSHOT_INTERVAL)) * SNAPSHOT_INTERVAL : -1;
    for (let moment = from + 1; moment <= until; moment++) {
      this.add(journal.eventsAt(moment));
      if (moment === (known.length + 1) * SNAPSHOT_INTERVAL) known.push(this.#snapshot());
    }
  }

  /** The changes since the last call. */
  take(cursor: Batch['cursor'], moment: Batch['moment'], timeline: number): Batch {
    const states: Record<string, StateActivity> = {};
    for (const activity of this.#changed) {
      const { pointer, status, visits, lastMs } = activity;
      activity.isChanged = false;
      if (pointer !== undefined && status) states[pointer] = { status, visits, lastMs };
    }
    const reset = this.#reset;
    this.#changed = [];
    this.#reset = false;
    return { definition: this.#definition, reset, states, moment, timeline, ...(cursor && { cursor }) };
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
    switch (event.kind) {
      case 'phase':
        // The clock has come; the state goes on.
        if (activity.status === 'waiting' && event.phase !== 'task') this.#set(activity, 'running', now);
        break;
      case 'stateEntered':
        activity.visits++;
        activity.enteredAt = now;
        this.#set(activity, 'running', now);
        break;
      case 'stateExited':
        // A state that was caught is left by its catcher; that it failed stays to be seen.
        if (activity.status !== 'caught') this.#set(activity, 'succeeded', now);
        break;
      case 'waiting':
      case 'callScheduled':
        this.#set(activity, 'waiting', now);
        break;
      case 'stateFailed':
        this.#set(activity, 'failed', now);
        break;
      case 'stateRetried':
        this.#set(activity, 'retrying', now);
        break;
      case 'stateCaught':
        this.#set(activity, 'caught', now);
        break;
      case 'stateAborted':
        this.#set(activity, 'aborted', now);
        break;
      case 'childEnded':
        if (event.status === 'ABORTED') this.#set(activity, 'aborted', now);
    }
  }

  #set(activity: Activity, status: StateStatus, now: number): void {
    activity.status = status;
    activity.lastMs = now - activity.enteredAt;
    this.#note(activity);
  }

  #note(activity: Activity): void {
    if (activity.isChanged) return;
    activity.isChanged = true;
    this.#changed.push(activity);
  }

  #snapshot(): ReadonlyMap<string, Snapshot> {
    const entries = [...this.#activity].filter(([, { status }]) => status);
    return new Map(
      entries.map(([path, { status, visits, lastMs, enteredAt }]) => [path, { status, visits, lastMs, enteredAt }]),
    );
  }
}

type Snapshot = Pick<Activity, 'status' | 'visits' | 'lastMs' | 'enteredAt'>;

/** Far moments are reached by folding at most so many. */
const SNAPSHOT_INTERVAL = 4096;

const NOT_RUN = { status: undefined, visits: 0, lastMs: 0, enteredAt: 0, isChanged: false } as const;
