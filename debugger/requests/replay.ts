// What a session says of a recorded execution, and the mock file that answers a run as this one was answered.
import type { Divergence, Value } from '../../interpreter/index.ts';
import { printValue } from '../../interpreter/index.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../dap.ts';
import { messages } from '../messages.ts';
import { MOCKS_REQUEST, type MocksAnswer } from '../protocol.ts';
import type { CallRecord } from '../running/timeline.ts';

export class ReplayRequests {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  readonly handlers: Handlers = {
    [MOCKS_REQUEST]: (): MocksAnswer => ({ mocks: mocksOf(this.#context.control.timeline.calls) }),
  };

  /** Each difference with its place, before the first step. */
  tell(divergences: readonly Divergence[], placeOf: (state: string) => object): void {
    for (const divergence of divergences) {
      const text = divergence.isEnd
        ? messages.partsWays(divergence.state, shown(divergence.recorded))
        : messages.diverged(divergence.state, divergence.field, shown(divergence.recorded), shown(divergence.computed));
      const why = divergence.because === undefined ? '' : ` ${messages.because[divergence.because]}`;
      this.#context.print(`${text}${why}\n`, { category: 'important', ...placeOf(divergence.state) });
    }
  }
}

function shown(value: Value | undefined): string {
  if (value === undefined) return messages.notRecorded();
  const text = printValue(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const LONGEST = 300;

// In the order the calls were answered: a state that was called several times is answered by a sequence.
function mocksOf(calls: readonly CallRecord[]): MocksAnswer['mocks'] {
  const entries = new Map<string, object[]>();
  for (const { state, answers, isInside } of calls) {
    // It answers itself the next time too.
    if (isInside) continue;
    const last = answers.findLast(({ kind }) => kind === 'succeeded' || kind === 'failed');
    const entry =
      last?.kind === 'succeeded'
        ? { return: last.output }
        : last?.kind === 'failed'
          ? { throw: { error: last.failure.error ?? '', cause: last.failure.cause ?? '' } }
          : undefined;
    if (entry) entries.set(state, [...(entries.get(state) ?? []), entry]);
  }
  return Object.fromEntries(
    [...entries].map(([state, list]) => {
      const isOne = list.every(entry => JSON.stringify(entry) === JSON.stringify(list[0]));
      return [state, isOne ? list[0] : { sequence: list }];
    }),
  );
}
