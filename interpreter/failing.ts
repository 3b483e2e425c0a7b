// What follows a failed state: another attempt, a catcher's state, or the end of the strand.
import { childFailed } from './children.ts';
import { end, exit } from './exit.ts';
import { type Failure, tooLarge } from './failure.ts';
import { mapRunChildOver } from './mapRuns.ts';
import { isNestedRoot, nestedOver } from './nested.ts';
import { dataFor, type Reaction } from './program.ts';
import { mend } from './redrive.ts';
import type { Strand } from './run.ts';
import type { FailOutcome, RunDraft } from './runDraft.ts';
import { Scope } from './scope.ts';
import { isTooLarge } from './size.ts';
import type { Draft } from './strand.ts';

export function react(run: RunDraft, strand: Strand, failure: Failure): void {
  const draft = run.edit(strand);
  draft.failing = undefined;
  const reaction = reactionTo(run, draft, failure);
  switch (reaction.kind) {
    case 'retry': {
      run.kept = mend(run.kept, strand);
      const until = run.now + reaction.delayMs;
      const { retrier } = reaction;
      draft.attempts = oneMore(draft, retrier);
      // The attempt begins again behind the state's entry, with the input the state had.
      draft.step = 1;
      draft.data = dataFor(draft.data.input);
      if (run.hearsAll) {
        run.note({ kind: 'stateRetried', ...run.at(draft), retrier, attempt: draft.attempts.total, until });
      }
      if (until > run.now) draft.waiting = { kind: 'clock', until };
      return;
    }
    case 'caught':
      run.kept = mend(run.kept, strand);
      if (run.hearsAll) {
        const { catcher } = reaction;
        run.note({ kind: 'stateCaught', ...run.at(draft), catcher, next: draft.data.next ?? '' });
      }
      if (isTooLarge(draft.data.output ?? null)) giveUp(run, draft, tooLarge(draft.code.name));
      else {
        containerFailed(run, draft, failure);
        exit(run, draft);
      }
      return;
    case 'uncaught':
      containerFailed(run, draft, failure);
      giveUp(run, draft, failure);
      return;
    case 'fail':
      // The catcher itself could not be evaluated.
      giveUp(run, draft, reaction.failure);
  }
}

function reactionTo(run: RunDraft, draft: Draft, failure: Failure): Reaction | FailOutcome {
  try {
    const scope = new Scope(run, draft);
    return draft.code.onError?.react(failure, draft.data, scope, draft.attempts) ?? { kind: 'uncaught' };
  } catch (error) {
    return run.failureOf(error, draft);
  }
}

/** Nothing helps: the strand ends, and what waits for it has failed. */
export function giveUp(run: RunDraft, strand: Strand, failure: Failure): void {
  const { parent } = strand;
  if (isNestedRoot(strand)) {
    run.remove(strand.id);
    nestedOver(run, strand, { status: 'FAILED', failure }, strand.lastEventId);
    return;
  }
  if (!parent) {
    end(run, { status: 'FAILED', failure }, strand.lastEventId);
    return;
  }
  const container = run.strand(parent.strand);
  const waiting = container?.waiting;
  if (!container) return;
  if (waiting?.kind === 'children') childFailed(run, container, waiting, strand, parent.index, failure);
  else if (waiting?.kind === 'mapRun') {
    run.remove(strand.id);
    mapRunChildOver(run, container, waiting, strand, { status: 'FAILED', failure });
  }
}

// Recorded: a Map or Parallel that failed says so, except when its own paths were at fault.
function containerFailed(run: RunDraft, draft: Draft, failure: Failure): void {
  const isContainer = draft.code.type === 'Map' || draft.code.type === 'Parallel';
  if (!isContainer || failure.error === 'States.Runtime') return;
  draft.lastEventId = run.record(draft, { kind: 'containerFailed', previousId: draft.lastEventId });
}

function oneMore({ attempts }: Strand, retrier: number): Strand['attempts'] {
  const byRetrier = [...attempts.byRetrier];
  byRetrier[retrier] = (byRetrier[retrier] ?? 0) + 1;
  return { total: attempts.total + 1, byRetrier };
}
