// The only loop that moves runs. It asks the engine what can move, the gate whether it may, and hands what happened to the
// sink. With a journal it also goes through the past: standing before the head, it re-lives what was recorded.
import {
  advance,
  type ExecutionEvent,
  type Journal,
  type Moment,
  type Moved,
  nextMove,
  type Run,
  type Signal,
  type Strand,
} from '../interpreter/index.ts';
import type { Clock } from './clock.ts';

export interface Ports {
  readonly clock: Clock;
  /** "May this strand go on?" Asked before every step. */
  readonly gate?: Gate;
  readonly sink?: Sink;
  /** Keeps every moment, so that the run can be moved back. */
  readonly journal?: Journal;
}

export type Gate = (strand: Strand, run: Run, moment: Moment) => boolean;

/** Hears what happened; `relived` when it had happened before, on the way through the past. */
export type Sink = (events: readonly ExecutionEvent[], relived: boolean) => void;

/** Why a pump stopped: the run is over, the gate holds it, the clock must get to `until`, or its share of steps is used. */
export type Pumped =
  | { readonly kind: 'ended' }
  | { readonly kind: 'held'; readonly strand: Strand }
  | { readonly kind: 'sleeping'; readonly until: number }
  | { readonly kind: 'yielded' };

export class Driver {
  readonly #ports: Ports;
  #run: Run;
  #moment: Moment = 0;

  constructor(started: Moved, ports: Ports) {
    this.#run = started.run;
    this.#ports = ports;
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
    // Without an observer of single steps the engine goes as far as it can in one call.
    if (!gate && !journal) return this.#rush(steps);
    for (let left = steps; left > 0; left--) {
      const recorded = journal?.signalAfter(this.#moment);
      const move = recorded ? undefined : nextMove(this.#run);
      if (move?.kind === 'ended') return move;
      const strand = move?.kind === 'step' ? move.strand : this.#strandOf(recorded);
      if (strand && gate && !gate(strand, this.#run, this.#moment)) return { kind: 'held', strand };
      if (recorded) this.seek(this.#moment + 1);
      else if (move?.kind === 'step') this.#apply({ kind: 'step', strand: move.strand.id, now: this.#now() });
      else if (move?.kind === 'sleep') {
        if (!this.#ports.clock.reach(move.until)) return { kind: 'sleeping', until: move.until };
        this.#apply({ kind: 'timer', now: this.#now() });
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

  /** Ends the execution as aborted. */
  stop(): void {
    if (!this.isInPast) this.#apply({ kind: 'stop', now: this.#now(), failure: {} });
  }

  #rush(steps: number): Pumped {
    const move = nextMove(this.#run);
    if (move.kind === 'ended') return move;
    if (move.kind === 'step') this.#apply({ kind: 'go', steps, now: this.#now() });
    else if (this.#ports.clock.reach(move.until)) this.#apply({ kind: 'timer', now: this.#now() });
    else return { kind: 'sleeping', until: move.until };
    return { kind: 'yielded' };
  }

  #apply(signal: Signal): void {
    const { journal, sink } = this.#ports;
    const moved = advance(this.#run, signal, { events: sink !== undefined || journal !== undefined });
    journal?.append(signal, this.#run, moved);
    this.#run = moved.run;
    this.#moment++;
    sink?.(moved.events, false);
  }

  #now(): number {
    return this.#ports.clock.now();
  }

  #strandOf(signal: Signal | undefined): Strand | undefined {
    return signal?.kind === 'step' ? this.#run.strands.find(strand => strand.id === signal.strand) : undefined;
  }
}

/** Moves a run to its end. Only the real clock is ever waited for. */
export async function drive(driver: Driver): Promise<Run> {
  for (;;) {
    const pumped = driver.pump(STEPS_PER_TURN);
    if (pumped.kind === 'ended') return driver.run;
    if (pumped.kind === 'held') throw new Error('drive() was given a gate that holds the run.');
    if (pumped.kind === 'sleeping') await delay(pumped.until - Date.now());
  }
}

/** Timers of the platform take at most 31 bits of milliseconds; a longer wait is waited for in parts. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function delay(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, Math.min(Math.max(milliseconds, 0), LONGEST_TIMER_MS));
  });
}

const STEPS_PER_TURN = 10_000;
