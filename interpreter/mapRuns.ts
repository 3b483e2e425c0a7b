// What happens to the Map Runs of an execution: items come in pages, children are started as far as the concurrency allows,
// and the Map goes on or fails when they are over.
import type { Value } from '../expressions/index.ts';
import { abortChild, abortChildren } from './aborting.ts';
import { executionOf } from './context.ts';
import { causes, type Failure, tooLarge } from './failure.ts';
import { isTooMuch, resultOf, withFolder, writeResults } from './mapResults.ts';
import {
  type DistributedPlan,
  exceedsTolerance,
  type ItemsPage,
  type MapRun,
  type MapRunSettings,
  type MapRunWait,
  NO_COUNTS,
  type ResultEntry,
} from './mapRun.ts';
import { childEnded, childOver, startExecution } from './mapRunChildren.ts';
import { nextInput } from './mapRunInput.ts';
import type { Signal, Strand } from './run.ts';
import type { RunDraft } from './runDraft.ts';
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
  };
  const refused = source.kind === 'reader' ? readerFault(source.request.maxItems) : undefined;
  if (refused) close(run, strand.id, refused);
  else go(run, strand.id);
}

function newRun(run: RunDraft, strand: Strand, { label }: DistributedPlan, settings: MapRunSettings): MapRun {
  const execution = executionOf(run.before, strand);
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
  };
  const startedId = run.record(strand, { kind: 'mapRunStarted', mapRun, previousId: strand.lastEventId });
  return { ...mapRun, startedId };
}

// Recorded: the fault of a limit that was computed is told before anything is read.
function readerFault(maxItems: number | undefined): Failure | undefined {
  if (maxItems === undefined || maxItems >= 0) return undefined;
  return { error: 'States.ItemReaderFailed', cause: causes.maxItems() };
}

/** The outside has read items, or written results. */
export function mapRunAnswered(run: RunDraft, signal: Extract<Signal, { kind: 'items' | 'written' }>): void {
  for (const strand of run.strands) {
    const { waiting } = strand;
    if (waiting?.kind !== 'mapRun') continue;
    if (signal.kind === 'items' && waiting.reader?.id === signal.reader && waiting.reader.isOpen) {
      itemsCame(run, strand, waiting, signal.page);
      return;
    }
    if (signal.kind === 'written' && waiting.writer?.id === signal.writer) {
      written(run, strand, waiting, signal.failure);
      return;
    }
  }
}

// Or cannot be read.
function itemsCame(run: RunDraft, map: Strand, wait: MapRunWait, page: ItemsPage): void {
  if (page.kind === 'failed') {
    close(run, map.id, page.failure);
    return;
  }
  const { counts, queue, at, reader } = wait;
  const pending = counts.items.pending + page.items.length;
  run.edit(map).waiting = {
    ...wait,
    queue: [...queue.slice(at), ...page.items],
    at: 0,
    isRead: page.isLast,
    counts: { ...counts, items: { ...counts.items, pending } },
    ...(reader && { reader: { ...reader, isOpen: false } }),
  };
  go(run, map.id);
}

// The last results have been written, or some could not be.
function written(run: RunDraft, map: Strand, wait: MapRunWait, failure: Failure | undefined): void {
  if (failure && !wait.closing) abortChildren(run, map.id);
  finish(run, map.id, failure ?? wait.closing?.failure);
}

/** A child, which has been removed, is over. */
export function mapRunChildOver(
  run: RunDraft,
  map: Strand,
  wait: MapRunWait,
  child: Strand,
  over:
    | { readonly status: 'SUCCEEDED'; readonly output: Value }
    | { readonly status: 'FAILED'; readonly failure: Failure },
): void {
  childEnded(run, child, over, child.lastEventId);
  childOver(run, map, wait, child, over);
  go(run, map.id);
}

/** Other limits, from now on. */
export function changeMapRun(
  run: RunDraft,
  { mapRunArn, settings }: Extract<Signal, { kind: 'mapRunSettings' }>,
): void {
  for (const map of run.strands) {
    const { waiting } = map;
    if (waiting?.kind !== 'mapRun' || waiting.run.arn !== mapRunArn) continue;
    const changed = { ...waiting.run, settings: { ...waiting.run.settings, ...settings } };
    run.edit(map).waiting = { ...waiting, run: changed };
    go(run, map.id);
    return;
  }
}

/** One child is stopped alone: the others go on. */
export function stopChild(run: RunDraft, { child: id, failure }: Extract<Signal, { kind: 'stopChild' }>): void {
  const child = run.strand(id);
  const map = child?.parent && run.strand(child.parent.strand);
  if (!child || map?.waiting?.kind !== 'mapRun') return;
  abortChild(run, map, map.waiting, child, failure);
  go(run, map.id);
}

// Starts as many children as there may be, asks for more items, and ends when there is nothing left.
function go(run: RunDraft, mapId: number): void {
  for (;;) {
    const map = run.strand(mapId);
    const wait = map?.waiting;
    if (!map || wait?.kind !== 'mapRun' || wait.closing) return;
    if (exceedsTolerance(wait)) {
      close(run, mapId, { error: 'States.ExceedToleratedFailureThreshold', cause: causes.toleratedFailure() });
      return;
    }
    const { maxConcurrency } = wait.run.settings;
    const most = maxConcurrency === 0 ? USUAL_AT_ONCE : Math.min(maxConcurrency, MOST_AT_ONCE);
    if (wait.counts.executions.running >= most) break;
    const next = nextInput(run, map, wait);
    if (next.kind === 'failed') {
      close(run, mapId, next.failure);
      return;
    }
    if (next.kind === 'none') {
      run.edit(map).waiting = next.wait;
      break;
    }
    startExecution(run, map, next.wait, next.input, next.itemCount);
  }
  readOn(run, mapId);
  const wait = run.strand(mapId)?.waiting;
  if (wait?.kind !== 'mapRun' || wait.closing) return;
  if (wait.isRead && wait.counts.items.pending === 0 && wait.counts.executions.running === 0) close(run, mapId);
}

function readOn(run: RunDraft, mapId: number): void {
  const map = run.strand(mapId);
  const wait = map?.waiting;
  if (!map || wait?.kind !== 'mapRun' || wait.isRead || wait.reader?.isOpen) return;
  const { source } = wait.plan;
  if (source.kind !== 'reader' || wait.queue.length - wait.at >= LOW_WATER) return;
  const id = wait.reader?.id ?? run.newCallId();
  run.edit(map).waiting = { ...wait, reader: { id, isOpen: true } };
  run.commands.push({ kind: 'readItems', id, state: map.code, request: source.request });
}

// The children are over, or shall be. What is left is written first.
function close(run: RunDraft, mapId: number, failure?: Failure): void {
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
    finish(run, mapId, failure);
    return;
  }
  const pending = wait.queue.slice(wait.at).map(({ value }): ResultEntry => ({ status: 'PENDING', input: value }));
  const writer = writeResults(run, map, wait, [...wait.unwritten, ...pending], true);
  run.edit(map).waiting = { ...wait, unwritten: [], writer };
}

function finish(run: RunDraft, mapId: number, failure: Failure | undefined): void {
  const map = run.strand(mapId);
  const wait = map?.waiting;
  if (!map || wait?.kind !== 'mapRun') return;
  const { counts } = wait;
  const { arn: mapRunArn, startedId: previousId } = wait.run;
  const draft = run.edit(map);
  const fault = failure ?? (isTooMuch(wait) ? tooLarge(map.code.name) : undefined);
  if (fault) {
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
