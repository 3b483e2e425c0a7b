// Timelines: one for each way the execution went. A fork shares the journal up to its moment; the one it comes from stays as it
// is, can be opened again, and can be compared with it.
import type { CallCommand, Mock } from '../../host/index.ts';
import {
  type Answer,
  type Journal,
  type Moment,
  openCommands,
  printValue,
  type Signal,
  type Value,
} from '../../interpreter/index.ts';

export interface Timeline {
  readonly id: number;
  readonly journal: Journal;
  /** Absent for the first. */
  readonly from?: { readonly timeline: number; readonly moment: Moment };
  /** What made it another way, in words. */
  readonly why: string;
  /** In the order they were made. */
  calls: CallRecord[];
  /** What states are answered in it, by name. Another timeline has its own. */
  readonly mocks: Map<string, Mock>;
  /** States whose answers were changed by hand: what they answered before the fork does not count. */
  readonly changed: ReadonlySet<string>;
}

/** A call that was made, and what was said to it so far. */
export interface CallRecord {
  readonly id: number;
  /** The moment it had been made at. */
  readonly madeAt: Moment;
  readonly state: string;
  /** The same for calls of the same resource with the same arguments. */
  readonly key: string;
  readonly answers: Answer[];
  /** The run answered itself, and does so again; what a call that waited for a token was told besides is kept. */
  readonly isInside: boolean;
}

/** By the key of the call, in the order they were made. */
export type Recorded = Map<string, CallRecord[]>;

type AnswerSignal = Extract<Signal, { kind: 'answer' }>;

export class Timelines {
  readonly #all: Timeline[] = [];

  get all(): readonly Timeline[] {
    return this.#all;
  }

  withId(id: number): Timeline | undefined {
    return this.#all.find(timeline => timeline.id === id);
  }

  add(journal: Journal, mocks: ReadonlyMap<string, Mock>, calls: CallRecord[] = []): Timeline {
    const why = 'the execution as it was started';
    return this.#push({ id: 1, journal, why, calls, mocks: new Map(mocks), changed: new Set() });
  }

  fork(parent: Timeline, moment: Moment, why: string, changed: ReadonlySet<string>): Timeline {
    const open = openCalls(parent, moment);
    const calls = parent.calls
      .filter(({ madeAt }) => madeAt <= moment)
      .map(record => (open.has(record.id) ? { ...record, answers: [] } : record));
    return this.#push({
      id: this.#all.length + 1,
      journal: parent.journal.fork(moment),
      from: { timeline: parent.id, moment },
      why,
      calls,
      mocks: new Map(parent.mocks),
      changed,
    });
  }

  /** What the timeline it comes from was answered after the fork, in order, by the key of the call. */
  recordedFor({ from, changed, calls }: Timeline): Recorded {
    const found: Recorded = new Map();
    const parent = from && this.withId(from.timeline);
    if (!parent || !from) return found;
    const open = openCalls(parent, from.moment);
    // What this timeline was given before, if it is opened again.
    const given = new Map<string, number>();
    const again = new Set<number>();
    for (const record of calls) {
      const { id, madeAt } = record;
      const { key, answers } = reusable(record);
      if (answers.length > 0 && open.has(id)) again.add(id);
      else if (answers.length > 0 && madeAt > from.moment) given.set(key, (given.get(key) ?? 0) + 1);
    }
    for (const record of parent.calls) {
      const { id, state } = record;
      const { key, answers } = reusable(record);
      const isLater = record.madeAt > from.moment || (open.has(id) && !again.has(id));
      if (!isLater || answers.length === 0 || changed.has(state)) continue;
      const before = given.get(key) ?? 0;
      const list = found.get(key);
      if (before > 0) given.set(key, before - 1);
      else if (list) list.push({ ...record, answers });
      else found.set(key, [{ ...record, answers }]);
    }
    return found;
  }

  /** Answers that were there at the fork and not heard yet: they are heard first, as in the timeline it comes from. */
  heardAtFork({ from, journal, calls, changed }: Timeline, recorded: Recorded): AnswerSignal[] {
    const parent = from && this.withId(from.timeline);
    const heard: AnswerSignal[] = [];
    // Somebody has opened it again later: all of this has happened.
    if (!parent || !from || journal.head > from.moment + 1) return heard;
    for (let moment = from.moment; ; moment++) {
      const signal = parent.journal.signalAfter(moment);
      if (signal?.kind !== 'answer') return heard;
      const record = calls.find(({ id }) => id === signal.call);
      if (!record || changed.has(record.state)) return heard;
      heard.push(signal);
      record.answers.push(signal.answer);
      // What it waits for besides is still to come.
      if (signal.answer.kind === 'execution') continue;
      const { key } = reusable(record);
      const known = recorded.get(key);
      if (known)
        recorded.set(
          key,
          known.filter(({ id }) => id !== record.id),
        );
    }
  }

  #push(timeline: Timeline): Timeline {
    this.#all.push(timeline);
    return timeline;
  }
}

/** What was said to a call and has not moved the run yet. */
export function unheardOf({ calls, journal }: Timeline, id: number): readonly Answer[] {
  const record = calls.find(one => one.id === id);
  if (!record) return [];
  let heard = 0;
  for (let moment = record.madeAt; moment < journal.head; moment++) {
    const signal = journal.signalAfter(moment);
    if (signal?.kind === 'answer' && signal.call === id) heard++;
  }
  return record.answers.slice(heard);
}

/** The key of an answer that is used when an execution that was started sends back nothing. */
export function tokenKey(command: CallCommand): string {
  return `token ${keyOf(command)}`;
}

function reusable({ key, answers, isInside }: CallRecord): { readonly key: string; readonly answers: Answer[] } {
  if (!isInside) return { key, answers };
  return { key: `token ${key}`, answers: answers.filter(({ kind }) => kind !== 'execution') };
}

export function keyOf({ call }: CallCommand): string {
  return printValue([call.resource.arn, sorted(call.input)]);
}

function openCalls({ journal }: Timeline, moment: Moment): ReadonlySet<number> {
  const open = openCommands(journal.runAt(moment));
  return new Set(open.flatMap(one => (one.kind === 'call' ? [one.command.id] : [])));
}

// The order of members says nothing.
function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const members = Object.entries(value as { [name: string]: Value });
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, sorted(one)]));
}
