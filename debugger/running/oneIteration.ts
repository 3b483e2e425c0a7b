// One iteration of a Map among all that happens: which events are its own, or those of what it has started. And what the iterations
// of a Map have come to. Both by events alone, so that they hold for any moment of any timeline.
import type { ExecutionEvent } from '../../interpreter/index.ts';
import type { IterationStatus, ShownIteration } from '../protocol.ts';

/** Asked about every event from the start on, in order. */
export class OneIteration {
  readonly shown: ShownIteration;
  readonly #map: string;
  readonly #inside: string;
  readonly #strands = new Set<number>();
  /** Events of its own: what begins after one of them belongs to it too. */
  readonly #ids = new Set<number>();
  /** Child executions, by the strand they began with; their events are counted apart. */
  readonly #children = new Set<number>();
  readonly #begun = new Begun();

  /** `map`: the path of the Map. */
  constructor(map: string, shown: ShownIteration) {
    this.shown = shown;
    this.#map = map;
    this.#inside = `${map}/`;
  }

  forget(): void {
    this.#strands.clear();
    this.#ids.clear();
    this.#children.clear();
    this.#begun.forget();
  }

  /** Whether it is of this iteration, or not of the Map's at all. */
  includes(event: ExecutionEvent): boolean {
    if (!('state' in event)) return true;
    const { state, strand, child } = event;
    if (state === this.#map) {
      if (event.kind === 'mapRunStarted') this.#begun.add(event.mapRun.arn);
      if (event.kind === 'iterationStarted' && event.index === this.shown.index) this.#ids.add(event.id);
      return true;
    }
    if (!state.startsWith(this.#inside)) return true;
    if (event.kind === 'childStarted' && event.execution.kind === 'mapRun') {
      const { mapRunArn, root, within } = event.execution;
      const isOwn = this.#begun.next(mapRunArn) === this.shown.index;
      if (isOwn || (within !== undefined && this.#children.has(within))) this.#children.add(root);
      return this.#children.has(root);
    }
    if (child !== undefined && this.#children.has(child)) return true;
    const isOwn =
      this.#strands.has(strand) ||
      (event.kind === 'stateEntered' && child === undefined && this.#ids.has(event.previousId));
    if (!isOwn) return false;
    this.#strands.add(strand);
    if ('id' in event) this.#ids.add(event.id);
    return true;
  }
}

/** What the iterations of a Map have come to, by their number. */
export class Iterations {
  readonly statuses: IterationStatus[] = [];
  readonly #map: string;
  readonly #begun = new Begun();
  readonly #indexes = new Map<number, number>();

  constructor(map: string) {
    this.#map = map;
  }

  hear(event: ExecutionEvent): void {
    if (!('state' in event)) return;
    if (event.kind === 'childStarted' || event.kind === 'childRedriven' || event.kind === 'childEnded') {
      this.#hearChild(event);
      return;
    }
    if (event.state !== this.#map) return;
    if (event.kind === 'mapRunStarted') this.#begun.add(event.mapRun.arn);
    else if ('index' in event) this.statuses[event.index] = STATUSES[event.kind];
  }

  #hearChild(event: Extract<ExecutionEvent, { kind: 'childStarted' | 'childRedriven' | 'childEnded' }>): void {
    const { execution } = event;
    if (execution.kind !== 'mapRun') return;
    const begun = event.kind === 'childStarted' ? this.#begun.next(execution.mapRunArn) : undefined;
    if (begun !== undefined) this.#indexes.set(execution.root, begun);
    const index = this.#indexes.get(execution.root);
    if (index === undefined) return;
    if (event.kind !== 'childEnded') this.statuses[index] = 'running';
    else if (event.status === 'SUCCEEDED') this.statuses[index] = 'succeeded';
    else this.statuses[index] = event.status === 'ABORTED' ? 'aborted' : 'failed';
  }
}

const STATUSES = {
  iterationStarted: 'running',
  iterationSucceeded: 'succeeded',
  iterationFailed: 'failed',
  iterationAborted: 'aborted',
} as const;

/** The children of the Map Runs of one Map, numbered as they begin. */
class Begun {
  readonly #counts = new Map<string, number>();

  add(mapRun: string): void {
    this.#counts.set(mapRun, 0);
  }

  /** Undefined for the child of another Map's. */
  next(mapRun: string): number | undefined {
    const index = this.#counts.get(mapRun);
    if (index !== undefined) this.#counts.set(mapRun, index + 1);
    return index;
  }

  forget(): void {
    this.#counts.clear();
  }
}
