// The entry of `stepthrough/engine` for programs: compile a definition and run it, described in docs/engine.md.
import {
  compile as compileDefinition,
  type ExecutionEvent,
  type ExecutionType,
  type Failure,
  type HistoryEvent,
  type Program,
  type RunStatus,
  start,
  toHistory,
  type Value,
} from '../interpreter/index.ts';
import { analyze, createLineIndex, type Format } from '../language/index.ts';
import { createRealClock, createVirtualClock } from './clock.ts';
import { Driver, drive } from './driver.ts';
import { createExecution } from './execution.ts';
import { createFunctions, type TaskFunction } from './functions.ts';
import { readMocks } from './mockFile.ts';
import { createMockedData, createMocks } from './mocks.ts';

export type {
  ExecutionType,
  Failure,
  HistoryEvent,
  Program,
  RunStatus,
  Value,
} from '../interpreter/index.ts';
export { type TaskCall, TaskError, type TaskFunction } from './functions.ts';

export interface CompileOptions {
  /** Of a text. Default JSON. */
  readonly format?: Format;
  /** An Express machine can do less. */
  readonly type?: ExecutionType;
}

/** A definition as text or as the object it stands for. Throws an Error that says what is wrong with it, line by line. */
export function compile(definition: string | object, { format = 'json', type }: CompileOptions = {}): Program {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  const { program, refusals } = compileDefinition(analyze(text, { format, ...(type && { workflowType: type }) }));
  if (program) return program;
  const lines = createLineIndex(text);
  const rows = refusals.map(({ start: at, message }) => {
    const { line0, character0 } = lines.position(at);
    return `${line0 + 1}:${character0 + 1} ${message}`;
  });
  throw new Error(`This definition cannot be run:\n${rows.join('\n')}`);
}

export interface RunOptions {
  /** Any JSON value. Default `{}`. */
  readonly input?: Value;
  /** Default STANDARD, whose history ends at 25,000 events. An EXPRESS run has five minutes instead. */
  readonly type?: ExecutionType;
  /** What tasks do, by the name of the state or by its Resource. */
  readonly tasks?: Readonly<Record<string, TaskFunction>>;
  /** What tasks without a function answer, and what ItemReaders read: the content of a mock file (docs/mocks.md). */
  readonly mocks?: Value;
  /** The test case, in a mock file of Step Functions Local. */
  readonly testCase?: string;
  /** The same seed, start time and name give the same run, to the byte. */
  readonly seed?: number;
  readonly startTime?: number;
  readonly name?: string;
  /** Whether the result has the history. */
  readonly history?: boolean;
}

export interface AsyncRunOptions extends RunOptions {
  /** Waits take no time on the virtual one, which is the default. */
  readonly clock?: 'virtual' | 'real';
}

export interface RunResult {
  readonly status: RunStatus;
  readonly output?: Value;
  readonly failure?: Failure;
  /** How long it took by its clock. */
  readonly durationMs: number;
  /** As GetExecutionHistory returns it. */
  readonly history?: readonly HistoryEvent[];
}

/** Runs to the end at once, on the virtual clock. Throws when a task answers with a promise. */
export function run(program: Program, options: RunOptions = {}): RunResult {
  const { driver, resultOf } = prepare(program, { ...options, clock: 'virtual' });
  for (let pumped = driver.pump(STEPS); pumped.kind !== 'ended'; pumped = driver.pump(STEPS)) {
    if (pumped.kind === 'sleeping') throw new Error('A task answered with a promise: use runAsync.');
  }
  return resultOf();
}

/** Runs to the end, waiting for tasks that answer later, and for the clock where it is the real one. */
export async function runAsync(program: Program, options: AsyncRunOptions = {}): Promise<RunResult> {
  const { driver, resultOf } = prepare(program, options);
  await drive(driver);
  return resultOf();
}

interface Prepared {
  readonly driver: Driver;
  readonly resultOf: () => RunResult;
}

function prepare(program: Program, options: AsyncRunOptions): Prepared {
  const { input = {}, type, tasks = {}, mocks, testCase, seed, startTime = Date.now(), name = 'run' } = options;
  const execution = createExecution({
    name,
    input,
    startTime,
    ...(type && { type }),
    ...(seed !== undefined && { seed }),
  });
  const states = [...program.states.values()].map(state => state.name);
  const read = readMocks(mocks ?? {}, { stateMachine: execution.stateMachineName, testCase, states });
  if (read.problem !== undefined) throw new Error(read.problem);
  const events: ExecutionEvent[] = [];
  const driver = new Driver(start(program, execution, { events: options.history ? 'history' : false }), {
    clock: options.clock === 'real' ? createRealClock() : createVirtualClock(startTime),
    tasks: createFunctions(tasks, createMocks(read.mocks)),
    mapData: createMockedData(read.mocks),
    ...(options.history && { sink: more => events.push(...more), historyOnly: true }),
  });
  const resultOf = () => {
    const { status, output, failure, now } = driver.run;
    return {
      status,
      ...(output !== undefined && { output }),
      ...(failure && { failure }),
      durationMs: now - startTime,
      ...(options.history && { history: toHistory(events, execution) }),
    };
  };
  return { driver, resultOf };
}

const STEPS = 100_000;
