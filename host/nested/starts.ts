// Tasks that start other state machines, answered by executions inside the run itself where the machine is at hand; and tokens that
// such executions send back. What is neither goes on to `otherwise`.
import {
  type Answer,
  isObject,
  type NestedStart,
  parseValue,
  refusedCall,
  refusedStart,
  type ServiceResource,
  type StateCode,
  type Value,
} from '../../interpreter/index.ts';
import { nameInArn, startsExecutions } from '../../language/index.ts';
import type { CallCommand, Tasks } from '../driver.ts';
import { isName } from '../execution.ts';
import type { FoundMachine, Machines } from './machines.ts';
import { readStart } from './startArguments.ts';

/** No request is made. */
const NO_REQUEST = '00000000-0000-4000-8000-000000000000';

export interface Starts extends Required<Tasks> {
  /** The run itself answers: a machine at hand is started, or an open token is sent. */
  isInside(command: CallCommand): boolean;
}

interface OpenToken {
  readonly command: CallCommand;
  readonly answer: (answer: Answer) => void;
}

export function createStarts(machines: Machines, otherwise: Tasks): Starts {
  const tokens = new Map<string, OpenToken>();
  /** They wait for what an execution that was started sends back; nobody else has been asked. */
  const patient = new Set<OpenToken>();
  const forget = (id: number) => {
    for (const [token, { command }] of tokens) if (command.id === id) tokens.delete(token);
    for (const open of patient) if (open.command.id === id) patient.delete(open);
  };

  function call(command: CallCommand, answer: (answer: Answer) => void): void {
    const { token } = command.call;
    const open = { command, answer };
    if (token !== undefined) tokens.set(token, open);
    const found = command.hasStarted ? undefined : startedBy(machines, command);
    if (found && 'machine' in found) answer(started(command, found.machine));
    else if (!command.hasStarted && sentTo(command)) send(command, answer);
    else if (!command.hasStarted) otherwise.call(command, answer);
    if (token !== undefined && (command.hasStarted || (found && 'machine' in found))) patient.add(open);
  }

  function sentTo({ call: { resource, input } }: CallCommand): OpenToken | undefined {
    const { TaskToken: token } = isObject(input) ? input : {};
    const isSent = resource.kind === 'service' && resource.service === 'aws-sdk:sfn' && SENDS.has(resource.action);
    return isSent && typeof token === 'string' ? tokens.get(token) : undefined;
  }

  function send(command: CallCommand, answer: (answer: Answer) => void): void {
    const open = sentTo(command);
    if (!open) return;
    const said = toldBy(command);
    answer({ kind: 'succeeded', output: {} });
    open.answer(said);
    if (said.kind === 'heartbeat') return;
    forget(open.command.id);
    otherwise.cancel(open.command.id);
  }

  return {
    call,
    cancel(id) {
      forget(id);
      otherwise.cancel(id);
    },
    idle() {
      const open = [...patient];
      patient.clear();
      for (const { command, answer } of open) otherwise.call({ ...command, hasStarted: true }, answer);
    },
    isInside(command) {
      const found = command.hasStarted ? undefined : startedBy(machines, command);
      return (found !== undefined && 'machine' in found) || sentTo(command) !== undefined;
    },
  };
}

/** Whether a Task starts state machines. */
export function isStart({ state }: Pick<StateCode, 'state'>): boolean {
  return startsExecutions(state);
}

function startedBy(machines: Machines, { state, call: { resource, input } }: CallCommand): FoundMachine {
  if (resource.kind !== 'service' || !isStart(state)) return undefined;
  return machines.startedBy(state, isObject(input) ? input['StateMachineArn'] : undefined);
}

/** Why the machine that a call names is not run here, in a sentence; undefined where the call starts none. */
export function whyNotStarted(machines: Machines, command: CallCommand, how: string): string | undefined {
  const { resource, input } = command.call;
  if (resource.kind !== 'service' || !isStart(command.state)) return undefined;
  const found = startedBy(machines, command);
  if (found && 'problem' in found) return found.problem;
  const { stateMachineArn } = readStart(input);
  return found ? undefined : `Nothing at hand is the state machine ${stateMachineArn}. ${how}`;
}

function started(
  { call }: CallCommand,
  { program, root, type }: Extract<FoundMachine, { machine: unknown }>['machine'],
): Answer {
  const { stateMachineArn, name, input = '{}' } = readStart(call.input);
  const { resource } = call;
  const refused = (code: string, message: string): Answer => {
    const isSdk = resource.kind === 'service' && resource.service === 'aws-sdk:sfn';
    return { kind: 'failed', failure: (isSdk ? refusedCall : refusedStart)(code, message, NO_REQUEST) };
  };
  if (name !== undefined && !isName(name)) return refused('InvalidName', `Invalid Name: '${name}'`);
  const isSync = resource.kind === 'service' && resource.action === 'startSyncExecution';
  if (isSync && type === 'STANDARD') {
    return refused('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
  }
  const { value, problem } = parseValue(input);
  if (problem !== undefined) {
    return refused('InvalidExecutionInput', `Invalid State Machine Execution Input: '${problem}'`);
  }
  const machine = nameInArn(stateMachineArn);
  // Without a version or alias.
  const arn = machine === undefined ? undefined : stateMachineArn.split(':').slice(0, 7).join(':');
  const start: NestedStart = {
    program,
    machine: machine ?? root,
    input: value,
    inputText: input,
    ...(arn !== undefined && { arn }),
    // One that is waited for so is Express, whatever it does not say.
    ...((type || isSync) && { type: type ?? 'EXPRESS' }),
    ...(name !== undefined && { name }),
  };
  return { kind: 'execution', ...start };
}

const SENDS = new Set<ServiceResource['action']>(['sendTaskSuccess', 'sendTaskFailure', 'sendTaskHeartbeat']);

function toldBy({ call: { resource, input } }: CallCommand): Answer {
  const { Output: output = {}, Error: error, Cause: cause } = isObject(input) ? input : {};
  const action = resource.kind === 'service' ? resource.action : '';
  if (action === 'sendTaskHeartbeat') return { kind: 'heartbeat' };
  if (action === 'sendTaskSuccess') return { kind: 'succeeded', output: sentValue(output) };
  const text = (value: Value | undefined) => (typeof value === 'string' ? value : undefined);
  const [errorText, causeText] = [text(error), text(cause)];
  const failure = {
    ...(errorText !== undefined && { error: errorText }),
    ...(causeText !== undefined && { cause: causeText }),
  };
  return { kind: 'failed', failure };
}

// The API takes a text; the service makes one of any other value.
function sentValue(output: Value): Value {
  if (typeof output !== 'string') return output;
  const { value, problem } = parseValue(output);
  return problem === undefined ? value : output;
}
