// What journals may take of the memory. Beyond it the oldest checkpoints are dropped, as moments are reached from others too, only
// slower; then large values of the oldest entries are handed to a store, to be read back when somebody looks at them. Signals and
// events themselves always stay.
import type { Value } from '../expressions/index.ts';
import type { ExecutionEvent } from './events.ts';
import { type Entry, eventsOf } from './journal.ts';
import { parseValue, printValue } from './json.ts';
import type { Run } from './run.ts';
import { bytesOf } from './size.ts';

/** Where values go. Synchronous, as the past is. */
export interface Spill {
  /** A name to read it by; undefined when nothing can be written any more. */
  write(text: string): number | undefined;
  read(name: number): string;
  close(): void;
}

export interface MemoryOptions {
  readonly budgetBytes: number;
  readonly spill: Spill | undefined;
}

/** A run that moments after it are reached from, as long as it is kept. Shared by all timelines that have it. */
export interface Checkpoint {
  run: Run | undefined;
  readonly index: number;
}

interface Stretch {
  readonly entries: readonly Entry[];
  readonly from: number;
  readonly to: number;
}

/** One checkpoint of so many stays, so that no moment is ever too far from one. */
const STAYING = 16;

/** The newest stretches are looked at most. */
const NEWEST = 4;

/** Smaller values are not worth a place on a disk. */
const WORTH_SPILLING = 1000;

/** The values of one entry in so many are measured. No divisor of what a small loop has of steps. */
const SAMPLED = 11;

/** What things take besides their values, roughly. */
const ENTRY_BYTES = 300;
const EVENT_BYTES = 200;
const STRAND_BYTES = 600;

/** A value takes about so many times its text. */
const FACTOR = 2;

export class JournalMemory {
  readonly #options: MemoryOptions;
  #bytes = 0;
  /** In the order they came; what is before the numbers has been dealt with. */
  #checkpoints: Checkpoint[] = [];
  #stretches: Stretch[] = [];
  /** Large values, and what they were taken for, without the large ones in them. */
  readonly #counted = new WeakMap<object, number>();
  /** By the value that was written. */
  readonly #written = new WeakMap<object, number>();
  #canSpill: boolean;

  constructor(options: MemoryOptions) {
    this.#options = options;
    this.#canSpill = options.spill !== undefined;
  }

  /** By its own measure, which is a rough one. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A stretch of a journal, which has been written to its end. */
  noteEntries(entries: readonly Entry[], from: number, to: number): void {
    this.#stretches.push({ entries, from, to });
    for (let i = from; i < to; i++) this.#note(entries[i] as Entry, i);
    if (this.#bytes > this.#options.budgetBytes) this.#relieve();
  }

  noteCheckpoint(checkpoint: Checkpoint): void {
    this.#bytes += bytesIn(checkpoint);
    if (checkpoint.index % STAYING !== 0) this.#checkpoints.push(checkpoint);
  }

  close(): void {
    this.#canSpill = false;
    this.#options.spill?.close();
  }

  // What the outside says is measured each time, of the rest a part: measuring costs as much as the step itself.
  #note(entry: Entry, moment: number): void {
    const events = eventsOf(entry);
    this.#bytes += ENTRY_BYTES + events.length * EVENT_BYTES;
    const weight = entry.signal?.kind === 'answer' ? 1 : moment % SAMPLED === 0 ? SAMPLED : 0;
    if (weight > 0) for (const event of events) this.#bytes += this.#valuesOf(event, weight);
  }

  // A state's input is what another gave, or a part of that; what is seen for the second time takes nothing more.
  #valuesOf(event: ExecutionEvent, weight: number): number {
    switch (event.kind) {
      case 'executionStarted':
        return this.#fresh(event.input, weight);
      case 'stateExited':
      case 'callSucceeded':
        return this.#fresh(event.output, weight);
      case 'callScheduled':
        return this.#fresh(event.call.input, weight);
      default:
        return 0;
    }
  }

  #fresh(value: Value, weight: number): number {
    if (typeof value === 'string') return value.length * weight;
    if (typeof value !== 'object' || value === null || this.#counted.has(value)) return 0;
    const bytes = bytesOf(value) * FACTOR;
    if (bytes < WORTH_SPILLING * FACTOR) return bytes * weight;
    let sum = 0;
    for (const item of Object.values(value) as Value[]) sum += this.#fresh(item, weight);
    this.#counted.set(value, sum);
    return sum;
  }

  #relieve(): void {
    const { budgetBytes } = this.#options;
    // A good deal at once, so that this is not asked for again with the next entry.
    const wanted = budgetBytes * 0.9;
    const dropped = this.#checkpoints.findIndex(checkpoint => {
      if (this.#bytes <= wanted) return true;
      this.#bytes -= bytesIn(checkpoint);
      checkpoint.run = undefined;
      return false;
    });
    this.#checkpoints = dropped < 0 ? [] : this.#checkpoints.slice(dropped);
    let spilled = 0;
    const most = this.#stretches.length - NEWEST;
    while (this.#bytes > wanted && this.#canSpill && spilled < most) {
      const { entries, from, to } = this.#stretches[spilled++] as Stretch;
      for (let i = from; i < to; i++) this.#spillEntry(entries[i] as Entry);
    }
    if (spilled > 0) this.#stretches = this.#stretches.slice(spilled);
  }

  #spillEntry(entry: Entry): void {
    const { signal } = entry;
    if (signal?.kind === 'answer' && signal.answer.kind === 'succeeded') this.#spillMember(signal.answer, 'output');
    for (const event of eventsOf(entry)) {
      if ('input' in event) this.#spillMember(event, 'input');
      if ('output' in event) this.#spillMember(event, 'output');
      if ('call' in event) this.#spillMember(event.call, 'input');
    }
  }

  // The member is read back when it is asked for, and forgotten again when nobody has it.
  #spillMember<Name extends string>(holder: { readonly [Member in Name]?: Value | undefined }, name: Name): void {
    const own = Object.getOwnPropertyDescriptor(holder, name);
    const value: Value | undefined = own?.value;
    if (typeof value !== 'object' || value === null || bytesOf(value) < WORTH_SPILLING) return;
    const { spill } = this.#options;
    let place = this.#written.get(value);
    if (place === undefined) {
      place = this.#canSpill ? spill?.write(printValue(value)) : undefined;
      if (place === undefined) {
        this.#canSpill = false;
        return;
      }
      this.#written.set(value, place);
      this.#bytes -= this.#counted.get(value) ?? 0;
    }
    const written = place;
    let last: WeakRef<object> | undefined;
    const read = (): Value => {
      const known = last?.deref();
      if (known) return known as Value;
      const { value: again = null } = parseValue(spill?.read(written) ?? 'null');
      if (typeof again === 'object' && again !== null) {
        last = new WeakRef(again);
        this.#written.set(again, written);
      }
      return again;
    };
    Object.defineProperty(holder, name, { get: read, enumerable: true, configurable: true });
  }
}

function bytesIn({ run }: Checkpoint): number {
  return run ? ENTRY_BYTES + run.strands.length * STRAND_BYTES : 0;
}
