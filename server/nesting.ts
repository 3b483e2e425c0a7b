// State machines that start others: which Task starts which machine, in the templates that tell of its definition and in the files
// beside it.
import {
  type Definition,
  type Embedded,
  type FilesAtHand,
  type MachinePlace,
  machineNamed,
  type Node,
  placeOfMachine,
  type Span,
  type State,
  saidBy,
  startedName,
  tasksOf,
} from '../language/index.ts';
import type { Links, NamingHost, OpenDefinition } from './links.ts';

/** A definition, and what is said about it: offsets in it are moved to its file by `toHost`. */
export interface Place {
  readonly uri: string;
  readonly text: string;
  readonly definition: Definition;
  /** In a host: which of its machines it is. */
  readonly machine: Embedded | undefined;
  readonly toHost: (span: Span) => Span;
}

export interface Start {
  readonly place: Place;
  readonly task: State;
  /** Where the task names what it starts, in the definition. */
  readonly named: Span;
}

/** The machine that a Task starts, where it is found, and where the Task names it. */
export function startedBy(
  task: State,
  place: Place,
  links: Links,
): { readonly place: Place; readonly named: Span } | undefined {
  const named = startedName(task);
  if (!named) return undefined;
  const at = whereStarted(named, place.uri, links.hostsNaming(place.uri, place.machine), links);
  if (!at) return undefined;
  if (at.kind === 'template') {
    const started = placeOf(at.machine, at.host, links);
    return started && { place: started, named };
  }
  const file = links.definitionAt(at.file);
  return file && { place: ownPlace(file), named };
}

/** What a Task of a definition names. `given`, and the definition it counts from, are as a launch configuration has them. */
export function whereStarted(
  named: Node,
  uri: string,
  hosts: readonly NamingHost[],
  links: Links,
  { given, first }: Pick<FilesAtHand, 'given' | 'first'> = { given: {}, first: uri },
): MachinePlace<NamingHost> | undefined {
  return placeOfMachine(
    saidBy(named),
    { file: uri, hosts },
    { given, first, resolve: (from, file) => links.resolve(from, file), isThere: file => links.isThere(file) },
  );
}

/** The Tasks that start a machine, in the templates that tell of it. */
export function startsOf(place: Place, links: Links): readonly Start[] {
  return links.hostsNaming(place.uri, place.machine).flatMap(host =>
    host.machines.flatMap(machine => {
      const other = placeOf(machine, host, links);
      if (!other) return [];
      const known: NamingHost = { ...host, machine };
      const tasks = other.definition.machine ? [...tasksOf(other.definition.machine).values()] : [];
      return tasks.flatMap(task => {
        const named = startedName(task);
        const isMeant = named && machineNamed(named, known)?.name === host.machine.name;
        return isMeant ? [{ place: other, task, named }] : [];
      });
    }),
  );
}

function placeOf(machine: Embedded, host: NamingHost, links: Links): Place | undefined {
  const { definition, toHost } = machine;
  if (definition) return { uri: host.uri, text: host.text, definition, machine, toHost };
  const file = links.fileOf(host.uri, machine);
  return file && ownPlace(file);
}

function ownPlace({ uri, definition }: OpenDefinition): Place {
  return { uri, text: definition.text, definition, machine: undefined, toHost: span => span };
}
