// Which machine of a template a Task of another one starts, as far as the template says it in plain words: by its resource, by a
// name that it fills in, or by the name it gives the machine.
import { allScopes, type Machine, type State } from '../machine/machine.ts';
import { memberNamed, type Node, type Span } from '../text/tree.ts';
import type { Embedded } from './embedded.ts';
import { treeOf } from './findDefinitions.ts';
import { resourceNamed, valueAt } from './lambdaFunctions.ts';

/** A template, and the machine in it that speaks. */
export interface SpeakingHost {
  readonly file: string;
  readonly text: string;
  readonly machine: Embedded;
  readonly machines: readonly Embedded[];
}

const STARTS = /:states:::(?:states:startExecution|aws-sdk:sfn:start(?:Sync)?Execution)\b/;

/** Whether a Task starts executions. */
export function startsExecutions(task: State): boolean {
  const resource = task.fields.get('Resource')?.value;
  return resource?.kind === 'string' && STARTS.test(resource.value);
}

/** Where a Task says what it starts; undefined where it starts nothing. */
export function startedName(task: State): Node | undefined {
  if (!startsExecutions(task)) return undefined;
  const given = task.fields.get('Arguments')?.value ?? task.fields.get('Parameters')?.value;
  return memberNamed(given, 'StateMachineArn')?.value;
}

const known = new WeakMap<Machine, ReadonlyMap<string, State>>();

/** The Tasks of a machine by their JSON pointers. Of two states of one name the first. */
export function tasksOf(machine: Machine): ReadonlyMap<string, State> {
  const before = known.get(machine);
  if (before) return before;
  const tasks = new Map<string, State>();
  for (const { byName } of allScopes(machine.scope)) {
    for (const state of byName.values()) if (state.type === 'Task') tasks.set(state.pointer, state);
  }
  known.set(machine, tasks);
  return tasks;
}

/** What a value of a definition says in plain words. */
export function plainName(node: Node): string | undefined {
  // In JSONata a text that is filled in stands in quotes.
  return node.kind === 'string' ? node.value.replace(/^\{%\s*['"](.*)['"]\s*%\}$/, '$1') : undefined;
}

/** `${Child}`, `${Child.Arn}:live` → what stands in it. */
export function filledName(said: string): string | undefined {
  return /^\$\{([\w.]+)\}(?::[\w-]+)?$/.exec(said)?.[1];
}

/** The last part of a machine's ARN, without a version or alias. */
export function nameInArn(said: string): string | undefined {
  return /:stateMachine:([\w-]+)(?::[\w-]+)?$/.exec(said)?.[1];
}

/** The machine that a value of a definition means. */
export function machineNamed(node: Node, host: SpeakingHost): Embedded | undefined {
  const said = plainName(node);
  if (said !== undefined) return machineSaid(said, host);
  return node.kind === 'placeholder' ? withId(resourceNamed(node), host) : undefined;
}

/** The same for a text, such as a Task's argument at work. */
export function machineSaid(said: string, host: SpeakingHost): Embedded | undefined {
  const name = filledName(said);
  const value = name === undefined ? undefined : host.machine.binding?.names?.get(name);
  if (value) return withId(idBehind(value, host), host);
  if (name !== undefined) return withId(terraformId(name) ?? name.split('.')[0], host);
  const arn = nameInArn(said);
  return arn === undefined ? undefined : machineCalled(arn, host);
}

function withId(id: string | undefined, { machines }: SpeakingHost): Embedded | undefined {
  return machines.find(({ name }) => name === id);
}

/** What a template gives a name: `!GetAtt Child.Arn`, `aws_sfn_state_machine.child.arn`. */
function idBehind(key: Span, { text, file, machines }: SpeakingHost): string | undefined {
  const root = treeOf(machines, text, file);
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
function machineCalled(name: string, { machines, text, file }: SpeakingHost): Embedded | undefined {
  const resources = memberNamed(treeOf(machines, text, file), 'Resources')?.value;
  return machines.find(machine => {
    const properties = memberNamed(memberNamed(resources, machine.name)?.value, 'Properties')?.value;
    const said = (memberNamed(properties, 'StateMachineName') ?? memberNamed(properties, 'Name'))?.value;
    return said?.kind === 'string' && said.value === name;
  });
}
