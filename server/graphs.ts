// Sends the graph of each watched document, now and after every change. While a text is broken the last complete picture
// stays, marked as stale.
import { buildGraph, type Layout, layoutGraph } from '../graph/model/index.ts';
import { type Definition, stateAt } from '../language/index.ts';
import type { GraphChanged, WatchGraph } from './protocol.ts';

export class Graphs {
  readonly #watched = new Map<string, { direction: WatchGraph['direction']; complete?: Layout }>();
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
    const isBroken = !machine || problems.some(({ code }) => code === 'json-syntax' || code === 'yaml-syntax');
    if (isBroken && watched.complete) {
      this.#send({ uri, layout: watched.complete, stale: true, problems: {} });
      return;
    }
    if (!machine) return;
    const { direction, complete } = watched;
    const layout = layoutGraph(buildGraph(machine), { direction, ...(complete && { previous: complete }) });
    if (!isBroken) watched.complete = layout;
    this.#send({ uri, layout, stale: isBroken, problems: problemsByState(definition) });
  }
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
