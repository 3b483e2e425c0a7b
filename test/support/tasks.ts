// Definitions with tasks, run with mocks, as one line per event.
import { createMocks, createVirtualClock, Driver, readMocks } from '../../host/index.ts';
import { type ExecutionEvent, printEvent, type Run, start, type Value } from '../../interpreter/index.ts';
import { executionWith, programOf, START_TIME } from './runs.ts';

export interface TaskRun {
  readonly run: Run;
  readonly events: readonly ExecutionEvent[];
  readonly lines: string;
}

export function runWithMocks(text: string, input: Value, mockFile: Value): TaskRun {
  const { mocks, problem } = readMocks(mockFile, { stateMachine: 'test', testCase: undefined });
  if (problem !== undefined) throw new Error(problem);
  const events: ExecutionEvent[] = [];
  const driver = new Driver(start(programOf(text), executionWith(input), { events: true }), {
    clock: createVirtualClock(START_TIME),
    tasks: createMocks(mocks),
    sink: more => events.push(...more),
  });
  for (let pumped = driver.pump(1000); pumped.kind !== 'ended'; pumped = driver.pump(1000)) {
    if (pumped.kind === 'sleeping') throw new Error('The run waits for ever.');
  }
  const lines = events.map(event => printEvent(event, START_TIME)).filter(line => line !== undefined);
  return { run: driver.run, events, lines: lines.map(line => `${line}\n`).join('') };
}
