// Tasks answered by a mock file. Calls the file does not answer go on to `otherwise`.
import { type Answer, evaluateOver } from '../interpreter/index.ts';
import { type CallCommand, noAnswer, type Tasks } from './driver.ts';
import type { Mock, MockFile } from './mockFile.ts';

export function createMocks(mocks: MockFile, otherwise?: Tasks): Tasks {
  const used = new Map<string, number>();
  return {
    call(command, answer) {
      const name = command.state.name;
      const mock = mocks.get(name);
      if (!mock) {
        if (otherwise) otherwise.call(command, answer);
        else answer(noAnswer(command));
        return;
      }
      const count = used.get(name) ?? 0;
      used.set(name, count + 1);
      // A task that waits is accepted first, as on AWS.
      const { resource } = command.call;
      const isAccepted = resource.kind === 'service' && resource.pattern !== 'request';
      if (isAccepted) answer({ kind: 'submitted', output: {} });
      if (resource.kind === 'activity') answer({ kind: 'started' });
      answer(answerOf(mock, command, count));
    },
    cancel: id => otherwise?.cancel(id),
  };
}

function answerOf(mock: Mock, command: CallCommand, count: number): Answer {
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
      return next ? answerOf(next, command, count) : noAnswer(command);
    }
    case 'iterations': {
      const chosen = mock.byIndex.get(command.iteration ?? -1) ?? mock.otherwise;
      return chosen ? answerOf(chosen, command, count) : noAnswer(command);
    }
    case 'jsonata': {
      const { value, problem } = evaluateOver(mock.expression, command.call.input);
      if (problem === undefined) return { kind: 'succeeded', output: value };
      const cause = `The mock of "${command.state.name}" cannot be evaluated: ${problem}`;
      return { kind: 'failed', failure: { error: 'States.Runtime', cause } };
    }
  }
}
