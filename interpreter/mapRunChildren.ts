// The children of a Map Run: each is a strand with an execution of its own. Nothing of it is kept when it is over but its
// result, where the result is needed.
import type { Value } from '../expressions/index.ts';
import { executionOf } from './context.ts';
import type { Failure } from './failure.ts';
import { kept, writeResults } from './mapResults.ts';
import { type MapRunCounts, type MapRunWait, type ResultEntry, shift, type Unsuccessful } from './mapRun.ts';
import { MOST_KEPT } from './redrive.ts';
import type { MapRunChild, Strand } from './run.ts';
import { EVENT_LIMIT, isStandard, type RunDraft } from './runDraft.ts';
import { expressDeadline } from './schedule.ts';
import { newStrand } from './strand.ts';

/** Results are handed over to be written so many at a time. */
const WRITE_BATCH = 100;

/** How a child has ended. */
export type ChildOver =
  | { readonly status: 'SUCCEEDED'; readonly output: Value }
  | { readonly status: Unsuccessful['status']; readonly failure: Failure };

/** What was there of a child that did not succeed. */
interface Left {
  readonly strands: readonly Strand[];
  readonly eventCount: number;
}

/** The next child of a Map Run. */
export interface ChildStart {
  readonly index: number;
  readonly input: Value;
  readonly itemCount: number;
  /** Where it has been counted. */
  readonly from: 'pending' | 'pendingRedrive';
}

/** `wait` has its items taken out of its queue. */
export function startExecution(
  run: RunDraft,
  map: Strand,
  wait: MapRunWait,
  { index, input, itemCount, from }: ChildStart,
): void {
  const { run: mapRun, plan } = wait;
  run.edit(map).waiting = { ...wait, counts: begun(wait.counts, itemCount, from) };
  const name = run.chance.uuid();
  const prefix = mapRun.stateMachineId.split(':').slice(0, 5).join(':');
  const id =
    plan.executionType === 'EXPRESS'
      ? `${prefix}:express:${mapRun.stateMachineName}:${name}:${run.chance.uuid()}`
      : `${prefix}:execution:${mapRun.stateMachineName}:${name}`;
  const { seed, roleArn } = executionOf(run, map);
  const root = run.newStrandId();
  const execution: MapRunChild = {
    kind: 'mapRun',
    id,
    type: plan.executionType,
    name,
    input,
    startTime: run.now,
    seed,
    roleArn,
    stateMachineId: mapRun.stateMachineId,
    stateMachineName: mapRun.stateMachineName,
    redriveCount: 0,
    mapRunArn: mapRun.arn,
    itemCount,
    root,
    deadline: plan.executionType === 'EXPRESS' ? expressDeadline(run.now) : Number.POSITIVE_INFINITY,
    depth: map.execution?.depth ?? 0,
    within: map.execution?.root,
    around: map.execution?.around ?? '',
  };
  const child = newStrand(
    {
      id: root,
      parent: { strand: map.id, index },
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

/** Executions that have not begun are counted when they were begun before only. */
export function begun({ items, executions }: MapRunCounts, itemCount: number, from: ChildStart['from']): MapRunCounts {
  const running = { ...executions, running: executions.running + 1 };
  return {
    items: shift(items, from, 'running', itemCount),
    executions: from === 'pending' ? running : shift(executions, from, 'running', 1),
  };
}

/** The last event in the child's history, for which there is always room. Answers its number. */
export function childEnded(run: RunDraft, child: Strand, over: ChildOver, previousId: number): number {
  const { execution } = child;
  if (!execution) return 0;
  const id = run.countOf(execution.root) + 1;
  run.note({ kind: 'childEnded', ...run.at(child), execution, ...over, id, previousId });
  run.counts().delete(execution.root);
  return id;
}

/** Counts a child that is over, and keeps what it gave or hands it on to be written. */
export function childOver(
  run: RunDraft,
  map: Strand,
  wait: MapRunWait,
  child: Strand,
  over: ChildOver,
  left: Left,
): void {
  const { parent } = child;
  const execution = childOfMap(child);
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
      redriveCount: execution.redriveCount ?? 0,
    }),
    stopTime: run.now,
  };
  run.edit(map).waiting = {
    ...wait,
    counts: {
      items: shift(counts.items, 'running', column, execution?.itemCount ?? 1),
      executions: shift(counts.executions, 'running', column, 1),
    },
    ...keptFor(wait, child, over, left),
    ...(wait.run.settings.writer ? toWrite(run, map, wait, entry) : kept(wait, parent?.index ?? 0, entry)),
  };
}

/** Where a child that is over is counted. */
export const COLUMNS = { SUCCEEDED: 'succeeded', FAILED: 'failed', TIMED_OUT: 'timedOut', ABORTED: 'aborted' } as const;

// What a redrive needs of it.
function keptFor(
  wait: MapRunWait,
  child: Strand,
  { status }: ChildOver,
  { strands, eventCount }: Left,
): Pick<MapRunWait, 'unsuccessful' | 'unsuccessfulCount'> {
  const { unsuccessful: next, unsuccessfulCount: before } = wait;
  const execution = childOfMap(child);
  // Without room for two events it could not go on (spec/api.md §6.4).
  const isFull = eventCount + 2 >= EVENT_LIMIT;
  if (status === 'SUCCEEDED' || !execution || isFull) return { unsuccessful: next, unsuccessfulCount: before };
  const unsuccessfulCount = before + 1;
  if (unsuccessfulCount > MOST_KEPT) return { unsuccessful: undefined, unsuccessfulCount };
  const own = isStandard(execution) ? strands : [];
  const index = child.parent?.index ?? 0;
  return { unsuccessful: { index, status, execution, strands: own, eventCount, next }, unsuccessfulCount };
}

function childOfMap({ execution }: Strand): MapRunChild | undefined {
  return execution?.kind === 'mapRun' ? execution : undefined;
}

function toWrite(
  run: RunDraft,
  map: Strand,
  wait: MapRunWait,
  entry: ResultEntry,
): Pick<MapRunWait, 'unwritten' | 'writer'> {
  const unwritten = [...wait.unwritten, entry];
  // The aborted come many at once, and mostly with the end of what they would be written by.
  if (unwritten.length < WRITE_BATCH || wait.closing || entry.status === 'ABORTED') return { unwritten };
  return { unwritten: [], writer: writeResults(run, map, wait, unwritten, false) };
}
