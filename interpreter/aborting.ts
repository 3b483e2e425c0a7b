// Strands that end where they are: everything below a Map or Parallel that has failed, or below an execution that is stopped.
import { cancelCalls } from './calls.ts';
import type { MapRunWait } from './mapRun.ts';
import { type ChildOver, childEnded, childOver } from './mapRunChildren.ts';
import { isNestedRoot, stopNested } from './nested.ts';
import { takeOut } from './redrive.ts';
import type { Strand } from './run.ts';
import type { RunDraft } from './runDraft.ts';

/** Everything below a Map or Parallel, told in the history. */
export function abortChildren(run: RunDraft, parentId: number): void {
  for (const child of run.childrenOf(parentId)) {
    const parent = run.strand(parentId);
    const waiting = parent?.waiting;
    if (parent && waiting?.kind === 'mapRun') {
      stopExecution(run, parent, waiting, child, ABORTED);
      continue;
    }
    if (isNestedRoot(child)) {
      stopNested(run, child, ABORTED);
      continue;
    }
    abortChildren(run, child.id);
    cancelCalls(run, [child]);
    let previousId = child.lastEventId;
    abortMapRun(run, child.id);
    if (child.entered) previousId = run.record(child, { kind: 'stateAborted', previousId });
    if (parent && waiting?.kind === 'children' && waiting.plan) {
      run.record(parent, { kind: 'iterationAborted', index: child.parent?.index ?? 0, previousId });
    }
    run.remove(child.id);
  }
}

/** An execution of its own that is stopped: nothing more is written of what was under way in it. */
export function stopExecution(run: RunDraft, map: Strand, wait: MapRunWait, given: Strand, over: ChildOver): void {
  abortMapRunChildren(run, given.id);
  const child = run.strand(given.id) ?? given;
  const { kept, own } = takeOut(run.kept, run.strands, child);
  run.kept = kept;
  dropBelow(run, child.id);
  cancelCalls(run, [child]);
  run.remove(child.id);
  const eventCount = childEnded(run, child, over, 0);
  childOver(run, map, wait, child, over, { strands: own, eventCount });
}

/** The children of the Map Runs in and below a strand. The Map Runs themselves still stand, and know of them. */
export function abortMapRunChildren(run: RunDraft, id: number): void {
  if (run.strand(id)?.waiting === undefined) return;
  for (const child of run.childrenOf(id)) {
    const map = run.strand(id);
    if (map?.waiting?.kind === 'mapRun') stopExecution(run, map, map.waiting, child, ABORTED);
    else abortMapRunChildren(run, child.id);
  }
}

/** Everything below, with no word of it but that its Map Runs and their children are aborted. */
export function dropBelow(run: RunDraft, parentId: number): void {
  for (const child of run.childrenOf(parentId)) {
    const parent = run.strand(parentId);
    if (parent?.waiting?.kind === 'mapRun') stopExecution(run, parent, parent.waiting, child, ABORTED);
    else if (isNestedRoot(child)) stopNested(run, child, ABORTED);
    else {
      dropBelow(run, child.id);
      cancelCalls(run, [child]);
      run.remove(child.id);
    }
  }
  abortMapRun(run, parentId);
}

// The Map Run of a Map that is stopped. Its children have been.
function abortMapRun(run: RunDraft, id: number): void {
  const map = run.strand(id);
  if (map?.waiting?.kind !== 'mapRun') return;
  const { run: mapRun, counts } = map.waiting;
  run.record(map, { kind: 'mapRunAborted', mapRunArn: mapRun.arn, counts, previousId: mapRun.startedId });
}

const ABORTED: ChildOver = { status: 'ABORTED', failure: {} };
