// One call of `advance`: a private copy of the run's own fields is moved, and the events and commands are collected, so a
// `go` of many steps makes one new Run. Strands and their data stay values: each change makes a new one.
import type { Value } from '../expressions/index.ts';
import { draw, uuidFrom } from './chance.ts';
import { NO_ATTEMPTS } from './compile/errors.ts';
import { contextObject, executionOf, type MapItem } from './context.ts';
import type { AtState, ExecutionEvent, Unrecorded } from './events.ts';
import { causes, type Failure, StateFailure } from './failure.ts';
import { inOrder, type MapRunWait, type ResultEntry } from './mapRun.ts';
import { type Desk, MapRuns } from './mapRuns.ts';
import type { Call, ChildStart, IterationPlan, Outcome, Reaction, StateData, Step, StepScope } from './program.ts';
import type { Answer, ChildExecution, Command, Run, Signal, Strand, Waiting } from './run.ts';
import { deadline, dueOf, nextStrand, placeOf } from './schedule.ts';
import { isTooLarge } from './size.ts';

/** A Standard execution's history ends with this event at the latest (spec/quotas.md). */
export const EVENT_LIMIT = 25_000;

/** What a task may take when nothing is said (spec/asl.md §5.2). */
const DEFAULT_TIMEOUT_SECONDS = 99_999_999;

type Ending = Pick<Run, 'status' | 'output' | 'failure'>;
type FailOutcome = Extract<Outcome, { kind: 'fail' }>;
type Children = Extract<Waiting, { kind: 'children' }>;
type ChildStatus = 'SUCCEEDED' | 'FAILED' | 'ABORTED';

export class Work {
  readonly events: ExecutionEvent[] = [];
  readonly commands: Command[] = [];
  readonly #before: Run;
  readonly #now: number;
  readonly #observed: boolean;
  /** The run's own fields, as they become. The list of strands is a value too. */
  #strands: readonly Strand[];
  #lastStrand: number;
  #isInTurn: boolean;
  #strandCount: number;
  #callCount: number;
  #eventCount: number;
  /** A copy of its own once something is counted. */
  #childEventCounts: Map<number, number> | undefined;
  #chanceState: number;
  #ending: Ending | undefined;
  readonly #random = (): number => {
    const { state, value } = draw(this.#chanceState);
    this.#chanceState = state;
    return value;
  };
  readonly #uuid = (): string => uuidFrom(this.#random);
  readonly #chance = { random: this.#random, uuid: this.#uuid };

  constructor(run: Run, now: number, observed: boolean) {
    this.#before = run;
    this.#now = now;
    this.#observed = observed;
    this.#strands = run.strands;
    this.#lastStrand = run.lastStrand;
    this.#isInTurn = run.isInTurn;
    this.#strandCount = run.strandCount;
    this.#callCount = run.callCount;
    this.#eventCount = run.eventCount;
    this.#chanceState = run.chance;
  }

  /** The run as it has become. */
  get run(): Run {
    return {
      ...this.#before,
      now: this.#now,
      strands: this.#strands,
      lastStrand: this.#lastStrand,
      isInTurn: this.#isInTurn,
      strandCount: this.#strandCount,
      callCount: this.#callCount,
      eventCount: this.#eventCount,
      childEventCounts: this.#childEventCounts ?? this.#before.childEventCounts,
      chance: this.#chanceState,
      ...this.#ending,
    };
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
      case 'stop':
        this.#stop(signal.failure);
    }
  }

  #step(id: number): void {
    const strand = this.#strand(id);
    if (strand && !strand.waiting) this.#move(strand, 1);
  }

  #go(steps: number): void {
    let left = steps;
    for (let strand = this.#next(); strand && left > 0; strand = this.#next()) {
      this.#move(strand, Number.POSITIVE_INFINITY);
      left--;
    }
  }

  #timer(): void {
    if (this.#now >= deadline(this.#before)) {
      this.#cancelCalls(this.#strands);
      const previousId = this.#strands[0]?.lastEventId ?? 0;
      this.#end({ status: 'TIMED_OUT', failure: { error: 'States.Timeout' } }, previousId);
      return;
    }
    for (const { id } of this.#strands) {
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

  // Steps

  #next(): Strand | undefined {
    return this.#ending ? undefined : nextStrand(this.#strands, this.#lastStrand, this.#isInTurn);
  }

  /** One step of a strand, or with `most` as many as it takes to leave or to hold up its state. */
  #move(strand: Strand, most: number): void {
    if (strand.failing) this.#react(strand, strand.failing);
    else this.#walk(strand, most);
    const after = this.#strand(strand.id);
    this.#lastStrand = strand.id;
    this.#isInTurn = after !== undefined && !after.waiting && (after.step > 0 || after.failing !== undefined);
  }

  #walk(strand: Strand, most: number): void {
    const { steps } = strand.code;
    let current = strand.step === 0 ? this.#enter(strand) : strand;
    const data = { ...current.data };
    const scope = this.#scope(current, data);
    let index = current.step;
    let outcome: Outcome;
    for (let left = most; left > 0; left--) {
      const step = steps[index++];
      if (!step) break;
      try {
        outcome = step.perform(data, scope);
      } catch (error) {
        ({ outcome, strand: current } = this.#failed(error, current));
      }
      if (this.#observed) this.#notePhase(current, step, outcome);
      if (outcome?.kind === 'skipTo') index = outcome.step;
      else if (outcome) break;
    }
    this.#follow({ ...current, data, step: index }, outcome);
  }

  #follow(strand: Strand, outcome: Outcome): void {
    switch (outcome?.kind) {
      case 'fail':
        this.#fail(strand, outcome.failure);
        break;
      case 'sleep':
        this.#keep({ ...strand, waiting: { kind: 'clock', until: outcome.until } });
        this.#note({ kind: 'waiting', ...this.#at(strand), until: outcome.until });
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
        if (strand.step < strand.code.steps.length) this.#keep(strand);
        else if (isTooLarge(strand.data.output ?? null)) this.#fail(strand, tooLarge(strand.code.name));
        else this.#exit(strand);
    }
  }

  // Does something of a state's; what the language says must fail comes back as an outcome.
  #perform<T>(work: () => T, strand: Strand): { outcome: T | FailOutcome; strand: Strand } {
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

  #enter(strand: Strand): Strand {
    const previousId = strand.lastEventId;
    const id = this.#nextId(strand, previousId);
    // Nothing is made for nobody: this and the exit are the two events every state has.
    if (this.#observed)
      this.events.push({ kind: 'stateEntered', ...this.#at(strand), input: strand.data.input, id, previousId });
    return { ...strand, entered: { id, previousId, time: this.#now }, lastEventId: id };
  }

  #exit(strand: Strand): void {
    const { assigned, output = null, next } = strand.data;
    const previousId = strand.lastEventId;
    const id = this.#nextId(strand, previousId);
    if (this.#observed) {
      const details = { output, ...(assigned && { assigned }), ...(next !== undefined && { next }) };
      this.events.push({ kind: 'stateExited', ...this.#at(strand), ...details, id, previousId });
    }
    const code = next === undefined ? undefined : strand.code.scope.get(next);
    if (code) {
      const variables = assigned ? { ...strand.variables, ...assigned } : strand.variables;
      const { parent, execution } = strand;
      const fresh = { step: 0, data: { input: output }, variables, attempts: NO_ATTEMPTS, lastEventId: id };
      this.#keep({ id: strand.id, code, ...fresh, ...(parent && { parent }), ...(execution && { execution }) });
    } else if (strand.parent) {
      this.#childDone({ ...strand, lastEventId: id }, strand.parent, output);
    } else {
      this.#end({ status: 'SUCCEEDED', output }, id);
    }
  }

  // Failures

  #fail(strand: Strand, failure: Failure): void {
    this.#keep({ ...strand, data: { ...strand.data, error: failure }, failing: failure });
    this.#note({ kind: 'stateFailed', ...this.#at(strand), failure });
  }

  #react(strand: Strand, failure: Failure): void {
    const { failing: _failing, ...calm } = strand;
    const data: StateData = { ...strand.data };
    const { onError } = strand.code;
    const { outcome: reaction, strand: after } = this.#perform(
      (): Reaction => onError?.react(failure, data, this.#scope(strand, data), strand.attempts) ?? { kind: 'uncaught' },
      calm,
    );
    switch (reaction.kind) {
      case 'retry': {
        const until = this.#now + reaction.delayMs;
        const attempts = oneMore(strand, reaction.retrier);
        // The attempt begins again behind the state's entry, with the input the state had.
        const again: Strand = { ...after, attempts, step: 1, data: { input: strand.data.input } };
        this.#note({
          kind: 'stateRetried',
          ...this.#at(strand),
          retrier: reaction.retrier,
          attempt: attempts.total,
          until,
        });
        this.#keep(until > this.#now ? { ...again, waiting: { kind: 'clock', until } } : again);
        return;
      }
      case 'caught':
        this.#note({ kind: 'stateCaught', ...this.#at(strand), catcher: reaction.catcher, next: data.next ?? '' });
        if (isTooLarge(data.output ?? null)) this.#giveUp(after, tooLarge(strand.code.name));
        else this.#exit(this.#containerFailed({ ...after, data }, failure));
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
      lastEventId = this.#record(strand, { kind: 'callScheduled', call, previousId: lastEventId });
      lastEventId = this.#record(strand, { kind: 'callStarted', call, previousId: lastEventId });
    }
    const id = ++this.#callCount;
    const limits = isQueued ? NO_LIMITS : limitsFrom(call, this.#now);
    this.#keep({ ...strand, lastEventId, waiting: { kind: 'call', id, call, isScheduled: !isQueued, ...limits } });
    const parent = strand.parent && this.#strand(strand.parent.strand);
    const iteration = parent?.code.state.type === 'Map' ? { iteration: strand.parent?.index ?? 0 } : {};
    this.commands.push({ kind: 'call', id, state: strand.code, attempt: strand.attempts.total, call, ...iteration });
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
    for (const [index, child] of children.entries()) this.#startChild(strand, index, child, id);
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
    const scope = this.#scope(map, map.data, { index, value: item });
    const { outcome: input, strand } = this.#perform(() => ({ value: plan.inputOf(map.data, scope, item) }), map);
    if ('kind' in input) {
      this.#abortChildren(map.id);
      this.#fail(awake(strand), input.failure);
      return false;
    }
    const waiting: Children = { ...map.waiting, open: open + 1, nextItem: index + 1 };
    this.#keep({ ...map, waiting });
    const id = this.#record(map, { kind: 'iterationStarted', index, previousId });
    this.#startChild(map, index, { start: plan.start, input: input.value }, id);
    return true;
  }

  #startChild(parent: Strand, index: number, { start, input }: ChildStart, lastEventId: number): void {
    const id = ++this.#strandCount;
    const child: Strand = {
      id,
      parent: { strand: parent.id, index },
      code: start,
      step: 0,
      data: { input },
      variables: parent.variables,
      attempts: NO_ATTEMPTS,
      lastEventId,
      ...(parent.execution && { execution: parent.execution }),
    };
    this.#strands = [...this.#strands, child];
  }

  #childDone(child: Strand, { strand: parentId, index }: NonNullable<Strand['parent']>, output: Value): void {
    this.#remove(child.id);
    const parent = this.#strand(parentId);
    if (parent?.waiting?.kind === 'mapRun') {
      this.#childEnded(child, { status: 'SUCCEEDED', output });
      this.#mapRuns.childSucceeded(parent, parent.waiting, child, index, output);
    }
    if (parent?.waiting?.kind !== 'children') return;
    const { waiting } = parent;
    const results = { index, value: output, before: waiting.results };
    const after: Children = { ...waiting, results, open: waiting.open - 1 };
    const lastId = child.lastEventId;
    const isMap = waiting.plan !== undefined;
    const doneId = isMap ? this.#record(parent, { kind: 'iterationSucceeded', index, previousId: lastId }) : lastId;
    const updated = { ...parent, waiting: after };
    this.#keep(updated);
    // Recorded: the next iteration hangs below the last state of the one that made room for it.
    if (after.plan && after.nextItem < after.plan.items.length) this.#startIteration(parent.id, lastId);
    else if (after.open === 0) this.#childrenDone(updated, after, doneId);
  }

  #childrenDone(parent: Strand, { results }: Children, lastEventId: number): void {
    this.#record(parent, { kind: 'containerSucceeded', previousId: lastEventId });
    this.#keep(awake({ ...parent, lastEventId, data: { ...parent.data, result: inOrder(results) } }));
  }

  #childFailed(child: Strand, { strand: parentId, index }: NonNullable<Strand['parent']>, failure: Failure): void {
    this.#remove(child.id);
    const parent = this.#strand(parentId);
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
  #abortChild(map: Strand, wait: MapRunWait, child: Strand): void {
    this.#dropBelow(child.id);
    this.#cancelCalls([child]);
    this.#remove(child.id);
    this.#childEnded({ ...child, lastEventId: 0 }, { status: 'ABORTED' });
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
    const child: Strand = {
      id,
      parent: { strand: map.id, index },
      execution,
      code: waiting.plan.start,
      step: 0,
      data: { input: given.input },
      // A child reads no variables of its parent (spec/asl.md §4).
      variables: {},
      attempts: NO_ATTEMPTS,
      // As in any execution the first state's event points to 0.
      lastEventId: 0,
    };
    this.#strands = [...this.#strands, child];
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
      newUuid: this.#uuid,
      executionOf: strand => executionOf(this.#before, strand),
      scope: (strand, data, item) => this.#scope(strand, data, item),
      attempt: (work, strand) => {
        const { outcome, strand: after } = this.#perform(() => ({ kind: 'value', value: work() }) as const, strand);
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
    for (const { id, waiting } of this.#strands) {
      // A full history has room for its last event only.
      if (waiting?.kind !== 'mapRun' || this.#eventCount + 2 >= EVENT_LIMIT) continue;
      this.#dropBelow(id);
    }
    const id = ++this.#eventCount;
    this.#ending = ending;
    this.#strands = [];
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

  #keep(strand: Strand): void {
    const index = placeOf(this.#strands, strand.id);
    if (this.#strands[index]?.id === strand.id) this.#strands = this.#strands.with(index, strand);
  }

  #remove(id: number): void {
    this.#strands = this.#strands.filter(strand => strand.id !== id);
  }

  #scope(strand: Strand, data: Readonly<StateData>, item?: MapItem): StepScope {
    const now = this.#now;
    return {
      now,
      chance: this.#chance,
      newToken: this.#uuid,
      context: () => contextObject(this.#before, { ...strand, data }, item),
      variables: strand.variables,
    };
  }

  #at({ id, code, execution }: Strand): AtState {
    const at = { strand: id, state: code.path, name: code.name, type: code.state.type, now: this.#now };
    return execution ? { ...at, child: execution.root } : at;
  }

  #notePhase(strand: Strand, step: Step, outcome: Outcome): void {
    if (!this.#observed) return;
    const { steps } = strand.code;
    const firstRule = steps.findIndex(({ phase }) => phase === 'rule');
    const rule =
      step.phase === 'rule' ? { rule: steps.indexOf(step) - firstRule, taken: outcome?.kind === 'skipTo' } : {};
    this.#note({ kind: 'phase', ...this.#at(strand), phase: step.phase, ...rule });
  }

  /** An event of the history: gets the next id, whether or not anybody listens. */
  #record(strand: Strand, event: Unrecorded): number {
    const id = this.#nextId(strand, event.previousId);
    if (this.#observed) this.events.push({ ...event, ...this.#at(strand), id } as ExecutionEvent);
    return id;
  }

  #nextId({ execution }: Strand, previousId: number): number {
    const child = execution?.root;
    const id = (child === undefined ? this.#eventCount : this.#countOf(child)) + 1;
    if (id >= EVENT_LIMIT) throw new HistoryFull(previousId, child);
    if (child === undefined) this.#eventCount = id;
    else this.#counts().set(child, id);
    return id;
  }

  #countOf(child: number): number {
    return (this.#childEventCounts ?? this.#before.childEventCounts).get(child) ?? 0;
  }

  #counts(): Map<number, number> {
    this.#childEventCounts ??= new Map(this.#before.childEventCounts);
    return this.#childEventCounts;
  }

  #note(event: ExecutionEvent): void {
    if (this.#observed) this.events.push(event);
  }
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

function awake(strand: Strand): Strand {
  const { waiting: _waiting, ...free } = strand;
  return free;
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
