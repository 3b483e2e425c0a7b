// How a strand enters a state, leaves it, and how the execution ends.
import { type Value, withMembers } from '../expressions/index.ts';
import { dropBelow } from './aborting.ts';
import { childDone } from './children.ts';
import { mapRunChildOver } from './mapRuns.ts';
import { isNestedRoot, nestedOver, onTheirOwn } from './nested.ts';
import { keepAll, NOTHING_KEPT } from './redrive.ts';
import { type Ending, EVENT_LIMIT, isStandard, type RunDraft } from './runDraft.ts';
import { type Draft, enterNext } from './strand.ts';

export function enter(run: RunDraft, draft: Draft): void {
  const previousId = draft.lastEventId;
  const id = run.nextId(draft, previousId);
  draft.entered = { id, previousId, time: run.now };
  draft.lastEventId = id;
  run.recordEntered(draft, id, previousId);
}

/** Whether the strand goes on, then standing before its next state. */
export function exit(run: RunDraft, draft: Draft): boolean {
  const { assigned, output = null, next } = draft.data;
  const previousId = draft.lastEventId;
  const id = run.nextId(draft, previousId);
  draft.lastEventId = id;
  run.recordExited(draft, output, id, previousId);
  const code = next === undefined ? undefined : draft.code.scope.get(next);
  if (code) {
    if (assigned) draft.variables = withMembers(draft.variables, assigned);
    enterNext(draft, code, output);
    return true;
  }
  if (isNestedRoot(draft)) {
    run.remove(draft.id);
    nestedOver(run, draft, { status: 'SUCCEEDED', output }, id);
  } else if (draft.parent) leave(run, draft, draft.parent, output);
  else end(run, { status: 'SUCCEEDED', output }, id);
  return false;
}

// A branch, an iteration or a child of a Map Run is over.
function leave(run: RunDraft, child: Draft, parent: NonNullable<Draft['parent']>, output: Value): void {
  run.remove(child.id);
  const container = run.strand(parent.strand);
  const waiting = container?.waiting;
  if (!container) return;
  if (waiting?.kind === 'children') childDone(run, container, waiting, parent.index, output, child.lastEventId);
  else if (waiting?.kind === 'mapRun') mapRunChildOver(run, container, waiting, child, { status: 'SUCCEEDED', output });
}

export function end(run: RunDraft, ending: Ending, previousId: number): void {
  const others = onTheirOwn(run.strands);
  const own = others.length === 0 ? run.strands : run.strands.filter(strand => !others.includes(strand));
  for (const { id, waiting } of [...own]) {
    if (waiting?.kind === 'call' && waiting.child !== undefined) dropBelow(run, id);
    // A full history has room for its last event only.
    if (waiting?.kind !== 'mapRun' || (run.eventCount + 2 >= EVENT_LIMIT && isStandard(run.before.execution))) continue;
    dropBelow(run, id);
  }
  run.kept = ending.status === 'SUCCEEDED' ? NOTHING_KEPT : keepAll(run.kept, run.strands);
  const id = ++run.eventCount;
  run.ending = ending;
  run.strands = others;
  const at = { id, previousId, now: run.now };
  const failure = ending.failure ?? {};
  if (ending.status === 'SUCCEEDED') run.note({ kind: 'executionSucceeded', output: ending.output ?? null, ...at });
  else if (ending.status === 'TIMED_OUT') run.note({ kind: 'executionTimedOut', ...at });
  else if (ending.status === 'ABORTED') run.note({ kind: 'executionAborted', failure, ...at });
  else run.note({ kind: 'executionFailed', failure, ...at });
}
