// The context object a state is tested with: the one given, or what AWS makes up (recorded).
import { randomUUID } from 'node:crypto';
import { isObject, parseValue, printTimestamp, type Value } from '../../interpreter/index.ts';
import type { State } from '../../language/index.ts';
import { arns } from '../arns.ts';
import { errors } from '../errors.ts';

export interface Circumstances {
  readonly state: State;
  readonly name: string;
  readonly input: Value;
  readonly roleArn: string | undefined;
  readonly now: number;
}

export function defaultContext({ state, name, input, roleArn, now }: Circumstances): Value {
  const execution = randomUUID();
  const machine = randomUUID();
  const time = printTimestamp(now);
  const hasRetries = state.type === 'Task' || state.type === 'Map' || state.type === 'Parallel';
  const machineArn = arns.machine(machine, roleArn ?? '');
  return {
    Execution: {
      // Recorded: an Express ARN, without the third part.
      Id: arns.express(machineArn, execution, '').slice(0, -1),
      Input: input,
      Name: execution,
      RoleArn: roleArn ?? null,
      StartTime: time,
    },
    StateMachine: { Id: machineArn, Name: machine },
    State: { Name: name, EnteredTime: time, ...(hasRetries && { RetryCount: 0 }) },
    // Recorded: a state inside a Map sees a first item.
    ...(/\/(ItemProcessor|Iterator)\//.test(state.pointer) && { Map: { Item: { Index: 0, Value: input } } }),
  };
}

export function readContext(text: string, state: State): Value {
  const { value } = parseValue(text);
  if (!isObject(value)) throw invalid('Context must be a JSON object');
  if ('Map' in value) throw invalid("'Map' field is not supported when mocking a Context object");
  if ('Task' in value && !waitsForAnAnswer(state)) {
    throw invalid(
      "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
    );
  }
  for (const [part, members] of Object.entries(value)) {
    const allowed = PARTS[part];
    if (!allowed) throw invalid(`Field '${part}' is not allowed`);
    if (!isObject(members)) throw invalid(`${part} must be an object`);
    for (const [name, member] of Object.entries(members)) {
      const type = allowed[name];
      if (type === undefined) throw invalid(`Field '${name}' is not allowed`);
      if (type !== 'any' && typeof member !== type) throw invalid(`${part}.${name} must be a ${type}`);
    }
  }
  return value;
}

const PARTS: Readonly<Record<string, Readonly<Record<string, 'string' | 'number' | 'any'>>>> = {
  Execution: {
    Id: 'string',
    Input: 'any',
    Name: 'string',
    RoleArn: 'string',
    StartTime: 'string',
    RedriveCount: 'number',
    RedriveTime: 'string',
  },
  State: { EnteredTime: 'string', Name: 'string', RetryCount: 'number' },
  StateMachine: { Id: 'string', Name: 'string' },
  Task: { Token: 'string' },
};

function waitsForAnAnswer(state: State): boolean {
  const resource = state.fields.get('Resource')?.value;
  return resource?.kind === 'string' && /\.(sync|sync:2|waitForTaskToken)$/.test(resource.value);
}

function invalid(text: string) {
  return errors.validation(`Invalid Context object provided: ${text}`);
}
