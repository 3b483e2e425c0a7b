// What a person does to a run from outside: changes what a strand knows, sets its next state, lets its state fail, or gives the
// whole run another definition. Each is a signal like any other, so a journal that holds them replays exactly.
import { abortChildren, dropBelow } from './aborting.ts';
import { cancelCalls } from './calls.ts';
import type { ChildStart, Program, StateCode } from './program.ts';
import type { Signal, Strand, Waiting } from './run.ts';
import type { RunDraft } from './runDraft.ts';
import { type Draft, enterNext } from './strand.ts';

type Of<Kind> = Extract<Signal, { kind: Kind }>;

/** Whoever edits knows what the members mean: nothing is computed anew here. */
export function edit(run: RunDraft, { strand: id, data, variables, step, failing }: Of<'edit'>): void {
  const strand = run.strand(id);
  if (!strand) return;
  const draft = run.edit(strand);
  if (data) Object.assign(draft.data, data);
  if (variables) draft.variables = variables;
  if (failing !== undefined) draft.failing = failing ?? undefined;
  if (step === undefined) return;
  dropBelow(run, id);
  cancelCalls(run, [strand]);
  draft.waiting = undefined;
  draft.step = step;
}

/** The strand stands before a state of its scope. What it was in is over without a result, and what was below it too. */
export function goTo(run: RunDraft, { strand: id, state, input }: Of<'goto'>): void {
  const strand = run.strand(id);
  const code = strand && siblingAt(strand.code, state);
  if (!strand || !code) return;
  const draft = letGo(run, strand);
  if (draft.entered && !isOver(draft)) {
    draft.lastEventId = run.record(draft, { kind: 'stateAborted', previousId: draft.lastEventId });
  }
  draft.failing = undefined;
  enterNext(draft, code, input);
}

/** The state of the strand fails now, whatever it was doing. */
export function raise(run: RunDraft, { strand: id, failure }: Of<'raise'>): void {
  const strand = run.strand(id);
  if (strand) run.fail(letGo(run, strand), failure);
}

/**
 * Another definition for everything that has not begun. A state that a strand is in is finished as it was written when it was
 * entered; what follows, and iterations that are still to come, are taken from the new one where it has them.
 */
export function redefine(run: RunDraft, { program }: Of<'redefine'>): void {
  // It may be that of an execution that a Task has started.
  if (machineOf(program.start) === machineOf(run.program.start)) run.program = program;
  for (const strand of [...run.strands]) {
    const code = program.states.get(strand.code.path);
    const draft = run.edit(strand);
    if (draft.step === 0 && !draft.failing && !draft.waiting) draft.code = code ?? draft.code;
    else draft.code = leadingInto(draft.code, program);
    draft.waiting = draft.waiting && waitingFor(draft.waiting, program);
  }
}

/** The name that the paths of a definition's states begin with: `Top`, or that of a machine that a Task starts. */
export function machineOf({ path }: Pick<StateCode, 'path'>): string {
  return path.startsWith('Top/') ? 'Top' : path.slice(0, path.indexOf(':'));
}

/** A state of the same scope by its path; no transition leaves a scope. */
export function siblingAt({ scope }: StateCode, path: string): StateCode | undefined {
  for (const code of scope.values()) if (code.path === path) return code;
  return undefined;
}

// Nothing is under way for the strand any more.
function letGo(run: RunDraft, strand: Strand): Draft {
  abortChildren(run, strand.id);
  dropBelow(run, strand.id);
  cancelCalls(run, [strand]);
  const draft = run.edit(run.strand(strand.id) ?? strand);
  draft.waiting = undefined;
  return draft;
}

function isOver({ step, failing }: Draft): boolean {
  return step === 0 && !failing;
}

function leadingInto(code: StateCode, program: Program): StateCode {
  const [any] = code.scope.values();
  const prefix = any?.path.slice(0, any.path.length - any.name.length) ?? '';
  const scope = new Map<string, StateCode>();
  for (const [path, other] of program.states) if (path === prefix + other.name) scope.set(other.name, other);
  return { ...code, scope: scope.size > 0 ? scope : code.scope };
}

function waitingFor(waiting: Waiting, program: Program): Waiting {
  if (waiting.kind === 'children' && waiting.plan) {
    const { plan } = waiting;
    return { ...waiting, plan: { ...plan, start: program.states.get(plan.start.path) ?? plan.start } };
  }
  if (waiting.kind === 'children' && waiting.branches) {
    const newest = ({ start, input }: ChildStart) => ({ start: program.states.get(start.path) ?? start, input });
    return { ...waiting, branches: waiting.branches.map(newest) };
  }
  if (waiting.kind !== 'mapRun') return waiting;
  const { plan } = waiting;
  return { ...waiting, plan: { ...plan, start: program.states.get(plan.start.path) ?? plan.start } };
}
