// The children of a Map Run: each is a strand with an execution of its own. Nothing of it is kept when it is over but its
// result, where the result is needed.
import type { Value } from '../expressions/index.ts';
import { executionOf } from './context.ts';
import type { Failure } from './failure.ts';
import { kept, writeResults } from './mapResults.ts';
import { type MapRunWait, type ResultEntry, shift } from './mapRun.ts';
import type { ChildExecution, Strand } from './run.ts';
import type { RunDraft } from './runDraft.ts';
import { newStrand } from './strand.ts';

/** Results are handed over to be written so many at a time. */
const WRITE_BATCH = 100;

type ChildStatus = 'SUCCEEDED' | 'FAILED' | 'ABORTED';
type Over = { readonly status: ChildStatus; readonly output?: Value; readonly failure?: Failure };

/** Starts the next child, for so many items. `wait` has them taken out of its queue. */
export function startExecution(run: RunDraft, map: Strand, wait: MapRunWait, input: Value, itemCount: number): void {
  const { run: mapRun, plan, counts, nextChild } = wait;
  const executions = { ...counts.executions, running: counts.executions.running + 1 };
  const items = shift(counts.items, 'pending', 'running', itemCount);
  run.edit(map).waiting = { ...wait, counts: { items, executions }, nextChild: nextChild + 1 };
  const name = run.chance.uuid();
  const prefix = mapRun.stateMachineId.split(':').slice(0, 5).join(':');
  const id =
    plan.executionType === 'EXPRESS'
      ? `${prefix}:express:${mapRun.stateMachineName}:${name}:${run.chance.uuid()}`
      : `${prefix}:execution:${mapRun.stateMachineName}:${name}`;
  const { seed, roleArn } = executionOf(run.before, map);
  const root = run.newStrandId();
  const execution: ChildExecution = {
    id,
    type: plan.executionType,
    name,
    input,
    startTime: run.now,
    seed,
    roleArn,
    stateMachineId: mapRun.stateMachineId,
    stateMachineName: mapRun.stateMachineName,
    mapRunArn: mapRun.arn,
    itemCount,
    root,
  };
  const child = newStrand(
    {
      id: root,
      parent: { strand: map.id, index: nextChild },
      execution,
      code: plan.start,
      input,
      // A child reads no variables of its parent (spec/asl.md §4).
      variables: {},
      // As in any execution the first state's event points to 0.
      lastEventId: 0,
    },
    run.token,
  );
  run.add(child);
  run.record(child, { kind: 'childStarted', execution, previousId: 0 });
}

/** The last event in the child's history, for which there is always room. */
export function childEnded(run: RunDraft, child: Strand, over: Over, previousId: number): void {
  const { execution } = child;
  if (!execution) return;
  const id = run.countOf(execution.root) + 1;
  run.note({ kind: 'childEnded', ...run.at(child), execution, ...over, id, previousId });
  run.counts().delete(execution.root);
}

/** Counts a child that is over, and keeps what it gave or hands it on to be written. */
export function childOver(run: RunDraft, map: Strand, wait: MapRunWait, child: Strand, over: Over): void {
  const { execution, parent } = child;
  const { counts } = wait;
  const column = COLUMNS[over.status];
  const entry: ResultEntry = {
    ...over,
    input: execution?.input ?? null,
    ...(execution && {
      executionArn: execution.id,
      name: execution.name,
      stateMachineArn: execution.stateMachineId,
      startTime: execution.startTime,
    }),
    stopTime: run.now,
  };
  run.edit(map).waiting = {
    ...wait,
    counts: {
      items: shift(counts.items, 'running', column, execution?.itemCount ?? 1),
      executions: shift(counts.executions, 'running', column, 1),
    },
    ...(wait.run.settings.writer ? toWrite(run, map, wait, entry) : kept(wait, parent?.index ?? 0, entry)),
  };
}

const COLUMNS = { SUCCEEDED: 'succeeded', FAILED: 'failed', ABORTED: 'aborted' } as const;

function toWrite(
  run: RunDraft,
  map: Strand,
  wait: MapRunWait,
  entry: ResultEntry,
): Pick<MapRunWait, 'unwritten' | 'writer'> {
  const unwritten = [...wait.unwritten, entry];
  if (unwritten.length < WRITE_BATCH || wait.closing) return { unwritten };
  return { unwritten: [], writer: writeResults(run, map, wait, unwritten, false) };
}
