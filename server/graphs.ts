// Sends the graph of each watched document, now and after every change. While a text is broken the last complete picture
// stays, and a notice says so.
import {
  buildGraph,
  createLayoutMemory,
  type Direction,
  type Graph,
  type Layout,
  type LayoutMemory,
  layoutGraph,
  mermaid,
  svgPicture,
} from '../graph/model/index.ts';
import { countStates, type Definition, stateAt } from '../language/index.ts';
import { type Analyzed, type Part, partAt } from './documents.ts';
import { placedGraph } from './placed.ts';
import type { GraphChanged, PictureWanted, WatchGraph } from './protocol.ts';

/** Laying out more than this takes longer than a pause in typing; the largest definition known has a hundred. */
const MOST_STATES = 2000;

const notices = {
  broken: 'The text has errors: showing the last complete picture',
  tooLarge: (count: number) => `A definition with ${count} states is too large to draw: the limit is ${MOST_STATES}`,
};

interface Watched {
  readonly direction: Direction;
  readonly offset: number | undefined;
  readonly collapsed: NonNullable<WatchGraph['collapsed']>;
  readonly memory: LayoutMemory;
  /** The graph of the machine that was drawn last. */
  complete?: Graph;
  name?: string | undefined;
}

export class Graphs {
  readonly #watched = new Map<string, Watched>();
  readonly #send: (graph: GraphChanged) => void;

  constructor(send: (graph: GraphChanged) => void) {
    this.#send = send;
  }

  /** Whether there may be something new to draw. */
  watch({ uri, watch, direction, offset, collapsed = {} }: WatchGraph, document: Analyzed | undefined): boolean {
    const before = this.#watched.get(uri);
    if (!watch) {
      this.#watched.delete(uri);
      return false;
    }
    const memory = before?.memory ?? createLayoutMemory();
    const after: Watched = { direction, offset: offset ?? before?.offset, collapsed, memory };
    // A cursor that moves within one machine changes nothing.
    const isSame = document && before && before.name === chosen(document, after.offset)?.machine?.name;
    this.#watched.set(uri, isSame ? { ...before, ...after } : after);
    const isDrawnSo = before?.direction === direction && isSameFolding(before.collapsed, collapsed);
    return !isSame || !isDrawnSo || offset === undefined;
  }

  update(uri: string, document: Analyzed): void {
    const watched = this.#watched.get(uri);
    if (!watched) return;
    const part = chosen(document, watched.offset);
    if (part?.machine?.name !== watched.name) delete watched.complete;
    watched.name = part?.machine?.name;
    this.#draw(uri, watched, part);
  }

  #draw(uri: string, watched: Watched, part: Part | undefined): void {
    const { direction, complete, name, memory } = watched;
    const collapsed = new Set(watched.collapsed[name ?? '']);
    const layoutOf = (graph: Graph) => layoutGraph(graph, { direction, collapsed, memory });
    const { machine, problems = [] } = part?.definition ?? {};
    const of = { uri, ...(name !== undefined && { stateMachine: name }) };
    const isBroken = !machine || problems.some(({ code }) => code === 'json-syntax' || code === 'yaml-syntax');
    const count = machine ? countStates(machine) : 0;
    if (isBroken && complete) {
      this.#send({ ...of, layout: layoutOf(complete), problems: {}, notice: notices.broken });
      return;
    }
    if (!part || !machine || count > MOST_STATES) {
      const notice = machine && { notice: notices.tooLarge(count) };
      this.#send({ ...of, layout: emptyLayout(direction), problems: {}, ...notice });
      return;
    }
    const graph = placedGraph(buildGraph(machine), part);
    // A text that is broken from the start is drawn as far as it can be read.
    if (!isBroken) watched.complete = graph;
    this.#send({ ...of, layout: layoutOf(graph), problems: problemsByState(part.definition) });
  }
}

function isSameFolding(a: Watched['collapsed'], b: Watched['collapsed']): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The file of a picture; null where there is no machine, or one that is too large. */
export function pictureOf(document: Analyzed, { uri, format, direction, offset }: PictureWanted): string | null {
  const machine = chosen(document, offset)?.definition.machine;
  if (!machine || countStates(machine) > MOST_STATES) return null;
  const graph = buildGraph(machine);
  if (format === 'mermaid') return mermaid(graph, direction);
  return svgPicture(layoutGraph(graph, { direction }), decodeURIComponent(uri.split('/').at(-1) ?? ''));
}

// The definition under the cursor; else the first.
function chosen(document: Analyzed, offset: number | undefined): Part | undefined {
  const within = document.parts.find(({ machine }) => {
    return offset !== undefined && machine && machine.span.start <= offset && offset <= machine.span.end;
  });
  return within ?? (offset === undefined ? undefined : partAt(document, offset)?.part) ?? document.parts[0];
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
