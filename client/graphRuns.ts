// What the graph shows of runs: what the debugger says of each definition, or what another view shows in its place, on the nodes of
// the definitions that are drawn. One that Tasks start may be drawn in several of them, and its states are shown in each.
import type { Batch } from '../debugger/protocol.ts';
import type { RunMessage, StateRun } from '../graph/protocol.ts';

/** A definition that is drawn: that of the graph, or a machine in a Task. */
export interface DrawnDefinition {
  /** Before the ids of its nodes; empty for that of the graph. */
  readonly inside: string;
  readonly file: string;
  /** Of a template. */
  readonly stateMachine?: string | undefined;
}

type States = Readonly<Record<string, StateRun>>;

/** Of the states of the graph's own definition, by their names. */
type NodeIds = () => ReadonlyMap<string, string>;

interface Shown {
  /** By their names. */
  readonly states: States;
  readonly cursor?: string;
}

/** Where the debugger stands. */
interface Held {
  readonly definition: string;
  readonly pointer: string;
  readonly at: string;
}

export class GraphRuns {
  readonly #states = new Map<string, States>();
  #held: Held | undefined;
  /** By file: what another view shows instead. */
  readonly #shown = new Map<string, Shown>();

  /** What the graph is to be told of it. */
  add(batch: Batch, drawn: readonly DrawnDefinition[], ids: NodeIds): RunMessage | undefined {
    const { reset, states, cursor, moment, timeline } = batch;
    const definition = keyOf(batch.definition, batch.stateMachine);
    this.#states.set(definition, reset ? states : { ...this.#states.get(definition), ...states });
    // All definitions are told of one moment; only that in which the debugger stands has the place.
    const at = `${timeline} ${moment.at}`;
    if (cursor) this.#held = { definition, pointer: cursor.pointer, at };
    else if (this.#held?.definition === definition || this.#held?.at !== at) this.#held = undefined;
    const [own] = drawn;
    if (!own || this.#shown.has(own.file)) return undefined;
    if (reset) return drawn.some(one => keyIn(one) === definition) ? this.whole(drawn, ids) : undefined;
    const news = drawn.filter(one => keyIn(one) === definition).map(({ inside }) => placed(states, inside));
    return { kind: 'run', reset, states: Object.assign({}, ...news), cursor: this.#cursorIn(drawn) };
  }

  /** For a definition; undefined: what the debugger says again. Whether that changes anything. */
  show(file: string, shown: Shown | undefined): boolean {
    if (!shown) return this.#shown.delete(file);
    this.#shown.set(file, shown);
    return true;
  }

  /** All that is known. */
  whole(drawn: readonly DrawnDefinition[], ids: NodeIds): RunMessage {
    const shown = this.#shown.get(drawn[0]?.file ?? '');
    if (shown) {
      const known = ids();
      const states = Object.entries(shown.states).map(([name, run]) => [known.get(name) ?? name, run]);
      const cursor = shown.cursor === undefined ? undefined : known.get(shown.cursor);
      return { kind: 'run', reset: true, states: Object.fromEntries(states), cursor: cursor ?? null };
    }
    const all = drawn.map(one => placed(this.#states.get(keyIn(one)) ?? {}, one.inside));
    return { kind: 'run', reset: true, states: Object.assign({}, ...all), cursor: this.#cursorIn(drawn) };
  }

  #cursorIn(drawn: readonly DrawnDefinition[]): string | null {
    const at = this.#held && drawn.find(one => keyIn(one) === this.#held?.definition);
    return at && this.#held ? at.inside + this.#held.pointer : null;
  }
}

function placed(states: States, inside: string): States {
  if (inside === '') return states;
  return Object.fromEntries(Object.entries(states).map(([pointer, run]) => [inside + pointer, run]));
}

function keyIn({ file, stateMachine }: DrawnDefinition): string {
  return keyOf(file, stateMachine);
}

function keyOf(file: string, stateMachine: string | undefined): string {
  return stateMachine === undefined ? file : `${file}#${stateMachine}`;
}
