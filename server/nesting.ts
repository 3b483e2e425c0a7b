// State machines that start others: which Task starts which machine, in the templates that tell of its definition.
import {
  allScopes,
  type Definition,
  type Embedded,
  machineNamed,
  type Span,
  type State,
  startedName,
} from '../language/index.ts';
import type { Links, NamingHost } from './links.ts';

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
  for (const host of links.hostsNaming(place.uri, place.machine)) {
    const machine = machineNamed(named, host);
    const started = machine && placeOf(machine, host, links);
    if (started) return { place: started, named };
  }
  return undefined;
}

/** The Tasks that start a machine, in the templates that tell of it. */
export function startsOf(place: Place, links: Links): readonly Start[] {
  return links.hostsNaming(place.uri, place.machine).flatMap(host =>
    host.machines.flatMap(machine => {
      const other = placeOf(machine, host, links);
      if (!other) return [];
      const known: NamingHost = { ...host, machine };
      return tasksOf(other.definition).flatMap(task => {
        const named = startedName(task);
        const isMeant = named && machineNamed(named, known)?.name === host.machine.name;
        return isMeant ? [{ place: other, task, named }] : [];
      });
    }),
  );
}

function tasksOf({ machine }: Definition): readonly State[] {
  const states = machine ? [...allScopes(machine.scope)].flatMap(scope => scope.states) : [];
  return states.filter(state => state.type === 'Task');
}

function placeOf(machine: Embedded, host: NamingHost, links: Links): Place | undefined {
  const { definition, toHost } = machine;
  if (definition) return { uri: host.uri, text: host.text, definition, machine, toHost };
  const file = links.fileOf(host.uri, machine);
  return (
    file && {
      uri: file.uri,
      text: file.definition.text,
      definition: file.definition,
      machine: undefined,
      toHost: span => span,
    }
  );
}
