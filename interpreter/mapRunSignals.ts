// What the outside and the clock say to Map Runs that are under way: items that were read, results that were written, other
// limits, a child that is stopped or whose time is over.
import { abortChildren, stopExecution } from './aborting.ts';
import type { Failure } from './failure.ts';
import type { ItemsPage, MapRunWait } from './mapRun.ts';
import { advanceMapRun, closeMapRun, finishMapRun } from './mapRuns.ts';
import { timeOutNested } from './nested.ts';
import type { Signal, Strand } from './run.ts';
import type { RunDraft } from './runDraft.ts';

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
    closeMapRun(run, map.id, page.failure);
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
  advanceMapRun(run, map.id);
}

// The last results have been written, or some could not be.
function written(run: RunDraft, map: Strand, wait: MapRunWait, failure: Failure | undefined): void {
  if (failure && !wait.closing) abortChildren(run, map.id);
  finishMapRun(run, map.id, failure ?? wait.closing?.failure);
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
    advanceMapRun(run, map.id);
    return;
  }
}

/** One child is stopped alone: the others go on. */
export function stopChild(run: RunDraft, { child: id, failure }: Extract<Signal, { kind: 'stopChild' }>): void {
  const child = run.strand(id);
  const map = child?.parent && run.strand(child.parent.strand);
  if (!child || map?.waiting?.kind !== 'mapRun') return;
  stopExecution(run, map, map.waiting, child, { status: 'ABORTED', failure });
  advanceMapRun(run, map.id);
}

/** The time of a child is over, in one of its strands: of an Express one after five minutes (spec/quotas.md §2). */
export function timeOutChild(run: RunDraft, { execution }: Strand): void {
  const child = execution && run.strand(execution.root);
  if (child && execution.kind === 'nested') {
    timeOutNested(run, child);
    return;
  }
  const map = child?.parent && run.strand(child.parent.strand);
  if (!child || map?.waiting?.kind !== 'mapRun') return;
  stopExecution(run, map, map.waiting, child, { status: 'TIMED_OUT', failure: { error: 'States.Timeout' } });
  advanceMapRun(run, map.id);
}
