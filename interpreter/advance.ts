// The engine: a run and a signal give the next run, what happened, and what is wanted from the outside. Pure and
// synchronous; nothing waits here and nothing is called.

import { NO_ATTEMPTS } from './compile/errors.ts';
import type { Program } from './program.ts';
import type { Execution, Moved, Run, Signal, Strand } from './run.ts';
import { Work } from './work.ts';

export interface AdvanceOptions {
  /** Without events a run comes to the same end, faster. */
  readonly events: boolean;
}

export function start(program: Program, execution: Execution, { events }: AdvanceOptions): Moved {
  const now = execution.startTime;
  const main: Strand = {
    id: 1,
    code: program.start,
    step: 0,
    data: { input: execution.input },
    variables: {},
    attempts: NO_ATTEMPTS,
    // AWS: the first state's event points to 0, not to ExecutionStarted.
    lastEventId: 0,
  };
  const run: Run = {
    program,
    execution,
    status: 'RUNNING',
    now,
    strands: [main],
    lastStrand: 0,
    isInTurn: false,
    strandCount: 1,
    callCount: 0,
    chance: execution.seed,
    eventCount: 1,
    childEventCounts: new Map(),
  };
  const started = { kind: 'executionStarted', id: 1, now, input: execution.input } as const;
  return { run, events: events ? [started] : [], commands: [] };
}

export function advance(run: Run, signal: Signal, { events }: AdvanceOptions): Moved {
  if (run.status !== 'RUNNING') return { run, events: [], commands: [] };
  const work = new Work(run, signal.now, events);
  work.apply(signal);
  return { run: work.run, events: work.events, commands: work.commands };
}
