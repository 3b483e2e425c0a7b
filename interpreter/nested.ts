// Executions of other state machines that Tasks start: each is a strand of the same run with an execution of its own, so that one
// clock, one journal and one way back hold for all of them. One that is waited for hangs below its Task; any other stands alone, and
// outlives the execution that started it.
import { dropBelow } from './aborting.ts';
import { answered, cancelCalls } from './calls.ts';
import { executionOf } from './context.ts';
import { causes, type Failure } from './failure.ts';
import { printValue } from './json.ts';
import { type ChildOver, childEnded } from './mapRunChildren.ts';
import type { NestedExecution, NestedStart, Strand, Waiting } from './run.ts';
import { isStandard, type RunDraft } from './runDraft.ts';
import { expressDeadline, isForToken } from './schedule.ts';
import { sdkForm } from './sdkForm.ts';
import {
  describeOver,
  describeSync,
  refusedCall,
  refusedStart,
  startedAnswer,
  startedOutput,
} from './startedExecution.ts';
import { newStrand } from './strand.ts';

type CallWait = Extract<Waiting, { kind: 'call' }>;

/** A machine that starts itself without end is stopped here. AWS goes on as long as there is money. */
const MOST_DEEP = 25;

/** The call of a Task has led to a machine that can be run here. */
export function startNested(run: RunDraft, strand: Strand, waiting: CallWait, start: NestedStart): void {
  const depth = (strand.execution?.depth ?? 0) + 1;
  if (depth > MOST_DEEP) {
    const failure = { error: 'States.Runtime', cause: causes.tooDeep(start.machine, MOST_DEEP) };
    answered(run, strand, waiting, { kind: 'failed', failure });
    return;
  }
  const execution = newExecution(run, strand, depth, start);
  const isAwaited = isSync(waiting);
  const isSdk = isCall(waiting);
  const outputOf = (one: NestedExecution) =>
    isSdk ? sdkForm(startedAnswer(one)) : startedOutput(one, run.chance.uuid());
  // Express executions may have the same name.
  const isUnique = start.name !== undefined && isStandard(execution);
  const named = isUnique ? run.names.get(execution.id) : undefined;
  if (named) {
    const isRunning = named.inputText === execution.inputText && run.strand(named.root) !== undefined;
    if (!isRunning) {
      const message = `Execution Already Exists: '${execution.id}'`;
      const refused = isSdk ? refusedCall : refusedStart;
      const failure = refused('ExecutionAlreadyExists', message, run.chance.uuid());
      answered(run, strand, waiting, { kind: 'failed', failure });
      return;
    }
    // The same start again is answered with the execution that runs. Whoever waits for it has one of its own here, with the same end.
    if (!isAwaited && !isForToken(waiting.call)) {
      answered(run, strand, waiting, { kind: 'succeeded', output: outputOf({ ...execution, ...named }) });
      return;
    }
  } else if (isUnique) run.names = run.names.with(execution.id, execution);
  if (isAwaited || isForToken(waiting.call)) {
    // A call that is answered with the end of the execution is not answered before.
    if (!isAwaited || !isSdk) answered(run, strand, waiting, { kind: 'submitted', output: outputOf(execution) });
    run.edit(strand).waiting = { ...waiting, child: execution.root };
  } else answered(run, strand, waiting, { kind: 'succeeded', output: outputOf(execution) });
  const child = newStrand(
    {
      id: execution.root,
      parent: isAwaited ? { strand: strand.id, index: 0 } : undefined,
      execution,
      code: start.program.start,
      input: start.input,
      variables: {},
      // As in any execution the first state's event points to 0.
      lastEventId: 0,
    },
    run.token,
  );
  run.add(child);
  run.record(child, { kind: 'childStarted', execution, previousId: 0 });
}

function newExecution(
  run: RunDraft,
  caller: Strand,
  depth: number,
  { program, machine, arn, type, name = run.chance.uuid(), input, inputText }: NestedStart,
): NestedExecution {
  const { id: callerId, seed, roleArn } = executionOf(run, caller);
  const stateMachineId = arn ?? `${callerId.split(':').slice(0, 5).join(':')}:stateMachine:${machine}`;
  const isExpress = type === 'EXPRESS';
  const kind = isExpress ? 'express' : 'execution';
  const id = `${stateMachineId.replace(':stateMachine:', `:${kind}:`)}:${name}${isExpress ? `:${run.chance.uuid()}` : ''}`;
  const declared = run.now + (program.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  return {
    kind: 'nested',
    id,
    ...(type && { type }),
    name,
    input,
    inputText,
    startTime: run.now,
    seed,
    roleArn,
    stateMachineId,
    stateMachineName: machine,
    redriveCount: 0,
    root: run.newStrandId(),
    deadline: isExpress ? Math.min(declared, expressDeadline(run.now)) : declared,
    depth,
    within: caller.execution?.root,
    around: `${pathOf(caller)} → `,
    caller: caller.id,
  };
}

/** It has come to its end, its strand removed: whoever waits for it is answered. */
export function nestedOver(run: RunDraft, child: Strand, over: ChildOver, previousId: number): void {
  childEnded(run, child, over, previousId);
  const { execution, parent } = child;
  const caller = parent && run.strand(parent.strand);
  const waiting = caller?.waiting;
  if (!caller || execution?.kind !== 'nested' || waiting?.kind !== 'call' || waiting.child !== execution.root) return;
  const { resource } = waiting.call;
  if (resource.kind !== 'service') return;
  const { status } = over;
  const redrive =
    status === 'SUCCEEDED'
      ? { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven' }
      : { redriveStatus: 'REDRIVABLE' };
  const { inputText } = execution;
  const open: CallWait = { ...waiting, child: undefined };
  if (isCall(waiting)) {
    const answer = sdkForm(describeSync({ execution, inputText, stopDate: run.now, ...over }));
    answered(run, caller, open, { kind: 'succeeded', output: answer });
    return;
  }
  const described = { execution, inputText, stopDate: run.now, redrive, ...over };
  const output = describeOver(described, resource.pattern === 'sync:2' ? 'sync:2' : 'sync');
  if (over.status === 'SUCCEEDED') answered(run, caller, open, { kind: 'succeeded', output });
  else answered(run, caller, open, { kind: 'failed', failure: ofChild(printValue(output), over.status) });
}

/** What a Cause may have (spec/quotas.md §1). That a longer one is cut is not verified. */
const LONGEST_CAUSE = 32_768;

// What failed by itself was told where it did.
function ofChild(description: string, status: ChildOver['status']): Failure {
  const cause = description.slice(0, LONGEST_CAUSE);
  return { error: 'States.TaskFailed', cause, ...(status === 'FAILED' && { isOfChild: true }) };
}

/** It is ended from outside: nothing more is written of what was under way in it. */
export function stopNested(run: RunDraft, child: Strand, over: ChildOver): void {
  removeNested(run, child);
  childEnded(run, child, over, 0);
}

/** Its time is over. */
export function timeOutNested(run: RunDraft, child: Strand): void {
  removeNested(run, child);
  nestedOver(run, child, { status: 'TIMED_OUT', failure: { error: 'States.Timeout' } }, 0);
}

function removeNested(run: RunDraft, child: Strand): void {
  dropBelow(run, child.id);
  cancelCalls(run, [child]);
  run.remove(child.id);
}

/** Where a strand stands, through all executions around: `Top/Call → Reserve:Pay`. */
export function pathOf({ execution, code }: Pick<Strand, 'execution' | 'code'>): string {
  return `${execution?.around ?? ''}${code.path}`;
}

/** The first strand of an execution that a Task has started. */
export function isNestedRoot({ id, execution }: Strand): boolean {
  return execution?.kind === 'nested' && execution.root === id;
}

/** Strands of executions that nobody waits for; mostly there are none. */
export function onTheirOwn(strands: readonly Strand[]): readonly Strand[] {
  const roots = new Set(strands.filter(one => isNestedRoot(one) && !one.parent).map(({ id }) => id));
  if (roots.size === 0) return [];
  // Strands are in the order of their ids: each comes behind the one it hangs below.
  for (const { id, parent } of strands) if (parent && roots.has(parent.strand)) roots.add(id);
  return strands.filter(({ id }) => roots.has(id));
}

function isSync({ call: { resource } }: CallWait): boolean {
  if (resource.kind !== 'service') return false;
  return resource.pattern === 'sync' || resource.pattern === 'sync:2' || resource.action === 'startSyncExecution';
}

/** Through the SDK integration: what it is answered is what the operation answers. */
function isCall({ call: { resource } }: CallWait): boolean {
  return resource.kind === 'service' && resource.service === 'aws-sdk:sfn';
}
