// The engine: a run and a signal give the next run and what happened. Pure and synchronous; nothing waits here and
// nothing is called. The work is done on a private copy of the run's own fields, so a `go` of many steps makes one new Run.
import type { Chance } from '../expressions/index.ts';
import { draw, uuidFrom } from './chance.ts';
import { contextObject } from './context.ts';
import type { ExecutionEvent } from './events.ts';
import { causes, type Failure, StateFailure } from './failure.ts';
import type { Outcome, Program, StateData, Step, StepScope } from './program.ts';
import type { Execution, Moved, Run, Signal, Strand } from './run.ts';
import { deadline, nextStrand } from './schedule.ts';

/** A Standard execution's history ends with this event at the latest (spec/quotas.md). */
export const EVENT_LIMIT = 25_000;

export interface AdvanceOptions {
  /** Without events a run comes to the same end, faster. */
  readonly events: boolean;
}

export function start(program: Program, execution: Execution, { events }: AdvanceOptions): Moved {
  const now = execution.startTime;
  const main: Strand = {
    id: 1,
    code: program.start,
    step: 0,
    data: { input: execution.input },
    variables: {},
    // AWS: the first state's event points to 0, not to ExecutionStarted.
    lastEventId: 0,
  };
  const run: Run = {
    program,
    execution,
    status: 'RUNNING',
    now,
    strands: [main],
    lastStrand: 0,
    chance: execution.seed,
    eventCount: 1,
  };
  return { run, events: events ? [{ kind: 'executionStarted', id: 1, now, input: execution.input }] : [] };
}

export function advance(run: Run, signal: Signal, { events }: AdvanceOptions): Moved {
  if (run.status !== 'RUNNING') return { run, events: [] };
  const work = new Work(run, signal.now, events);
  switch (signal.kind) {
    case 'step': {
      const strand = run.strands.find(candidate => candidate.id === signal.strand);
      if (strand) work.step(strand);
      break;
    }
    case 'go': {
      let left = signal.steps;
      for (let strand = work.next(); strand && left > 0; strand = work.next()) {
        work.step(strand);
        left--;
      }
      break;
    }
    case 'timer':
      work.timer();
      break;
    case 'stop':
      work.end({ status: 'ABORTED', failure: signal.failure }, 0);
      break;
  }
  return { run: work.run, events: work.events };
}

type Ending = Pick<Run, 'status' | 'output' | 'failure'>;

// One call of `advance`: the run as it becomes, and the events so far.
class Work {
  run: Run;
  readonly events: ExecutionEvent[] = [];
  readonly #observed: boolean;
  readonly #chance: Chance = {
    random: () => this.#draw(),
    uuid: () => uuidFrom(() => this.#draw()),
  };

  constructor(run: Run, now: number, observed: boolean) {
    this.run = now === run.now ? run : { ...run, now };
    this.#observed = observed;
  }

  next(): Strand | undefined {
    return nextStrand(this.run);
  }

  step(strand: Strand): void {
    const step = strand.code.steps[strand.step];
    if (!step || strand.sleepUntil !== undefined) return;
    const entered = step.phase === 'enter' ? this.#enter(strand) : strand;
    const data = { ...entered.data };
    const { outcome, lastEventId } = this.#perform(step, data, entered);
    const moved: Strand = { ...entered, data, step: strand.step + 1, lastEventId };
    this.#notePhase(moved, step, outcome);
    if (outcome?.kind === 'fail') this.#fail(moved, outcome.failure);
    else if (outcome?.kind === 'sleep') this.#sleep(moved, outcome.until);
    else if (outcome?.kind === 'skipTo') this.#keep({ ...moved, step: outcome.step });
    else if (moved.step < strand.code.steps.length) this.#keep(moved);
    else this.#exit(moved);
  }

  #perform(step: Step, data: StateData, strand: Strand): { outcome: Outcome; lastEventId: number } {
    try {
      return { outcome: step.perform(data, this.#scope(strand)), lastEventId: strand.lastEventId };
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      const { name } = strand.code;
      const cause = causes.inState(name, strand.entered?.id ?? 0, error.message);
      const failure = { error: error.errorName, cause };
      const outcome = { kind: 'fail', failure } as const;
      if (!error.evaluation) return { outcome, lastEventId: strand.lastEventId };
      // Recorded: the event of an expression that failed stands beside that of the state's entry, not below it.
      const { location, of } = error.evaluation;
      const previousId = of === 'expression' ? (strand.entered?.previousId ?? 0) : strand.lastEventId;
      const id = this.#newId();
      this.#emit({ kind: 'evaluationFailed', ...this.#at(strand), failure, location, id, previousId });
      return { outcome, lastEventId: id };
    }
  }

  timer(): void {
    if (this.run.now >= deadline(this.run)) {
      const previousId = this.run.strands[0]?.lastEventId ?? 0;
      this.end({ status: 'TIMED_OUT', failure: { error: 'States.Timeout' } }, previousId);
      return;
    }
    for (const strand of this.run.strands) {
      if (strand.sleepUntil === undefined || strand.sleepUntil > this.run.now) continue;
      const { sleepUntil: _due, ...awake } = strand;
      this.#keep(awake);
    }
  }

  end(ending: Ending, previousId: number): void {
    const id = this.run.eventCount + 1;
    this.run = { ...this.run, ...ending, strands: [], eventCount: id };
    const { now } = this.run;
    const at = { id, previousId, now };
    const failure = ending.failure ?? {};
    if (ending.status === 'SUCCEEDED') this.#emit({ kind: 'executionSucceeded', output: ending.output ?? null, ...at });
    else if (ending.status === 'TIMED_OUT') this.#emit({ kind: 'executionTimedOut', ...at });
    else if (ending.status === 'ABORTED') this.#emit({ kind: 'executionAborted', failure, ...at });
    else this.#emit({ kind: 'executionFailed', failure, ...at });
  }

  #enter(strand: Strand): Strand {
    const previousId = strand.lastEventId;
    const id = this.#newId();
    this.#emit({ kind: 'stateEntered', ...this.#at(strand), input: strand.data.input, id, previousId });
    return { ...strand, entered: { id, previousId, time: this.run.now }, lastEventId: id };
  }

  #sleep(strand: Strand, until: number): void {
    this.#keep({ ...strand, sleepUntil: until });
    this.#emit({ kind: 'waiting', ...this.#at(strand), until });
  }

  #fail(strand: Strand, failure: Failure): void {
    this.#emit({ kind: 'stateFailed', ...this.#at(strand), failure });
    this.end({ status: 'FAILED', failure }, strand.lastEventId);
  }

  #exit(strand: Strand): void {
    const { assigned, output = null, next } = strand.data;
    const previousId = strand.lastEventId;
    const id = this.#newId();
    const details = { output, ...(assigned && { assigned }), ...(next !== undefined && { next }) };
    this.#emit({ kind: 'stateExited', ...this.#at(strand), ...details, id, previousId });
    const code = next === undefined ? undefined : strand.code.scope.get(next);
    // Two more events must fit: the next state's entry, or the end of the execution in its place.
    if (code && id + 1 >= EVENT_LIMIT) {
      const cause = causes.tooManyEvents(EVENT_LIMIT);
      this.end({ status: 'FAILED', failure: { error: 'States.Runtime', cause } }, id);
    } else if (code) {
      const variables = assigned ? { ...strand.variables, ...assigned } : strand.variables;
      this.#keep({ id: strand.id, code, step: 0, data: { input: output }, variables, lastEventId: id });
    } else {
      this.end({ status: 'SUCCEEDED', output }, id);
    }
  }

  #keep(strand: Strand): void {
    const strands = this.run.strands.map(other => (other.id === strand.id ? strand : other));
    this.run = { ...this.run, strands, lastStrand: strand.id };
  }

  #scope(strand: Strand): StepScope {
    const { execution, now } = this.run;
    return {
      now,
      chance: this.#chance,
      context: () => contextObject(execution, strand),
      variables: strand.variables,
    };
  }

  #draw(): number {
    const { state, value } = draw(this.run.chance);
    this.run = { ...this.run, chance: state };
    return value;
  }

  #newId(): number {
    const eventCount = this.run.eventCount + 1;
    this.run = { ...this.run, eventCount };
    return eventCount;
  }

  #at(strand: Strand) {
    const { id, code } = strand;
    return { strand: id, state: code.path, name: code.name, type: code.state.type, now: this.run.now };
  }

  #notePhase(strand: Strand, step: Step, outcome: Outcome): void {
    if (!this.#observed) return;
    const steps = strand.code.steps;
    const firstRule = steps.findIndex(candidate => candidate.phase === 'rule');
    const rule =
      step.phase === 'rule' ? { rule: steps.indexOf(step) - firstRule, taken: outcome?.kind === 'skipTo' } : {};
    this.#emit({ kind: 'phase', ...this.#at(strand), phase: step.phase, ...rule });
  }

  #emit(event: ExecutionEvent): void {
    if (this.#observed) this.events.push(event);
  }
}
