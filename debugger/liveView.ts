// Folds events into what live views draw: the status of each state. Sends only what changed since the last time.
import type { ExecutionEvent, Program } from '../interpreter/index.ts';
import type { Batch, StateActivity, StateStatus } from './protocol.ts';

export class LiveView {
  readonly #definition: string;
  readonly #pointers: ReadonlyMap<string, string>;
  readonly #activity = new Map<string, StateActivity & { readonly enteredAt: number }>();
  readonly #changed = new Set<string>();
  #reset = true;

  constructor(definition: string, program: Program) {
    this.#definition = definition;
    this.#pointers = new Map([...program.states].map(([path, { state }]) => [path, state.pointer]));
  }

  add(events: readonly ExecutionEvent[]): void {
    for (const event of events) this.#fold(event);
  }

  /** Starts again from the events up to another moment. */
  restart(events: readonly ExecutionEvent[]): void {
    this.#activity.clear();
    this.#changed.clear();
    this.#reset = true;
    this.add(events);
  }

  /** The changes since the last call. */
  take(cursor: Batch['cursor'], moment: Batch['moment']): Batch {
    const states: Record<string, StateActivity> = {};
    for (const pointer of this.#changed) {
      const activity = this.#activity.get(pointer);
      if (!activity) continue;
      const { status, visits, lastMs } = activity;
      states[pointer] = { status, visits, lastMs };
    }
    const reset = this.#reset;
    this.#changed.clear();
    this.#reset = false;
    return { definition: this.#definition, reset, states, moment, timeline: 1, ...(cursor && { cursor }) };
  }

  #fold(event: ExecutionEvent): void {
    if (event.kind === 'executionAborted' || event.kind === 'executionTimedOut') {
      for (const [pointer, { status }] of this.#activity) {
        if (status === 'running' || status === 'waiting') this.#set(pointer, 'aborted', event.now);
      }
      return;
    }
    if (!('state' in event)) return;
    const pointer = this.#pointers.get(event.state);
    if (pointer === undefined) return;
    if (event.kind === 'stateEntered') this.#enter(pointer, event.now);
    else if (event.kind === 'waiting') this.#set(pointer, 'waiting', event.now);
    else if (event.kind === 'stateExited') this.#exit(pointer, event.now);
    else if (event.kind === 'stateFailed') this.#set(pointer, 'failed', event.now);
    else if (event.kind === 'stateRetried') this.#set(pointer, 'retrying', event.now);
    else if (event.kind === 'stateCaught') this.#set(pointer, 'caught', event.now);
    else if (event.kind === 'stateAborted' || (event.kind === 'childEnded' && event.status === 'ABORTED'))
      this.#set(pointer, 'aborted', event.now);
    else if (event.kind === 'callScheduled') this.#set(pointer, 'waiting', event.now);
    else if (event.kind === 'phase' && this.#activity.get(pointer)?.status === 'waiting') {
      // The clock has come; the state goes on.
      if (event.phase !== 'task') this.#set(pointer, 'running', event.now);
    }
  }

  // A state that was caught is left by its catcher; that it failed stays to be seen.
  #exit(pointer: string, now: number): void {
    if (this.#activity.get(pointer)?.status !== 'caught') this.#set(pointer, 'succeeded', now);
  }

  #enter(pointer: string, now: number): void {
    const visits = (this.#activity.get(pointer)?.visits ?? 0) + 1;
    this.#activity.set(pointer, { status: 'running', visits, lastMs: 0, enteredAt: now });
    this.#changed.add(pointer);
  }

  #set(pointer: string, status: StateStatus, now: number): void {
    const { visits = 1, enteredAt = now } = this.#activity.get(pointer) ?? {};
    this.#activity.set(pointer, { status, visits, lastMs: now - enteredAt, enteredAt });
    this.#changed.add(pointer);
  }
}
