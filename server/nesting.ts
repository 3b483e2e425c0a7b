// State machines that start others: which Task starts which machine of a template, as far as the template says it in plain words.
import {
  allScopes,
  type Definition,
  type Embedded,
  hostTree,
  memberNamed,
  type Node,
  resourceNamed,
  type Span,
  type State,
  valueAt,
} from '../language/index.ts';
import { placeOfValue } from './features/goToName.ts';
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

const STARTS = /:states:::(?:states:startExecution|aws-sdk:sfn:start(?:Sync)?Execution)\b/;

function startedName(task: State): Node | undefined {
  const resource = task.fields.get('Resource')?.value;
  if (resource?.kind !== 'string' || !STARTS.test(resource.value)) return undefined;
  const given = task.fields.get('Arguments')?.value ?? task.fields.get('Parameters')?.value;
  return memberNamed(given, 'StateMachineArn')?.value;
}

function machineNamed(node: Node, host: NamingHost): Embedded | undefined {
  const { machines, machine, text, file } = host;
  const byId = (id: string | undefined) => machines.find(({ name }) => name === id);
  // In JSONata a text that is filled in stands in quotes.
  const said = node.kind === 'string' ? node.value.replace(/^\{%\s*['"](.*)['"]\s*%\}$/, '$1') : undefined;
  const name = said === undefined ? undefined : /^\$\{([\w.]+)\}(?::[\w-]+)?$/.exec(said)?.[1];
  const value = name === undefined ? undefined : placeOfValue(name, machine);
  if (value) return byId(idBehind(value, text, file));
  if (name !== undefined) return byId(terraformId(name) ?? name.split('.')[0]);
  const arn = /:stateMachine:([\w-]+)(?::[\w-]+)?$/.exec(said ?? '')?.[1];
  if (arn !== undefined) return machineCalled(arn, host);
  return node.kind === 'placeholder' ? byId(resourceNamed(node)) : undefined;
}

/** What a template gives a name: `!GetAtt Child.Arn`, `aws_sfn_state_machine.child.arn`. */
function idBehind(key: Span, text: string, file: string): string | undefined {
  const root = hostTree(text, file);
  if (root) {
    const value = valueAt(root, key);
    return value && resourceNamed(value);
  }
  return terraformId(/^["']?\s*[:=]\s*(.*)/.exec(text.slice(key.end))?.[1] ?? '');
}

function terraformId(value: string): string | undefined {
  return /^(?:aws_sfn|awscc_stepfunctions)_state_machine\.([\w-]+)\./.exec(value)?.[1];
}

/** By the name a template gives it, which is the last part of its ARN. */
function machineCalled(name: string, { machines, text, file }: NamingHost): Embedded | undefined {
  const resources = memberNamed(hostTree(text, file), 'Resources')?.value;
  return machines.find(machine => {
    const properties = memberNamed(memberNamed(resources, machine.name)?.value, 'Properties')?.value;
    const said = (memberNamed(properties, 'StateMachineName') ?? memberNamed(properties, 'Name'))?.value;
    return said?.kind === 'string' && said.value === name;
  });
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
