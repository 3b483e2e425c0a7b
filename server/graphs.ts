// Sends the graph of each watched document, now and after every change. While a text is broken the last complete picture
// stays, and a notice says so.
import {
  createLayoutMemory,
  type Direction,
  type Layout,
  type LayoutMemory,
  layoutGraph,
  mermaid,
  svgPicture,
} from '../graph/model/index.ts';
import { countStates } from '../language/index.ts';
import { type Analyzed, type Part, partAt } from './documents.ts';
import { isBroken, problemsByState } from './problemsByState.ts';
import type { GraphChanged, PictureWanted, WatchGraph } from './protocol.ts';
import { type Drawable, drawableOf, type Library, type OpenedGraph, openMachines } from './startedGraphs.ts';

/** Laying out more than this takes longer than a pause in typing; the largest definition known has a hundred. */
const MOST_STATES = 2000;

const notices = {
  broken: 'The text has errors: showing the last complete picture',
  tooLarge: (count: number) => `A definition with ${count} states is too large to draw: the limit is ${MOST_STATES}`,
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
}

export class Graphs {
  readonly #watched = new Map<string, Watched>();
  readonly #send: (graph: GraphChanged) => void;
  readonly #library: Library;

  constructor(send: (graph: GraphChanged) => void, library: Library) {
    this.#send = send;
    this.#library = library;
  }

  /** Whether there may be something new to draw. */
  watch(request: WatchGraph, document: Analyzed | undefined): boolean {
    const { uri, watch, direction, offset } = request;
    const before = this.#watched.get(uri);
    if (!watch) {
      this.#watched.delete(uri);
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
    this.#watched.set(uri, isSame ? { ...before, ...asked, ...kept } : { ...asked, ...kept });
    return !isSame || !isDrawnSo(before, asked) || offset === undefined;
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
    this.#draw(uri, watched, document, part);
  }

  #draw(uri: string, watched: Watched, document: Analyzed, part: Part | undefined): void {
    const { direction, complete, name, memory, opened, machines: given = {}, inside } = watched;
    const collapsed = new Set(watched.collapsed?.[name ?? '']);
    const of = { uri, ...(name !== undefined && { stateMachine: name }) };
    const { machine } = part?.definition ?? {};
    const count = machine ? countStates(machine) : 0;
    const isLast = complete !== undefined && (!part || isBroken(part.definition));
    const now = part && count <= MOST_STATES ? drawableOf({ uri, document, part }) : undefined;
    const drawable = isLast ? complete : now;
    if (!drawable) {
      const notice = machine && { notice: notices.tooLarge(count) };
      this.#send({ ...of, layout: emptyLayout(direction), problems: {}, ...notice });
      return;
    }
    // A text that is broken from the start is drawn as far as it can be read.
    if (!isLast && part && !isBroken(part.definition)) watched.complete = drawable;
    const opening = { opened: new Set(opened?.[name ?? '']), given, mostStates: MOST_STATES, complete: inside };
    const drawn = openMachines(drawable, opening, this.#library);
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

/** The file of a picture; null where there is no machine, or one that is too large. */
export function pictureOf(document: Analyzed, wanted: PictureWanted, library: Library): string | null {
  const { uri, format, direction, offset, machines: given = {} } = wanted;
  const part = chosen(document, offset);
  const drawable = part && drawableOf({ uri, document, part });
  const { machine } = part?.definition ?? {};
  if (!drawable || !machine || countStates(machine) > MOST_STATES) return null;
  const opened = new Set(wanted.opened?.[part.machine?.name ?? '']);
  const opening = { opened, given, mostStates: MOST_STATES, complete: new Map() };
  const { graph } = openMachines(drawable, opening, library);
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
