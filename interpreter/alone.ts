// One state alone, outside of any run: its phases are gone through as in an execution, and its work (a task's call, branches,
// iterations) is left to the caller, who hands in the result. This is what TestState does. No events, no waiting.

import type { Value } from '../expressions/index.ts';
import { type Failure, StateFailure } from './failure.ts';
import type { Attempts, Call, Reaction, StateCode, StateData, StepScope } from './program.ts';

export interface AloneOptions {
  readonly code: StateCode;
  readonly scope: StepScope;
  readonly attempts: Attempts;
}

export type Alone =
  /** It stands at its own work, and goes on with `resumeAlone`. */
  | { readonly kind: 'working'; readonly data: StateData; readonly call?: Call }
  | { readonly kind: 'exited'; readonly data: StateData }
  | { readonly kind: 'failed'; readonly data: StateData; readonly failure: Failure; readonly reaction: Reaction };

/** Enters the state. Given items stand for those the state would find itself. */
export function enterAlone(options: AloneOptions, input: Value, items?: readonly Value[]): Alone {
  return go(options, { input, ...(items && { items }) }, 0, items !== undefined);
}

/** Goes on after the state's work. */
export function resumeAlone(
  options: AloneOptions,
  data: StateData,
  done: { result: Value } | { failure: Failure },
): Alone {
  if ('failure' in done) return fail(options, { ...data, error: done.failure }, done.failure);
  const work = options.code.steps.findIndex(({ phase }) => phase === 'task');
  return go(options, { ...data, result: done.result }, work + 1, false);
}

function go(options: AloneOptions, data: StateData, from: number, hasItems: boolean): Alone {
  const { code, scope } = options;
  for (let i = from; i < code.steps.length; i++) {
    const step = code.steps[i];
    if (!step || (hasItems && step.phase === 'args')) continue;
    try {
      const outcome = step.perform(data, scope);
      switch (outcome?.kind) {
        case 'fail':
          return fail(options, data, outcome.failure);
        case 'call':
          return { kind: 'working', data, call: outcome.call };
        case 'branch':
        case 'iterate':
        case 'distribute':
          return { kind: 'working', data };
        case 'skipTo':
          i = outcome.step - 1;
          break;
        case 'sleep':
        case undefined:
      }
    } catch (error) {
      return fail(options, data, toFailure(error));
    }
  }
  return { kind: 'exited', data };
}

function fail({ code, scope, attempts }: AloneOptions, data: StateData, failure: Failure): Alone {
  const failed = { ...data, error: failure };
  try {
    const reaction = code.onError?.react(failure, failed, scope, attempts) ?? { kind: 'uncaught' };
    return { kind: 'failed', data: failed, failure, reaction };
  } catch (error) {
    return { kind: 'failed', data: failed, failure: toFailure(error), reaction: { kind: 'uncaught' } };
  }
}

// Recorded: outside of an execution the cause does not say in which state it happened.
function toFailure(error: unknown): Failure {
  if (!(error instanceof StateFailure)) throw error;
  return { error: error.errorName, cause: error.message };
}
