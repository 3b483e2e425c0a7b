// What the graph shows of runs: what the debugger says of each definition, or what another view shows in its place, on the nodes and
// lines of the definitions that are drawn. One that Tasks start may be drawn in several of them, and is shown in each.
import type { Batch } from '../debugger/protocol.ts';
import type { ShownSoFar } from '../graph/executionProtocol.ts';
import { type PageMessage, placeOfId, type RunMessage } from '../graph/protocol.ts';

/** A definition that is drawn: that of the graph, or a machine in a Task. */
export interface DrawnDefinition {
  /** Before the ids of its nodes and edges; empty for that of the graph. */
  readonly inside: string;
  readonly file: string;
  /** Of a template. */
  readonly stateMachine?: string | undefined;
}

export type RunMessageOfPage = Extract<PageMessage, { kind: 'flow' | 'openValue' | 'chooseIteration' | 'showAll' }>;

/** Of the states of the graph's own definition, by their names. */
type NodeIds = () => ReadonlyMap<string, string>;

/** All that was said of a definition. */
type Told = Pick<Batch, 'states' | 'ways' | 'only'>;

const NOTHING: Told = { states: {}, ways: {} };

/** Where the debugger stands. */
interface Held {
  readonly definition: string;
  readonly cursor: NonNullable<Batch['cursor']>;
  readonly at: string;
}

export class GraphRuns {
  readonly #told = new Map<string, Told>();
  #held: Held | undefined;
  #clock: number | undefined;
  /** By file: what another view shows instead. */
  readonly #shown = new Map<string, ShownSoFar>();

  /** What the graph is to be told of it. */
  add(batch: Batch, drawn: readonly DrawnDefinition[], ids: NodeIds): RunMessage | undefined {
    const { reset, states, ways, cursor, moment, timeline } = batch;
    const definition = keyOf(batch.definition, batch.stateMachine);
    const before = reset ? NOTHING : (this.#told.get(definition) ?? NOTHING);
    const { only } = batch;
    const after = { states: { ...before.states, ...states }, ways: { ...before.ways, ...ways }, ...(only && { only }) };
    this.#told.set(definition, after);
    this.#clock = batch.clock;
    // All definitions are told of one moment; only that in which the debugger stands has the place.
    const at = `${timeline} ${moment.at}`;
    if (cursor) this.#held = { definition, cursor, at };
    else if (this.#held?.definition === definition || this.#held?.at !== at) this.#held = undefined;
    const [own] = drawn;
    if (!own || this.#shown.has(own.file)) return undefined;
    const told = drawn.filter(one => keyIn(one) === definition);
    if (reset) return told.length > 0 ? this.whole(drawn, ids) : undefined;
    return { kind: 'run', reset, ...this.#standing(drawn), ...placedIn(told, () => ({ states, ways })) };
  }

  /** For a definition; undefined: what the debugger says again. Whether that changes anything. */
  show(file: string, shown: ShownSoFar | undefined): boolean {
    if (!shown) return this.#shown.delete(file);
    this.#shown.set(file, shown);
    return true;
  }

  /** All that is known. */
  whole(drawn: readonly DrawnDefinition[], ids: NodeIds): RunMessage {
    const shown = this.#shown.get(drawn[0]?.file ?? '');
    if (shown) return byIds(shown, ids());
    return { kind: 'run', reset: true, ...this.#standing(drawn), ...placedIn(drawn, one => this.#toldOf(one)) };
  }

  /** What the page asks is asked of a definition, with its own places. */
  meant(
    asked: RunMessageOfPage,
    drawn: readonly DrawnDefinition[],
  ): readonly { readonly of: DrawnDefinition; readonly message: RunMessageOfPage }[] {
    const [own] = drawn;
    switch (asked.kind) {
      case 'showAll': {
        // Each once, in however many Tasks it is drawn.
        const narrowed = new Map(this.#narrowed(drawn).map(one => [keyIn(one), one]));
        const all = narrowed.size === 0 && own ? [own] : [...narrowed.values()];
        return all.map(of => ({ of, message: asked }));
      }
      case 'openValue':
        return own ? [{ of: own, message: asked }] : [];
      case 'flow': {
        const { inside } = placeOfId(asked.ways[0] ?? '');
        const ways = asked.ways.map(way => placeOfId(way).pointer);
        return drawn.filter(one => one.inside === inside).map(of => ({ of, message: { ...asked, ways } }));
      }
      case 'chooseIteration': {
        const { inside, pointer } = placeOfId(asked.id);
        return drawn.filter(one => one.inside === inside).map(of => ({ of, message: { ...asked, id: pointer } }));
      }
    }
  }

  #narrowed(drawn: readonly DrawnDefinition[]): readonly DrawnDefinition[] {
    return drawn.filter(one => this.#toldOf(one).only);
  }

  #toldOf(one: DrawnDefinition): Told {
    return this.#told.get(keyIn(one)) ?? NOTHING;
  }

  #standing(drawn: readonly DrawnDefinition[]): Pick<RunMessage, 'cursor' | 'phase' | 'clock' | 'only'> {
    const held = this.#held;
    const at = held && drawn.find(one => keyIn(one) === held.definition);
    const [narrowed] = this.#narrowed(drawn);
    const only = narrowed && this.#toldOf(narrowed).only;
    return {
      cursor: at ? at.inside + held.cursor.pointer : null,
      ...(at && { phase: held.cursor.label }),
      ...(this.#clock !== undefined && { clock: this.#clock }),
      only: only ? { id: narrowed.inside + only.pointer, index: only.index } : null,
    };
  }
}

function placedIn(
  drawn: readonly DrawnDefinition[],
  told: (one: DrawnDefinition) => Pick<Told, 'states' | 'ways'>,
): Pick<RunMessage, 'states'> & Pick<RunMessage, 'ways'> {
  const all = drawn.map(one => ({ ...told(one), inside: one.inside }));
  return {
    states: Object.assign({}, ...all.map(({ states, inside }) => placed(states, inside))),
    ways: Object.assign({}, ...all.map(({ ways, inside }) => placed(ways, inside))),
  };
}

function placed<T>(values: Readonly<Record<string, T>>, inside: string): Readonly<Record<string, T>> {
  if (inside === '') return values;
  return Object.fromEntries(Object.entries(values).map(([pointer, value]) => [inside + pointer, value]));
}

function byIds({ states, passages, cursor, clock, only }: ShownSoFar, ids: ReadonlyMap<string, string>): RunMessage {
  const idOf = (name: string) => ids.get(name) ?? name;
  return {
    kind: 'run',
    reset: true,
    states: Object.fromEntries(Object.entries(states).map(([name, run]) => [idOf(name), run])),
    passages: passages.map(one => ({ ...one, from: idOf(one.from), to: idOf(one.to) })),
    cursor: cursor === undefined ? null : (ids.get(cursor) ?? null),
    clock,
    only: only ? { id: idOf(only.state), index: only.index } : null,
  };
}

function keyIn({ file, stateMachine }: DrawnDefinition): string {
  return keyOf(file, stateMachine);
}

function keyOf(file: string, stateMachine: string | undefined): string {
  return stateMachine === undefined ? file : `${file}#${stateMachine}`;
}
