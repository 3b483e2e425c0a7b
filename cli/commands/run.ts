// stepthrough run: one execution of a definition, printed line by line or as JSON.
import fs from 'node:fs';
import {
  createOutside,
  createRealClock,
  createVirtualClock,
  Driver,
  drive,
  type MockFile,
  machineName,
  readMocks,
  reason,
} from '../../host/index.ts';
import {
  childOf,
  type ExecutionEvent,
  parseValue,
  type Run,
  RunPrinter,
  start,
  toHistory,
} from '../../interpreter/index.ts';
import { type Command, oneOf, readArguments, readFile, readInput, UsageError } from '../command.ts';
import { compileFile, executionOf } from '../program.ts';
import { storeFrom } from '../store.ts';

export const run: Command = async args => {
  const { positional, options } = readArguments(args, [
    'input',
    'clock',
    'seed',
    'history',
    'format',
    'mocks',
    'test-case',
    'name',
    's3',
  ]);
  const [file, ...more] = positional;
  if (file === undefined || more.length > 0) throw new UsageError('run needs exactly one definition file.');
  const format = oneOf('format', options.format, ['text', 'json']);
  const clockKind = oneOf('clock', options.clock, ['virtual', 'real']);
  const seed = readSeed(options.seed);
  const program = compileFile(file, options.name);
  const mocks = mocksFrom(file, options.mocks, options['test-case']);
  const outside = createOutside(mocks, storeFrom(options.s3));
  const execution = executionOf(file, readInput(options.input), seed);
  const events: ExecutionEvent[] = [];
  const printer = new RunPrinter(execution.startTime);
  const clock = clockKind === 'real' ? createRealClock() : createVirtualClock(execution.startTime);
  const driver = new Driver(start(program, execution, { events: true }), {
    clock,
    ...outside,
    sink: newEvents => {
      // The children of Map Runs have histories of their own, which nobody asks for here.
      for (const event of newEvents) if (childOf(event) === undefined) events.push(event);
      if (format !== 'text') return;
      const lines = printer.print(newEvents);
      if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
    },
  });
  const ended = await drive(driver);
  const history = toHistory(events, execution);
  if (options.history !== undefined) writeHistory(options.history, history);
  const exit = ended.status === 'SUCCEEDED' ? 0 : 1;
  if (format === 'text') return { exit };
  return { out: `${JSON.stringify({ ...outcomeOf(ended), events: history }, null, 2)}\n`, exit };
};

function mocksFrom(file: string, mockFile: string | undefined, testCase: string | undefined): MockFile {
  if (mockFile === undefined && testCase !== undefined) throw new UsageError('--test-case needs --mocks.');
  if (mockFile === undefined) return new Map();
  const { value, problem } = parseValue(readFile(mockFile));
  if (problem !== undefined) throw new UsageError(`${mockFile}: ${problem}`);
  const read = readMocks(value, { stateMachine: machineName(file), testCase });
  if (read.problem !== undefined) throw new UsageError(`${mockFile}: ${read.problem}`);
  return read.mocks;
}

function outcomeOf({ status, output, failure }: Run): object {
  const { error, cause } = failure ?? {};
  return {
    status,
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  };
}

function readSeed(option: string | undefined): number | undefined {
  if (option === undefined) return undefined;
  const seed = Number(option);
  if (!Number.isInteger(seed)) throw new UsageError(`--seed is a whole number, not "${option}".`);
  return seed;
}

function writeHistory(file: string, events: readonly object[]): void {
  // Written beside and moved over, so that a full disk leaves no half file.
  const partial = `${file}.partial`;
  try {
    fs.writeFileSync(partial, `${JSON.stringify({ events }, null, 2)}\n`);
    fs.renameSync(partial, file);
  } catch (error) {
    fs.rmSync(partial, { force: true });
    throw new UsageError(`Cannot write ${file}: ${reason(error)}.`);
  }
}
