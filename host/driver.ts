// The only loop that moves runs. It asks the engine what can move, the gate whether it may, hands what happened to the sink
// and what is wanted to the tasks port. With a journal it also goes through the past: standing before the head, it re-lives
// what was recorded, and nothing is called.
import {
  type Answer,
  advance,
  type Command,
  type ExecutionEvent,
  type Failure,
  type ItemsPage,
  type Journal,
  type Moment,
  type Moved,
  nextMove,
  type OpenCommand,
  openCommands,
  type Run,
  type Signal,
  type Strand,
} from '../interpreter/index.ts';
import type { Clock } from './clock.ts';

export interface Ports {
  readonly clock: Clock;
  /** Makes the calls of tasks. Without it every call is refused. */
  readonly tasks?: Tasks;
  /** Reads the items of distributed Maps and writes their results. Without it neither can be done. */
  readonly mapData?: MapData;
  /** "May this strand go on?" Asked before every step. */
  readonly gate?: Gate;
  readonly sink?: Sink;
  /** The sink wants only what the history is made of, which costs less. */
  readonly historyOnly?: boolean;
  /** Keeps every moment, so that the run can be moved back. */
  readonly journal?: Journal;
  /** Writes down what moves the run, before it does. */
  readonly recorder?: Recorder;
}

export interface Recorder {
  /** The outside has said something; it is applied later. */
  heard(signal: Signal): void;
  applied(signal: Signal): void;
}

export type CallCommand = Extract<Command, { kind: 'call' }>;

export interface Tasks {
  /** Answers at once or later, and more than once where a task is accepted before it ends. */
  call(command: CallCommand, answer: (answer: Answer) => void): void;
  /** The answer is not waited for any more. */
  cancel(id: number): void;
  /** Nothing else can move: whoever waits for something inside the run waits in vain. */
  idle?(): void;
}

export type ReadCommand = Extract<Command, { kind: 'readItems' }>;
export type WriteCommand = Extract<Command, { kind: 'writeResults' }>;

export interface MapData {
  /** Answers once, with the next page. */
  read(command: ReadCommand, answer: (page: ItemsPage) => void): void;
  /** Answers once for all commands of one id: when the last is written, or with what went wrong. */
  write(command: WriteCommand, answer: (failure?: Failure) => void): void;
  /** Nothing more is asked of this reader or writer. */
  cancel(id: number): void;
}

export type Gate = (strand: Strand, run: Run, moment: Moment) => boolean;

/** Hears what happened; `relived` when it had happened before, on the way through the past. */
export type Sink = (events: readonly ExecutionEvent[], relived: boolean) => void;

/** Why a pump stopped: the run is over, the gate holds it, the clock must get to `until`, or its share of steps is used. */
export type Pumped =
  | { readonly kind: 'ended' }
  | { readonly kind: 'held'; readonly strand: Strand }
  /** Nothing can move before this time, or before an open call is answered. */
  | { readonly kind: 'sleeping'; readonly until: number }
  | { readonly kind: 'yielded' };

export class Driver {
  readonly #ports: Ports;
  readonly #inbox: Signal[] = [];
  /**
   * So many answers are heard next. They are heard when nothing else can move, all that are here at once: so single steps
   * and going far write the same history.
   */
  #due = 0;
  /** Items that were read and results that were written: heard when nothing else can move, so that runs repeat. */
  readonly #data: Signal[] = [];
  #run: Run;
  #moment: Moment = 0;
  #wake: (() => void) | undefined;

  /** A run that is further than its start stands at a moment of its journal; then `events` are none. */
  constructor(started: Pick<Moved, 'run' | 'events'>, ports: Ports, moment: Moment = 0) {
    this.#run = started.run;
    this.#ports = ports;
    this.#moment = moment;
    ports.sink?.(started.events, false);
  }

  get run(): Run {
    return this.#run;
  }

  /** How far into its journal the run stands. */
  get moment(): Moment {
    return this.#moment;
  }

  get isInPast(): boolean {
    return this.#ports.journal !== undefined && this.#moment < this.#ports.journal.head;
  }

  /** Moves the run at most so many steps, so that a caller stays responsive in an endless loop. */
  pump(steps: number): Pumped {
    const { gate, journal } = this.#ports;
    for (let left = steps; left > 0; left--) {
      const recorded = journal?.signalAfter(this.#moment);
      if (recorded) {
        const strand = this.#strandOf(recorded);
        if (strand && gate && !gate(strand, this.#run, this.#moment)) return { kind: 'held', strand };
        this.seek(this.#moment + 1);
        continue;
      }
      if (this.#due > 0) {
        this.#due--;
        const answered = this.#inbox.shift();
        if (answered) this.#apply(answered);
        continue;
      }
      const move = nextMove(this.#run);
      if (move.kind === 'ended') return move;
      if (move.kind === 'sleep') {
        this.#due = this.#inbox.length;
        if (this.#due > 0) continue;
        const data = this.#data.shift();
        if (data) {
          this.#apply(data);
          continue;
        }
        if (move.openCalls === 0 && move.tokens > 0) {
          this.#ports.tasks?.idle?.();
          this.#due = this.#inbox.length;
          if (this.#due > 0) continue;
        }
        // A virtual clock does not run ahead of calls that are under way: they take no time in it.
        const mayJump = move.openCalls + move.tokens === 0 || !this.#ports.clock.isVirtual;
        if (!mayJump || !this.#ports.clock.reach(move.until)) {
          return { kind: 'sleeping', until: mayJump ? move.until : Number.POSITIVE_INFINITY };
        }
        this.#apply({ kind: 'timer', now: this.#now() });
      } else if (gate || journal) {
        if (gate && !gate(move.strand, this.#run, this.#moment)) return { kind: 'held', strand: move.strand };
        this.#apply({ kind: 'step', strand: move.strand.id, now: this.#now() });
      } else {
        // Without an observer of single steps the engine goes as far as it can in one call.
        this.#apply({ kind: 'go', steps: left, now: this.#now() });
      }
    }
    return { kind: 'yielded' };
  }

  /** Stands at another moment of the journal. Nothing is executed; the sink hears only of moments passed forward. */
  seek(moment: Moment): void {
    const { journal, sink } = this.#ports;
    if (!journal) return;
    const from = this.#moment;
    this.#moment = Math.max(0, Math.min(moment, journal.head));
    const step = this.#moment - from;
    const signal = step === 1 ? journal.signalAfter(from) : undefined;
    this.#run = signal ? advance(this.#run, signal, { events: false }).run : journal.runAt(this.#moment);
    if (step === 1) sink?.(journal.eventsAt(this.#moment), true);
  }

  /**
   * Goes on with a run that was read back: with what it had heard, and what it waits for from the outside. `due`: so many of
   * the answers are heard before anything else moves.
   */
  takeUp(heard: readonly Extract<Signal, { kind: 'answer' | 'items' | 'written' }>[], reopen: Reopen, due = 0): void {
    for (const signal of heard) (signal.kind === 'answer' ? this.#inbox : this.#data).push(signal);
    this.#due = due;
    const isAnswered = (id: number) => heard.some(one => idOf(one) === id && isLast(one));
    for (const open of openCommands(this.#run)) {
      if (open.kind === 'call') {
        const { id } = open.command;
        const hear = (answer: Answer) => this.#hear({ kind: 'answer', call: id, answer, now: this.#now() });
        if (!isAnswered(id)) reopen(open, hear);
      } else if (open.kind === 'read') {
        if (!isAnswered(open.command.id)) this.#carryOut(open.command);
      } else if (!isAnswered(open.writer)) {
        this.#hear({ kind: 'written', writer: open.writer, failure: lostResults(), now: this.#now() });
      }
    }
  }

  /** Leaves the run where it stands: nobody waits for its calls any more. */
  leave(): void {
    for (const open of openCommands(this.#run)) {
      const id = open.kind === 'write' ? open.writer : open.command.id;
      this.#ports.tasks?.cancel(id);
      this.#ports.mapData?.cancel(id);
    }
    this.#wakeUp();
  }

  /** Does something to a run that is under way: other limits for a Map Run, the end of a child, what a debugger changes. */
  interfere(signal: Interference): void {
    if (this.isInPast) return;
    this.#apply({ ...signal, now: this.#now() });
    this.#wakeUp();
  }

  /** Ends the execution as aborted, with the error and cause that were given for it. */
  stop(failure: Failure = {}): void {
    if (this.isInPast) return;
    this.#apply({ kind: 'stop', now: this.#now(), failure });
    this.#wakeUp();
  }

  /** A run that did not succeed goes on where it failed. */
  redrive(): void {
    this.#apply({ kind: 'redrive', now: this.#now() });
  }

  /** Resolves at a time of the real clock, or as soon as a call is answered. */
  sleep(until: number): Promise<void> {
    if (this.#inbox.length + this.#data.length > 0) return Promise.resolve();
    return new Promise(resolve => {
      const timer = Number.isFinite(until) ? setTimeout(resolve, timerDelay(until - Date.now())) : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #apply(signal: Signal): void {
    const { journal, sink, historyOnly, recorder } = this.#ports;
    recorder?.applied(signal);
    const everything = journal !== undefined || (sink !== undefined && !historyOnly);
    const moved = advance(this.#run, signal, { events: everything || (sink !== undefined && 'history') });
    journal?.append(signal, this.#run, moved);
    this.#run = moved.run;
    this.#moment++;
    sink?.(moved.events, false);
    for (const command of moved.commands) this.#carryOut(command);
  }

  #carryOut(command: Command): void {
    const { tasks, mapData } = this.#ports;
    const { id } = command;
    switch (command.kind) {
      case 'cancel':
        tasks?.cancel(id);
        mapData?.cancel(id);
        break;
      case 'call': {
        const hear = (answer: Answer) => this.#hear({ kind: 'answer', call: id, answer, now: this.#now() });
        if (tasks) tasks.call(command, hear);
        else hear(noAnswer(command));
        break;
      }
      case 'readItems': {
        const hear = (page: ItemsPage) => this.#hear({ kind: 'items', reader: id, page, now: this.#now() });
        if (mapData) mapData.read(command, hear);
        else hear({ kind: 'failed', failure: noMapData('ItemReader') });
        break;
      }
      case 'writeResults': {
        const hear = (failure?: Failure) => this.#hear({ kind: 'written', writer: id, failure, now: this.#now() });
        if (mapData) mapData.write(command, hear);
        else hear(noMapData('ResultWriter'));
      }
    }
  }

  #hear(signal: Extract<Signal, { kind: 'answer' | 'items' | 'written' }>): void {
    this.#ports.recorder?.heard(signal);
    if (signal.kind === 'answer') this.#inbox.push(signal);
    else this.#data.push(signal);
    this.#wakeUp();
  }

  #wakeUp(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  #now(): number {
    return this.#ports.clock.now();
  }

  #strandOf(signal: Signal): Strand | undefined {
    return signal.kind === 'step' ? this.#run.strands.find(strand => strand.id === signal.strand) : undefined;
  }
}

/** What becomes of a call whose answer may be lost. */
export type Reopen = (open: Extract<OpenCommand, { kind: 'call' }>, hear: (answer: Answer) => void) => void;

function idOf(signal: Extract<Signal, { kind: 'answer' | 'items' | 'written' }>): number {
  if (signal.kind === 'answer') return signal.call;
  return signal.kind === 'items' ? signal.reader : signal.writer;
}

// More may follow those that only say that a task is under way.
function isLast(signal: Signal): boolean {
  return signal.kind !== 'answer' || /^(succeeded|failed|refused)$/.test(signal.answer.kind);
}

function lostResults(): Failure {
  return { error: 'States.ResultWriterFailed', cause: 'The service ended while results were being written.' };
}

/** A signal before the time is added. */
type Timeless<Kind> = Signal extends infer One ? (One extends { kind: Kind } ? Omit<One, 'now'> : never) : never;
export type Interference = Timeless<'mapRunSettings' | 'stopChild' | 'edit' | 'goto' | 'raise' | 'redefine'>;

/** What a distributed Map without S3 ends with. */
export function noMapData(field: 'ItemReader' | 'ResultWriter'): Failure {
  const cause =
    'Nothing stands in for S3 here: name a folder with a folder for each bucket (--s3), or an endpoint on this machine (S3_ENDPOINT).';
  return { error: `States.${field}Failed`, cause };
}

/** What a task with nobody to call ends with: nothing catches it, so it cannot be taken for an answer. */
export function noAnswer({ state, call }: CallCommand, why?: string): Answer {
  const cause = `Nothing says what the state "${state.name}" is answered by ${call.resource.arn}. ${why === undefined ? 'Give' : `${why} Or give`} it an answer in a mock file: {"${state.name}": {"return": …}}.`;
  return { kind: 'failed', failure: { error: 'States.Runtime', cause } };
}

/** Moves a run to its end. Only the real clock and the answers of tasks are ever waited for. */
export async function drive(driver: Driver): Promise<Run> {
  for (;;) {
    const pumped = driver.pump(STEPS_PER_TURN);
    if (pumped.kind === 'ended') return driver.run;
    if (pumped.kind === 'held') throw new Error('drive() was given a gate that holds the run.');
    if (pumped.kind === 'sleeping') await driver.sleep(pumped.until);
  }
}

/** Timers of the platform take at most 31 bits of milliseconds; a longer wait is waited for in parts. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function timerDelay(milliseconds: number): number {
  return Math.min(Math.max(milliseconds, 0), LONGEST_TIMER_MS);
}

/** 0 lets others have their turn, which a timer would make them wait a millisecond for. */
export function delay(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    if (milliseconds === 0 && typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, timerDelay(milliseconds));
  });
}

const STEPS_PER_TURN = 1_000;
