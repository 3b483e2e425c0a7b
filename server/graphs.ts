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
  tooLargeToDraw,
  tooLargeToShow,
} from '../graph/model/index.ts';
import { type Definition, stateAt } from '../language/index.ts';
import { type Analyzed, type Part, partAt } from './documents.ts';
import { DrawingPace, type PaceClock } from './drawingPace.ts';
import { placedGraph } from './placed.ts';
import type { GraphChanged, Picture, PictureWanted, WatchGraph } from './protocol.ts';

const notices = {
  broken: 'The text has errors: showing the last complete picture',
};

interface Watched {
  readonly direction: Direction;
  readonly offset: number | undefined;
  readonly collapsed: NonNullable<WatchGraph['collapsed']>;
  readonly memory: LayoutMemory;
  /** The graph of the machine that was drawn last. */
  complete?: Graph;
  name?: string | undefined;
  /** Somebody asked since it was drawn. */
  isAsked: boolean;
}

export class Graphs {
  readonly #watched = new Map<string, Watched>();
  readonly #send: (graph: GraphChanged) => void;
  readonly #pace: DrawingPace;

  constructor(send: (graph: GraphChanged) => void, clock: PaceClock) {
    this.#send = send;
    this.#pace = new DrawingPace(clock);
  }

  /** Whether there may be something new to draw. */
  watch({ uri, watch, direction, offset, collapsed = {} }: WatchGraph, document: Analyzed | undefined): boolean {
    const before = this.#watched.get(uri);
    if (!watch) {
      this.#watched.delete(uri);
      this.#pace.forget(uri);
      return false;
    }
    // A cursor that moves within one machine changes nothing.
    const isSame = document && before && before.name === chosen(document, offset ?? before.offset)?.machine?.name;
    const isDrawnSo = before?.direction === direction && isSameFolding(before.collapsed, collapsed);
    const isNew = !isSame || !isDrawnSo || offset === undefined;
    const memory = before?.memory ?? createLayoutMemory();
    const isAsked = isNew || before.isAsked;
    const after: Watched = { direction, offset: offset ?? before?.offset, collapsed, memory, isAsked };
    this.#watched.set(uri, isSame ? { ...before, ...after } : after);
    return isNew;
  }

  update(uri: string, document: Analyzed): void {
    const watched = this.#watched.get(uri);
    if (!watched) return;
    const part = chosen(document, watched.offset);
    if (part?.machine?.name !== watched.name) delete watched.complete;
    watched.name = part?.machine?.name;
    const draw = () => {
      const now = this.#watched.get(uri);
      if (now) this.#draw(uri, now, part);
    };
    if (watched.isAsked) this.#pace.now(uri, draw);
    else this.#pace.edited(uri, draw);
    watched.isAsked = false;
  }

  #draw(uri: string, watched: Watched, part: Part | undefined): void {
    const { direction, complete, name, memory } = watched;
    const collapsed = new Set(watched.collapsed[name ?? '']);
    const layoutOf = (graph: Graph) => layoutGraph(graph, { direction, collapsed, memory });
    const { machine, problems = [] } = part?.definition ?? {};
    const of = { uri, ...(name !== undefined && { stateMachine: name }) };
    const isBroken = !machine || problems.some(({ code }) => code === 'json-syntax' || code === 'yaml-syntax');
    if (isBroken && complete) {
      this.#send({ ...of, layout: layoutOf(complete), problems: {}, notice: notices.broken });
      return;
    }
    if (!part || !machine) {
      this.#send({ ...of, layout: emptyLayout(direction), problems: {} });
      return;
    }
    const graph = placedGraph(buildGraph(machine), part);
    const notice = tooLargeToDraw(graph);
    if (notice !== undefined) {
      delete watched.complete;
      this.#send({ ...of, layout: emptyLayout(direction), problems: {}, notice });
      return;
    }
    // A text that is broken from the start is drawn as far as it can be read.
    if (!isBroken) watched.complete = graph;
    this.#send({ ...of, layout: layoutOf(graph), problems: problemsByState(part.definition) });
  }
}

function isSameFolding(a: Watched['collapsed'], b: Watched['collapsed']): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The file of a picture; null where there is no machine. */
export function pictureOf(document: Analyzed, { uri, format, direction, offset }: PictureWanted): Picture | null {
  const machine = chosen(document, offset)?.definition.machine;
  if (!machine) return null;
  const graph = buildGraph(machine);
  if (format === 'mermaid') {
    const text = mermaid(graph, direction);
    const notice = tooLargeToShow(text);
    return { text, ...(notice !== undefined && { notice }) };
  }
  const notice = tooLargeToDraw(graph);
  if (notice !== undefined) return { notice };
  return { text: svgPicture(layoutGraph(graph, { direction }), decodeURIComponent(uri.split('/').at(-1) ?? '')) };
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
