// Retry and Catch of a state, compiled. Retriers are consulted before catchers, each list in the order written. A retrier
// whose attempts are used up hands over to the catchers, not to a later retrier.
import type { Value } from '../../expressions/index.ts';
import type { Catcher, Fields, Node, State } from '../../language/index.ts';
import { toValue } from '../../language/index.ts';
import type { Failure } from '../failure.ts';
import { matchesError } from '../matchesError.ts';
import type { Attempts, Considered, OnError, Reaction, StateData, StepScope } from '../program.ts';
import type { Refuse } from './compile.ts';
import { compileJsonata } from './jsonata.ts';
import { resultPlacer } from './paths.ts';
import { compileAssign } from './steps.ts';

export function compileErrors(state: State, refuse: Refuse): OnError | undefined {
  if (!('retriers' in state) || (state.retriers.length === 0 && state.catchers.length === 0)) return undefined;
  const retriers = state.retriers.map(({ fields }) => compileRetrier(fields));
  const catchers = state.catchers.map((catcher, index) => compileCatcher(state, catcher, index, refuse));
  return {
    react: (failure, data, scope, attempts) => {
      const retrier = retriers.findIndex(({ names }) => matchesError(names, failure));
      const delayMs = retriers[retrier]?.delay(attempts.byRetrier[retrier] ?? 0, scope);
      if (delayMs !== undefined) return { kind: 'retry', retrier, delayMs };
      const catcher = catchers.findIndex(({ names }) => matchesError(names, failure));
      return catchers[catcher]?.take(failure, data, scope) ?? { kind: 'uncaught' };
    },
    consider: (failure, attempts) => considerAll(failure, attempts, retriers, catchers, state),
    spanOf: failure => {
      const names = (fields: Fields) => namesIn(fields.get('ErrorEquals')?.value);
      const all = [...state.retriers, ...state.catchers];
      return all.find(({ fields }) => matchesError(names(fields), failure))?.node;
    },
  };
}

// As `react` decides, told for each of them. A retrier that matches and is used up hands over to the catchers.
function considerAll(
  failure: Failure,
  { byRetrier }: Attempts,
  retriers: readonly CompiledRetrier[],
  catchers: readonly CompiledCatcher[],
  { retriers: written, catchers: writtenCatchers }: Pick<ErrorState, 'retriers' | 'catchers'>,
): readonly Considered[] {
  const matching = retriers.findIndex(({ names }) => matchesError(names, failure));
  const isRetried = (byRetrier[matching] ?? 0) < (retriers[matching]?.most ?? 0);
  const catcher = isRetried ? -1 : catchers.findIndex(({ names }) => matchesError(names, failure));
  const verdictOf = (index: number, decides: number, isTaken: boolean, names: readonly string[]) => {
    if (index === decides) return isTaken ? 'takes' : 'usedUp';
    const isLater = decides >= 0 && index > decides;
    return isLater && matchesError(names, failure) ? 'later' : 'noMatch';
  };
  return [
    ...retriers.map(({ names, most, plainDelay }, index): Considered => {
      const done = byRetrier[index] ?? 0;
      const { start = 0, end = 0 } = written[index]?.node ?? {};
      const verdict = verdictOf(index, matching, isRetried, names);
      return { kind: 'retrier', index, names, verdict, done, most, delayMs: plainDelay(done), start, end };
    }),
    ...catchers.map(({ names }, index): Considered => {
      const { node, next } = writtenCatchers[index] ?? {};
      const isLater = isRetried && matchesError(names, failure);
      const verdict = isLater ? 'later' : verdictOf(index, catcher, true, names);
      const { start = 0, end = 0 } = node ?? {};
      return { kind: 'catcher', index, names, verdict, next: next?.value, start, end };
    }),
  ];
}

type ErrorState = Extract<State, { retriers: unknown }>;

interface CompiledRetrier {
  readonly names: readonly string[];
  readonly most: number;
  /** Before jitter. */
  readonly plainDelay: (done: number) => number;
  /** The delay before the next attempt after so many, or undefined when they are used up. */
  readonly delay: (done: number, scope: StepScope) => number | undefined;
}

function compileRetrier(fields: Fields): CompiledRetrier {
  const number = (name: string, otherwise: number) => {
    const node = fields.get(name)?.value;
    return node?.kind === 'number' ? node.value : otherwise;
  };
  const most = number('MaxAttempts', 3);
  const interval = number('IntervalSeconds', 1);
  const rate = number('BackoffRate', 2);
  const longest = number('MaxDelaySeconds', Number.POSITIVE_INFINITY);
  const jitter = fields.get('JitterStrategy')?.value;
  const isJittered = jitter?.kind === 'string' && jitter.value === 'FULL';
  const secondsAfter = (done: number) => Math.min(interval * rate ** done, longest);
  return {
    names: namesIn(fields.get('ErrorEquals')?.value),
    most,
    plainDelay: done => Math.round(secondsAfter(done) * 1000),
    delay: (done, scope) => {
      if (done >= most) return undefined;
      return Math.round(secondsAfter(done) * 1000 * (isJittered ? scope.chance.random() : 1));
    },
  };
}

interface CompiledCatcher {
  readonly names: readonly string[];
  /** Settles output, variables and the next state. */
  readonly take: (failure: Failure, data: StateData, scope: StepScope) => Reaction;
}

function compileCatcher(state: State, catcher: Catcher, index: number, refuse: Refuse): CompiledCatcher {
  const { fields, next } = catcher;
  const isJsonata = state.queryLanguage === 'JSONata';
  const output = fields.get('Output')?.value;
  const evaluate = isJsonata && output ? compileJsonata(output, `Catch[${index}]/Output`, refuse) : undefined;
  const place = isJsonata ? undefined : resultPlacer(fields.get('ResultPath')?.value);
  const assignNode = fields.get('Assign')?.value;
  const errorOf = (data: StateData): Value => errorOutput(data.error ?? {});
  const assign = assignNode && compileAssign(state, assignNode, `Catch[${index}]/Assign`, errorOf, refuse);
  return {
    names: namesIn(fields.get('ErrorEquals')?.value),
    take: (failure, data, scope) => {
      const caught = errorOutput(failure);
      assign?.(data, scope);
      data.output = evaluate ? evaluate(data, scope) : place ? place(data.input, caught) : caught;
      if (next) data.next = next.value;
      return { kind: 'caught', catcher: index };
    },
  };
}

/** What a handler sees. A timeout has an empty cause (recorded). */
export function errorOutput({ error, cause }: Failure): Value {
  const isTimeout = error === 'States.Timeout' && cause === undefined;
  return {
    ...(error !== undefined && { Error: error }),
    ...(cause !== undefined && { Cause: cause }),
    ...(isTimeout && { Cause: '' }),
  };
}

function namesIn(node: Node | undefined): readonly string[] {
  const names = node ? toValue(node) : [];
  return Array.isArray(names) ? names.filter(name => typeof name === 'string') : [];
}

export const NO_ATTEMPTS: Attempts = { total: 0, byRetrier: [] };
