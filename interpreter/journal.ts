// The ordered signals of one timeline and what they led to. A checkpoint is kept at intervals; any moment in between is
// reached by replaying the signals after it, which gives the same run because `advance` is pure.
import { advance } from './advance.ts';
import type { ExecutionEvent } from './events.ts';
import type { StateCode } from './program.ts';
import type { Moved, Run, Signal } from './run.ts';

/** A place in a journal: how many signals came before it. 0 is the start of the execution. */
export type Moment = number;

const CHECKPOINT_INTERVAL = 64;

/** Which strand a step moved, and the step it stood before. */
export interface Place {
  readonly strand: number;
  readonly code: StateCode;
  readonly step: number;
}

interface Entry {
  readonly signal: Signal;
  readonly place: Place | undefined;
  readonly events: readonly ExecutionEvent[];
}

export class Journal {
  readonly #entries: Entry[] = [];
  readonly #checkpoints: Run[] = [];
  readonly #startEvents: readonly ExecutionEvent[];

  constructor(started: Moved) {
    this.#checkpoints.push(started.run);
    this.#startEvents = started.events;
  }

  /** The newest moment. */
  get head(): Moment {
    return this.#entries.length;
  }

  /** `before` is the run the signal was given to. */
  append(signal: Signal, before: Run, moved: Moved): void {
    this.#entries.push({ signal, place: placeOf(signal, before), events: moved.events });
    if (this.head % CHECKPOINT_INTERVAL === 0) this.#checkpoints.push(moved.run);
  }

  /** The signal that led on from a moment; undefined at the head. */
  signalAfter(moment: Moment): Signal | undefined {
    return this.#entries[moment]?.signal;
  }

  /** What that signal moved: lets a reader search the past without replaying it. */
  placeAfter(moment: Moment): Place | undefined {
    return this.#entries[moment]?.place;
  }

  runAt(moment: Moment): Run {
    const index = Math.floor(moment / CHECKPOINT_INTERVAL);
    let run = this.#checkpoints[index];
    if (!run || moment > this.head) throw new Error(`No moment ${moment} in a journal of ${this.head}`);
    for (let i = index * CHECKPOINT_INTERVAL; i < moment; i++) {
      const entry = this.#entries[i];
      if (entry) run = advance(run, entry.signal, { events: false }).run;
    }
    return run;
  }

  /** What the signal that led to a moment brought; at 0 what the start did. */
  eventsAt(moment: Moment): readonly ExecutionEvent[] {
    return moment === 0 ? this.#startEvents : (this.#entries[moment - 1]?.events ?? []);
  }

  /** Everything that happened up to a moment. */
  eventsUntil(moment: Moment): readonly ExecutionEvent[] {
    const entries = this.#entries.slice(0, moment);
    return [...this.#startEvents, ...entries.flatMap(entry => entry.events)];
  }
}

function placeOf(signal: Signal, before: Run): Place | undefined {
  const strand = signal.kind === 'step' ? before.strands.find(({ id }) => id === signal.strand) : undefined;
  return strand && { strand: strand.id, code: strand.code, step: strand.step };
}
