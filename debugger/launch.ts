// Launch attributes → something that can be started, or one sentence about what is wrong.
import path from 'node:path';
import process from 'node:process';
import {
  createExecution,
  findStore,
  formatOf,
  type MockFile,
  machineName,
  type ObjectStore,
  readMocks,
  readTextFile,
} from '../host/index.ts';
import {
  compile,
  type Execution,
  type ExecutionType,
  type Program,
  parseValue,
  type Value,
} from '../interpreter/index.ts';
import { analyze, createLineIndex, type LineIndex } from '../language/index.ts';
import { Refusal } from './dap.ts';
import { messages } from './messages.ts';
import type { LaunchAttributes } from './protocol.ts';

export interface Launched {
  readonly file: string;
  readonly lines: LineIndex;
  readonly program: Program;
  readonly execution: Execution;
  readonly mocks: MockFile;
  /** What stands in for S3. */
  readonly store: ObjectStore | undefined;
}

export interface LaunchEnvironment {
  readonly startTime: number;
  readonly executionName: string;
}

export function launch(attributes: LaunchAttributes, { startTime, executionName }: LaunchEnvironment): Launched {
  const file = attributes.definition;
  if (typeof file !== 'string' || file === '') throw new Refusal(messages.noDefinition());
  const text = typeof attributes.text === 'string' ? attributes.text : readText(file);
  const type = readType(attributes.machineType);
  const lines = createLineIndex(text);
  const { program, refusals } = compile(analyze(text, { format: formatOf(file), ...(type && { workflowType: type }) }));
  if (!program) {
    const reasons = refusals
      .slice(0, 3)
      .map(({ message, start }) => `Line ${lines.position(start).line0 + 1}: ${message}`);
    throw new Refusal(messages.cannotRun(path.basename(file), reasons));
  }
  const input = readInput(attributes.input, file);
  const execution = createExecution({ file, name: executionName, input, startTime, ...(type && { type }) });
  const mocks = readMockFile(attributes, file, program);
  return { file, lines, program, execution, mocks, store: readStore(attributes, file) };
}

function readType(type: unknown): ExecutionType | undefined {
  if (type === undefined || type === 'STANDARD' || type === 'EXPRESS') return type;
  throw new Refusal(messages.unknownType(JSON.stringify(type)));
}

function readText(file: string): string {
  const { text, problem } = readTextFile(file);
  if (problem !== undefined) throw new Refusal(problem);
  return text;
}

function readStore({ s3 }: LaunchAttributes, definition: string): ObjectStore | undefined {
  const folder = s3 === undefined ? undefined : path.resolve(path.dirname(definition), s3);
  const { store, problem } = findStore(folder, process.env);
  if (problem !== undefined) throw new Refusal(problem);
  return store;
}

function readMockFile({ mocks, testCase }: LaunchAttributes, definition: string, program: Program): MockFile {
  if (mocks === undefined) return new Map();
  const { value, problem } =
    typeof mocks === 'string'
      ? parseValue(readText(path.resolve(path.dirname(definition), mocks)))
      : { value: mocks as Value };
  const states = [...program.states.values()].map(({ name }) => name);
  const read =
    problem === undefined ? readMocks(value, { stateMachine: machineName(definition), testCase, states }) : { problem };
  if (read.problem !== undefined) throw new Refusal(messages.mocksUnreadable(read.problem));
  return read.mocks;
}

/** Text that ends in `.json` is the path of a file, from the definition's folder on; any other value is the input itself. */
function readInput(input: unknown, definition: string): Value {
  if (input === undefined) return {};
  if (typeof input !== 'string' || !input.endsWith('.json')) return input as Value;
  const file = path.resolve(path.dirname(definition), input);
  const { value, problem } = parseValue(readText(file));
  if (problem !== undefined) throw new Refusal(messages.inputNotJson(path.basename(file), problem));
  return value;
}
