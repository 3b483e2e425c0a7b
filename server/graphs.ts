// Sends the graph of each watched document, now and after every change. While a text is broken the last complete picture
// stays, and a notice says so.
import { buildGraph, type Direction, type Layout, layoutGraph } from '../graph/model/index.ts';
import { countStates, type Definition, stateAt } from '../language/index.ts';
import type { GraphChanged, WatchGraph } from './protocol.ts';

/** Laying out more than this takes longer than a pause in typing; the largest definition known has a hundred. */
const MOST_STATES = 2000;

const notices = {
  broken: 'The text has errors: showing the last complete picture',
  tooLarge: (count: number) => `A definition with ${count} states is too large to draw: the limit is ${MOST_STATES}`,
};

export class Graphs {
  readonly #watched = new Map<string, { readonly direction: Direction; complete?: Layout }>();
  readonly #send: (graph: GraphChanged) => void;

  constructor(send: (graph: GraphChanged) => void) {
    this.#send = send;
  }

  watch({ uri, watch, direction }: WatchGraph): void {
    if (watch) this.#watched.set(uri, { direction });
    else this.#watched.delete(uri);
  }

  update(uri: string, definition: Definition): void {
    const { machine, problems } = definition;
    const watched = this.#watched.get(uri);
    if (!watched) return;
    const { direction, complete } = watched;
    const isBroken = !machine || problems.some(({ code }) => code === 'json-syntax' || code === 'yaml-syntax');
    const count = machine ? countStates(machine) : 0;
    if (isBroken && complete) {
      this.#send({ uri, layout: complete, problems: {}, notice: notices.broken });
      return;
    }
    if (!machine || count > MOST_STATES) {
      const notice = machine && { notice: notices.tooLarge(count) };
      this.#send({ uri, layout: emptyLayout(direction), problems: {}, ...notice });
      return;
    }
    const layout = layoutGraph(buildGraph(machine), { direction });
    // A text that is broken from the start is drawn as far as it can be read.
    if (!isBroken) watched.complete = layout;
    this.#send({ uri, layout, problems: problemsByState(definition) });
  }
}

function emptyLayout(direction: Direction): Layout {
  return { direction, width: 0, height: 0, nodes: [], regions: [], edges: [] };
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

function problemsByState({ machine, problems }: Definition): GraphChanged['problems'] {
  const worst: Record<string, { severity: keyof typeof RANK; message: string }> = {};
  for (const { start, severity, message } of problems) {
    const pointer = stateAt(machine, start)?.state.pointer;
    if (pointer === undefined) continue;
    const known = worst[pointer];
    if (!known || RANK[severity] < RANK[known.severity]) worst[pointer] = { severity, message };
  }
  return worst;
}
