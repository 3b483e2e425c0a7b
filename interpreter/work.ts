// One call of `advance`: a private copy of the run's own fields is moved, and the events and commands are collected, so a
// `go` of many steps makes one new Run. Strands and their data stay values: each change makes a new one.
import { type Chance, type Value, withMembers } from '../expressions/index.ts';
import { draw, uuidFrom } from './chance.ts';
import { contextObject, executionOf, type MapItem } from './context.ts';
import type { AtState, ExecutionEvent, Unrecorded } from './events.ts';
import { causes, type Failure, StateFailure } from './failure.ts';
import { inOrder, type MapRunWait, type ResultEntry } from './mapRun.ts';
import { type Desk, MapRuns } from './mapRuns.ts';
import {
  type Call,
  type ChildStart,
  dataFor,
  type IterationPlan,
  type Outcome,
  type Reaction,
  type StateCode,
  type StateData,
  type Step,
  type StepScope,
} from './program.ts';
import { breakDown, type Kept, keepAll, mend, NOTHING_KEPT, takenUp } from './redrive.ts';
import type { Answer, ChildExecution, Command, Execution, Run, Signal, Strand, Waiting } from './run.ts';
import { deadline, dueOf, nextStrand, placeOf } from './schedule.ts';
import { Scope, type ScopeSource } from './scope.ts';
import { isTooLarge } from './size.ts';
import { awake, type Draft, draftOf, enterNext, newStrand } from './strand.ts';

/** A Standard execution's history ends with this event at the latest (spec/quotas.md). */
export const EVENT_LIMIT = 25_000;

/** What a task may take when nothing is said (spec/asl.md §5.2). */
const DEFAULT_TIMEOUT_SECONDS = 99_999_999;

type Ending = Pick<Run, 'status' | 'output' | 'failure'> & { readonly execution?: Execution };
type FailOutcome = Extract<Outcome, { kind: 'fail' }>;
type Children = Extract<Waiting, { kind: 'children' }>;
type ChildStatus = 'SUCCEEDED' | 'FAILED' | 'ABORTED';

export class Work implements ScopeSource {
  readonly events: ExecutionEvent[] = [];
  readonly commands: Command[] = [];
  readonly #before: Run;
  readonly #now: number;
  /** Somebody wants the events of the history; and the others too. */
  readonly #hears: boolean;
  readonly #hearsAll: boolean;
  /** The run's own fields, as they become. The list of strands is a value too. */
  #strands: readonly Strand[];
  #owned: Strand[] | undefined;
  /** Strands that carry it were made here, and nobody else has them yet. */
  readonly #token = {};
  #lastStrand: number;
  #isInTurn: boolean;
  #strandCount: number;
  #callCount: number;
  #eventCount: number;
  /** A copy of its own once something is counted. */
  #childEventCounts: Map<number, number> | undefined;
  #chanceState: number;
  #kept: Kept;
  #ending: Ending | undefined;
  #lazyChance: Chance | undefined;

  constructor(run: Run, now: number, events: boolean | 'history') {
    this.#before = run;
    this.#now = now;
    this.#hears = events !== false;
    this.#hearsAll = events === true;
    this.#strands = run.strands;
    this.#lastStrand = run.lastStrand;
    this.#isInTurn = run.isInTurn;
    this.#strandCount = run.strandCount;
    this.#callCount = run.callCount;
    this.#eventCount = run.eventCount;
    this.#chanceState = run.chance;
    this.#kept = run.kept;
  }

  /** The run as it has become. */
  get run(): Run {
    const { program, execution, status, output, failure, childEventCounts } = this.#before;
    const ending = this.#ending;
    return {
      program,
      execution: ending?.execution ?? execution,
      status: ending?.status ?? status,
      now: this.#now,
      strands: this.#strands,
      lastStrand: this.#lastStrand,
      isInTurn: this.#isInTurn,
      strandCount: this.#strandCount,
      callCount: this.#callCount,
      chance: this.#chanceState,
      eventCount: this.#eventCount,
      childEventCounts: this.#childEventCounts ?? childEventCounts,
      output: ending ? ending.output : output,
      failure: ending ? ending.failure : failure,
      kept: this.#kept,
    };
  }

  get now(): number {
    return this.#now;
  }

  // Made when it is first needed, as most states leave nothing to chance.
  get chance(): Chance {
    if (this.#lazyChance === undefined) {
      const random = () => {
        const { state, value } = draw(this.#chanceState);
        this.#chanceState = state;
        return value;
      };
      this.#lazyChance = { random, uuid: () => uuidFrom(random) };
    }
    return this.#lazyChance;
  }

  contextOf(strand: Strand, item: MapItem | undefined): Value {
    return contextObject(this.#before, strand, item);
  }

  // Signals

  /** Applies a signal. A history that is full ends the execution instead. */
  apply(signal: Signal): void {
    try {
      this.#apply(signal);
    } catch (error) {
      if (!(error instanceof HistoryFull)) throw error;
      const failure = { error: 'States.Runtime', cause: causes.tooManyEvents(EVENT_LIMIT) };
      const child = error.child === undefined ? undefined : this.#strand(error.child);
      if (child?.parent) {
        this.#dropBelow(child.id);
        this.#giveUp({ ...child, lastEventId: error.previousId }, failure);
        return;
      }
      this.#cancelCalls(this.#strands);
      this.#end({ status: 'FAILED', failure }, error.previousId);
    }
  }

  #apply(signal: Signal): void {
    switch (signal.kind) {
      case 'step':
        this.#step(signal.strand);
        break;
      case 'go':
        this.#go(signal.steps);
        break;
      case 'timer':
        this.#timer();
        break;
      case 'answer':
        this.#answer(signal.call, signal.answer);
        break;
      case 'items':
      case 'written':
        this.#mapRunAnswer(signal);
        break;
      case 'mapRunSettings': {
        const map = this.#strands.find(
          ({ waiting }) => waiting?.kind === 'mapRun' && waiting.run.arn === signal.mapRunArn,
        );
        if (map?.waiting?.kind === 'mapRun') this.#mapRuns.change(map, map.waiting, signal.settings);
        break;
      }
      case 'stopChild': {
        const child = this.#strand(signal.child);
        const map = child?.parent && this.#strand(child.parent.strand);
        if (!child || map?.waiting?.kind !== 'mapRun') break;
        this.#abortChild(map, map.waiting, child, signal.failure);
        this.#mapRuns.resume(map);
        break;
      }
      case 'stop':
        this.#stop(signal.failure);
        break;
      case 'redrive':
        this.#redrive();
    }
  }

  #step(id: number): void {
    const strand = this.#strand(id);
    if (strand && !strand.waiting) this.#move(strand);
  }

  #go(steps: number): void {
    let left = steps;
    for (let strand = this.#next(); strand && left > 0; strand = this.#next()) left -= this.#turn(strand, left);
  }

  #timer(): void {
    if (this.#now >= deadline(this.#before)) {
      this.#cancelCalls(this.#strands);
      const previousId = this.#strands[0]?.lastEventId ?? 0;
      this.#end({ status: 'TIMED_OUT', failure: { error: 'States.Timeout' } }, previousId);
      return;
    }
    for (const { id } of [...this.#strands]) {
      const strand = this.#strand(id);
      if (!strand?.waiting || dueOf(strand.waiting) > this.#now) continue;
      if (strand.waiting.kind === 'call') this.#timeOut(strand, strand.waiting);
      else this.#keep(awake(strand));
    }
  }

  #answer(call: number, answer: Answer): void {
    const strand = this.#strands.find(({ waiting }) => waiting?.kind === 'call' && waiting.id === call);
    // An answer that comes after a timeout, or for a branch that was aborted, is nobody's.
    if (strand?.waiting?.kind === 'call') this.#answered(strand, strand.waiting, answer);
  }

  #mapRunAnswer(signal: Extract<Signal, { kind: 'items' | 'written' }>): void {
    for (const strand of this.#strands) {
      const { waiting } = strand;
      if (waiting?.kind !== 'mapRun') continue;
      if (signal.kind === 'items' && waiting.reader?.id === signal.reader && waiting.reader.isOpen) {
        this.#mapRuns.items(strand, waiting, signal.page);
        return;
      }
      if (signal.kind === 'written' && waiting.writer?.id === signal.writer) {
        this.#mapRuns.written(strand, waiting, signal.failure);
        return;
      }
    }
  }

  #stop(failure: Failure): void {
    this.#cancelCalls(this.#strands);
    this.#end({ status: 'ABORTED', failure }, 0);
  }

  #redrive(): void {
    const { execution } = this.#before;
    const redriveCount = (execution.redriveCount ?? 0) + 1;
    const previousId = this.#eventCount;
    const id = ++this.#eventCount;
    this.#note({ kind: 'executionRedriven', id, previousId, now: this.#now, redriveCount });
    this.#strands = takenUp(this.#kept, id);
    this.#kept = NOTHING_KEPT;
    this.#lastStrand = 0;
    this.#isInTurn = false;
    this.#ending = { status: 'RUNNING', execution: { ...execution, redriveCount, redriveTime: this.#now } };
  }

  // Steps

  #next(): Strand | undefined {
    return this.#ending ? undefined : nextStrand(this.#strands, this.#lastStrand, this.#isInTurn);
  }

  /** One step of a strand. */
  #move(strand: Strand): void {
    if (strand.failing) this.#react(strand, strand.failing);
    else this.#walk(strand, 1, 1);
    this.#endTurn(strand.id);
  }

  /** At most so many states of a strand, as long as no other could move. The number it was. */
  #turn(strand: Strand, most: number): number {
    let states = 1;
    if (strand.failing) this.#react(strand, strand.failing);
    else states = this.#walk(strand, Number.POSITIVE_INFINITY, this.#isAlone(strand) ? most : 1);
    this.#endTurn(strand.id);
    return states;
  }

  #endTurn(id: number): void {
    const after = this.#strand(id);
    this.#lastStrand = id;
    this.#isInTurn = after !== undefined && !after.waiting && (after.step > 0 || after.failing !== undefined);
  }

  #isAlone(strand: Strand): boolean {
    for (const other of this.#strands) if (other !== strand && !other.waiting) return false;
    return true;
  }

  /**
   * The innermost loop. The strand is a draft of our own in here, which moves from state to state until it has to wait, is
   * over, or has had its share; then it is a value like any other.
   */
  #walk(strand: Strand, mostSteps: number, mostStates: number): number {
    const draft = strand.madeBy === this.#token ? (strand as Draft) : draftOf(strand, this.#token);
    const scope = new Scope(this, draft);
    try {
      for (let states = 1; ; states++) {
        if (draft.step === 0) this.#enter(draft);
        const outcome = this.#perform(draft, scope, mostSteps);
        const isOver = outcome === undefined && draft.step >= draft.code.steps.length;
        if (!isOver) this.#follow(draft, outcome);
        else if (isNewAndTooLarge(draft.data)) this.#fail(draft, tooLarge(draft.code.name));
        else if (this.#exit(draft)) {
          if (states < mostStates) continue;
          this.#keep(draft);
        }
        return states;
      }
    } catch (error) {
      if (error instanceof HistoryFull) this.#keep(draft);
      throw error;
    }
  }

  #perform(draft: Draft, scope: StepScope, most: number): Outcome {
    const { data } = draft;
    const { steps } = draft.code;
    let index = draft.step;
    let outcome: Outcome;
    try {
      for (let left = most; left > 0 && index < steps.length; left--) {
        const step = steps[index++] as Step;
        outcome = step.perform(data, scope);
        if (this.#hearsAll) this.#notePhase(draft, step, outcome);
        if (outcome === undefined) continue;
        if (outcome.kind !== 'skipTo') break;
        index = outcome.step;
        outcome = undefined;
      }
    } catch (error) {
      const failed = this.#failed(error, draft);
      draft.lastEventId = failed.strand.lastEventId;
      outcome = failed.outcome;
      if (this.#hearsAll) this.#notePhase(draft, steps[index - 1] as Step, outcome);
    }
    draft.step = index;
    return outcome;
  }

  /** What holds a strand up in the middle of a state. */
  #follow(strand: Strand, outcome: Outcome): void {
    switch (outcome?.kind) {
      case 'fail':
        this.#fail(strand, outcome.failure);
        break;
      case 'sleep':
        this.#keep({ ...strand, waiting: { kind: 'clock', until: outcome.until } });
        if (this.#hearsAll) this.#note({ kind: 'waiting', ...this.#at(strand), until: outcome.until });
        break;
      case 'call':
        this.#call(strand, outcome.call);
        break;
      case 'branch':
        this.#branch(strand, outcome.children);
        break;
      case 'iterate':
        this.#iterate(strand, outcome.plan);
        break;
      case 'distribute':
        this.#mapRuns.begin(strand, outcome.plan);
        break;
      case 'skipTo':
      case undefined:
        this.#keep(strand);
    }
  }

  // Does something of a state's; what the language says must fail comes back as an outcome.
  #attempt<T>(work: () => T, strand: Strand): { outcome: T | FailOutcome; strand: Strand } {
    try {
      return { outcome: work(), strand };
    } catch (error) {
      return this.#failed(error, strand);
    }
  }

  #failed(error: unknown, strand: Strand): { outcome: FailOutcome; strand: Strand } {
    if (!(error instanceof StateFailure)) throw error;
    const cause = causes.inState(strand.code.name, strand.entered?.id ?? 0, error.message);
    const failure = { error: error.errorName, cause };
    const outcome = { kind: 'fail', failure } as const;
    if (!error.evaluation) return { outcome, strand };
    // Recorded: the event of an expression that failed stands beside that of the state's entry, not below it.
    const { location, of } = error.evaluation;
    const previousId = of === 'expression' ? (strand.entered?.previousId ?? 0) : strand.lastEventId;
    const where = location === undefined ? {} : { location };
    const id = this.#record(strand, { kind: 'evaluationFailed', failure, ...where, previousId });
    return { outcome, strand: { ...strand, lastEventId: id } };
  }

  #enter(draft: Draft): void {
    const previousId = draft.lastEventId;
    const id = this.#nextId(draft, previousId);
    draft.entered = { id, previousId, time: this.#now };
    draft.lastEventId = id;
    // Nothing is made for nobody. This and the exit are the two events every state has, so they are written out in full.
    if (!this.#hears) return;
    const { code, data } = draft;
    this.events.push({
      kind: 'stateEntered',
      strand: draft.id,
      state: code.path,
      name: code.name,
      type: code.state.type,
      now: this.#now,
      input: data.input,
      id,
      previousId,
      child: draft.execution?.root,
    });
  }

  /** Whether the strand goes on, then standing before its next state. */
  #exit(draft: Draft): boolean {
    const { assigned, output = null, next } = draft.data;
    const previousId = draft.lastEventId;
    const id = this.#nextId(draft, previousId);
    draft.lastEventId = id;
    if (this.#hears) this.events.push(this.#exited(draft, output, id, previousId));
    const code = next === undefined ? undefined : draft.code.scope.get(next);
    if (code) {
      if (assigned) draft.variables = withMembers(draft.variables, assigned);
      enterNext(draft, code, output);
      return true;
    }
    if (draft.parent) this.#childDone(draft, draft.parent, output);
    else this.#end({ status: 'SUCCEEDED', output }, id);
    return false;
  }

  #exited({ code, data, id: strand, execution }: Draft, output: Value, id: number, previousId: number): ExecutionEvent {
    return {
      kind: 'stateExited',
      strand,
      state: code.path,
      name: code.name,
      type: code.state.type,
      now: this.#now,
      output,
      assigned: data.assigned,
      next: data.next,
      id,
      previousId,
      child: execution?.root,
    };
  }

  // Failures

  #fail(strand: Strand, failure: Failure): void {
    this.#keep({ ...strand, data: { ...strand.data, error: failure }, failing: failure });
    if (this.#hearsAll) this.#note({ kind: 'stateFailed', ...this.#at(strand), failure });
  }

  #react(strand: Strand, failure: Failure): void {
    const data: StateData = { ...strand.data };
    const calm: Draft = { ...draftOf(strand, this.#token), data, failing: undefined };
    const { onError } = strand.code;
    const { outcome: reaction, strand: after } = this.#attempt(
      (): Reaction => onError?.react(failure, data, new Scope(this, calm), strand.attempts) ?? { kind: 'uncaught' },
      calm,
    );
    switch (reaction.kind) {
      case 'retry': {
        this.#kept = mend(this.#kept, strand);
        const until = this.#now + reaction.delayMs;
        const attempts = oneMore(strand, reaction.retrier);
        // The attempt begins again behind the state's entry, with the input the state had.
        const again: Strand = { ...after, attempts, step: 1, data: dataFor(strand.data.input) };
        if (this.#hearsAll) {
          const { retrier } = reaction;
          this.#note({ kind: 'stateRetried', ...this.#at(strand), retrier, attempt: attempts.total, until });
        }
        this.#keep(until > this.#now ? { ...again, waiting: { kind: 'clock', until } } : again);
        return;
      }
      case 'caught':
        this.#kept = mend(this.#kept, strand);
        if (this.#hearsAll) {
          const { catcher } = reaction;
          this.#note({ kind: 'stateCaught', ...this.#at(strand), catcher, next: data.next ?? '' });
        }
        if (isTooLarge(data.output ?? null)) this.#giveUp(after, tooLarge(strand.code.name));
        else {
          const draft = draftOf(this.#containerFailed(after, failure), this.#token);
          if (this.#exit(draft)) this.#keep(draft);
        }
        return;
      case 'uncaught':
        this.#giveUp(this.#containerFailed(after, failure), failure);
        return;
      case 'fail':
        // The catcher itself could not be evaluated.
        this.#giveUp(after, reaction.failure);
    }
  }

  #giveUp(strand: Strand, failure: Failure): void {
    if (strand.parent) this.#childFailed(strand, strand.parent, failure);
    else this.#end({ status: 'FAILED', failure }, strand.lastEventId);
  }

  // Recorded: a Map or Parallel that failed says so, except when its own paths were at fault.
  #containerFailed(strand: Strand, failure: Failure): Strand {
    const isContainer = strand.code.state.type === 'Map' || strand.code.state.type === 'Parallel';
    if (!isContainer || failure.error === 'States.Runtime') return strand;
    return {
      ...strand,
      lastEventId: this.#record(strand, { kind: 'containerFailed', previousId: strand.lastEventId }),
    };
  }

  // Calls

  #call(strand: Strand, call: Call): void {
    // An activity starts when a worker takes its task; and only the outside knows whether it is there.
    const isQueued = call.resource.kind === 'activity';
    let { lastEventId } = strand;
    if (!isQueued) {
      lastEventId = this.#recordCall('callScheduled', strand, call, lastEventId);
      lastEventId = this.#recordCall('callStarted', strand, call, lastEventId);
    }
    const id = ++this.#callCount;
    const { timeoutAt, heartbeatAt } = isQueued ? NO_LIMITS : limitsFrom(call, this.#now);
    const waiting: Waiting = { kind: 'call', id, call, isScheduled: !isQueued, timeoutAt, heartbeatAt };
    this.#keep({ ...strand, lastEventId, waiting });
    const { parent, code, attempts } = strand;
    const isIteration = parent !== undefined && this.#strand(parent.strand)?.code.state.type === 'Map';
    const iteration = isIteration ? parent.index : undefined;
    this.commands.push({ kind: 'call', id, state: code, attempt: attempts.total, call, iteration });
  }

  #answered(strand: Strand, waiting: Extract<Waiting, { kind: 'call' }>, answer: Answer): void {
    const { call } = waiting;
    const previousId = strand.lastEventId;
    if (!waiting.isScheduled && answer.kind !== 'refused') {
      const lastEventId = this.#record(strand, { kind: 'callScheduled', call, previousId });
      const queued: Waiting = { ...waiting, isScheduled: true };
      if (answer.kind === 'queued') this.#keep({ ...strand, lastEventId, waiting: queued });
      else this.#answered({ ...strand, lastEventId, waiting: queued }, queued, answer);
      return;
    }
    switch (answer.kind) {
      case 'queued':
        return;
      case 'refused': {
        const { failure } = answer;
        const cause = causes.inState(strand.code.name, strand.entered?.id ?? 0, failure.cause ?? '');
        this.#fail(awake(strand), { ...failure, cause });
        return;
      }
      case 'heartbeat':
        this.#keep({ ...strand, waiting: { ...waiting, heartbeatAt: limitsFrom(call, this.#now).heartbeatAt } });
        return;
      case 'started': {
        const { workerName } = answer;
        const worker = workerName === undefined ? {} : { workerName };
        const id = this.#record(strand, { kind: 'callStarted', call, ...worker, previousId });
        this.#keep({ ...strand, lastEventId: id, waiting: { ...waiting, ...limitsFrom(call, this.#now) } });
        return;
      }
      case 'submitted': {
        const id = this.#record(strand, { kind: 'callSubmitted', call, output: answer.output, previousId });
        this.#keep({ ...strand, lastEventId: id });
        return;
      }
      case 'succeeded': {
        if (isTooLarge(answer.output)) {
          // Recorded: the call ends with an ordinary failure, which names what was called.
          const { resource } = call;
          const failure = tooLarge(resource.kind === 'service' ? resource.service : resource.arn);
          this.#answered(strand, waiting, { kind: 'failed', failure });
          return;
        }
        const id = this.#record(strand, { kind: 'callSucceeded', call, output: answer.output, previousId });
        this.#keep(awake({ ...strand, lastEventId: id, data: { ...strand.data, result: answer.output } }));
        return;
      }
      case 'failed': {
        const id = this.#record(strand, { kind: 'callFailed', call, failure: answer.failure, previousId });
        this.#fail(awake({ ...strand, lastEventId: id }), answer.failure);
      }
    }
  }

  #timeOut(strand: Strand, waiting: Extract<Waiting, { kind: 'call' }>): void {
    const isHeartbeat = waiting.heartbeatAt <= waiting.timeoutAt;
    const failure: Failure = { error: 'States.Timeout', ...(isHeartbeat && { isHeartbeat }) };
    const { call, id: callId } = waiting;
    this.commands.push({ kind: 'cancel', id: callId });
    const id = this.#record(strand, { kind: 'callTimedOut', call, failure, previousId: strand.lastEventId });
    this.#fail(awake({ ...strand, lastEventId: id }), failure);
  }

  #cancelCalls(strands: readonly Strand[]): void {
    for (const { waiting } of strands) {
      if (waiting?.kind === 'call') this.commands.push({ kind: 'cancel', id: waiting.id });
      if (waiting?.kind !== 'mapRun') continue;
      if (waiting.reader && !waiting.isRead) this.commands.push({ kind: 'cancel', id: waiting.reader.id });
      if (waiting.writer) this.commands.push({ kind: 'cancel', id: waiting.writer.id });
    }
  }

  // Branches and iterations

  #branch(strand: Strand, children: readonly ChildStart[]): void {
    const id = this.#record(strand, { kind: 'containerStarted', previousId: strand.lastEventId });
    this.#keep({
      ...strand,
      lastEventId: id,
      waiting: { kind: 'children', results: undefined, open: children.length, nextItem: 0 },
    });
    children.forEach(({ start, input }, index) => {
      this.#startChild(strand, index, start, input, id);
    });
  }

  #iterate(strand: Strand, plan: IterationPlan): void {
    const { length } = plan.items;
    const id = this.#record(strand, { kind: 'containerStarted', length, previousId: strand.lastEventId });
    const waiting: Children = {
      kind: 'children',
      results: undefined,
      open: 0,
      plan,
      nextItem: 0,
    };
    const started = { ...strand, lastEventId: id, waiting };
    this.#keep(started);
    if (length === 0) this.#childrenDone(started, waiting, id);
    for (let i = 0; i < Math.min(plan.concurrency, length); i++) if (!this.#startIteration(strand.id, id)) return;
  }

  // False when the item's input could not be made: the Map has failed then.
  #startIteration(mapId: number, previousId: number): boolean {
    const map = this.#strand(mapId);
    if (map?.waiting?.kind !== 'children' || !map.waiting.plan) return false;
    const { plan, nextItem: index, open } = map.waiting;
    const item = plan.items[index] as Value;
    let input = item;
    if (plan.inputOf) {
      try {
        input = plan.inputOf(map.data, this.#scope(map, map.data, { index, value: item }), item);
      } catch (error) {
        const { outcome, strand } = this.#failed(error, map);
        this.#abortChildren(map.id);
        this.#fail(awake(strand), outcome.failure);
        return false;
      }
    }
    const { results } = map.waiting;
    this.#edit(map).waiting = { kind: 'children', results, open: open + 1, plan, nextItem: index + 1 };
    const id = this.#recordIteration('iterationStarted', map, index, previousId);
    this.#startChild(map, index, plan.start, input, id);
    return true;
  }

  #startChild(parent: Strand, index: number, code: StateCode, input: Value, lastEventId: number): void {
    const id = ++this.#strandCount;
    const { variables, execution } = parent;
    const place = { strand: parent.id, index };
    this.#own().push(newStrand({ id, parent: place, execution, code, input, variables, lastEventId }, this.#token));
  }

  #childDone(child: Strand, { strand: parentId, index }: NonNullable<Strand['parent']>, output: Value): void {
    this.#remove(child.id);
    const parent = this.#strand(parentId);
    if (parent?.waiting?.kind === 'mapRun') {
      this.#childEnded(child, { status: 'SUCCEEDED', output });
      this.#mapRuns.childSucceeded(parent, parent.waiting, child, index, output);
    }
    if (parent?.waiting?.kind !== 'children') return;
    const { plan, nextItem } = parent.waiting;
    const results = { index, value: output, before: parent.waiting.results };
    const after: Children = { kind: 'children', results, open: parent.waiting.open - 1, plan, nextItem };
    const lastId = child.lastEventId;
    const doneId = plan ? this.#recordIteration('iterationSucceeded', parent, index, lastId) : lastId;
    const updated = this.#edit(parent);
    updated.waiting = after;
    // Recorded: the next iteration hangs below the last state of the one that made room for it.
    if (plan && nextItem < plan.items.length) this.#startIteration(parent.id, lastId);
    else if (after.open === 0) this.#childrenDone(updated, after, doneId);
  }

  #childrenDone(parent: Strand, { results }: Children, lastEventId: number): void {
    this.#record(parent, { kind: 'containerSucceeded', previousId: lastEventId });
    this.#keep(awake({ ...parent, lastEventId, data: { ...parent.data, result: inOrder(results) } }));
  }

  #childFailed(child: Strand, { strand: parentId, index }: NonNullable<Strand['parent']>, failure: Failure): void {
    const parent = this.#strand(parentId);
    // The executions of a Map Run are not taken up again, and there may be a million.
    if (parent?.waiting?.kind === 'children' && !parent.execution) {
      this.#kept = breakDown(this.#kept, this.#strands, parent, child);
    }
    this.#remove(child.id);
    if (parent?.waiting?.kind === 'mapRun') {
      this.#childEnded(child, { status: 'FAILED', failure });
      this.#mapRuns.childFailed(parent, parent.waiting, child, index, failure);
    }
    if (parent?.waiting?.kind !== 'children') return;
    let { lastEventId } = child;
    // Recorded: in a Parallel branch a task that failed without a handler is also aborted; in an iteration it is not.
    if (!parent.waiting.plan && child.code.state.type === 'Task') {
      lastEventId = this.#record(child, { kind: 'stateAborted', previousId: lastEventId });
    }
    if (parent.waiting.plan) this.#record(parent, { kind: 'iterationFailed', index, previousId: lastEventId });
    this.#abortChildren(parentId);
    this.#fail(awake({ ...parent, lastEventId }), failure);
  }

  // Everything below a Map or Parallel ends where it is.
  #abortChildren(parentId: number): void {
    for (const child of this.#strands.filter(({ parent }) => parent?.strand === parentId)) {
      const map = this.#strand(parentId);
      if (map?.waiting?.kind === 'mapRun') {
        this.#abortChild(map, map.waiting, child);
        continue;
      }
      this.#abortChildren(child.id);
      this.#cancelCalls([child]);
      let previousId = child.lastEventId;
      this.#abortMapRun(child);
      if (child.entered) previousId = this.#record(child, { kind: 'stateAborted', previousId });
      const parent = this.#strand(parentId);
      const isIteration = parent?.waiting?.kind === 'children' && parent.waiting.plan;
      if (isIteration) this.#record(parent, { kind: 'iterationAborted', index: child.parent?.index ?? 0, previousId });
      this.#remove(child.id);
    }
  }

  // Map Runs

  // An execution of its own that is stopped: nothing more is written of what was under way in it.
  #abortChild(map: Strand, wait: MapRunWait, child: Strand, failure: Failure = {}): void {
    this.#dropBelow(child.id);
    this.#cancelCalls([child]);
    this.#remove(child.id);
    this.#childEnded({ ...child, lastEventId: 0 }, { status: 'ABORTED', failure });
    this.#mapRuns.childAborted(map, wait, child, child.parent?.index ?? 0);
  }

  #dropBelow(parentId: number): void {
    for (const child of this.#strands.filter(({ parent }) => parent?.strand === parentId)) {
      const parent = this.#strand(parentId);
      if (parent?.waiting?.kind === 'mapRun') this.#abortChild(parent, parent.waiting, child);
      else {
        this.#dropBelow(child.id);
        this.#cancelCalls([child]);
        this.#remove(child.id);
      }
    }
    const map = this.#strand(parentId);
    if (map) this.#abortMapRun(map);
  }

  // The Map Run of a Map that is stopped. Its children have been.
  #abortMapRun({ id }: Strand): void {
    const map = this.#strand(id);
    if (map?.waiting?.kind !== 'mapRun') return;
    const { run, counts } = map.waiting;
    this.#record(map, { kind: 'mapRunAborted', mapRunArn: run.arn, counts, previousId: run.startedId });
  }

  #startExecution(map: Strand, index: number, given: Omit<ChildExecution, 'root'>): void {
    const id = ++this.#strandCount;
    const { waiting } = map;
    if (waiting?.kind !== 'mapRun') return;
    const execution: ChildExecution = { ...given, root: id };
    const child = newStrand(
      {
        id,
        parent: { strand: map.id, index },
        execution,
        code: waiting.plan.start,
        input: given.input,
        // A child reads no variables of its parent (spec/asl.md §4).
        variables: {},
        // As in any execution the first state's event points to 0.
        lastEventId: 0,
      },
      this.#token,
    );
    this.#own().push(child);
    this.#record(child, { kind: 'childStarted', execution, previousId: 0 });
  }

  #childEnded(child: Strand, over: Pick<ResultEntry, 'output' | 'failure'> & { status: ChildStatus }): void {
    const { execution } = child;
    if (!execution) return;
    // The last event always has room.
    const id = this.#countOf(execution.root) + 1;
    this.#note({ kind: 'childEnded', ...this.#at(child), execution, ...over, id, previousId: child.lastEventId });
    this.#counts().delete(execution.root);
  }

  // Made when it is first needed: most executions have no Map Run.
  #lazyMapRuns: MapRuns | undefined;
  get #mapRuns(): MapRuns {
    this.#lazyMapRuns ??= new MapRuns(this.#desk());
    return this.#lazyMapRuns;
  }

  #desk(): Desk {
    return {
      now: this.#now,
      strand: id => this.#strand(id),
      keep: strand => this.#keep(strand),
      record: (strand, event) => this.#record(strand, event),
      command: command => this.commands.push(command),
      newCallId: () => ++this.#callCount,
      newUuid: () => this.chance.uuid(),
      executionOf: strand => executionOf(this.#before, strand),
      scope: (strand, data, item) => this.#scope(strand, data, item),
      attempt: (work, strand) => {
        const { outcome, strand: after } = this.#attempt(() => ({ kind: 'value', value: work() }) as const, strand);
        return outcome.kind === 'value' ? outcome : { failure: outcome.failure, strand: after };
      },
      startChild: (map, index, execution) => this.#startExecution(map, index, execution),
      abortChildren: map => this.#abortChildren(map.id),
      succeed: (strand, result) => this.#keep({ ...strand, data: { ...strand.data, result } }),
      fail: (strand, failure) => this.#fail(strand, failure),
    };
  }

  // The run

  #end(ending: Ending, previousId: number): void {
    this.#kept = ending.status === 'SUCCEEDED' ? NOTHING_KEPT : keepAll(this.#kept, this.#strands);
    for (const { id, waiting } of [...this.#strands]) {
      // A full history has room for its last event only.
      if (waiting?.kind !== 'mapRun' || (this.#eventCount + 2 >= EVENT_LIMIT && isLimited(this.#before.execution)))
        continue;
      this.#dropBelow(id);
    }
    const id = ++this.#eventCount;
    this.#ending = ending;
    this.#owned = [];
    this.#strands = this.#owned;
    const at = { id, previousId, now: this.#now };
    const failure = ending.failure ?? {};
    if (ending.status === 'SUCCEEDED') this.#note({ kind: 'executionSucceeded', output: ending.output ?? null, ...at });
    else if (ending.status === 'TIMED_OUT') this.#note({ kind: 'executionTimedOut', ...at });
    else if (ending.status === 'ABORTED') this.#note({ kind: 'executionAborted', failure, ...at });
    else this.#note({ kind: 'executionFailed', failure, ...at });
  }

  #strand(id: number): Strand | undefined {
    const strand = this.#strands[placeOf(this.#strands, id)];
    return strand?.id === id ? strand : undefined;
  }

  /** The strand as one that may be written to, in its place. */
  #edit(strand: Strand): Draft {
    if (strand.madeBy === this.#token) return strand as Draft;
    const draft = draftOf(strand, this.#token);
    this.#keep(draft);
    return draft;
  }

  #keep(strand: Strand): void {
    const index = placeOf(this.#strands, strand.id);
    if (this.#strands[index]?.id === strand.id) this.#own()[index] = strand;
  }

  #remove(id: number): void {
    const index = placeOf(this.#strands, id);
    if (this.#strands[index]?.id !== id) return;
    // By hand: the host makes a list of what a splice takes out.
    const strands = this.#own();
    for (let i = index + 1; i < strands.length; i++) strands[i - 1] = strands[i] as Strand;
    strands.pop();
  }

  /** The list of strands as our own copy, which may be written to. */
  #own(): Strand[] {
    this.#owned ??= [...this.#strands];
    this.#strands = this.#owned;
    return this.#owned;
  }

  #scope(strand: Strand, data: Readonly<StateData>, item?: MapItem): StepScope {
    return new Scope(this, data === strand.data ? strand : { ...strand, data }, item);
  }

  #at({ id, code, execution }: Strand): AtState {
    const at = { strand: id, state: code.path, name: code.name, type: code.state.type, now: this.#now };
    return execution ? { ...at, child: execution.root } : at;
  }

  #notePhase(strand: Strand, step: Step, outcome: Outcome): void {
    const { steps } = strand.code;
    const firstRule = steps.findIndex(({ phase }) => phase === 'rule');
    const rule =
      step.phase === 'rule' ? { rule: steps.indexOf(step) - firstRule, taken: outcome?.kind === 'skipTo' } : {};
    this.#note({ kind: 'phase', ...this.#at(strand), phase: step.phase, ...rule });
  }

  /** An event of the history: gets the next id, whether or not anybody listens. */
  #record(strand: Strand, event: Unrecorded): number {
    const id = this.#nextId(strand, event.previousId);
    if (this.#hears) {
      // The event was made for this call: adding to it costs less than a copy.
      const { code, execution } = strand;
      const recorded = event as Mutable<Unrecorded & AtState & { id: number }>;
      recorded.strand = strand.id;
      recorded.state = code.path;
      recorded.name = code.name;
      recorded.type = code.state.type;
      recorded.now = this.#now;
      recorded.id = id;
      if (execution) recorded.child = execution.root;
      this.events.push(recorded as ExecutionEvent);
    }
    return id;
  }

  // The same for the events a Map or a task has by the thousand: written out in full, which costs least.

  #recordIteration(kind: 'iterationStarted' | 'iterationSucceeded', map: Strand, index: number, previousId: number) {
    const id = this.#nextId(map, previousId);
    if (this.#hears) {
      const { code, execution } = map;
      const { path: state, name } = code;
      const { type } = code.state;
      const child = execution?.root;
      this.events.push({ kind, strand: map.id, state, name, type, now: this.#now, index, id, previousId, child });
    }
    return id;
  }

  #recordCall(kind: 'callScheduled' | 'callStarted', strand: Strand, call: Call, previousId: number): number {
    const id = this.#nextId(strand, previousId);
    if (this.#hears) {
      const { code, execution } = strand;
      const { path: state, name } = code;
      const { type } = code.state;
      const child = execution?.root;
      this.events.push({ kind, strand: strand.id, state, name, type, now: this.#now, call, id, previousId, child });
    }
    return id;
  }

  #nextId({ execution }: Strand, previousId: number): number {
    const child = execution?.root;
    const id = (child === undefined ? this.#eventCount : this.#countOf(child)) + 1;
    if (id >= EVENT_LIMIT) this.#checkRoom(execution, previousId);
    if (child === undefined) this.#eventCount = id;
    else this.#counts().set(child, id);
    return id;
  }

  #checkRoom(child: ChildExecution | undefined, previousId: number): void {
    if (isLimited(child ?? this.#before.execution)) throw new HistoryFull(previousId, child?.root);
  }

  #countOf(child: number): number {
    return (this.#childEventCounts ?? this.#before.childEventCounts).get(child) ?? 0;
  }

  #counts(): Map<number, number> {
    this.#childEventCounts ??= new Map(this.#before.childEventCounts);
    return this.#childEventCounts;
  }

  #note(event: ExecutionEvent): void {
    if (this.#hears) this.events.push(event);
  }
}

/** An Express execution has no history that could be full. */
function isLimited({ type }: Execution): boolean {
  return type !== 'EXPRESS';
}

/** Leaves a move at any depth; never leaves this file. */
class HistoryFull extends Error {
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

/** What is passed on untouched has been measured before. */
function isNewAndTooLarge({ input, output = null }: StateData): boolean {
  return output !== input && isTooLarge(output);
}

function tooLarge(name: string): Failure {
  return { error: 'States.DataLimitExceeded', cause: causes.dataLimit(name) };
}

function oneMore({ attempts }: Strand, retrier: number): Strand['attempts'] {
  const byRetrier = [...attempts.byRetrier];
  byRetrier[retrier] = (byRetrier[retrier] ?? 0) + 1;
  return { total: attempts.total + 1, byRetrier };
}

const NO_LIMITS = { timeoutAt: Number.POSITIVE_INFINITY, heartbeatAt: Number.POSITIVE_INFINITY };

function limitsFrom(
  { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, heartbeatSeconds }: Call,
  now: number,
): typeof NO_LIMITS {
  const heartbeatAt = heartbeatSeconds === undefined ? Number.POSITIVE_INFINITY : now + heartbeatSeconds * 1000;
  return { timeoutAt: now + timeoutSeconds * 1000, heartbeatAt };
}
