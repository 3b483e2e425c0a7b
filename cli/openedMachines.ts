// The graph of a definition with the machines its Tasks start drawn in them, as far as they are at hand.
import path from 'node:path';
import {
  buildGraph,
  type Graph,
  type GraphScope,
  placeOfId,
  type Started,
  scopeInside,
  withStarted,
} from '../graph/model/index.ts';
import { readTextFile } from '../host/index.ts';
import {
  analyzeFile,
  countStates,
  type Definition,
  findDefinitions,
  type MachinePlace,
  machineOfTemplate,
  placeOfMachine,
  type SpeakingHost,
  saidBy,
  startedName,
  tasksOf,
} from '../language/index.ts';
import type { OpenedDefinition } from './program.ts';

/** A picture with more would not be looked at. */
const MOST_STATES = 2000;

interface Source {
  readonly file: string;
  readonly definition: Definition;
  readonly host: SpeakingHost | undefined;
}

/** Each machine is drawn once along a path, so that there is an end to one that starts itself. `notes` say what could not be drawn. */
export function withOpenedMachines(
  graph: Graph,
  { file, definition, host }: OpenedDefinition,
  given: Readonly<Record<string, string>>,
): { readonly graph: Graph; readonly notes: readonly string[] } {
  const notes = new Set<string>();
  const first = path.resolve(file);
  let room = MOST_STATES - (definition.machine ? countStates(definition.machine) : 0);
  const files = {
    given,
    first,
    resolve: (from: string, other: string) => path.resolve(path.dirname(from), other),
    isThere: (other: string) => readTextFile(other).text !== undefined,
  };

  function draw<Scope extends GraphScope>(scope: Scope, source: Source, around: ReadonlySet<string>): Scope {
    return withStarted(scope, ({ id }): Started | undefined => {
      const { machine } = source.definition;
      const task = machine && tasksOf(machine).get(placeOfId(id).pointer);
      const named = task && startedName(task);
      const hosts = source.host ? [source.host] : [];
      const place = named && placeOfMachine(saidBy(named), { file: source.file, hosts }, files);
      if (!place) return undefined;
      const child = read(place);
      if ('problem' in child) {
        notes.add(child.problem);
        return undefined;
      }
      const { machine: inner } = child.definition;
      const key = keyOf(child);
      if (!inner) notes.add(`${child.file} holds no state machine that can be drawn.`);
      if (!inner || around.has(key)) return undefined;
      room -= countStates(inner);
      if (room < 0) {
        notes.add(`Not all machines are drawn: there would be more than ${MOST_STATES} states.`);
        return undefined;
      }
      const title = child.host?.machine.definition ? child.host.machine.name : path.basename(child.file);
      const inside = scopeInside(buildGraph(inner), { task: id, title });
      return { about: { name: title }, scope: draw(inside, child, new Set([...around, key])) };
    });
  }

  const root = { file: first, definition, host: host && { ...host, file: path.resolve(host.file) } };
  return { graph: draw(graph, root, new Set([keyOf(root)])), notes: [...notes] };
}

function keyOf({ file, host }: Source): string {
  return host?.machine.definition ? `${file}#${host.machine.name}` : file;
}

function read(place: MachinePlace<SpeakingHost>): Source | { readonly problem: string } {
  if (place.kind === 'template') return readNamed({ ...place.host, machine: place.machine });
  const { file, id } = place;
  const { text, problem } = readTextFile(file);
  if (problem !== undefined) return { problem };
  const machines = findDefinitions(text, file);
  if (machines.length === 0) return { file, definition: analyzeFile(text, { fileName: file }), host: undefined };
  const meant = machineOfTemplate(file, machines, id);
  return 'problem' in meant ? meant : readNamed({ file, text, machines, machine: meant.machine });
}

function readNamed(host: SpeakingHost): Source | { readonly problem: string } {
  const { definition, link } = host.machine;
  if (definition) return { file: host.file, definition, host };
  const file = path.resolve(path.dirname(host.file), link?.path ?? '');
  const { text, problem } = readTextFile(file);
  if (problem !== undefined) return { problem };
  return { file, definition: analyzeFile(text, { fileName: file, isTemplate: link?.isTemplate }), host };
}
