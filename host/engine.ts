// The entry of `stepthrough/engine` for programs: compile a definition and run it. Synchronous, on the virtual clock.
import {
  compile as compileDefinition,
  type Failure,
  type Program,
  type RunStatus,
  start,
  type Value,
} from '../interpreter/index.ts';
import { analyze } from '../language/index.ts';
import { createVirtualClock } from './clock.ts';
import { Driver } from './driver.ts';
import { createExecution } from './execution.ts';

export type { Failure, Program, RunStatus, Value } from '../interpreter/index.ts';

/** A definition as JSON text or as the object it stands for. Throws an Error that says what is wrong with it. */
export function compile(definition: string | object): Program {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  const { program, refusals } = compileDefinition(analyze(text, { format: 'json' }));
  if (!program) throw new Error(refusals.map(({ message }) => message).join(' '));
  return program;
}

export interface RunOptions {
  readonly input?: Value;
  readonly startTime?: number;
}

export interface RunResult {
  readonly status: RunStatus;
  readonly output?: Value;
  readonly failure?: Failure;
}

export function run(program: Program, { input = {}, startTime = Date.now() }: RunOptions = {}): RunResult {
  const execution = createExecution({ name: 'run', input, startTime });
  const driver = new Driver(start(program, execution, { events: false }), { clock: createVirtualClock(startTime) });
  let pumped = driver.pump(STEPS);
  while (pumped.kind !== 'ended') pumped = driver.pump(STEPS);
  const { status, output, failure } = driver.run;
  return { status, ...(output !== undefined && { output }), ...(failure && { failure }) };
}

const STEPS = 100_000;
