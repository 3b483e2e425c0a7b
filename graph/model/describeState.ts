// What a state does, in the few words that stand under its name in the picture.
import type { Node, State } from '../../language/index.ts';
import { taskCallOf } from './services.ts';

export function describeState(state: State): string {
  switch (state.type) {
    case 'Task':
      return describeTask(state);
    case 'Wait':
      return describeWait(state);
    case 'Fail':
      return textOf(state, 'Error') ?? textOf(state, 'ErrorPath') ?? 'Fail';
    case 'Parallel':
      return state.branches.length === 1 ? 'Parallel, 1 branch' : `Parallel, ${state.branches.length} branches`;
    case 'Map':
      return isDistributed(state.processor?.fields.get('ProcessorConfig')?.value) ? 'Distributed Map' : 'Map';
    case 'Untyped':
      return 'No type yet';
    case 'Pass':
    case 'Choice':
    case 'Succeed':
      return state.type;
  }
}

function describeTask(state: State): string {
  const resource = textOf(state, 'Resource');
  if (!resource) return 'Task';
  const call = taskCallOf(resource);
  if (!call) return resource;
  const { service, serviceName, action, waits } = call;
  const name = service === 'lambda' && action === 'invoke' ? functionName(state) : undefined;
  return `${serviceName} ${name ?? action}${waits ? `, ${waits}` : ''}`;
}

/** The function that is invoked, where the text names it: more telling than `invoke`. */
function functionName(state: State): string | undefined {
  const given = (state.fields.get('Arguments') ?? state.fields.get('Parameters'))?.value;
  if (given?.kind !== 'object') return undefined;
  const value = given.members.find(({ key }) => key.value === 'FunctionName')?.value;
  const name = value?.kind === 'placeholder' ? value.text : value?.kind === 'string' ? value.value : undefined;
  if (name === undefined || name === '' || name.trimStart().startsWith('{%')) return undefined;
  return /:function:([^:]+)/.exec(name)?.[1] ?? name;
}

function describeWait(state: State): string {
  const seconds = state.fields.get('Seconds')?.value;
  if (seconds?.kind === 'number') return `Wait ${duration(seconds.value)}`;
  const until = textOf(state, 'Timestamp') ?? textOf(state, 'TimestampPath');
  if (until) return `Wait until ${expression(until)}`;
  const computed = seconds?.kind === 'string' ? seconds.value : textOf(state, 'SecondsPath');
  return computed ? `Wait ${expression(computed)} s` : 'Wait';
}

/** `2 h`; seconds where it is no whole number of something larger. */
export function duration(seconds: number): string {
  for (const [unit, length] of [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
  ] as const) {
    if (seconds >= length && seconds % length === 0) return `${seconds / length} ${unit}`;
  }
  return `${seconds} s`;
}

function expression(text: string): string {
  return text.replace(/^\{%\s*|\s*%\}$/g, '');
}

function isDistributed(config: Node | undefined): boolean {
  if (config?.kind !== 'object') return false;
  return config.members.some(
    ({ key, value }) => key.value === 'Mode' && value?.kind === 'string' && value.value === 'DISTRIBUTED',
  );
}

export function textOf(state: State, field: string): string | undefined {
  const node = state.fields.get(field)?.value;
  if (node?.kind === 'string') return node.value;
  return node?.kind === 'placeholder' ? node.text : undefined;
}
