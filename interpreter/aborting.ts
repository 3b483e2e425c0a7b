// Strands that end where they are: everything below a Map or Parallel that has failed, or below an execution that is stopped.
import { cancelCalls } from './calls.ts';
import type { Failure } from './failure.ts';
import type { MapRunWait } from './mapRun.ts';
import { childEnded, childOver } from './mapRunChildren.ts';
import type { Strand } from './run.ts';
import type { RunDraft } from './runDraft.ts';

/** Everything below a Map or Parallel, told in the history. */
export function abortChildren(run: RunDraft, parentId: number): void {
  for (const child of run.childrenOf(parentId)) {
    const parent = run.strand(parentId);
    const waiting = parent?.waiting;
    if (parent && waiting?.kind === 'mapRun') {
      abortChild(run, parent, waiting, child);
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
export function abortChild(run: RunDraft, map: Strand, wait: MapRunWait, child: Strand, failure: Failure = {}): void {
  dropBelow(run, child.id);
  cancelCalls(run, [child]);
  run.remove(child.id);
  childEnded(run, child, { status: 'ABORTED', failure }, 0);
  childOver(run, map, wait, child, { status: 'ABORTED' });
}

/** Everything below, with no word of it but that its Map Runs and their children are aborted. */
export function dropBelow(run: RunDraft, parentId: number): void {
  for (const child of run.childrenOf(parentId)) {
    const parent = run.strand(parentId);
    if (parent?.waiting?.kind === 'mapRun') abortChild(run, parent, parent.waiting, child);
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
