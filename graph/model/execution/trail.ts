// The history of an execution → what is drawn of it: lanes (one for each flow of control), visits of states in them, and a
// row for each event. Takes the events one after the other, as they come while it runs.

import { END_ID, START_ID } from '../graph.ts';

/** An event as GetExecutionHistory gives it; of a run at the debugger with the moment it happened at. */
export interface TrailEvent {
  readonly id: number;
  readonly previousEventId?: number;
  readonly type: string;
  /** Seconds since 1970, or what a console or a command line writes. */
  readonly timestamp: number | string;
  readonly moment?: number;
  readonly [details: string]: unknown;
}

export interface Row {
  readonly event: TrailEvent;
  /** Milliseconds since the start. */
  readonly time: number;
  readonly lane: number;
  /** The state it belongs to. */
  readonly state: string | undefined;
  readonly detail: string;
}

export interface Lane {
  readonly name: string;
  readonly parent: number | undefined;
  readonly depth: number;
  /** Of a Map: its name, and which iteration. */
  readonly iteration?: { readonly state: string; readonly index: number };
}

export type VisitStatus = 'running' | 'waiting' | 'succeeded' | 'failed' | 'caught' | 'retrying' | 'aborted';

export interface Visit {
  readonly state: string;
  /** The state's type, as the events name it. */
  readonly type: string;
  readonly lane: number;
  /** The index of the row with which it began. */
  readonly first: number;
  /** The last row that is known of it. */
  last: number;
  isOver: boolean;
  /** What became of it, with the row that says so. */
  readonly statuses: { readonly row: number; readonly status: VisitStatus }[];
}

/** A state was entered after another: a way of the graph that was taken. */
export interface Passage {
  /** Names of states, or the ids of the markers of start and end. */
  readonly from: string;
  readonly to: string;
  /** By a catcher. */
  readonly isCaught: boolean;
  readonly times: number;
}

/** One time, and with which event; the value is in the event before it. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly isCaught: boolean;
  readonly row: number;
  readonly lane: number;
  /** The row of the event that tells what was handed on. */
  readonly source: number;
}

export interface PartsSoFar {
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly aborted: number;
}

/** One more of them, with an event. */
interface PartStep {
  readonly row: number;
  readonly lane: number;
  readonly state: string;
  /** `anew`: those before belonged to an earlier visit. */
  readonly what: keyof PartsSoFar | 'anew';
  readonly count: number;
}

interface Branch {
  readonly lane: number;
  /** The visits that have not ended, the innermost last. */
  readonly open: Visit[];
}

export class Trail {
  readonly rows: Row[] = [];
  readonly lanes: Lane[] = [{ name: 'Execution', parent: undefined, depth: 0 }];
  readonly visits: Visit[] = [];
  readonly steps: Step[] = [];
  readonly partSteps: PartStep[] = [];
  readonly #branches: Branch[] = [{ lane: 0, open: [] }];
  /** By the id of an event. */
  readonly #laneOf = new Map<number, number>();
  readonly #typeOf = new Map<number, string>();
  readonly #rowOf = new Map<number, number>();
  readonly #branchCounts = new Map<number, number>();
  /** Of each Parallel the last time, by its name. */
  readonly #branchesOf = new Map<string, number>();
  #start: number | undefined;

  add(event: TrailEvent): void {
    const now = millisOf(event.timestamp);
    this.#start ??= now;
    const row = this.rows.length;
    const lane = this.#place(event, row);
    this.#laneOf.set(event.id, lane);
    this.#typeOf.set(event.id, event.type);
    this.#rowOf.set(event.id, row);
    this.#addStep(event, row, lane);
    this.#addParts(event, row, lane);
    const visit = /StateExited$/.test(event.type) ? this.#lastOver : this.#branches[lane]?.open.at(-1);
    this.rows.push({ event, time: now - this.#start, lane, state: visit?.state, detail: describeEvent(event) });
  }

  // An event points to the one before it in its lane: to that with which the state before was left, where there was one.
  #addStep({ type, previousEventId = 0, ...details }: TrailEvent, row: number, lane: number): void {
    const isEntry = type.endsWith('StateEntered');
    if (!isEntry && type !== 'ExecutionSucceeded') return;
    const to = isEntry ? String(detailsOf(details).name ?? '') : END_ID;
    const source = this.#rowOf.get(previousEventId);
    const before = source === undefined ? undefined : this.rows[source]?.event;
    if (isEntry && previousEventId === 0) {
      this.steps.push({ from: START_ID, to, isCaught: false, row, lane, source: 0 });
    } else if (before && source !== undefined && before.type.endsWith('StateExited')) {
      const from = String(detailsOf(before).name ?? '');
      const isCaught = /(?:Failed|TimedOut)$/.test(this.#typeOf.get(before.previousEventId ?? 0) ?? '');
      this.steps.push({ from, to, isCaught, row, lane, source });
    }
  }

  // A history tells of each iteration; of branches only that all are done, or that one has failed.
  #addParts(event: TrailEvent, row: number, lane: number): void {
    const [, kind = '', what = ''] = /^(MapIteration|MapState|MapRun|ParallelState)(\w+)$/.exec(event.type) ?? [];
    const { name, length } = detailsOf(event) as { name?: string; length?: number };
    const state = name ?? this.#branches[lane]?.open.at(-1)?.state;
    if (state === undefined) return;
    const note = (part: PartStep['what'], count: number, where = lane) =>
      this.partSteps.push({ row, lane: where, state, what: part, count });
    const branches = kind === 'ParallelState' ? (this.#branchesOf.get(state) ?? 0) : undefined;
    if (what === 'Started' && kind !== 'MapIteration') {
      // Of the items of a Map Run a history says nothing more.
      note('anew', 0);
      if (length) note('total', length);
      if (kind === 'ParallelState') this.#branchesOf.set(state, 0);
    } else if (kind === 'MapIteration' && what !== 'Started') {
      const outside = this.lanes[lane]?.iteration ? (this.lanes[lane]?.parent ?? 0) : lane;
      const part = PARTS[what];
      if (part) note(part, 1, outside);
    } else if (branches !== undefined && (what === 'Succeeded' || what === 'Failed')) {
      note('total', branches);
      if (what === 'Succeeded') note('succeeded', branches);
      else note('failed', 1);
    }
  }

  #lastOver: Visit | undefined;

  /** Which lane it belongs to; visits begin and end with it. */
  #place(event: TrailEvent, row: number): number {
    const { type, previousEventId = 0 } = event;
    const before = this.#laneOf.get(previousEventId) ?? 0;
    const { name, index } = detailsOf(event) as { name?: string; index?: number };
    if (type === 'MapIterationStarted') {
      const parent = this.#laneWith(before, ({ type: kind }) => kind === 'Map');
      const iteration = { state: name ?? 'Map', index: index ?? 0 };
      return this.#branch(`${iteration.state} #${iteration.index}`, parent, iteration);
    }
    if (type.startsWith('Execution')) return this.#endExecution(type, row);
    const entered = /^(\w+)StateEntered$/.exec(type);
    if (entered) {
      let lane = before;
      if (this.#typeOf.get(previousEventId) === 'ParallelStateStarted') {
        const count = (this.#branchCounts.get(previousEventId) ?? 0) + 1;
        this.#branchCounts.set(previousEventId, count);
        const container = this.#branches[before]?.open.at(-1)?.state ?? 'Parallel';
        this.#branchesOf.set(container, count);
        lane = this.#branch(`${container} ▸ branch ${count}`, before);
      }
      const visit: Visit = {
        state: name ?? '',
        type: entered[1] ?? '',
        lane,
        first: row,
        last: row,
        isOver: false,
        statuses: [{ row, status: 'running' }],
      };
      this.visits.push(visit);
      this.#branches[lane]?.open.push(visit);
      return lane;
    }
    const container = /^(Map|Parallel)State(?:Started|Succeeded|Failed|Aborted)$/.exec(type);
    const lane = /StateExited$/.test(type)
      ? this.#laneWith(before, ({ state }) => state === name)
      : container
        ? this.#laneWith(before, ({ type: kind }) => kind === container[1])
        : before;
    const open = this.#branches[lane]?.open ?? [];
    const visit = open.at(-1);
    if (!visit) return lane;
    visit.last = row;
    if (/StateExited$/.test(type)) {
      open.pop();
      visit.isOver = true;
      this.#lastOver = visit;
      this.#note(visit, row, statusNow(visit) === 'failed' ? 'caught' : 'succeeded');
    } else this.#note(visit, row, statusAfter(type, statusNow(visit)));
    return lane;
  }

  // What is open then is over too, in every lane.
  #endExecution(type: string, row: number): number {
    if (!/^Execution(?:Failed|Aborted|TimedOut)$/.test(type)) return 0;
    const status = type === 'ExecutionFailed' ? 'failed' : 'aborted';
    for (const { lane, open } of this.#branches) {
      for (const visit of open) {
        visit.last = row;
        visit.isOver = true;
        this.#note(visit, row, lane === 0 || statusNow(visit) === 'failed' ? status : 'aborted');
      }
    }
    return 0;
  }

  #note(visit: Visit, row: number, status: VisitStatus): void {
    if (statusNow(visit) !== status) visit.statuses.push({ row, status });
  }

  #branch(name: string, parent: number, iteration?: Lane['iteration']): number {
    const depth = (this.lanes[parent]?.depth ?? 0) + 1;
    this.lanes.push({ name, parent, depth, ...(iteration && { iteration }) });
    this.#branches.push({ lane: this.lanes.length - 1, open: [] });
    return this.lanes.length - 1;
  }

  /** The lane, or the nearest around it, in which the innermost open visit is the one meant. */
  #laneWith(lane: number, isMeant: (visit: Visit) => boolean): number {
    for (let at: number | undefined = lane; at !== undefined; at = this.lanes[at]?.parent) {
      const visit = this.#branches[at]?.open.at(-1);
      if (visit && isMeant(visit)) return at;
    }
    return lane;
  }
}

export function isWithin(lanes: readonly Lane[], inner: number, outer: number): boolean {
  for (let at: number | undefined = inner; at !== undefined; at = lanes[at]?.parent) if (at === outer) return true;
  return false;
}

export function statusNow({ statuses }: Visit): VisitStatus {
  return statuses.at(-1)?.status ?? 'running';
}

function statusAfter(type: string, before: VisitStatus): VisitStatus {
  if (/(?:Failed|TimedOut)$/.test(type)) return 'failed';
  // A task that fails in a branch is told to be aborted as well; that it failed says more.
  if (/Aborted$/.test(type)) return before === 'failed' ? 'failed' : 'aborted';
  // Once more after an attempt that failed.
  if (/Scheduled$/.test(type)) return before === 'failed' ? 'retrying' : 'waiting';
  if (/Succeeded$/.test(type)) return 'running';
  return before;
}

export function detailsOf(event: object): Readonly<Record<string, unknown>> {
  const [, details] = Object.entries(event).find(([key]) => key.endsWith('EventDetails')) ?? [];
  return typeof details === 'object' && details !== null ? (details as Record<string, unknown>) : {};
}

const PARTS: Readonly<Record<string, keyof PartsSoFar | undefined>> = {
  Succeeded: 'succeeded',
  Failed: 'failed',
  Aborted: 'aborted',
};

const NOT_TOLD = new Set(['name', 'inputDetails', 'outputDetails', 'roleArn', 'index']);

/** In a few words: for a line of a table. */
function describeEvent(event: TrailEvent): string {
  const { resourceType, resource, error, cause, ...rest } = detailsOf(event);
  const told: unknown[] = [];
  if (typeof resource === 'string')
    told.push(typeof resourceType === 'string' ? `${resourceType}:${resource}` : resource);
  if (error !== undefined) told.push(cause === undefined ? error : `${String(error)}: ${String(cause)}`);
  for (const [field, value] of Object.entries(rest)) if (!NOT_TOLD.has(field)) told.push(value);
  const text = told.map(value => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))).join('  ');
  return text.length > MOST_DETAIL ? `${text.slice(0, MOST_DETAIL)}…` : text;
}

const MOST_DETAIL = 200;

function millisOf(timestamp: number | string): number {
  if (typeof timestamp === 'number') return timestamp * 1000;
  const number = Number(timestamp);
  return Number.isNaN(number) ? Date.parse(timestamp) || 0 : number * 1000;
}
