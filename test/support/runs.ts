// Runs as text: one line per event, on the virtual clock from a fixed start.
import { createExecution, createVirtualClock, Driver } from '../../host/index.ts';
import {
  compile,
  type ExecutionEvent,
  Journal,
  type Program,
  printEvent,
  type Run,
  start,
  type Value,
} from '../../interpreter/index.ts';
import { analyze, type Format } from '../../language/index.ts';

export const START_TIME = Date.UTC(2025, 0, 1);

export function programOf(text: string, format: Format = 'yaml'): Program {
  const { program, refusals } = compile(analyze(text, { format }));
  if (!program) throw new Error(refusals.map(({ message }) => message).join('\n'));
  return program;
}

export function executionWith(input: Value) {
  return createExecution({ name: 'test', input, startTime: START_TIME, seed: 1 });
}

/** The observed way: step by step, with a journal. */
export function runSteps(program: Program, input: Value): { run: Run; events: ExecutionEvent[]; journal: Journal } {
  const events: ExecutionEvent[] = [];
  const started = start(program, executionWith(input), { events: true });
  const journal = new Journal(started);
  const sink = (more: readonly ExecutionEvent[]) => events.push(...more);
  const driver = new Driver(started, { clock: createVirtualClock(START_TIME), journal, sink });
  finish(driver);
  return { run: driver.run, events, journal };
}

/** The fast way: as far as it goes in one call, without events. */
export function runFast(program: Program, input: Value): Run {
  const driver = new Driver(start(program, executionWith(input), { events: false }), {
    clock: createVirtualClock(START_TIME),
  });
  finish(driver);
  return driver.run;
}

export function transcript(text: string, input: Value, format: Format = 'yaml'): string {
  const { events } = runSteps(programOf(text, format), input);
  const lines = events.map(event => printEvent(event, START_TIME)).filter(line => line !== undefined);
  return lines.map(line => `${line}\n`).join('');
}

// A run that waits for an answer nobody gives must fail the test, not hang it.
function finish(driver: Driver): void {
  for (let pumped = driver.pump(1000); pumped.kind !== 'ended'; pumped = driver.pump(1000)) {
    if (pumped.kind === 'sleeping') throw new Error('The run waits for ever.');
  }
}
