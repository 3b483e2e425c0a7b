// The events of a history, one list, as the flows of control they tell of: strands with visits of states, and in a
// visit the calls it made or the branches and iterations it started. Says only what was recorded.
import type { Value } from '../../expressions/index.ts';
import type { Failure } from '../failure.ts';
import { printValue } from '../json.ts';
import { type RecordedEvent, shownValue } from './readHistory.ts';

/** One flow of control. */
export interface RecordedStrand {
  readonly visits: readonly RecordedVisit[];
}

/** A state was entered. What is absent was not recorded, or did not happen. */
export interface RecordedVisit {
  readonly name: string;
  /** `Task`, `Map`, … */
  readonly type: string;
  readonly entered: RecordedEvent;
  readonly exited?: RecordedEvent;
  readonly calls: readonly RecordedCall[];
  /** Of a Parallel or Map, one for every time it was started. */
  readonly rounds: readonly RecordedRound[];
  /** An expression in it failed. */
  readonly failed?: RecordedEvent;
}

/** One attempt of a Task: what was asked, and everything that was said to it. */
export interface RecordedCall {
  readonly scheduled: RecordedEvent;
  readonly told: readonly RecordedEvent[];
}

export interface RecordedRound {
  readonly started: RecordedEvent;
  /** By the name of the state a branch began with, in the order they began. */
  readonly branches: ReadonlyMap<string, RecordedStrand>;
  readonly iterations: ReadonlyMap<number, RecordedStrand>;
  /** Its Map Run, whose children have histories of their own. */
  readonly mapRun?: RecordedEvent;
  /** Why it failed or was over. */
  readonly ended?: RecordedEvent;
}

export interface RecordedRun {
  readonly main: RecordedStrand;
  readonly started: RecordedEvent;
  /** `ExecutionSucceeded` and its like; absent where the history was taken before the end. */
  readonly ended: RecordedEvent | undefined;
  readonly input: Value;
  /** Events that fit nowhere, which a whole history has none of. */
  readonly strays: readonly RecordedEvent[];
}

/** What a call, a state or the execution failed with, as recorded. */
export function recordedFailure({ type, details }: RecordedEvent): Failure {
  const { error, cause } = details;
  const timedOut = type.endsWith('TimedOut') ? { error: 'States.Timeout' } : {};
  return {
    ...timedOut,
    ...(typeof error === 'string' && { error }),
    ...(cause !== undefined && { cause: typeof cause === 'string' ? cause : printValue(cause) }),
  };
}

export function toRecordedRun(events: readonly RecordedEvent[]): RecordedRun {
  const builder = new Builder();
  for (const event of events) builder.add(event);
  return builder.done();
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

class Strand implements RecordedStrand {
  readonly visits: Visit[] = [];
  /** The visit and its round this strand is a branch or an iteration of. */
  readonly parent: Visit | undefined;

  constructor(parent?: Visit) {
    this.parent = parent;
  }
}

class Visit implements Writable<RecordedVisit> {
  readonly calls: Call[] = [];
  readonly rounds: Round[] = [];
  exited?: RecordedEvent;
  failed?: RecordedEvent;
  readonly strand: Strand;
  readonly name: string;
  readonly type: string;
  readonly entered: RecordedEvent;

  constructor(strand: Strand, name: string, type: string, entered: RecordedEvent) {
    this.strand = strand;
    this.name = name;
    this.type = type;
    this.entered = entered;
  }

  /** It may still be heard of. */
  get isOpen(): boolean {
    return !this.exited;
  }
}

interface Call extends RecordedCall {
  readonly told: RecordedEvent[];
}

interface Round extends Writable<RecordedRound> {
  readonly branches: Map<string, Strand>;
  readonly iterations: Map<number, Strand>;
}

class Builder {
  readonly #main = new Strand();
  /** Where each event belongs, by its id: the visit, or the strand that is about to begin. */
  readonly #places = new Map<number, Visit | Strand>();
  readonly #strays: RecordedEvent[] = [];
  #started: RecordedEvent | undefined;
  #ended: RecordedEvent | undefined;
  /** The newest first: for events that do not say whom they follow. */
  #newest: Visit | undefined;

  add(event: RecordedEvent): void {
    const place = this.#place(event);
    if (!place) {
      if (!/^Execution/.test(event.type)) this.#strays.push(event);
      return;
    }
    this.#places.set(event.id, place);
    if (place instanceof Visit) this.#newest = place;
  }

  done(): RecordedRun {
    const started = this.#started as RecordedEvent;
    return {
      main: this.#main,
      started,
      ended: this.#ended,
      input: shownValue(started.details, 'input'),
      strays: this.#strays,
    };
  }

  /** Writes the event down where it belongs. */
  #place(event: RecordedEvent): Visit | Strand | undefined {
    const { type, details } = event;
    const entered = /^(\w+)StateEntered$/.exec(type);
    if (entered) return this.#enter(event, String(details.name), entered[1] ?? '');
    if (type.startsWith('Execution')) return this.#execution(event);
    if (type.startsWith('MapIteration')) return this.#iteration(event);
    if (type.endsWith('StateExited')) {
      const visit = this.#around(event, ({ name, isOpen }) => name === details.name && isOpen);
      if (visit) visit.exited = event;
      return visit;
    }
    const container = /^(Map|Parallel)(?:State(Started|Succeeded|Failed|Aborted)|Run\w+)$/.exec(type);
    if (container) return this.#container(event, container[1] ?? '', container[2] === 'Started');
    if (type.endsWith('StateAborted')) {
      return this.#around(event, visit => type.startsWith(visit.type) && visit.isOpen);
    }
    if (type === 'EvaluationFailed') {
      const visit = this.#around(event, ({ name }) => name === details.state);
      if (visit) visit.failed = event;
      return visit;
    }
    return this.#call(event);
  }

  #execution(event: RecordedEvent): Strand | undefined {
    if (event.type === 'ExecutionStarted') {
      this.#started = event;
      return this.#main;
    }
    // A redrive goes on with what the failure had ended.
    this.#ended = event.type === 'ExecutionRedriven' ? undefined : event;
    return event.type === 'ExecutionRedriven' ? this.#main : undefined;
  }

  #enter(event: RecordedEvent, name: string, type: string): Visit {
    const strand = this.#strandFor(event, name);
    const visit = new Visit(strand, name, type, event);
    strand.visits.push(visit);
    return visit;
  }

  // The state follows another of its strand, or begins a branch or an iteration.
  #strandFor({ id, previousId }: RecordedEvent, name: string): Strand {
    const before = this.#places.get(previousId);
    if (before instanceof Strand) return before;
    if (!before) return id === 0 ? this.#openStrandFor(name) : this.#main;
    const round = before.rounds.at(-1);
    const isBranch = before.type === 'Parallel' && before.isOpen && round?.started.id === previousId;
    if (!isBranch || !round) return before.strand;
    const branch = new Strand(before);
    round.branches.set(name, branch);
    return branch;
  }

  // An event without an id, as in histories whose branches were recorded in no order: it begins a branch of the newest
  // Parallel that is open.
  #openStrandFor(name: string): Strand {
    for (let visit = this.#newest; visit; visit = visit.strand.parent) {
      const round = visit.rounds.at(-1);
      if (visit.type !== 'Parallel' || !visit.isOpen || !round) continue;
      const branch = new Strand(visit);
      round.branches.set(name, branch);
      return branch;
    }
    return this.#main;
  }

  #iteration(event: RecordedEvent): Visit | Strand | undefined {
    const { type, details } = event;
    const index = typeof details.index === 'number' ? details.index : -1;
    const visit = this.#around(event, candidate => candidate.type === 'Map' && candidate.name === details.name);
    const round = visit?.rounds.at(-1);
    if (!round) return undefined;
    if (type !== 'MapIterationStarted') return visit;
    const strand = new Strand(visit);
    round.iterations.set(index, strand);
    return strand;
  }

  #container(event: RecordedEvent, type: string, isStart: boolean): Visit | undefined {
    const visit = this.#around(event, candidate => {
      const round = candidate.rounds.at(-1);
      // One that has failed for good is not started again, and one that is over does not end again.
      return candidate.type === type && candidate.isOpen && (isStart ? !isFailed(round) : !round?.ended);
    });
    if (!visit) return undefined;
    const round = visit.rounds.at(-1);
    if (isStart) visit.rounds.push({ started: event, branches: new Map(), iterations: new Map() });
    else if (event.type === 'MapRunStarted' && round) round.mapRun = event;
    else if (round && /State(Succeeded|Failed)$/.test(event.type)) round.ended = event;
    return visit;
  }

  #call(event: RecordedEvent): Visit | undefined {
    const visit = this.#around(event, ({ type }) => type === 'Task');
    if (!visit) return undefined;
    const isNew = /Schedule(d|Failed)$/.test(event.type);
    if (isNew) visit.calls.push({ scheduled: event, told: [] });
    if (!event.type.endsWith('Scheduled')) visit.calls.at(-1)?.told.push(event);
    return visit;
  }

  /** The nearest visit that is meant: that of the event before, or one around it. */
  #around({ previousId, id }: RecordedEvent, isMeant: (visit: Visit) => boolean): Visit | undefined {
    const before = this.#places.get(previousId);
    const nearest = before instanceof Strand ? before.parent : (before ?? this.#newest);
    for (let visit: Visit | undefined = nearest; visit; visit = visit.strand.parent) {
      if (isMeant(visit)) return visit;
    }
    // Some events name one before the visit, or none at all.
    const last = this.#main.visits.at(-1);
    const found = this.#newestWhere(last, isMeant);
    return found ?? (id === 0 ? this.#inBranches(isMeant) : undefined);
  }

  #newestWhere(last: Visit | undefined, isMeant: (visit: Visit) => boolean): Visit | undefined {
    const tried =
      this.#newest?.strand === last?.strand ? [this.#newest, last] : [this.#newest, this.#newest?.strand.parent, last];
    return tried.find(visit => visit !== undefined && isMeant(visit));
  }

  #inBranches(isMeant: (visit: Visit) => boolean): Visit | undefined {
    const rounds = this.#newest?.strand.parent?.rounds.at(-1);
    for (const branch of rounds?.branches.values() ?? []) {
      const visit = branch.visits.find(isMeant);
      if (visit) return visit;
    }
    return undefined;
  }
}

function isFailed(round: Round | undefined): boolean {
  return round?.ended?.type.endsWith('Failed') === true;
}
