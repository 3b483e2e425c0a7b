// One line on a terminal that says how far a long Map is. It is written over itself and gone before anything else is printed.
import type { ExecutionEvent } from '../interpreter/index.ts';
import { grouped } from './command.ts';

/** A line that changes faster cannot be read. */
const INTERVAL_MS = 100;

/** Shorter Maps are over before anybody looks. */
const LONG = 1000;

interface Going {
  readonly name: string;
  /** 0 where items are still being read. */
  readonly length: number;
  over: number;
}

export class Progress {
  readonly #write: (text: string) => void;
  readonly #maps = new Map<string, Going>();
  #isShown = false;
  #shownAt = 0;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  hear(events: readonly ExecutionEvent[], now: number): void {
    let changed: Going | undefined;
    for (const event of events) changed = this.#count(event) ?? changed;
    if (!changed || changed.over < LONG || now - this.#shownAt < INTERVAL_MS) return;
    this.#shownAt = now;
    this.#isShown = true;
    const of = changed.length === 0 ? '' : ` of ${grouped(changed.length)}`;
    this.#write(`\r\u001b[K${changed.name}: ${grouped(changed.over)}${of} items`);
  }

  clear(): void {
    if (this.#isShown) this.#write('\r\u001b[K');
    this.#isShown = false;
  }

  #count(event: ExecutionEvent): Going | undefined {
    switch (event.kind) {
      case 'containerStarted':
        if (event.type === 'Map') this.#maps.set(event.state, { name: event.name, length: event.length ?? 0, over: 0 });
        return undefined;
      case 'iterationSucceeded':
        return this.#over(event.state, 1);
      case 'childEnded':
        if (event.execution.kind !== 'mapRun') return undefined;
        // The path of a child's state begins with that of its Map.
        return this.#over(event.state.slice(0, event.state.lastIndexOf('/')), event.execution.itemCount);
      default:
        return undefined;
    }
  }

  #over(path: string, items: number): Going | undefined {
    const map = this.#maps.get(path);
    if (map) map.over += items;
    return map;
  }
}
