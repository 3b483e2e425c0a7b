// The innermost loop: a strand goes from step to step and from state to state until it has to wait, is over, or has had its
// share of a turn.
import { beginCall } from './calls.ts';
import { branch, iterate } from './children.ts';
import { enter, exit } from './exit.ts';
import { react } from './failing.ts';
import { tooLarge } from './failure.ts';
import { beginMapRun } from './mapRuns.ts';
import type { Outcome, StateData, Step, StepScope } from './program.ts';
import type { Strand } from './run.ts';
import type { RunDraft } from './runDraft.ts';
import { nextStrand } from './schedule.ts';
import { Scope } from './scope.ts';
import { isTooLarge } from './size.ts';
import type { Draft } from './strand.ts';

/** One step of a strand. */
export function step(run: RunDraft, strand: Strand): void {
  if (strand.failing) react(run, strand, strand.failing);
  else walk(run, strand, 1, 1);
  endTurn(run, strand.id);
}

/** So many states, in turns. */
export function go(run: RunDraft, states: number): void {
  for (let left = states; left > 0 && !run.ending; ) {
    const strand = nextStrand(run.strands, run.lastStrand, run.isInTurn);
    if (!strand) return;
    left -= turn(run, strand, left);
  }
}

// At most so many states of a strand, as long as no other could move. The number it was.
function turn(run: RunDraft, strand: Strand, most: number): number {
  let states = 1;
  if (strand.failing) react(run, strand, strand.failing);
  else states = walk(run, strand, Number.POSITIVE_INFINITY, isAlone(run.strands, strand) ? most : 1);
  endTurn(run, strand.id);
  return states;
}

function endTurn(run: RunDraft, id: number): void {
  const after = run.strand(id);
  run.lastStrand = id;
  run.isInTurn = after !== undefined && !after.waiting && (after.step > 0 || after.failing !== undefined);
}

function isAlone(strands: readonly Strand[], strand: Strand): boolean {
  for (let i = 0; i < strands.length; i++) {
    const other = strands[i] as Strand;
    if (other !== strand && !other.waiting) return false;
  }
  return true;
}

// The strand is a draft of our own in here.
function walk(run: RunDraft, strand: Strand, mostSteps: number, mostStates: number): number {
  const draft = run.edit(strand);
  const scope = new Scope(run, draft);
  for (let states = 1; ; states++) {
    if (draft.step === 0) enter(run, draft);
    const outcome = perform(run, draft, scope, mostSteps);
    const isOver = outcome === undefined && draft.step >= draft.code.steps.length;
    if (!isOver) follow(run, draft, outcome);
    else if (isNewAndTooLarge(draft.data)) run.fail(draft, tooLarge(draft.code.name));
    else if (exit(run, draft) && states < mostStates) continue;
    return states;
  }
}

function perform(run: RunDraft, draft: Draft, scope: StepScope, most: number): Outcome {
  const { data } = draft;
  const { steps } = draft.code;
  // Entering changes nothing in the data: only who goes step by step, or hears of phases, sees it.
  let index = draft.step === 0 && most > 1 && !run.hearsAll ? 1 : draft.step;
  let outcome: Outcome;
  try {
    for (let left = most; left > 0 && index < steps.length; left--) {
      const step = steps[index++] as Step;
      outcome = step.perform(data, scope);
      if (run.hearsAll) notePhase(run, draft, step, outcome);
      if (outcome === undefined) continue;
      if (outcome.kind !== 'skipTo') break;
      index = outcome.step;
      outcome = undefined;
    }
  } catch (error) {
    outcome = run.failureOf(error, draft);
    if (run.hearsAll) notePhase(run, draft, steps[index - 1] as Step, outcome);
  }
  draft.step = index;
  return outcome;
}

// What holds a strand up in the middle of a state.
function follow(run: RunDraft, draft: Draft, outcome: Outcome): void {
  switch (outcome?.kind) {
    case 'fail':
      run.fail(draft, outcome.failure);
      break;
    case 'sleep':
      draft.waiting = { kind: 'clock', until: outcome.until };
      if (run.hearsAll) run.note({ kind: 'waiting', ...run.at(draft), until: outcome.until });
      break;
    case 'call':
      beginCall(run, draft, outcome.call);
      break;
    case 'branch':
      branch(run, draft, outcome.children);
      break;
    case 'iterate':
      iterate(run, draft, outcome.plan);
      break;
    case 'distribute':
      beginMapRun(run, draft, outcome.plan);
      break;
    case 'skipTo':
    case undefined:
  }
}

/** What is passed on untouched has been measured before. */
function isNewAndTooLarge({ input, output = null }: StateData): boolean {
  return output !== input && isTooLarge(output);
}

// There is one for every step: written out in full, which costs least.
function notePhase(run: RunDraft, { id, code, execution }: Strand, step: Step, outcome: Outcome): void {
  const { path: state, name, type, steps } = code;
  const { phase } = step;
  const isRule = phase === 'rule';
  const rule = isRule ? steps.indexOf(step) - steps.findIndex(one => one.phase === 'rule') : undefined;
  const taken = isRule ? outcome?.kind === 'skipTo' : undefined;
  run.note({ kind: 'phase', strand: id, state, name, type, now: run.now, phase, rule, taken, child: execution?.root });
}
