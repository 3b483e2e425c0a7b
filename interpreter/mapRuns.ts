// What happens to the Map Runs of an execution: items come in pages, children are started as far as the concurrency allows,
// and the Map goes on or fails when they are over.
import { abortChildren } from './aborting.ts';
import { executionOf } from './context.ts';
import { causes, type Failure, tooLarge } from './failure.ts';
import { isTooMuch, resultOf, withFolder, writeResults } from './mapResults.ts';
import {
  type DistributedPlan,
  exceedsTolerance,
  type MapRun,
  type MapRunSettings,
  type MapRunWait,
  NO_COUNTS,
  type ResultEntry,
  shift,
  type Unsuccessful,
} from './mapRun.ts';
import { begun, type ChildOver, COLUMNS, childEnded, childOver, startExecution } from './mapRunChildren.ts';
import { nextInput } from './mapRunInput.ts';
import { breakMapRun, takenUp, takeOut } from './redrive.ts';
import type { Strand } from './run.ts';
import { isStandard, type RunDraft } from './runDraft.ts';
import { Scope } from './scope.ts';
import type { Draft } from './strand.ts';

/** AWS runs up to 10,000 at once. More than this is no faster here, and functions of this machine would not bear it. */
const MOST_AT_ONCE = 1000;

/** Where the definition sets no limit. */
const USUAL_AT_ONCE = 100;

/** More items are asked for when fewer than this wait. */
const LOW_WATER = 250;

export function beginMapRun(run: RunDraft, strand: Draft, plan: DistributedPlan): void {
  const { source } = plan;
  const items = source.kind === 'items' ? source.items : [];
  // Recorded: with an ItemReader the length is not known yet, and 0.
  const { length } = items;
  const previousId = strand.lastEventId;
  strand.lastEventId = run.record(strand, { kind: 'containerStarted', length, isDistributed: true, previousId });
  let settings: MapRunSettings;
  try {
    settings = plan.settle({ ...strand.data }, new Scope(run, strand));
  } catch (error) {
    run.fail(strand, run.failureOf(error, strand).failure);
    return;
  }
  const mapRun = newRun(run, strand, plan, settings);
  strand.lastEventId = mapRun.startedId;
  strand.waiting = {
    kind: 'mapRun',
    run: mapRun,
    plan,
    counts: { items: { ...NO_COUNTS, pending: length }, executions: NO_COUNTS },
    queue: items,
    at: 0,
    nextItem: 0,
    nextChild: 0,
    batch: [],
    batchBytes: 0,
    isRead: source.kind === 'items',
    results: undefined,
    resultBytes: 0,
    unwritten: [],
    unsuccessful: undefined,
    unsuccessfulCount: 0,
    again: undefined,
  };
  const refused = source.kind === 'reader' ? readerFault(source.request.maxItems) : undefined;
  if (refused) closeMapRun(run, strand.id, refused);
  else advanceMapRun(run, strand.id);
}

function newRun(run: RunDraft, strand: Strand, { label }: DistributedPlan, settings: MapRunSettings): MapRun {
  const execution = executionOf(run, strand);
  const uuid = run.chance.uuid();
  const prefix = execution.stateMachineId.split(':').slice(0, 5).join(':');
  const stateMachineName = `${execution.stateMachineName.replace(/\/.*$/s, '')}/${label}`;
  const mapRun = {
    arn: `${prefix}:mapRun:${stateMachineName}:${uuid}`,
    uuid,
    startTime: run.now,
    stateMachineId: `${prefix}:stateMachine:${stateMachineName}`,
    stateMachineName,
    settings: withFolder(settings, uuid),
    redriveCount: 0,
  };
  const startedId = run.record(strand, { kind: 'mapRunStarted', mapRun, previousId: strand.lastEventId });
  return { ...mapRun, startedId };
}

// Recorded: the fault of a limit that was computed is told before anything is read.
function readerFault(maxItems: number | undefined): Failure | undefined {
  if (maxItems === undefined || maxItems >= 0) return undefined;
  return { error: 'States.ItemReaderFailed', cause: causes.maxItems() };
}

/** A child, which has been removed, is over. */
export function mapRunChildOver(run: RunDraft, map: Strand, wait: MapRunWait, child: Strand, over: ChildOver): void {
  const { kept, own } =
    over.status === 'SUCCEEDED' ? { kept: run.kept, own: [] } : takeOut(run.kept, run.strands, child);
  run.kept = kept;
  const eventCount = childEnded(run, child, over, child.lastEventId);
  childOver(run, map, wait, child, over, { strands: own, eventCount });
  advanceMapRun(run, map.id);
}

/** Those that wait among these strands go on, with the children that did not succeed and those not begun. */
export function redriveMapRuns(run: RunDraft, strands: readonly Strand[], previousId: number): void {
  for (const { id } of strands) {
    const map = run.strand(id);
    if (map?.waiting?.kind === 'mapRun') redriveMapRun(run, map, map.waiting, previousId);
  }
}

function redriveMapRun(run: RunDraft, map: Strand, wait: MapRunWait, previousId: number): void {
  let { items, executions } = wait.counts;
  for (let one = wait.unsuccessful; one; one = one.next) {
    const column = COLUMNS[one.status];
    items = shift(items, column, 'pendingRedrive', one.execution.itemCount);
    executions = shift(executions, column, 'pendingRedrive', 1);
  }
  const mapRun = { ...wait.run, redriveCount: wait.run.redriveCount + 1, redriveTime: run.now };
  const startedId = run.record(map, { kind: 'mapRunRedriven', mapRun, previousId });
  const draft = run.edit(map);
  draft.lastEventId = startedId;
  draft.failing = undefined;
  draft.waiting = {
    ...wait,
    run: { ...mapRun, startedId },
    counts: { items, executions },
    reader: undefined,
    writer: undefined,
    closing: undefined,
    // Of the others there will be another result.
    unwritten: wait.unwritten.filter(({ status }) => status === 'SUCCEEDED'),
    unsuccessful: undefined,
    unsuccessfulCount: 0,
    again: inStartedOrder(wait),
  };
  advanceMapRun(run, map.id);
}

function inStartedOrder({ unsuccessful, again }: MapRunWait): Unsuccessful | undefined {
  const all: Unsuccessful[] = [];
  for (let one = again; one; one = one.next) all.push(one);
  for (let one = unsuccessful; one; one = one.next) all.push(one);
  all.sort((a, b) => b.index - a.index);
  return all.reduce<Unsuccessful | undefined>((next, one) => ({ ...one, next }), undefined);
}

// A Standard child goes on where it failed, an Express one begins anew (spec/api.md §6.4).
function takeUpChild(run: RunDraft, map: Strand, wait: MapRunWait, one: Unsuccessful): void {
  const { index, execution: before, strands, eventCount } = one;
  const { input, itemCount, root } = before;
  const [first] = strands;
  if (!first) {
    startExecution(run, map, { ...wait, again: one.next }, { index, input, itemCount, from: 'pendingRedrive' });
    return;
  }
  run.edit(map).waiting = { ...wait, again: one.next, counts: begun(wait.counts, itemCount, 'pendingRedrive') };
  const execution = { ...before, redriveCount: (before.redriveCount ?? 0) + 1, redriveTime: run.now };
  run.counts().set(root, eventCount);
  const id = run.record({ ...first, execution }, { kind: 'childRedriven', execution, previousId: eventCount });
  const again = takenUp(strands, id).map(strand => ({ ...strand, execution }));
  run.insert(again);
  redriveMapRuns(run, again, id);
}

// Starts as many children as there may be, asks for more items, and ends when there is nothing left.
export function advanceMapRun(run: RunDraft, mapId: number): void {
  for (;;) {
    const map = run.strand(mapId);
    const wait = map?.waiting;
    if (!map || wait?.kind !== 'mapRun' || wait.closing) return;
    if (exceedsTolerance(wait)) {
      closeMapRun(run, mapId, { error: 'States.ExceedToleratedFailureThreshold', cause: causes.toleratedFailure() });
      return;
    }
    const { maxConcurrency } = wait.run.settings;
    const most = maxConcurrency === 0 ? USUAL_AT_ONCE : Math.min(maxConcurrency, MOST_AT_ONCE);
    if (wait.counts.executions.running >= Math.min(most, run.mostAtOnce)) break;
    if (wait.again) {
      takeUpChild(run, map, wait, wait.again);
      continue;
    }
    const next = nextInput(run, map, wait);
    if (next.kind === 'failed') {
      closeMapRun(run, mapId, next.failure);
      return;
    }
    if (next.kind === 'none') {
      run.edit(map).waiting = next.wait;
      break;
    }
    const index = wait.nextChild;
    const { input, itemCount } = next;
    const start = { index, input, itemCount, from: 'pending' } as const;
    startExecution(run, map, { ...next.wait, nextChild: index + 1 }, start);
  }
  readOn(run, mapId);
  const wait = run.strand(mapId)?.waiting;
  if (wait?.kind !== 'mapRun' || wait.closing) return;
  const { items, executions } = wait.counts;
  if (wait.isRead && items.pending === 0 && executions.running === 0 && !wait.again) closeMapRun(run, mapId);
}

function readOn(run: RunDraft, mapId: number): void {
  const map = run.strand(mapId);
  const wait = map?.waiting;
  if (!map || wait?.kind !== 'mapRun' || wait.isRead || wait.reader?.isOpen) return;
  const { source } = wait.plan;
  if (source.kind !== 'reader' || wait.queue.length - wait.at >= LOW_WATER) return;
  const id = wait.reader?.id ?? run.newCallId();
  run.edit(map).waiting = { ...wait, reader: { id, isOpen: true } };
  // For a reader that is new, as after a redrive.
  const skip = wait.nextItem + wait.queue.length - wait.at;
  run.commands.push({ kind: 'readItems', id, state: map.code, request: source.request, skip });
}

// The children are over, or shall be. What is left is written first.
export function closeMapRun(run: RunDraft, mapId: number, failure?: Failure): void {
  const open = run.strand(mapId);
  if (open?.waiting?.kind !== 'mapRun') return;
  const closing = failure ? { failure } : {};
  run.edit(open).waiting = { ...open.waiting, closing };
  if (failure) abortChildren(run, mapId);
  const map = run.strand(mapId);
  const wait = map?.waiting;
  if (!map || wait?.kind !== 'mapRun') return;
  if (wait.reader && !wait.isRead) run.commands.push({ kind: 'cancel', id: wait.reader.id });
  const hasRun = wait.nextChild > 0 || !failure;
  if (!wait.run.settings.writer || !hasRun) {
    finishMapRun(run, mapId, failure);
    return;
  }
  const pending = wait.queue.slice(wait.at).map(({ value }): ResultEntry => ({ status: 'PENDING', input: value }));
  const writer = writeResults(run, map, wait, [...wait.unwritten, ...pending], true);
  run.edit(map).waiting = { ...wait, unwritten: [], writer };
}

export function finishMapRun(run: RunDraft, mapId: number, failure: Failure | undefined): void {
  const map = run.strand(mapId);
  const wait = map?.waiting;
  if (!map || wait?.kind !== 'mapRun') return;
  const { counts } = wait;
  const { arn: mapRunArn, startedId: previousId } = wait.run;
  const draft = run.edit(map);
  const fault = failure ?? (isTooMuch(wait) ? tooLarge(map.code.name) : undefined);
  if (fault) {
    if (isStandard(executionOf(run, map))) run.kept = breakMapRun(run.kept, draft, wait);
    draft.lastEventId = run.record(map, { kind: 'mapRunFailed', mapRunArn, counts, failure: fault, previousId });
    run.fail(draft, fault);
    return;
  }
  const id = run.record(map, { kind: 'mapRunSucceeded', mapRunArn, counts, previousId });
  run.record(map, { kind: 'containerSucceeded', previousId: id });
  // Recorded: the exit of the state points to the start of its Map Run.
  draft.lastEventId = previousId;
  draft.data.result = resultOf(wait);
  draft.waiting = undefined;
}
