// What each signal does to a run.
import { dropBelow } from './aborting.ts';
import { answered, cancelCalls, timeOut } from './calls.ts';
import { end } from './exit.ts';
import { giveUp } from './failing.ts';
import { causes, type Failure } from './failure.ts';
import { edit, goTo, raise, redefine } from './interfering.ts';
import { changeMapRun, mapRunAnswered, stopChild, timeOutChild } from './mapRunSignals.ts';
import { redriveMapRuns } from './mapRuns.ts';
import { isNestedRoot, onTheirOwn, stopNested } from './nested.ts';
import { NOTHING_KEPT, takenUp } from './redrive.ts';
import type { Answer, Signal } from './run.ts';
import { EVENT_LIMIT, HistoryFull, type RunDraft } from './runDraft.ts';
import { childDeadline, deadline, dueOf } from './schedule.ts';
import { go, step } from './walk.ts';

/** Applies a signal. A history that is full ends the execution instead. */
export function apply(run: RunDraft, signal: Signal): void {
  try {
    applyWithRoom(run, signal);
  } catch (error) {
    if (!(error instanceof HistoryFull)) throw error;
    const failure = { error: 'States.Runtime', cause: causes.tooManyEvents(EVENT_LIMIT) };
    const child = error.child === undefined ? undefined : run.strand(error.child);
    if (child) {
      dropBelow(run, child.id);
      const draft = run.edit(child);
      draft.lastEventId = error.previousId;
      giveUp(run, draft, failure);
      return;
    }
    cancelOwnCalls(run);
    end(run, { status: 'FAILED', failure }, error.previousId);
  }
}

function applyWithRoom(run: RunDraft, signal: Signal): void {
  switch (signal.kind) {
    case 'step': {
      const strand = run.strand(signal.strand);
      if (strand && !strand.waiting) step(run, strand);
      break;
    }
    case 'go':
      go(run, signal.steps);
      break;
    case 'timer':
      timer(run);
      break;
    case 'answer':
      answer(run, signal.call, signal.answer);
      break;
    case 'items':
    case 'written':
      mapRunAnswered(run, signal);
      break;
    case 'mapRunSettings':
      changeMapRun(run, signal);
      break;
    case 'stopChild':
      stopChild(run, signal);
      break;
    case 'edit':
      edit(run, signal);
      break;
    case 'goto':
      goTo(run, signal);
      break;
    case 'raise':
      raise(run, signal);
      break;
    case 'redefine':
      redefine(run, signal);
      break;
    case 'stop':
      stop(run, signal.failure);
      break;
    case 'redrive':
      redrive(run);
  }
}

// Once it is over itself, those it has started are stopped.
function stop(run: RunDraft, failure: Failure): void {
  if (run.before.status === 'RUNNING') {
    cancelOwnCalls(run);
    end(run, { status: 'ABORTED', failure }, 0);
    return;
  }
  for (const { id } of run.strands.filter(isNestedRoot)) {
    const strand = run.strand(id);
    if (strand) stopNested(run, strand, { status: 'ABORTED', failure });
  }
}

function cancelOwnCalls(run: RunDraft): void {
  const others = onTheirOwn(run.strands);
  cancelCalls(
    run,
    run.strands.filter(strand => !others.includes(strand)),
  );
}

function timer(run: RunDraft): void {
  if (run.before.status === 'RUNNING' && run.now >= deadline(run.before)) {
    cancelOwnCalls(run);
    const previousId = run.strands[0]?.lastEventId ?? 0;
    end(run, { status: 'TIMED_OUT', failure: { error: 'States.Timeout' } }, previousId);
    return;
  }
  for (const { id } of [...run.strands]) {
    const strand = run.strand(id);
    if (strand && childDeadline(strand) <= run.now) timeOutChild(run, strand);
    else if (!strand?.waiting || dueOf(strand.waiting) > run.now) continue;
    else if (strand.waiting.kind === 'call') timeOut(run, strand, strand.waiting);
    else run.edit(strand).waiting = undefined;
  }
}

function answer(run: RunDraft, call: number, given: Answer): void {
  const strand = run.strands.find(({ waiting }) => waiting?.kind === 'call' && waiting.id === call);
  // An answer that comes after a timeout, or for a branch that was aborted, is nobody's.
  if (strand?.waiting?.kind === 'call') answered(run, strand, strand.waiting, given);
}

// A run that did not succeed goes on where it failed.
function redrive(run: RunDraft): void {
  const { execution } = run.before;
  const redriveCount = (execution.redriveCount ?? 0) + 1;
  const previousId = run.eventCount;
  const id = ++run.eventCount;
  run.note({ kind: 'executionRedriven', id, previousId, now: run.now, redriveCount });
  const strands = takenUp(run.kept.strands, id);
  run.strands = strands;
  run.kept = NOTHING_KEPT;
  run.lastStrand = 0;
  run.isInTurn = false;
  run.ending = { status: 'RUNNING', execution: { ...execution, redriveCount, redriveTime: run.now } };
  redriveMapRuns(run, strands, id);
}
