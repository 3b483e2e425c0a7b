// Task: calls what `Resource` names with its arguments and waits for the answer (spec/asl.md §5.2 and §10). The call
// itself is a command to the outside; here are only its arguments, its limits of time, and what becomes of the result.
import { isObject, numberOf, type Value } from '../../expressions/index.ts';
import type { Node, State, TaskState } from '../../language/index.ts';
import { toValue } from '../../language/index.ts';
import { causes, runtimeFailure } from '../failure.ts';
import { printValue } from '../json.ts';
import type { StateData, Step, StepScope } from '../program.ts';
import type { Refuse } from './compile.ts';
import { compileJsonata, compileTyped } from './jsonata.ts';
import { effectiveInput, pathIn, scopeOver } from './paths.ts';
import { parseResource, type Resource } from './resource.ts';
import { assignSteps, enterStep, exitStep, inputSteps, outputSteps } from './steps.ts';
import { compileTemplate } from './template.ts';

export function taskSteps(state: TaskState, refuse: Refuse): readonly Step[] {
  const node = state.fields.get('Resource')?.value;
  const resource = node?.kind === 'string' ? parseResource(node.value) : undefined;
  if (!resource) {
    refuse(node ?? state.key, `State "${state.name}" has a Resource that names nothing Step Functions can call.`);
    return [];
  }
  return [
    enterStep(state),
    ...inputSteps(state),
    ...argumentSteps(state, resource, refuse),
    callStep(state, resource, refuse),
    ...resultSteps(state, refuse),
    ...assignSteps(state, rawResultOf, refuse),
    ...outputSteps(state, resultOf, refuse),
    exitStep(state, resultOf),
  ];
}

/** The result as the work gave it: what Assign reads. */
export function rawResultOf(data: StateData): Value {
  return data.result === undefined ? null : data.result;
}

/** After ResultSelector: what ResultPath places. */
export function resultOf(data: StateData): Value {
  return data.selected === undefined ? rawResultOf(data) : data.selected;
}

// Parameters in JSONPath states, Arguments in JSONata ones. A token task has its token before its arguments.
export function argumentSteps(state: State, resource: Resource | undefined, refuse: Refuse): Step[] {
  const isJsonata = state.queryLanguage === 'JSONata';
  const field = state.fields.get(isJsonata ? 'Arguments' : 'Parameters');
  const isToken = resource?.kind === 'service' && resource.pattern === 'waitForTaskToken';
  if (!field?.value) return isToken ? [tokenStep(state)] : [];
  const evaluate = isJsonata ? compileJsonata(field.value, 'Arguments', refuse) : undefined;
  const template = isJsonata ? undefined : compileTemplate(field.value, refuse);
  return [
    {
      phase: 'args',
      span: field,
      perform: (data, scope) => {
        if (isToken) data.token = scope.newToken();
        data.payload = evaluate ? evaluate(data, scope) : (template?.(effectiveInput(data), scope) ?? null);
        return undefined;
      },
    },
  ];
}

function tokenStep(state: State): Step {
  return {
    phase: 'args',
    span: state.fields.get('Resource') ?? state.key,
    perform: (data, scope) => {
      data.token = scope.newToken();
      return undefined;
    },
  };
}

function callStep(state: TaskState, resource: Resource, refuse: Refuse): Step {
  const timeout = secondsOf(state, 'TimeoutSeconds', refuse);
  const heartbeat = secondsOf(state, 'HeartbeatSeconds', refuse);
  const credentials = credentialsOf(state, refuse);
  return {
    phase: 'task',
    span: state.fields.get('Resource') ?? state.key,
    perform: (data, scope) => {
      const timeoutSeconds = timeout?.(data, scope);
      const heartbeatSeconds = heartbeat?.(data, scope);
      const role = credentials?.(data, scope);
      return {
        kind: 'call',
        call: {
          resource,
          input: data.payload === undefined ? effectiveInput(data) : data.payload,
          ...(data.token !== undefined && { token: data.token }),
          ...(timeoutSeconds !== undefined && { timeoutSeconds }),
          ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
          ...(role !== undefined && { credentials: role }),
        },
      };
    },
  };
}

type Seconds = (data: StateData, scope: StepScope) => number;

function secondsOf(state: TaskState, name: string, refuse: Refuse): Seconds | undefined {
  const node = state.fields.get(name)?.value;
  if (node?.kind === 'number') return () => node.value;
  if (node && state.queryLanguage === 'JSONata') {
    const evaluate = compileTyped(node, name, 'number', refuse);
    return (data, scope) => Number(evaluate(data, scope));
  }
  const path = pathIn(state, `${name}Path`);
  if (!path) return undefined;
  return (data, scope) => {
    const input = effectiveInput(data);
    const value = path.read(scopeOver(input, scope));
    if (value === undefined) throw runtimeFailure(path.missing(input));
    const seconds = numberOf(value);
    if (seconds === undefined || !Number.isInteger(seconds)) {
      throw runtimeFailure(causes.notInteger(`${name}Path`, printValue(value), path.text));
    }
    return seconds;
  };
}

function credentialsOf(state: TaskState, refuse: Refuse): ((data: StateData, scope: StepScope) => Value) | undefined {
  const node = state.fields.get('Credentials')?.value;
  if (!node) return undefined;
  if (state.queryLanguage === 'JSONata') return compileJsonata(node, 'Credentials', refuse);
  const template = compileTemplate(node, refuse);
  return (data, scope) => template(effectiveInput(data), scope);
}

export function resultSteps(state: State, refuse: Refuse): Step[] {
  const field = state.fields.get('ResultSelector');
  if (!field?.value) return [];
  const template = compileTemplate(field.value, refuse);
  return [
    {
      phase: 'result',
      span: field,
      perform: (data, scope) => {
        data.selected = template(rawResultOf(data), scope);
        return undefined;
      },
    },
  ];
}

/** The value of a literal field, for parts that take no expression. */
export function literalOf(node: Node | undefined): Value | undefined {
  return node && toValue(node);
}

/** A member of a literal object. */
export function literalMember(node: Node | undefined, name: string): Value | undefined {
  const value = literalOf(node);
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
