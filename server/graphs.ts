// Sends the graph of each watched document, now and after every change. While a text is broken the last complete picture
// stays, and a notice says so.
import {
  createLayoutMemory,
  type Direction,
  type Layout,
  type LayoutMemory,
  layoutGraph,
  MOST_STATES,
  mermaid,
  svgPicture,
  tooLargeToDraw,
  tooLargeToShow,
} from '../graph/model/index.ts';
import { type Analyzed, type Part, partAt } from './documents.ts';
import { DrawingPace, type PaceClock } from './drawingPace.ts';
import { isBroken, problemsByState } from './problemsByState.ts';
import type { GraphChanged, Picture, PictureWanted, WatchGraph } from './protocol.ts';
import {
  type Drawable,
  drawableOf,
  type Library,
  type OpenedGraph,
  type Opening,
  openMachines,
} from './startedGraphs.ts';

const notices = {
  broken: 'The text has errors: showing the last complete picture',
};

/** How somebody wants a graph to be drawn. */
interface Asked {
  readonly direction: Direction;
  readonly collapsed: WatchGraph['collapsed'] | undefined;
  readonly opened: WatchGraph['opened'] | undefined;
  readonly machines: WatchGraph['machines'] | undefined;
}

interface Watched extends Asked {
  readonly offset: number | undefined;
  readonly memory: LayoutMemory;
  /** The machine that was drawn last. */
  complete?: Drawable;
  name?: string | undefined;
  /** What could be read last of the machines that are drawn in it. */
  readonly inside: Map<string, Drawable>;
  /** What was drawn in it, and which other documents that depends on. */
  drawn?: Pick<OpenedGraph, 'machines' | 'uris' | 'hasStarts'>;
  /** Somebody asked since it was drawn. */
  isAsked: boolean;
}

export class Graphs {
  readonly #watched = new Map<string, Watched>();
  readonly #send: (graph: GraphChanged) => void;
  readonly #library: Library;
  readonly #pace: DrawingPace;

  constructor(send: (graph: GraphChanged) => void, library: Library, clock: PaceClock) {
    this.#send = send;
    this.#library = library;
    this.#pace = new DrawingPace(clock);
  }

  /** Whether there may be something new to draw. */
  watch(request: WatchGraph, document: Analyzed | undefined): boolean {
    const { uri, watch, direction, offset } = request;
    const before = this.#watched.get(uri);
    if (!watch) {
      this.#watched.delete(uri);
      this.#pace.forget(uri);
      return false;
    }
    const stays = before && document && !request.isWanted && isDrawnIn(before, uri, chosen(document, offset));
    const { collapsed, opened, machines } = request;
    const asked = {
      direction,
      collapsed,
      opened,
      machines,
      offset: stays ? before.offset : (offset ?? before?.offset),
    };
    const kept = { memory: before?.memory ?? createLayoutMemory(), inside: before?.inside ?? new Map() };
    // A cursor that moves within one machine, or into one that is drawn in it, changes nothing.
    const isSame = document && before && (stays || before.name === chosen(document, asked.offset)?.machine?.name);
    const isNew = !isSame || !isDrawnSo(before, asked) || offset === undefined;
    const now = { ...asked, ...kept, isAsked: isNew || before.isAsked };
    this.#watched.set(uri, isSame ? { ...before, ...now } : now);
    return isNew;
  }

  /** The watched documents whose graphs may be others when this one changes. */
  dependingOn(uri: string): readonly string[] {
    return [...this.#watched].flatMap(([own, { drawn }]) => (drawn?.uris.has(uri) ? own : []));
  }

  /** Those that look for machines, which may have come or gone. */
  get looking(): readonly string[] {
    return [...this.#watched].flatMap(([own, { drawn }]) => (drawn?.hasStarts ? own : []));
  }

  update(uri: string, document: Analyzed): void {
    const watched = this.#watched.get(uri);
    if (!watched) return;
    const held = watched.drawn && document.parts.find(({ machine }) => machine && machine.name === watched.name);
    const part =
      held && isDrawnIn(watched, uri, chosen(document, watched.offset)) ? held : chosen(document, watched.offset);
    if (part?.machine?.name !== watched.name) {
      delete watched.complete;
      delete watched.drawn;
      watched.inside.clear();
    }
    watched.name = part?.machine?.name;
    const draw = () => {
      const now = this.#watched.get(uri);
      if (now) this.#draw(uri, now, document, part);
    };
    if (watched.isAsked) this.#pace.now(uri, draw);
    else this.#pace.edited(uri, draw);
    watched.isAsked = false;
  }

  #draw(uri: string, watched: Watched, document: Analyzed, part: Part | undefined): void {
    const { direction, complete, name, memory, opened, machines: given = {}, inside } = watched;
    const collapsed = new Set(watched.collapsed?.[name ?? '']);
    const of = { uri, ...(name !== undefined && { stateMachine: name }) };
    const isLast = complete !== undefined && (!part || isBroken(part.definition));
    const now = part && drawableOf({ uri, document, part });
    const drawable = isLast ? complete : now;
    const tooLarge = drawable && tooLargeToDraw(drawable.graph);
    if (!drawable || tooLarge !== undefined) {
      delete watched.complete;
      const notice = tooLarge !== undefined && { notice: tooLarge };
      this.#send({ ...of, layout: emptyLayout(direction), problems: {}, ...notice });
      return;
    }
    // A text that is broken from the start is drawn as far as it can be read.
    if (!isLast && part && !isBroken(part.definition)) watched.complete = drawable;
    const opening = { opened: new Set(opened?.[name ?? '']), given, mostStates: MOST_STATES, complete: inside };
    const drawn = openWhatFits(drawable, opening, this.#library);
    const { graph, problems, machines, uris } = drawn;
    watched.drawn = drawn;
    const notice = isLast ? notices.broken : drawn.notice;
    this.#send({
      ...of,
      layout: layoutGraph(graph, { direction, collapsed, memory }),
      problems: { ...(part && !isLast && problemsByState(part.definition)), ...problems },
      ...(notice !== undefined && { notice }),
      ...(Object.keys(machines).length > 0 && { machines }),
      ...(uris.size > 0 && { uris: [...uris] }),
    });
  }
}

/** Whether a definition is one of those drawn in Tasks of the same document. */
function isDrawnIn({ drawn, name }: Watched, uri: string, part: Part | undefined): boolean {
  const other = part?.machine?.name;
  if (!drawn || other === undefined || other === name) return false;
  return Object.values(drawn.machines).some(one => one.uri === uri && one.stateMachine === other);
}

function isDrawnSo(before: Asked | undefined, after: Asked): boolean {
  const said = ({ direction, collapsed, opened, machines }: Asked) =>
    JSON.stringify([direction, collapsed, opened, machines]);
  return before !== undefined && said(before) === said(after);
}

/** The file of a picture; null where there is no machine. */
export function pictureOf(document: Analyzed, wanted: PictureWanted, library: Library): Picture | null {
  const { uri, format, direction, offset, machines: given = {} } = wanted;
  const part = chosen(document, offset);
  const drawable = part && drawableOf({ uri, document, part });
  if (!drawable) return null;
  const opened = new Set(wanted.opened?.[part.machine?.name ?? '']);
  const { graph, notice } = openWhatFits(
    drawable,
    { opened, given, mostStates: MOST_STATES, complete: new Map() },
    library,
  );
  if (format === 'mermaid') {
    const text = mermaid(graph, direction);
    const doubt = tooLargeToShow(text) ?? notice;
    return { text, ...(doubt !== undefined && { notice: doubt }) };
  }
  const tooLarge = tooLargeToDraw(graph);
  if (tooLarge !== undefined) return { notice: tooLarge };
  const text = svgPicture(layoutGraph(graph, { direction }), decodeURIComponent(uri.split('/').at(-1) ?? ''));
  return { text, ...(notice !== undefined && { notice }) };
}

// With what is opened all of it may be too large, where the definition alone is not.
function openWhatFits(drawable: Drawable, opening: Opening, library: Library): OpenedGraph {
  const drawn = openMachines(drawable, opening, library);
  const notice = opening.opened.size > 0 ? tooLargeToDraw(drawn.graph) : undefined;
  if (notice === undefined) return drawn;
  return { ...openMachines(drawable, { ...opening, opened: new Set() }, library), notice };
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
