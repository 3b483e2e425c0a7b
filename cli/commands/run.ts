// stepthrough run: one execution of a definition, printed line by line or as JSON.
import fs from 'node:fs';
import process from 'node:process';
import {
  createOutside,
  createRealClock,
  createStarts,
  createVirtualClock,
  Driver,
  drive,
  type Machines,
  type MockFile,
  machineName,
  noAnswer,
  readMocks,
  reason,
  type Tasks,
  whyNotStarted,
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
import type { WorkflowType } from '../../language/index.ts';
import { type Command, oneOf, readArguments, readFile, readInput, UsageError } from '../command.ts';
import { FailingState } from '../failingState.ts';
import { machinesFor } from '../machines.ts';
import { compileFile, executionOf } from '../program.ts';
import { Progress } from '../progress.ts';
import { storeFrom } from '../store.ts';

/** What an execution takes (spec/quotas.md §1). */
const LARGEST_INPUT_BYTES = 262_144;

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
    'machines',
    'type',
  ]);
  const [file, ...more] = positional;
  if (file === undefined || more.length > 0) throw new UsageError('run needs exactly one definition file.');
  const format = oneOf('format', options.format, ['text', 'json']);
  const clockKind = oneOf('clock', options.clock, ['virtual', 'real']);
  const seed = readSeed(options.seed);
  const opened = compileFile(file, { name: options.name, type: readType(options.type) });
  const { program, workflowType: type } = opened;
  const machines = machinesFor(opened, options.machines);
  const mocks = mocksFrom(file, machines, options.mocks, options['test-case']);
  const input = readInput(options.input, 'input', LARGEST_INPUT_BYTES);
  const execution = executionOf(file, input, { seed, type });
  const history = format === 'json' || options.history !== undefined ? new HistoryKeeper() : undefined;
  const failing = new FailingState();
  const printer = new RunPrinter(execution.startTime);
  const progress = process.stderr.isTTY ? new Progress(text => process.stderr.write(text)) : undefined;
  const driver = new Driver(start(program, execution, { events: true }), {
    clock: clockKind === 'real' ? createRealClock() : createVirtualClock(execution.startTime),
    ...createOutside(mocks, storeFrom(options.s3), { otherwise: createStarts(machines, nobody(machines)) }),
    sink: events => {
      history?.hear(events);
      failing.hear(events);
      const lines = format === 'text' ? printer.print(events) : [];
      if (lines.length > 0) {
        progress?.clear();
        process.stdout.write(`${lines.join('\n')}\n`);
      }
      progress?.hear(events, Date.now());
    },
  });
  const ended = await drive(driver);
  progress?.clear();
  const events = history && toHistory(history.events, execution);
  if (options.history !== undefined && events) writeHistory(options.history, events);
  const exit = ended.status === 'SUCCEEDED' ? 0 : 1;
  if (format === 'text') return { out: failing.print(ended, opened), exit };
  return { out: `${JSON.stringify({ ...outcomeOf(ended), events }, null, 2)}\n`, exit };
};

// What even no machine at hand answers.
function nobody(machines: Machines): Tasks {
  const how = 'Name its definition with --machines, or put it beside this one as NAME.asl.json.';
  return {
    call: (command, answer) => answer(noAnswer(command, whyNotStarted(machines, command, how))),
    cancel: () => undefined,
  };
}

/** Keeps what the history is made of, where somebody wants it: a long run has no need of its past else. */
class HistoryKeeper {
  readonly events: ExecutionEvent[] = [];

  hear(events: readonly ExecutionEvent[]): void {
    // The children of Map Runs have histories of their own, which nobody asks for here.
    for (const event of events) if ('id' in event && childOf(event) === undefined) this.events.push(event);
  }
}

function mocksFrom(
  file: string,
  machines: Machines,
  mockFile: string | undefined,
  testCase: string | undefined,
): MockFile {
  if (mockFile === undefined && testCase !== undefined) throw new UsageError('--test-case needs --mocks.');
  if (mockFile === undefined) return new Map();
  const { value, problem } = parseValue(readFile(mockFile));
  if (problem !== undefined) throw new UsageError(`${mockFile}: ${problem}`);
  const states = machines.all.flatMap(({ program }) => [...program.states.values()].map(({ name }) => name));
  const read = readMocks(value, { stateMachine: machineName(file), testCase, states });
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

function readType(option: string | undefined): WorkflowType | undefined {
  if (option === undefined) return undefined;
  return oneOf('type', option, ['standard', 'express']) === 'express' ? 'EXPRESS' : 'STANDARD';
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
