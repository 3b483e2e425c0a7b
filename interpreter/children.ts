// The branches of a Parallel and the iterations of an inline Map: started, gathered when they are over, and ended with the
// state when one of them fails.
import type { Value } from '../expressions/index.ts';
import { abortChildren, abortMapRunChildren } from './aborting.ts';
import { executionOf } from './context.ts';
import type { Failure } from './failure.ts';
import { inOrder, type Results } from './mapRun.ts';
import type { ChildStart, IterationPlan, StateCode } from './program.ts';
import { breakDown } from './redrive.ts';
import type { Strand, Waiting } from './run.ts';
import { isStandard, type RunDraft } from './runDraft.ts';
import { Scope } from './scope.ts';
import { type Draft, newStrand } from './strand.ts';

type Children = Extract<Waiting, { kind: 'children' }>;

export function branch(run: RunDraft, strand: Draft, children: readonly ChildStart[]): void {
  const id = run.record(strand, { kind: 'containerStarted', previousId: strand.lastEventId });
  strand.lastEventId = id;
  const most = Math.min(children.length, run.mostAtOnce);
  const branches = most < children.length ? children : undefined;
  strand.waiting = { kind: 'children', results: undefined, open: most, plan: undefined, nextItem: most, branches };
  for (let i = 0; i < most; i++) {
    const { start, input } = children[i] as ChildStart;
    startChild(run, strand, i, start, input, id);
  }
}

export function iterate(run: RunDraft, strand: Draft, plan: IterationPlan): void {
  const { length } = plan.items;
  const id = run.record(strand, { kind: 'containerStarted', length, previousId: strand.lastEventId });
  strand.lastEventId = id;
  strand.waiting = { kind: 'children', results: undefined, open: 0, plan, nextItem: 0, branches: undefined };
  if (length === 0) done(run, strand, undefined, id);
  const most = Math.min(plan.concurrency, length, run.mostAtOnce);
  for (let i = 0; i < most; i++) if (!startIteration(run, strand, plan, undefined, i, i, id)) return;
}

// So many are open besides. False when the item's input could not be made: the Map has failed then.
function startIteration(
  run: RunDraft,
  map: Draft,
  plan: IterationPlan,
  results: Results | undefined,
  open: number,
  index: number,
  previousId: number,
): boolean {
  const item = plan.items[index] as Value;
  let input = item;
  if (plan.inputOf) {
    try {
      input = plan.inputOf(map.data, new Scope(run, map, { index, value: item }), item);
    } catch (error) {
      const { failure } = run.failureOf(error, map);
      abortChildren(run, map.id);
      run.fail(map, failure);
      return false;
    }
  }
  map.waiting = { kind: 'children', results, open: open + 1, plan, nextItem: index + 1, branches: undefined };
  const id = run.recordIteration('iterationStarted', map, index, previousId);
  startChild(run, map, index, plan.start, input, id);
  return true;
}

// One that had to wait for another to end.
function startBranch(
  run: RunDraft,
  parallel: Draft,
  { results, open, branches, nextItem }: Omit<Children, 'kind'> & { readonly branches: readonly ChildStart[] },
  previousId: number,
): void {
  const { start, input } = branches[nextItem] as ChildStart;
  parallel.waiting = { kind: 'children', results, open: open + 1, plan: undefined, nextItem: nextItem + 1, branches };
  startChild(run, parallel, nextItem, start, input, previousId);
}

function startChild(
  run: RunDraft,
  { id, variables, execution }: Strand,
  index: number,
  code: StateCode,
  input: Value,
  lastEventId: number,
): void {
  const parent = { strand: id, index };
  run.add(newStrand({ id: run.newStrandId(), parent, execution, code, input, variables, lastEventId }, run.token));
}

/** A branch or iteration, which has been removed, is over. */
export function childDone(
  run: RunDraft,
  parent: Strand,
  { results: before, open: openBefore, plan, nextItem, branches }: Children,
  index: number,
  output: Value,
  lastId: number,
): void {
  const open = openBefore - 1;
  const results = { index, value: output, before };
  const doneId = plan ? run.recordIteration('iterationSucceeded', parent, index, lastId) : lastId;
  const draft = run.edit(parent);
  // Recorded: the next iteration hangs below the last state of the one that made room for it.
  if (plan && nextItem < plan.items.length) startIteration(run, draft, plan, results, open, nextItem, lastId);
  else if (branches && nextItem < branches.length)
    startBranch(run, draft, { results, open, branches, nextItem }, lastId);
  else if (open === 0) done(run, draft, results, doneId);
  else draft.waiting = { kind: 'children', results, open, plan, nextItem, branches };
}

function done(run: RunDraft, parent: Draft, results: Results | undefined, lastEventId: number): void {
  run.record(parent, { kind: 'containerSucceeded', previousId: lastEventId });
  parent.lastEventId = lastEventId;
  parent.data.result = inOrder(results);
  parent.waiting = undefined;
}

/** One has failed, and nothing of its own has helped: the others end with it. */
export function childFailed(
  run: RunDraft,
  parent: Strand,
  { plan }: Children,
  child: Strand,
  index: number,
  failure: Failure,
): void {
  if (isStandard(executionOf(run, parent))) {
    abortMapRunChildren(run, parent.id);
    run.kept = breakDown(run.kept, run.strands, parent, child);
  }
  run.remove(child.id);
  let { lastEventId } = child;
  // Recorded: in a Parallel branch a task that failed without a handler is also aborted; in an iteration it is not.
  if (!plan && child.code.type === 'Task') {
    lastEventId = run.record(child, { kind: 'stateAborted', previousId: lastEventId });
  }
  if (plan) run.record(parent, { kind: 'iterationFailed', index, previousId: lastEventId });
  abortChildren(run, parent.id);
  const draft = run.edit(parent);
  draft.lastEventId = lastEventId;
  run.fail(draft, failure);
}
