// Machine → Program. What cannot be run comes back as a list of sentences with places, not as an exception.
import { type Definition, type Machine, memberNamed, type Scope, type Span, type State } from '../../language/index.ts';
import type { Program, StateCode, Step } from '../program.ts';
import { choiceSteps } from './choice.ts';
import { compileErrors } from './errors.ts';
import { failSteps } from './fail.ts';
import { distributedOf, mapSteps } from './map.ts';
import { parallelSteps } from './parallel.ts';
import { passSteps } from './pass.ts';
import { succeedSteps } from './succeed.ts';
import { taskSteps } from './task.ts';
import { waitSteps } from './wait.ts';

/** Why a definition cannot be run, at a place of its text. */
export interface Refusal extends Span {
  readonly message: string;
}

export type Compiled =
  | { readonly program: Program; readonly refusals?: undefined }
  | { readonly program?: undefined; readonly refusals: readonly Refusal[] };

/** Collects refusals while states are compiled. */
export type Refuse = (span: Span, message: string) => void;

/**
 * A definition with errors is refused: it would be on AWS too. `machine`: the name its states' paths begin with, where it is not
 * the definition that a run begins with: `Reserve:Pay` instead of `Top/Pay`.
 */
export function compile(definition: Definition, { machine: name }: { readonly machine?: string } = {}): Compiled {
  const errors = definition.problems.filter(problem => problem.severity === 'error');
  const { machine } = definition;
  if (errors.length > 0 || !machine) return { refusals: errors };
  const refusals: Refusal[] = [];
  const refuse: Refuse = (span, message) => {
    refusals.push({ message, start: span.start, end: span.end });
  };
  const states = new Map<string, StateCode>();
  const scope = compileScope(machine.scope, name === undefined ? 'Top/' : `${name}:`, states, refuse);
  const start = scope.get(machine.scope.startAt?.value ?? '');
  if (refusals.length > 0 || !start) return { refusals };
  return { program: { machine, start, states, ...timeout(machine) } };
}

function timeout(machine: Machine): { timeoutSeconds?: number } {
  const value = memberNamed(machine.node, 'TimeoutSeconds')?.value;
  return value?.kind === 'number' ? { timeoutSeconds: value.value } : {};
}

function compileScope(
  scope: Scope,
  prefix: string,
  all: Map<string, StateCode>,
  refuse: Refuse,
): ReadonlyMap<string, StateCode> {
  const codes = new Map<string, StateCode>();
  for (const state of scope.states) {
    const statePath = prefix + state.name;
    const steps = compileState(state, statePath, all, refuse);
    const code = {
      name: state.name,
      path: statePath,
      state,
      type: state.type,
      steps,
      scope: codes,
      onError: compileErrors(state, refuse),
      distributed: state.type === 'Map' ? distributedOf(state) : undefined,
    };
    codes.set(state.name, code);
    all.set(statePath, code);
  }
  return codes;
}

function compileState(state: State, path: string, all: Map<string, StateCode>, refuse: Refuse): readonly Step[] {
  const startOf = (scope: Scope, prefix: string) =>
    compileScope(scope, prefix, all, refuse).get(scope.startAt?.value ?? '');
  switch (state.type) {
    case 'Pass':
      return passSteps(state, refuse);
    case 'Choice':
      return choiceSteps(state, refuse);
    case 'Wait':
      return waitSteps(state, refuse);
    case 'Succeed':
      return succeedSteps(state, refuse);
    case 'Fail':
      return failSteps(state, refuse);
    case 'Task':
      return taskSteps(state, refuse);
    case 'Parallel': {
      const starts = state.branches.map((branch, i) => startOf(branch, `${path}[${i}]/`));
      return parallelSteps(
        state,
        starts.filter(start => start !== undefined),
        refuse,
      );
    }
    case 'Map':
      return mapSteps(state, state.processor && startOf(state.processor, `${path}/`), refuse);
    case 'Untyped':
      // Such a definition has an error and was refused above.
      return [];
  }
}
