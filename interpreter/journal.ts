// The ordered signals of one timeline and what they led to. A checkpoint is kept at intervals; any moment in between is
// reached by replaying the signals after it, which gives the same run because `advance` is pure.
import { advance } from './advance.ts';
import type { ExecutionEvent } from './events.ts';
import type { Checkpoint, JournalMemory } from './journalMemory.ts';
import type { StateCode } from './program.ts';
import type { Moved, Run, Signal } from './run.ts';
import { placeOf as indexOf } from './schedule.ts';

/** A place in a journal: how many signals came before it. 0 is the start of the execution. */
export type Moment = number;

const CHECKPOINT_INTERVAL = 64;

/** Which strand a step moved, and the step it stood before. */
export interface Place {
  readonly strand: number;
  readonly code: StateCode;
  readonly step: number;
  /** It stood before its retriers and catchers. */
  readonly isFailing: boolean;
}

/**
 * There are as many as steps, and all stay: so a step is kept by what it is made of, and a single event without a list around it.
 * Most of what a journal costs is the collector moving what stays.
 */
export interface Entry {
  /** Absent for a step that something was told of: its strand and the time of that say which it was. */
  readonly signal: Signal | undefined;
  readonly strand: number;
  readonly code: StateCode | undefined;
  readonly step: number;
  readonly isFailing: boolean;
  readonly events: ExecutionEvent | readonly ExecutionEvent[];
}

export function eventsOf({ events }: Entry): readonly ExecutionEvent[] {
  return Array.isArray(events) ? events : [events as ExecutionEvent];
}

export class Journal {
  #entries: Entry[] = [];
  #checkpoints: Checkpoint[];
  readonly #start: Run;
  readonly #startEvents: readonly ExecutionEvent[];
  /** The runs from a checkpoint on: whoever searches the past asks for neighbours. */
  #stretch: { readonly from: Moment; readonly runs: readonly Run[] } | undefined;
  #memory: JournalMemory | undefined;

  constructor(started: Pick<Moved, 'run' | 'events'>) {
    this.#start = started.run;
    this.#checkpoints = [{ run: started.run, index: 0 }];
    this.#startEvents = started.events;
  }

  /** The newest moment. */
  get head(): Moment {
    return this.#entries.length;
  }

  /** From now on it shares what memory there is with others; so do its forks. */
  keepWithin(memory: JournalMemory): void {
    this.#memory = memory;
    for (const checkpoint of this.#checkpoints) memory.noteCheckpoint(checkpoint);
    for (let from = 0; from + CHECKPOINT_INTERVAL <= this.head; from += CHECKPOINT_INTERVAL) this.#tell(from);
  }

  /** Another journal that has everything up to a moment in common with this one. This one stays as it is. */
  fork(moment: Moment): Journal {
    const fork = new Journal({ run: this.#start, events: this.#startEvents });
    fork.#entries = this.#entries.slice(0, moment);
    fork.#checkpoints = this.#checkpoints.slice(0, Math.floor(moment / CHECKPOINT_INTERVAL) + 1);
    fork.#memory = this.#memory;
    return fork;
  }

  /** `before` is the run the signal was given to. */
  append(signal: Signal, before: Run, moved: Moved): void {
    const entry = entryOf(signal, before, moved.events);
    this.#entries.push(entry);
    this.#stretch = undefined;
    if (this.head % CHECKPOINT_INTERVAL === 0) {
      const checkpoint = { run: moved.run, index: this.#checkpoints.length };
      this.#checkpoints.push(checkpoint);
      this.#memory?.noteCheckpoint(checkpoint);
      this.#tell(this.head - CHECKPOINT_INTERVAL);
    }
  }

  /** The signal that led on from a moment; undefined at the head. */
  signalAfter(moment: Moment): Signal | undefined {
    const entry = this.#entries[moment];
    return entry && signalOf(entry);
  }

  /** What that signal moved: lets a reader search the past without replaying it. */
  placeAfter(moment: Moment): Place | undefined {
    const entry = this.#entries[moment];
    if (!entry?.code) return undefined;
    const { strand, code, step, isFailing } = entry;
    return { strand, code, step, isFailing };
  }

  runAt(moment: Moment): Run {
    if (moment > this.head || moment < 0) throw new Error(`No moment ${moment} in a journal of ${this.head}`);
    const from = Math.floor(moment / CHECKPOINT_INTERVAL) * CHECKPOINT_INTERVAL;
    if (this.#stretch?.from !== from) this.#stretch = { from, runs: this.#runsFrom(from) };
    return this.#stretch.runs[moment - from] ?? this.#start;
  }

  /** What the signal that led to a moment brought; at 0 what the start did. */
  eventsAt(moment: Moment): readonly ExecutionEvent[] {
    if (moment === 0) return this.#startEvents;
    const entry = this.#entries[moment - 1];
    return entry ? eventsOf(entry) : [];
  }

  /** Everything that happened up to a moment. */
  eventsUntil(moment: Moment): readonly ExecutionEvent[] {
    const events = [...this.#startEvents];
    for (let i = 1; i <= moment; i++) for (const event of this.eventsAt(i)) events.push(event);
    return events;
  }

  #tell(from: Moment): void {
    this.#memory?.noteEntries(this.#entries, from, from + CHECKPOINT_INTERVAL);
  }

  // All between two checkpoints, so that going through them one by one replays each signal once.
  #runsFrom(from: Moment): readonly Run[] {
    let index = from / CHECKPOINT_INTERVAL;
    while (index > 0 && !this.#checkpoints[index]?.run) index--;
    let run = this.#checkpoints[index]?.run ?? this.#start;
    const runs: Run[] = [];
    for (let i = index * CHECKPOINT_INTERVAL; ; i++) {
      if (i >= from) runs.push(run);
      const entry = this.#entries[i];
      if (!entry || i >= from + CHECKPOINT_INTERVAL - 1) return runs;
      run = advance(run, signalOf(entry), { events: false }).run;
    }
  }
}

function entryOf(signal: Signal, before: Run, happened: readonly ExecutionEvent[]): Entry {
  const [only] = happened;
  const events = only && happened.length === 1 ? only : happened;
  if (signal.kind !== 'step') return { signal, strand: 0, code: undefined, step: 0, isFailing: false, events };
  const found = before.strands[indexOf(before.strands, signal.strand)];
  const isThere = found?.id === signal.strand;
  return {
    signal: only?.now === signal.now ? undefined : signal,
    strand: signal.strand,
    code: isThere ? found.code : undefined,
    step: isThere ? found.step : 0,
    isFailing: isThere && found.failing !== undefined,
    events,
  };
}

function signalOf(entry: Entry): Signal {
  const { signal, strand } = entry;
  return signal ?? { kind: 'step', strand, now: eventsOf(entry)[0]?.now ?? 0 };
}
