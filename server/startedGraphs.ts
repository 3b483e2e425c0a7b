// The graph of a definition with the machines that are opened in the Tasks that start them. Only those are read that are opened; of the
// others it is found out whether they are at hand.
import {
  buildGraph,
  type Graph,
  type GraphScope,
  INSIDE,
  placeOfId,
  type Started,
  type StartedMachine,
  type StateNode,
  scopeInside,
  withStarted,
} from '../graph/model/index.ts';
import {
  countStates,
  type Embedded,
  type MachinePlace,
  machineOfTemplate,
  type Node,
  nameInArn,
  plainName,
  startedName,
  tasksOf,
} from '../language/index.ts';
import type { Analyzed, Part } from './documents.ts';
import type { Links, NamingHost } from './links.ts';
import { whereStarted } from './nesting.ts';
import { placedGraph } from './placed.ts';
import { isBroken, problemsByState } from './problemsByState.ts';
import type { DrawnMachine, GraphChanged, MachineStart } from './protocol.ts';

/** What the session knows of documents. */
export interface Library {
  readonly links: Links;
  /** A document, open or not, with the problems that are told. */
  documentAt(uri: string): Analyzed | undefined;
}

/** A definition, and the document it is in. */
export interface Source {
  readonly uri: string;
  readonly document: Analyzed;
  readonly part: Part;
}

/** A graph at the places of its document, and what it was made of. */
export interface Drawable {
  readonly graph: Graph;
  readonly source: Source;
}

export interface Opening {
  /** The Tasks whose machine is drawn in them, by their ids. */
  readonly opened: ReadonlySet<string>;
  /** Where machines are, as launch configurations say it. */
  readonly given: Readonly<Record<string, string>>;
  readonly mostStates: number;
  /** What could be read last of each machine that is drawn. Kept from one drawing to the next. */
  readonly complete: Map<string, Drawable>;
}

export interface OpenedGraph {
  readonly graph: Graph;
  /** Of the states that are drawn in Tasks. */
  readonly problems: GraphChanged['problems'];
  /** By what stands before the ids of their states. */
  readonly machines: Readonly<Record<string, DrawnMachine>>;
  readonly notice: string | undefined;
  /** The other documents that machines were found in, drawn or not. */
  readonly uris: ReadonlySet<string>;
  /** There are Tasks that start machines. */
  readonly hasStarts: boolean;
}

const sentences = {
  gone: (name: string) =>
    `Nothing at hand is the state machine ${name}. Name its definition in "machines" of a launch configuration, or put it beside this one as NAME.asl.json.`,
  missing: (file: string) => `${file} is not there.`,
  unreadable: (file: string) => `${file} holds no state machine that can be drawn.`,
  tooLarge: (name: string, most: number) => `With ${name} the picture would have more than ${most} states.`,
  closed: (name: string, why: string) => `${name} is not drawn: ${why}`,
  broken: (title: string) => `${title} has errors: showing its last complete picture`,
};

export function drawableOf(source: Source): Drawable | undefined {
  const { machine } = source.part.definition;
  return machine && { graph: placedGraph(buildGraph(machine), source.part), source };
}

/** Finite, whoever starts whom: every machine that is drawn is one that somebody opened. */
export function openMachines(root: Drawable, opening: Opening, library: Library): OpenedGraph {
  const drawing = new Drawing(root, opening, library);
  const graph = drawing.draw(root.graph, root.source);
  for (const key of opening.complete.keys()) if (!drawing.used.has(key)) opening.complete.delete(key);
  const { problems, machines, notice, uris, hasStarts } = drawing;
  return { graph, problems, machines, notice, uris, hasStarts };
}

/** Where the state stands that a machine of a document begins with. */
export function startIn(document: Analyzed, stateMachine: string | undefined): MachineStart | null {
  const part = document.parts.find(({ machine }) => machine?.name === stateMachine) ?? document.parts[0];
  const scope = part?.definition.machine?.scope;
  const state = scope?.startAt && scope.byName.get(scope.startAt.value);
  if (!part || !state) return null;
  const { start, end } = part.toHost(state.key);
  return { start, end };
}

/** A machine that was found; with a problem when it is not as it was said. */
interface Found {
  readonly name: string;
  readonly uri: string;
  readonly stateMachine?: string;
  readonly problem?: string;
}

class Drawing {
  readonly problems: Record<string, GraphChanged['problems'][string]> = {};
  readonly machines: Record<string, DrawnMachine> = {};
  readonly uris = new Set<string>();
  readonly used = new Set<string>();
  notice: string | undefined;
  hasStarts = false;
  readonly #uri: string;
  readonly #opening: Opening;
  readonly #library: Library;
  #room: number;

  constructor({ source }: Drawable, opening: Opening, library: Library) {
    this.#uri = source.uri;
    this.#opening = opening;
    this.#library = library;
    this.#room = opening.mostStates - countIn(source);
  }

  draw<Scope extends GraphScope>(scope: Scope, source: Source): Scope {
    const { machine } = source.part.definition;
    let hosts: readonly NamingHost[] | undefined;
    return withStarted(scope, node => {
      const task = machine && tasksOf(machine).get(placeOfId(node.id).pointer);
      const named = task && startedName(task);
      if (!named) return undefined;
      this.hasStarts = true;
      hosts ??= this.#library.links.hostsNaming(source.uri, embeddedIn(source));
      const found = this.#find(named, source, hosts);
      if (found) return this.#started(node, found);
      return this.#opening.opened.has(node.id) ? this.#gone(named) : undefined;
    });
  }

  #find(named: Node, { uri }: Source, hosts: readonly NamingHost[]): Found | undefined {
    const { links } = this.#library;
    const place = whereStarted(named, uri, hosts, links, { given: this.#opening.given, first: this.#uri });
    return place && foundAt(place, links);
  }

  #started(task: StateNode, found: Found): Started {
    const { name, stateMachine, problem } = found;
    const { opened, complete, mostStates } = this.#opening;
    const own = this.#other(found.uri);
    const about: StartedMachine = {
      name,
      ...(own !== undefined && { uri: own }),
      ...(stateMachine !== undefined && { stateMachine }),
    };
    const isNot = (why: string): Started => {
      if (opened.has(task.id)) this.notice ??= sentences.closed(name, why);
      return { about: { ...about, problem: why } };
    };
    if (problem !== undefined) return isNot(problem);
    if (!opened.has(task.id)) return { about };
    const source = this.#sourceOf(found);
    if ('problem' in source) return isNot(source.problem);
    const key = `${source.uri}#${source.part.machine?.name ?? ''}`;
    const title = this.#titleOf(source);
    const isWhole = !isBroken(source.part.definition);
    const last = isWhole ? undefined : complete.get(key);
    const drawable = last ?? drawableOf(source);
    if (!drawable) return isNot(sentences.unreadable(title));
    const count = countIn(drawable.source);
    if (count > this.#room) return isNot(sentences.tooLarge(name, mostStates));
    this.#room -= count;
    this.used.add(key);
    if (isWhole) complete.set(key, drawable);
    if (last) this.notice ??= sentences.broken(title);
    const inside = task.id + INSIDE;
    this.machines[inside] = { uri: source.uri, ...(source.part.machine && { stateMachine: source.part.machine.name }) };
    const problems = last ? {} : problemsByState(source.part.definition);
    for (const [pointer, one] of Object.entries(problems)) this.problems[inside + pointer] = one;
    const scope = scopeInside(drawable.graph, { task: task.id, title, uri: this.#other(source.uri) });
    return { about, scope: this.draw(scope, drawable.source) };
  }

  /** A document that is not the graph's own. */
  #other(uri: string): string | undefined {
    if (uri === this.#uri) return undefined;
    this.uris.add(uri);
    return uri;
  }

  #gone(named: Node): Started {
    const said = plainName(named) ?? '';
    const name = nameInArn(said) ?? said;
    const problem = sentences.gone(name);
    this.notice ??= sentences.closed(name, problem);
    return { about: { name, problem, isMissing: true } };
  }

  #sourceOf({ uri, stateMachine }: Found): Source | { readonly problem: string } {
    const document = this.#library.documentAt(uri);
    if (!document) return { problem: sentences.missing(baseOf(uri)) };
    if (document.machines.length === 0) {
      const [part] = document.parts;
      return part ? { uri, document, part } : { problem: sentences.unreadable(baseOf(uri)) };
    }
    const meant = machineOfTemplate(uri, document.machines, stateMachine);
    if ('problem' in meant) return meant;
    const { machine } = meant;
    const part = document.parts.find(one => one.machine?.name === machine.name);
    if (part) return { uri, document, part };
    const file = machine.link && this.#library.links.resolve(uri, machine.link.path);
    const linked = file === undefined ? undefined : this.#library.documentAt(file);
    const [own] = linked?.parts ?? [];
    if (file === undefined || !linked || !own) return { problem: sentences.unreadable(baseOf(file ?? uri)) };
    return { uri: file, document: linked, part: own };
  }

  #titleOf({ uri, part }: Source): string {
    const name = part.machine?.name;
    if (name === undefined) return baseOf(uri);
    return uri === this.#uri ? name : `${name} in ${baseOf(uri)}`;
  }
}

function foundAt(place: MachinePlace<NamingHost>, links: Links): Found {
  if (place.kind === 'file') {
    const { file: uri, id } = place;
    const name = id ?? baseOf(uri).replace(/(?:\.asl)?(?:\.(?:json|ya?ml))?$/i, '');
    return { name, uri, ...(id !== undefined && { stateMachine: id }), ...missing(uri, links) };
  }
  const { host, machine } = place;
  const { name, link } = machine;
  if (machine.definition || !link) return { name, uri: host.uri, stateMachine: name };
  const uri = links.resolve(host.uri, link.path);
  return { name, uri, ...missing(uri, links) };
}

function missing(uri: string, links: Links): { readonly problem?: string } {
  return links.isThere(uri) ? {} : { problem: sentences.missing(baseOf(uri)) };
}

function embeddedIn({ document, part }: Source): Embedded | undefined {
  return document.machines.find(({ name }) => name === part.machine?.name);
}

function countIn({ part }: Source): number {
  const { machine } = part.definition;
  return machine ? countStates(machine) : 0;
}

function baseOf(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
