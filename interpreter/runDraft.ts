// A run while one signal moves it: a private copy of the run's own fields, and the events and commands as they come. A `go`
// of many steps makes one new Run. Strands stay values for everybody else: one that is changed becomes a draft of ours first.
import type { Chance, Value } from '../expressions/index.ts';
import { draw, uuidFrom } from './chance.ts';
import { contextObject, type MapItem } from './context.ts';
import type { AtState, ExecutionEvent, Unrecorded } from './events.ts';
import { causes, type Failure, StateFailure } from './failure.ts';
import type { Call, Outcome, Program } from './program.ts';
import type { Kept } from './redrive.ts';
import type { ChildExecution, Command, Execution, Run, Strand } from './run.ts';
import { placeOf } from './schedule.ts';
import type { ScopeSource } from './scope.ts';
import { type Draft, draftOf } from './strand.ts';
import type { TakenNames } from './takenNames.ts';

/** A Standard execution's history ends with this event at the latest (spec/quotas.md). */
export const EVENT_LIMIT = 25_000;

export type Ending = Pick<Run, 'status' | 'output' | 'failure'> & { readonly execution?: Execution };
export type FailOutcome = Extract<Outcome, { kind: 'fail' }>;

export class RunDraft implements ScopeSource {
  readonly events: ExecutionEvent[] = [];
  readonly commands: Command[] = [];
  readonly before: Run;
  readonly now: number;
  /** Somebody wants all events, not only those of the history. */
  readonly hearsAll: boolean;
  /** Strands that carry it were made here, and nobody else has them yet. */
  readonly token: object = {};
  lastStrand: number;
  isInTurn: boolean;
  kept: Kept;
  names: TakenNames;
  program: Program;
  ending: Ending | undefined;
  eventCount: number;
  readonly #hears: boolean;
  #strands: readonly Strand[];
  /** The list as our own copy, once it has changed. */
  #owned: Strand[] | undefined;
  #strandCount: number;
  #callCount: number;
  /** A copy of its own once something is counted. */
  #childEventCounts: Map<number, number> | undefined;
  #chanceState: number;
  #chance: Chance | undefined;

  constructor(run: Run, now: number, events: boolean | 'history') {
    this.before = run;
    this.now = now;
    this.#hears = events !== false;
    this.hearsAll = events === true;
    this.#strands = run.strands;
    this.lastStrand = run.lastStrand;
    this.isInTurn = run.isInTurn;
    this.#strandCount = run.strandCount;
    this.#callCount = run.callCount;
    this.eventCount = run.eventCount;
    this.#chanceState = run.chance;
    this.kept = run.kept;
    this.names = run.names;
    this.program = run.program;
  }

  /** The run as it has become. */
  get run(): Run {
    const { execution, status, output, failure, childEventCounts } = this.before;
    const { ending, program } = this;
    return {
      program,
      execution: ending?.execution ?? execution,
      status: ending?.status ?? status,
      now: this.now,
      strands: this.#strands,
      lastStrand: this.lastStrand,
      isInTurn: this.isInTurn,
      strandCount: this.#strandCount,
      callCount: this.#callCount,
      chance: this.#chanceState,
      eventCount: this.eventCount,
      childEventCounts: this.#childEventCounts ?? childEventCounts,
      names: this.names,
      output: ending ? ending.output : output,
      failure: ending ? ending.failure : failure,
      kept: this.kept,
    };
  }

  // Made when it is first needed, as most states leave nothing to chance.
  get chance(): Chance {
    if (this.#chance === undefined) {
      const random = () => {
        const { state, value } = draw(this.#chanceState);
        this.#chanceState = state;
        return value;
      };
      this.#chance = { random, uuid: () => uuidFrom(random) };
    }
    return this.#chance;
  }

  /** Of a redrive the one that it has made. */
  get execution(): Execution {
    return this.ending?.execution ?? this.before.execution;
  }

  /** Branches, iterations or children of one state. */
  get mostAtOnce(): number {
    return this.before.execution.mostAtOnce ?? Number.POSITIVE_INFINITY;
  }

  contextOf(strand: Strand, item: MapItem | undefined): Value {
    return contextObject(this, strand, item);
  }

  // Strands

  get strands(): readonly Strand[] {
    return this.#strands;
  }

  set strands(strands: readonly Strand[]) {
    this.#owned = undefined;
    this.#strands = strands;
  }

  strand(id: number): Strand | undefined {
    const strand = this.#strands[placeOf(this.#strands, id)];
    return strand?.id === id ? strand : undefined;
  }

  childrenOf(parentId: number): readonly Strand[] {
    return this.#strands.filter(({ parent }) => parent?.strand === parentId);
  }

  /** The strand as one that may be written to, in its place. */
  edit(strand: Strand): Draft {
    if (strand.madeBy === this.token) return strand as Draft;
    const draft = draftOf(strand, this.token);
    const index = placeOf(this.#strands, strand.id);
    if (this.#strands[index]?.id === strand.id) this.#own()[index] = draft;
    return draft;
  }

  /** At the end: strands are in the order of their ids. */
  add(strand: Strand): void {
    this.#own().push(strand);
  }

  /** Strands of an earlier day, each in the place its id gives it. */
  insert(strands: readonly Strand[]): void {
    const own = this.#own();
    for (const strand of strands) own.splice(placeOf(own, strand.id), 0, strand);
  }

  remove(id: number): void {
    const index = placeOf(this.#strands, id);
    if (this.#strands[index]?.id !== id) return;
    // By hand: the host makes a list of what a splice takes out.
    const strands = this.#own();
    for (let i = index + 1; i < strands.length; i++) strands[i - 1] = strands[i] as Strand;
    strands.pop();
  }

  newStrandId(): number {
    return ++this.#strandCount;
  }

  newCallId(): number {
    return ++this.#callCount;
  }

  #own(): Strand[] {
    this.#owned ??= [...this.#strands];
    this.#strands = this.#owned;
    return this.#owned;
  }

  // Failures

  /** The state of the strand has failed: its retriers and catchers have its next turn. */
  fail(strand: Strand, failure: Failure): void {
    const draft = this.edit(strand);
    draft.waiting = undefined;
    draft.data.error = failure;
    draft.failing = failure;
    if (this.hearsAll) this.note({ kind: 'stateFailed', ...this.at(draft), failure });
  }

  /** What the language says must fail, as an outcome. Anything else is thrown on. */
  failureOf(error: unknown, strand: Strand): FailOutcome {
    if (!(error instanceof StateFailure)) throw error;
    const cause = causes.inState(strand.code.name, strand.entered?.id ?? 0, error.message);
    const failure = { error: error.errorName, cause };
    if (error.evaluation) {
      // Recorded: the event of an expression that failed stands beside that of the state's entry, not below it.
      const { location, of } = error.evaluation;
      const previousId = of === 'expression' ? (strand.entered?.previousId ?? 0) : strand.lastEventId;
      const where = location === undefined ? {} : { location };
      const id = this.record(strand, { kind: 'evaluationFailed', failure, ...where, previousId });
      this.edit(strand).lastEventId = id;
    }
    return { kind: 'fail', failure };
  }

  // Events

  at({ id, code, execution }: Strand): AtState {
    const at = { strand: id, state: code.path, name: code.name, type: code.type, now: this.now };
    return execution ? { ...at, child: execution.root } : at;
  }

  note(event: ExecutionEvent): void {
    if (this.#hears) this.events.push(event);
  }

  /** An event of the history: gets the next id, whether or not anybody listens. */
  record(strand: Strand, event: Unrecorded): number {
    const id = this.nextId(strand, event.previousId);
    if (this.#hears) {
      // The event was made for this call: adding to it costs less than a copy.
      const { code, execution } = strand;
      const recorded = event as Mutable<Unrecorded & AtState & { id: number }>;
      recorded.strand = strand.id;
      recorded.state = code.path;
      recorded.name = code.name;
      recorded.type = code.type;
      recorded.now = this.now;
      recorded.id = id;
      if (execution) recorded.child = execution.root;
      this.events.push(recorded as ExecutionEvent);
    }
    return id;
  }

  // The same for the events every state has, or a Map or a task by the thousand: written out in full, which costs least.

  recordEntered({ id: strand, code, data, execution }: Draft, id: number, previousId: number): void {
    if (!this.#hears) return;
    this.events.push({
      kind: 'stateEntered',
      strand,
      state: code.path,
      name: code.name,
      type: code.type,
      now: this.now,
      input: data.input,
      id,
      previousId,
      child: execution?.root,
    });
  }

  recordExited({ id: strand, code, data, execution }: Draft, output: Value, id: number, previousId: number): void {
    if (!this.#hears) return;
    this.events.push({
      kind: 'stateExited',
      strand,
      state: code.path,
      name: code.name,
      type: code.type,
      now: this.now,
      output,
      assigned: data.assigned,
      next: data.next,
      id,
      previousId,
      child: execution?.root,
    });
  }

  recordIteration(kind: 'iterationStarted' | 'iterationSucceeded', map: Strand, index: number, previousId: number) {
    const id = this.nextId(map, previousId);
    if (this.#hears) {
      const { code, execution } = map;
      const { path: state, name, type } = code;
      const child = execution?.root;
      this.events.push({ kind, strand: map.id, state, name, type, now: this.now, index, id, previousId, child });
    }
    return id;
  }

  recordCall(kind: 'callScheduled' | 'callStarted', strand: Strand, call: Call, previousId: number): number {
    const id = this.nextId(strand, previousId);
    if (this.#hears) {
      const { code, execution } = strand;
      const { path: state, name, type } = code;
      const child = execution?.root;
      this.events.push({ kind, strand: strand.id, state, name, type, now: this.now, call, id, previousId, child });
    }
    return id;
  }

  nextId({ execution }: Strand, previousId: number): number {
    const child = execution?.root;
    const id = (child === undefined ? this.eventCount : this.countOf(child)) + 1;
    if (id >= EVENT_LIMIT) this.#checkRoom(execution, previousId);
    if (child === undefined) this.eventCount = id;
    else this.counts().set(child, id);
    return id;
  }

  #checkRoom(child: ChildExecution | undefined, previousId: number): void {
    if (isStandard(child ?? this.before.execution)) throw new HistoryFull(previousId, child?.root);
  }

  /** The newest event of a child of a Map Run. */
  countOf(child: number): number {
    return (this.#childEventCounts ?? this.before.childEventCounts).get(child) ?? 0;
  }

  counts(): Map<number, number> {
    this.#childEventCounts ??= new Map(this.before.childEventCounts);
    return this.#childEventCounts;
  }
}

/** An Express execution has no history that could be full, and cannot be taken up again. */
export function isStandard({ type }: Execution): boolean {
  return type !== 'EXPRESS';
}

/** Leaves a move at any depth; never leaves the room. */
export class HistoryFull extends Error {
  readonly previousId: number;
  /** Whose history: that of a child execution, or the run's own. */
  readonly child: number | undefined;
  constructor(previousId: number, child: number | undefined) {
    super();
    this.previousId = previousId;
    this.child = child;
  }
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };
