// Tasks answered by a mock file, and items of distributed Maps. What the file does not answer goes on to `otherwise`.
import {
  type Answer,
  evaluateOver,
  type Failure,
  type Item,
  type ItemsPage,
  isObject,
  type Value,
} from '../interpreter/index.ts';
import { type CallCommand, type MapData, noAnswer, noMapData, type Tasks } from './driver.ts';
import { accept } from './functions.ts';
import type { Mock, MockFile } from './mockFile.ts';

/** `used`: how often each was asked before, for a run that is taken up in the middle. */
export function createMocks(mocks: MockFile, otherwise?: Tasks, used = new Map<string, number>()): Tasks {
  return {
    call(command, answer) {
      const name = command.state.name;
      const mock = mocks.get(name);
      if (!mock) {
        if (otherwise) otherwise.call(command, answer);
        else answer(noAnswer(command));
        return;
      }
      accept(command.call, answer);
      answer(answerOf(mock, askedBy(command), countOf(used, name)) ?? noAnswer(command));
    },
    cancel: id => otherwise?.cancel(id),
  };
}

/** A mock of a distributed Map stands for what its ItemReader reads: a list, or an object of keys and values. */
export function createMockedData(mocks: MockFile, otherwise?: MapData): MapData {
  const used = new Map<string, number>();
  return {
    read(command, answer) {
      const { state, request } = command;
      const mock = mocks.get(state.name);
      if (mock) {
        const said = answerOf(mock, { name: state.name, input: request.arguments }, countOf(used, state.name));
        answer(pageOf(said, state.name, request.maxItems || undefined, command.skip));
      } else if (otherwise) otherwise.read(command, answer);
      else answer({ kind: 'failed', failure: noMapData('ItemReader') });
    },
    write(command, answer) {
      if (otherwise) otherwise.write(command, answer);
      else answer(noMapData('ResultWriter'));
    },
    cancel: id => otherwise?.cancel(id),
  };
}

/** Whom a mock answers. */
interface Asked {
  readonly name: string;
  readonly input: Value;
  readonly iteration?: number;
}

type MockAnswer = Extract<Answer, { kind: 'succeeded' | 'failed' }>;

function askedBy({ state, call, iteration }: CallCommand): Asked {
  return { name: state.name, input: call.input, ...(iteration !== undefined && { iteration }) };
}

function countOf(used: Map<string, number>, name: string): number {
  const count = used.get(name) ?? 0;
  used.set(name, count + 1);
  return count;
}

function pageOf(said: MockAnswer | undefined, name: string, maxItems: number | undefined, skip: number): ItemsPage {
  if (said?.kind === 'failed') return { kind: 'failed', failure: said.failure };
  const items = said && itemsIn(said.output);
  if (items) return { kind: 'items', items: items.slice(0, maxItems).slice(skip), isLast: true };
  const cause = `The mock of the Map "${name}" must give a list of items, or an object.`;
  return { kind: 'failed', failure: { error: 'States.Runtime', cause } };
}

function itemsIn(value: Value): readonly Item[] | undefined {
  if (Array.isArray(value)) return value.map((one: Value) => ({ value: one }));
  return isObject(value) ? Object.entries(value).map(([key, one]) => ({ key, value: one })) : undefined;
}

// Undefined where the mock has nothing for this one.
function answerOf(mock: Mock, asked: Asked, count: number): MockAnswer | undefined {
  switch (mock.kind) {
    case 'return':
      return { kind: 'succeeded', output: mock.value };
    case 'throw': {
      const { error, cause } = mock;
      return {
        kind: 'failed',
        failure: { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) },
      };
    }
    case 'sequence': {
      const next = mock.mocks[Math.min(count, mock.mocks.length - 1)];
      return next && answerOf(next, asked, count);
    }
    case 'iterations': {
      const chosen = mock.byIndex.get(asked.iteration ?? -1) ?? mock.otherwise;
      return chosen && answerOf(chosen, asked, count);
    }
    case 'jsonata': {
      const { value, problem } = evaluateOver(mock.expression, asked.input);
      if (problem === undefined) return { kind: 'succeeded', output: value };
      const failure: Failure = {
        error: 'States.Runtime',
        cause: `The mock of "${asked.name}" cannot be evaluated: ${problem}`,
      };
      return { kind: 'failed', failure };
    }
  }
}
