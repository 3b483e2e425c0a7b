// The call of a task: made, accepted, answered, timed out, or cancelled because nobody waits for it any more.
import { dropBelow } from './aborting.ts';
import { causes, type Failure, tooLarge } from './failure.ts';
import { startNested } from './nested.ts';
import { callCommand } from './openCommands.ts';
import type { Call } from './program.ts';
import type { Answer, Strand, Waiting } from './run.ts';
import type { RunDraft } from './runDraft.ts';
import { isTooLarge } from './size.ts';
import type { Draft } from './strand.ts';

type CallWait = Extract<Waiting, { kind: 'call' }>;

/** What a task may take when nothing is said (spec/asl.md §5.2). */
const DEFAULT_TIMEOUT_SECONDS = 99_999_999;

export function beginCall(run: RunDraft, strand: Draft, call: Call): void {
  // An activity starts when a worker takes its task; and only the outside knows whether it is there.
  const isQueued = call.resource.kind === 'activity';
  if (!isQueued) {
    strand.lastEventId = run.recordCall('callScheduled', strand, call, strand.lastEventId);
    strand.lastEventId = run.recordCall('callStarted', strand, call, strand.lastEventId);
  }
  const id = run.newCallId();
  const { timeoutAt, heartbeatAt } = isQueued ? NO_LIMITS : limitsFrom(call, run.now);
  const waiting: CallWait = { kind: 'call', id, call, isScheduled: !isQueued, timeoutAt, heartbeatAt };
  strand.waiting = waiting;
  run.commands.push(callCommand(run.strands, strand, waiting));
}

export function answered(run: RunDraft, strand: Strand, waiting: CallWait, answer: Answer): void {
  const { call } = waiting;
  const draft = run.edit(strand);
  if (!waiting.isScheduled && answer.kind !== 'refused') {
    draft.lastEventId = run.record(draft, { kind: 'callScheduled', call, previousId: draft.lastEventId });
    const queued: CallWait = { ...waiting, isScheduled: true };
    draft.waiting = queued;
    if (answer.kind !== 'queued') answered(run, draft, queued, answer);
    return;
  }
  const previousId = draft.lastEventId;
  switch (answer.kind) {
    case 'queued':
      return;
    case 'refused': {
      const { failure } = answer;
      const cause = causes.inState(draft.code.name, draft.entered?.id ?? 0, failure.cause ?? '');
      run.fail(draft, { ...failure, cause });
      return;
    }
    case 'execution':
      if (waiting.child === undefined) startNested(run, draft, waiting, answer);
      return;
    case 'heartbeat':
      draft.waiting = { ...waiting, heartbeatAt: limitsFrom(call, run.now).heartbeatAt };
      return;
    case 'started': {
      const { workerName } = answer;
      const worker = workerName === undefined ? {} : { workerName };
      draft.lastEventId = run.record(draft, { kind: 'callStarted', call, ...worker, previousId });
      draft.waiting = { ...waiting, ...limitsFrom(call, run.now) };
      return;
    }
    case 'submitted':
      draft.lastEventId = run.record(draft, { kind: 'callSubmitted', call, output: answer.output, previousId });
      return;
    case 'succeeded': {
      if (isTooLarge(answer.output)) {
        // Recorded: the call ends with an ordinary failure, which names what was called.
        const { resource } = call;
        const failure = tooLarge(resource.kind === 'service' ? resource.service : resource.arn);
        answered(run, draft, waiting, { kind: 'failed', failure });
        return;
      }
      draft.lastEventId = run.record(draft, { kind: 'callSucceeded', call, output: answer.output, previousId });
      draft.data.result = answer.output;
      draft.waiting = undefined;
      return;
    }
    case 'failed':
      draft.lastEventId = run.record(draft, { kind: 'callFailed', call, failure: answer.failure, previousId });
      run.fail(draft, answer.failure);
  }
}

export function timeOut(run: RunDraft, strand: Strand, { call, id, heartbeatAt, timeoutAt }: CallWait): void {
  const isHeartbeat = heartbeatAt <= timeoutAt;
  const failure: Failure = { error: 'States.Timeout', ...(isHeartbeat && { isHeartbeat }) };
  run.commands.push({ kind: 'cancel', id });
  // The service stops the child of a task that is over.
  dropBelow(run, strand.id);
  const draft = run.edit(strand);
  draft.lastEventId = run.record(draft, { kind: 'callTimedOut', call, failure, previousId: draft.lastEventId });
  run.fail(draft, failure);
}

/** Of calls, readers and writers. */
export function cancelCalls(run: RunDraft, strands: readonly Strand[]): void {
  for (const { waiting } of strands) {
    if (waiting?.kind === 'call') run.commands.push({ kind: 'cancel', id: waiting.id });
    if (waiting?.kind !== 'mapRun') continue;
    if (waiting.reader && !waiting.isRead) run.commands.push({ kind: 'cancel', id: waiting.reader.id });
    if (waiting.writer) run.commands.push({ kind: 'cancel', id: waiting.writer.id });
  }
}

const NO_LIMITS = { timeoutAt: Number.POSITIVE_INFINITY, heartbeatAt: Number.POSITIVE_INFINITY };

function limitsFrom(
  { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, heartbeatSeconds }: Call,
  now: number,
): typeof NO_LIMITS {
  const heartbeatAt = heartbeatSeconds === undefined ? Number.POSITIVE_INFINITY : now + heartbeatSeconds * 1000;
  return { timeoutAt: now + timeoutSeconds * 1000, heartbeatAt };
}
