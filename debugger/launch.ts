// Launch attributes → something that can be started, or one sentence about what is wrong.
import { type MachineAtHand, Machines, type Mock, type ObjectStore, readMocks } from '../host/index.ts';
import {
  type Execution,
  type ExecutionType,
  isObject,
  type Program,
  parseValue,
  type StateCode,
  type Value,
  type ValueObject,
  type Variables,
} from '../interpreter/index.ts';
import { baseName } from './convert.ts';
import { Refusal } from './dap.ts';
import { define } from './define.ts';
import { Definitions } from './definitions.ts';
import type { Environment } from './environment.ts';
import { messages } from './messages.ts';
import type { LaunchAttributes } from './protocol.ts';
import { type RecordedExecution, recordedOf } from './running/recorded.ts';
import { contextAt, readStartAt } from './startingState.ts';

export interface Launched {
  readonly attributes: LaunchAttributes;
  readonly file: string;
  /** The definition, and those of the state machines that it starts. */
  readonly definitions: Definitions;
  readonly execution: Execution;
  readonly mocks: Map<string, Mock>;
  /** What stands in for S3. */
  readonly store: ObjectStore | undefined;
  readonly policy: 'ask' | 'mock';
  /** Where it begins instead of StartAt. */
  readonly startAt: StateCode | undefined;
  readonly variables: Variables | undefined;
  /** The execution that is gone through again. */
  readonly recorded: RecordedExecution | undefined;
}

export function launch(attributes: LaunchAttributes, environment: Environment): Launched {
  const file = attributes.definition;
  if (typeof file !== 'string' || file === '') throw new Refusal(messages.noDefinition());
  const text = typeof attributes.text === 'string' ? attributes.text : readText(file, environment);
  const type = readType(attributes.machineType);
  const made = define(file, text, type, attributes);
  if ('reasons' in made) throw new Refusal(messages.cannotRun(baseName(file), made.reasons));
  const seed = readNumber('seed', attributes.seed, Number.MIN_SAFE_INTEGER);
  const mostAtOnce = readNumber('maxConcurrency', attributes.maxConcurrency, 1);
  const context = readObject('context', attributes.context, '{"Execution": {"Name": "monday"}}');
  const startAt = readStartAt(attributes, made.program);
  const input = readInput(attributes.input, file, environment);
  const there = startAt && contextAt(startAt, made.program, input);
  const plain = environment.newExecution({
    file,
    name: environment.newName(),
    input,
    startTime: environment.startTime(),
    ...(seed !== undefined && { seed }),
    ...(type && { type }),
  });
  const execution = {
    ...plain,
    ...((context || there) && { context: { ...there, ...context } }),
    // A record says itself how many there were.
    ...(mostAtOnce !== undefined && attributes.history === undefined && { mostAtOnce }),
  };
  const definitions = new Definitions(readMachines(made, attributes, environment), environment);
  const recorded = readRecorded(attributes, made.program, execution, environment);
  return {
    attributes,
    file,
    definitions,
    recorded,
    execution: recorded?.journal.runAt(0).execution ?? execution,
    mocks: readMockFile(attributes, execution, definitions, environment),
    store: readStore(attributes, environment),
    policy: attributes.noDebug ? 'mock' : readPolicy(attributes.taskPolicy),
    startAt,
    variables: readObject('variables', attributes.variables, '{"total": 12}'),
  };
}

/** `machines` says by name, ARN or placeholder where the definitions of state machines are that Tasks start. */
function readMachines(
  first: MachineAtHand,
  { machines: given = {} }: LaunchAttributes,
  { readText: read, resolve, isSameFile }: Environment,
): Machines {
  const isSound = isObject(given as Value) && Object.values(given).every(path => typeof path === 'string');
  if (!isSound) throw new Refusal(messages.machinesUnreadable());
  const machines = new Machines(first, { given, readText: read, resolve, isSameFile });
  const problem = machines.problemOfGiven();
  if (problem !== undefined) throw new Refusal(messages.machinesUnfit(problem));
  machines.lookAhead();
  return machines;
}

/** `history` is the path of a file, from the definition's folder on, or the content of one. */
function readRecorded(
  { history, definition }: LaunchAttributes,
  program: Program,
  execution: Execution,
  environment: Environment,
): RecordedExecution | undefined {
  if (history === undefined) return undefined;
  const isPath = typeof history === 'string';
  const content = isPath ? readText(environment.resolve(definition, history), environment) : (history as Value);
  const recorded = recordedOf(content, program, execution);
  if (!('problem' in recorded)) return recorded;
  throw new Refusal(isPath ? messages.historyUnreadable(baseName(history), recorded.problem) : recorded.problem);
}

function readType(type: unknown): ExecutionType | undefined {
  if (type === undefined || type === 'STANDARD' || type === 'EXPRESS') return type;
  throw new Refusal(messages.unknownType(JSON.stringify(type)));
}

function readNumber(name: string, given: unknown, least: number): number | undefined {
  if (given === undefined) return undefined;
  if (typeof given === 'number' && Number.isInteger(given) && given >= least) return given;
  throw new Refusal(messages.notANumber(name, least, JSON.stringify(given)));
}

function readObject(name: string, given: unknown, example: string): ValueObject | undefined {
  if (given === undefined) return undefined;
  if (isObject(given as Value)) return given as ValueObject;
  throw new Refusal(messages.notAnObject(name, example, JSON.stringify(given)));
}

function readPolicy(policy: unknown): 'ask' | 'mock' {
  if (policy === undefined || policy === 'ask') return 'ask';
  if (policy === 'mock') return policy;
  throw new Refusal(messages.unknownPolicy(JSON.stringify(policy)));
}

function readText(file: string, { readText: read }: Environment): string {
  const { text, problem } = read(file);
  if (problem !== undefined) throw new Refusal(problem);
  return text;
}

function readStore({ s3, definition }: LaunchAttributes, { findStore, resolve }: Environment): ObjectStore | undefined {
  const { store, problem } = findStore(s3 === undefined ? undefined : resolve(definition, s3));
  if (problem !== undefined) throw new Refusal(problem);
  return store;
}

function readMockFile(
  { mocks, testCase, definition }: LaunchAttributes,
  { stateMachineName }: Execution,
  definitions: Definitions,
  environment: Environment,
): Map<string, Mock> {
  if (mocks === undefined) return new Map();
  const { value, problem } =
    typeof mocks === 'string'
      ? parseValue(readText(environment.resolve(definition, mocks), environment))
      : { value: mocks as Value };
  const states = definitions.states().map(({ name }) => name);
  const read =
    problem === undefined ? readMocks(value, { stateMachine: stateMachineName, testCase, states }) : { problem };
  if (read.problem !== undefined) throw new Refusal(messages.mocksUnreadable(read.problem));
  return new Map(read.mocks);
}

/** Text that ends in `.json` is the path of a file, from the definition's folder on; any other value is the input itself. */
function readInput(input: unknown, definition: string, environment: Environment): Value {
  if (input === undefined) return {};
  if (typeof input !== 'string' || !input.endsWith('.json')) return input as Value;
  const file = environment.resolve(definition, input);
  const { value, problem } = parseValue(readText(file, environment));
  if (problem !== undefined) throw new Refusal(messages.inputNotJson(baseName(file), problem));
  return value;
}
