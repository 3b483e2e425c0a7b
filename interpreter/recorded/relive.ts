// A recorded execution, gone through again: a journal that takes the answers, times and order from the history and computes
// the rest. Where what was computed differs from what was recorded, the recorded value wins and the difference is told.
import { isObject, sameValue, type Value } from '../../expressions/index.ts';
import { advance, start } from '../advance.ts';
import type { ExecutionEvent } from '../events.ts';
import { Journal } from '../journal.ts';
import type { Program, Variables } from '../program.ts';
import type { Answer, Edit, Execution, Moved, Run, Signal, Strand } from '../run.ts';
import { deadline } from '../schedule.ts';
import { causeOf, type Divergence, type DivergingField, sameArguments } from './divergence.ts';
import { type RecordedEvent, recordedValue, shownValue } from './readHistory.ts';
import { type RecordedRun, type RecordedStrand, type RecordedVisit, recordedFailure } from './recordedRun.ts';

export interface Relived {
  readonly journal: Journal;
  /** Where the record ends. */
  readonly run: Run;
  readonly divergences: readonly Divergence[];
}

/** `execution` says what a history does not: names, ARNs and the seed. */
export function relive(program: Program, record: RecordedRun, execution: Execution): Relived {
  const follower = new Follower(program, record, execution);
  follower.follow();
  return { journal: follower.journal, run: follower.run, divergences: follower.divergences };
}

/** How far a strand has come in its record. */
interface Track {
  readonly record: RecordedStrand;
  /** The visit it is in; that before the first is -1. */
  visit: number;
  /** How many calls of the visit were made, and how much of the newest was told. */
  calls: number;
  told: number;
  /** How often the container was started. */
  rounds: number;
  /** Nothing more is on record that it could follow. */
  isParked: boolean;
  /** What of the visit was already set right: a second time would change no more. */
  readonly mended: Set<DivergingField>;
  /** What the next state is given instead of what was computed. */
  handedOn: Value | undefined;
}

/** What happens next, and at which place of the history. */
interface Candidate {
  readonly order: number;
  readonly move: () => void;
}

class Follower {
  readonly journal: Journal;
  readonly divergences: Divergence[] = [];
  run: Run;
  readonly #record: RecordedRun;
  readonly #tracks = new Map<number, Track>();

  constructor(program: Program, record: RecordedRun, execution: Execution) {
    const started = start(program, execution, { events: true });
    this.run = started.run;
    this.journal = new Journal(started);
    this.#record = record;
    this.#tracks.set(1, newTrack(record.main));
  }

  follow(): void {
    while (this.run.status === 'RUNNING') {
      const next = this.#next();
      if (!next) break;
      next.move();
    }
    this.#end();
  }

  // The first, by the history, of all that can happen.
  #next(): Candidate | undefined {
    let first: Candidate | undefined;
    for (const strand of this.run.strands) {
      const track = this.#trackOf(strand);
      if (!track || track.isParked) continue;
      const candidate = this.#candidate(strand, track);
      if (candidate && (!first || candidate.order < first.order)) first = candidate;
    }
    return first;
  }

  #candidate(strand: Strand, track: Track): Candidate | undefined {
    const { waiting } = strand;
    if (!waiting) {
      if (strand.step > 0 || strand.failing) return { order: -1, move: () => this.#step(strand, track) };
      const visit = track.record.visits[track.visit + 1];
      if (!visit) return undefined;
      return { order: visit.entered.order, move: () => this.#step(strand, track) };
    }
    const visit = track.record.visits[track.visit];
    if (!visit) return undefined;
    if (waiting.kind === 'clock') {
      // The end of a Wait, or the next attempt.
      const after = visit.calls[track.calls]?.scheduled ?? visit.rounds[track.rounds]?.started ?? visit.exited;
      if (!after) return undefined;
      return { order: after.order, move: () => this.#timer(Math.max(waiting.until, after.time ?? 0)) };
    }
    if (waiting.kind !== 'call') return undefined;
    const told = visit.calls[track.calls - 1]?.told[track.told] ?? this.#endOf(strand, track, visit);
    return told && { order: told.order, move: () => this.#tell(track, waiting, told) };
  }

  // A call of which the history tells nothing but that the execution failed with it.
  #endOf(strand: Strand, { record, told, calls }: Track, visit: RecordedVisit): RecordedEvent | undefined {
    const { ended } = this.#record;
    const isLast = !strand.parent && record.visits.at(-1) === visit && calls >= visit.calls.length;
    return isLast && !visit.exited && told === 0 && ended?.type === 'ExecutionFailed' ? ended : undefined;
  }

  #step(strand: Strand, track: Track): void {
    const entering = strand.step === 0 && !strand.failing;
    const visit = track.record.visits[track.visit + (entering ? 1 : 0)];
    if (!visit) return;
    if (entering && visit.name !== strand.code.name) {
      const { path: state } = strand.code;
      const recorded = visit.name;
      this.#add({ strand: strand.id, state, field: 'next', recorded, computed: strand.code.name, isEnd: true });
      track.isParked = true;
      return;
    }
    const now = entering ? (visit.entered.time ?? this.run.now) : this.run.now;
    const signal: Signal = { kind: 'step', strand: strand.id, now: Math.max(now, this.run.now) };
    // What would come of it decides whether the record has another word first.
    const moved = advance(this.run, signal, { events: true });
    if (this.#mend(strand, track, visit, moved) || track.isParked) return;
    if (entering) {
      Object.assign(track, { visit: track.visit + 1, calls: 0, told: 0, rounds: 0 });
      track.mended.clear();
    }
    this.#keep(signal, moved);
    this.#afterStep(strand, track, visit, moved.events);
  }

  // What a step began: a call, with arguments that were recorded too; or branches.
  #afterStep(before: Strand, track: Track, visit: RecordedVisit, events: readonly ExecutionEvent[]): void {
    const strand = this.run.strands.find(({ id }) => id === before.id);
    if (events.some(event => event.kind === 'containerStarted' && event.strand === before.id)) track.rounds++;
    if (strand && track.handedOn !== undefined) {
      this.#edit(strand, { data: { input: track.handedOn } });
      track.handedOn = undefined;
    }
    if (strand?.waiting?.kind !== 'call') return;
    track.calls++;
    track.told = 0;
    const { call } = strand.waiting;
    const { details } = visit.calls[track.calls - 1]?.scheduled ?? {};
    const recorded = details && (recordedValue(details, 'parameters') ?? recordedValue(details, 'input'));
    if (recorded !== undefined && !sameArguments(recorded, call)) {
      this.#diverge(strand, 'arguments', recorded, call.input);
    }
  }

  /** Whether the run was edited so that the step comes to what was recorded. */
  #mend(strand: Strand, track: Track, visit: RecordedVisit, moved: Moved): boolean {
    const own = moved.events.filter(event => 'strand' in event && event.strand === strand.id);
    const entered = own.find(event => event.kind === 'stateEntered');
    if (entered) return this.#mendInput(strand, track, recordedValue(visit.entered.details, 'input'), entered.input);
    const exited = own.find(event => event.kind === 'stateExited');
    if (exited && visit.exited) return this.#mendExit(strand, track, visit, visit.exited, exited);
    if (exited) return this.#fails(strand, track, visit);
    const isOver = moved.run.status !== 'RUNNING' || !moved.run.strands.some(({ id }) => id === strand.id);
    if (isOver && visit.exited && isFirst(track, 'error')) {
      this.#diverge(strand, 'error', undefined, { ...moved.run.failure });
      return this.#exitAs(strand, visit.exited);
    }
    const mapRun = visit.rounds.at(-1)?.mapRun;
    const isMapRun = own.some(({ kind }) => kind === 'mapRunStarted' || kind === 'containerStarted');
    if (mapRun && isMapRun && isFirst(track, 'end')) return this.#mapRun(strand, visit);
    return false;
  }

  #mendInput(strand: Strand, track: Track, recorded: Value | undefined, computed: Value): boolean {
    // The input may have been set right before; what is known of the visit before is not of this one.
    if (recorded === undefined || sameValue(recorded, computed)) return false;
    track.mended.clear();
    this.#diverge(strand, 'input', recorded, computed);
    this.#edit(strand, { data: { input: recorded } });
    return true;
  }

  #mendExit(
    strand: Strand,
    track: Track,
    visit: RecordedVisit,
    { details }: RecordedEvent,
    exited: Extract<ExecutionEvent, { kind: 'stateExited' }>,
  ): boolean {
    const recorded = recordedValue(details, 'output');
    const assigned = assignedIn(details.assignedVariables);
    const isOutput = recorded === undefined || sameValue(recorded, exited.output);
    const isAssigned = !assigned || sameValue(assigned, exited.assigned ?? {});
    const next = track.record.visits[track.visit + 1]?.name;
    const isNext = next === undefined || next === exited.next || visit.name === next;
    if (isOutput && isAssigned && isNext) return false;
    if (!isOutput) this.#diverge(strand, 'output', recorded, exited.output);
    if (!isAssigned) this.#diverge(strand, 'variables', assigned, exited.assigned);
    // Elsewhere the way on is fixed by the definition: the next state will show that it is another.
    if (!isNext && strand.code.type === 'Choice') this.#diverge(strand, 'next', next, exited.next);
    const data = {
      output: recorded ?? exited.output,
      assigned: assigned ?? exited.assigned,
      ...(!isNext && strand.code.scope.has(next) && { next }),
    };
    if (!isFirst(track, 'output')) return false;
    if (strand.failing) {
      // A catcher settles the output as it leads on: the next state is given the recorded one.
      if (recorded !== undefined) track.handedOn = recorded;
      return false;
    }
    const step = strand.code.steps.findIndex(({ phase }) => phase === 'exit');
    this.#edit(strand, { data, step: Math.max(step, 0), failing: null });
    return true;
  }

  // The state came to an end here, and did not in the record: it failed there, or was cut short.
  #fails(strand: Strand, track: Track, visit: RecordedVisit): boolean {
    const { ended } = this.#record;
    const isLast = !strand.parent && track.record.visits.at(-1) === visit && ended?.type === 'ExecutionFailed';
    const failed = visit.failed ?? (isLast ? ended : undefined);
    if (!failed || strand.failing || !isFirst(track, 'error')) {
      track.isParked = true;
      return false;
    }
    const failure = recordedFailure(failed);
    this.#diverge(strand, 'error', { ...failure }, undefined);
    this.#edit(strand, { data: { error: failure }, failing: failure });
    return true;
  }

  // The children of a Map Run have histories of their own: what it came to is taken from the record.
  #mapRun(strand: Strand, visit: RecordedVisit): boolean {
    if (visit.exited) return this.#exitAs(strand, visit.exited);
    const failure = this.#record.ended ? recordedFailure(this.#record.ended) : {};
    this.#edit(strand, { data: { error: failure }, failing: failure });
    return true;
  }

  #exitAs(strand: Strand, { details }: RecordedEvent): boolean {
    const step = strand.code.steps.findIndex(({ phase }) => phase === 'exit');
    const data = { output: shownValue(details, 'output'), assigned: assignedIn(details.assignedVariables) };
    this.#edit(strand, { data, step: Math.max(step, 0), failing: null });
    return true;
  }

  #tell(track: Track, waiting: Extract<Strand['waiting'], { kind: 'call' }>, told: RecordedEvent): void {
    track.told++;
    const now = Math.max(told.time ?? 0, this.run.now);
    if (told.type.endsWith('TimedOut')) {
      const due = Math.min(waiting.timeoutAt, waiting.heartbeatAt);
      if (Number.isFinite(due)) {
        this.#timer(Math.max(now, due));
        return;
      }
    }
    const answer = answerFrom(told, waiting.isScheduled);
    if (answer) this.#signal({ kind: 'answer', call: waiting.id, answer, now });
  }

  // Others that were due before move as well.
  #timer(now: number): void {
    this.#signal({ kind: 'timer', now: Math.max(now, this.run.now) });
  }

  #end(): void {
    const { ended } = this.#record;
    if (!ended) return;
    this.#endBeforeNext(ended);
    const now = Math.max(ended.time ?? 0, this.run.now);
    if (this.run.status === 'RUNNING' && ended.type === 'ExecutionAborted') {
      this.#signal({ kind: 'stop', now, failure: recordedFailure(ended) });
    } else if (this.run.status === 'RUNNING' && ended.type === 'ExecutionTimedOut') {
      const due = deadline(this.run);
      if (Number.isFinite(due)) this.#timer(Math.max(now, due));
    }
    const status = STATUSES[ended.type];
    if (status !== undefined && status !== this.run.status && this.divergences.length === 0) {
      const state = this.run.strands[0]?.code.path ?? '';
      this.#add({ strand: 1, state, field: 'end', recorded: status, computed: this.run.status });
    }
  }

  // A full history, or one cut short by a limit, ends the execution as it is about to enter a state.
  #endBeforeNext({ time = 0 }: RecordedEvent): void {
    for (const strand of this.run.strands) {
      if (strand.waiting) continue;
      const signal: Signal = { kind: 'step', strand: strand.id, now: Math.max(time, this.run.now) };
      const moved = advance(this.run, signal, { events: true });
      if (moved.run.status === 'RUNNING') continue;
      this.#keep(signal, moved);
      return;
    }
  }

  #signal(signal: Signal): void {
    this.#keep(signal, advance(this.run, signal, { events: true }));
  }

  #edit(strand: Strand, edit: Edit): void {
    this.#signal({ kind: 'edit', strand: strand.id, now: this.run.now, ...edit });
  }

  #keep(signal: Signal, moved: Moved): void {
    this.journal.append(signal, this.run, moved);
    this.run = moved.run;
  }

  #trackOf(strand: Strand): Track | undefined {
    const known = this.#tracks.get(strand.id);
    if (known || !strand.parent) return known;
    const parent = this.#tracks.get(strand.parent.strand);
    const round = parent?.record.visits[parent.visit]?.rounds[parent.rounds - 1];
    const record = round?.iterations.get(strand.parent.index) ?? round?.branches.get(strand.code.name);
    const track = newTrack(record ?? { visits: [] });
    this.#tracks.set(strand.id, track);
    return track;
  }

  #diverge(strand: Strand, field: DivergingField, recorded: Value | undefined, computed: Value | undefined): void {
    const { code } = strand;
    this.#add({ strand: strand.id, state: code.path, field, recorded, computed, because: causeOf(code) });
  }

  #add(divergence: Omit<Divergence, 'moment'>): void {
    this.divergences.push({ moment: this.journal.head, ...divergence });
  }
}

function newTrack(record: RecordedStrand): Track {
  return { record, visit: -1, calls: 0, told: 0, rounds: 0, isParked: false, mended: new Set(), handedOn: undefined };
}

/** Whether this of the visit is set right for the first time. */
function isFirst({ mended }: Track, field: DivergingField): boolean {
  if (mended.has(field)) return false;
  mended.add(field);
  return true;
}

function assignedIn(value: Value | undefined): Variables | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.keys(value).map(name => [name, shownValue(value, name)] as const);
  return Object.fromEntries(entries);
}

function answerFrom(told: RecordedEvent, isScheduled: boolean): Answer | undefined {
  const { type, details } = told;
  if (type.endsWith('Succeeded')) return { kind: 'succeeded', output: shownValue(details, 'output') };
  if (type.endsWith('Submitted')) return { kind: 'submitted', output: shownValue(details, 'output') };
  if (type.endsWith('Started')) {
    if (isScheduled && type !== 'ActivityStarted') return undefined;
    const { workerName } = details;
    return { kind: 'started', ...(typeof workerName === 'string' && { workerName }) };
  }
  const failure = recordedFailure(told);
  const wasMade = isScheduled || !/^Execution|ScheduleFailed$/.test(type);
  return { kind: wasMade ? 'failed' : 'refused', failure };
}

const STATUSES: Readonly<Record<string, Run['status']>> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionTimedOut: 'TIMED_OUT',
  ExecutionAborted: 'ABORTED',
};
