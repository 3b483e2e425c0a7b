// The engine: a run and a signal give the next run, what happened, and what is wanted from the outside. Pure and
// synchronous; nothing waits here and nothing is called.

import type { Program } from './program.ts';
import { NOTHING_KEPT } from './redrive.ts';
import type { Execution, Moved, Run, Signal } from './run.ts';
import { RunDraft } from './runDraft.ts';
import { apply } from './signals.ts';
import { newStrand } from './strand.ts';
import { TakenNames } from './takenNames.ts';

export interface AdvanceOptions {
  /** All, those the history is made of, or none: the run comes to the same end, the faster the fewer there are. */
  readonly events: boolean | 'history';
}

export function start(program: Program, execution: Execution, { events }: AdvanceOptions): Moved {
  const now = execution.startTime;
  const main = newStrand(
    {
      id: 1,
      parent: undefined,
      execution: undefined,
      code: program.start,
      input: execution.input,
      variables: {},
      // AWS: the first state's event points to 0, not to ExecutionStarted.
      lastEventId: 0,
    },
    {},
  );
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
    childEventCounts: NO_CHILDREN,
    names: TakenNames.none,
    output: undefined,
    failure: undefined,
    kept: NOTHING_KEPT,
  };
  const started = { kind: 'executionStarted', id: 1, now, input: execution.input } as const;
  return { run, events: events === false ? [] : [started], commands: [] };
}

const NO_CHILDREN: ReadonlyMap<number, number> = new Map();

export function advance(run: Run, signal: Signal, { events }: AdvanceOptions): Moved {
  // Executions it has started may go on when it is over itself.
  const isUnderWay = run.status === 'RUNNING' || run.strands.length > 0;
  const canMove = signal.kind === 'redrive' ? run.kept.strands.length > 0 : isUnderWay;
  if (!canMove) return { run, events: [], commands: [] };
  const draft = new RunDraft(run, signal.now, events);
  apply(draft, signal);
  return { run: draft.run, events: draft.events, commands: draft.commands };
}
