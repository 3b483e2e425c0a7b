// What the tasks of an execution call: mocks first, then functions, queues, activities and the service itself. Anything else has no
// answer, and says so. Where a task waits for a token, its answer comes later, through the API.
import {
  type CallCommand,
  callS3,
  createMocks,
  invokeLambda,
  isS3Task,
  type MockFile,
  noAnswer,
  type Reopen,
  sendMessage,
  type Tasks,
} from '../../host/index.ts';
import { type Answer, isObject } from '../../interpreter/index.ts';
import type { Service } from '../service.ts';
import { callActivity } from './activity.ts';
import { callApi } from './api.ts';
import { callStartExecution } from './startExecution.ts';

/** One open call. */
export interface OpenCall {
  readonly command: CallCommand;
  readonly service: Service;
  readonly answer: (answer: Answer) => void;
  /** Fires when the answer is not waited for any more. */
  readonly signal: AbortSignal;
}

export interface ServiceTasks extends Tasks {
  /** A call of an execution that was read back is waited for again, or was lost. */
  readonly reopen: Reopen;
}

export function createTasks(service: Service, mocks: MockFile): ServiceTasks {
  const open = new Map<number, AbortController>();
  const own: Tasks = {
    call(command, answer) {
      const controller = new AbortController();
      open.set(command.id, controller);
      const done = (said: Answer) => {
        if (said.kind === 'succeeded' || said.kind === 'failed') open.delete(command.id);
        if (!controller.signal.aborted) answer(said);
      };
      callOutside({ command, service, answer: done, signal: controller.signal });
    },
    cancel(id) {
      open.get(id)?.abort();
      open.delete(id);
    },
  };
  const mocked = createMocks(mocks, own);
  return {
    call: (command, answer) =>
      mocked.call(command, said => answer(mocks.has(command.state.name) ? bare(command, said) : said)),
    cancel: id => mocked.cancel(id),
    reopen({ command, isBegun }, answer) {
      const { resource, token } = command.call;
      const isToken = resource.kind === 'service' && resource.pattern === 'waitForTaskToken' && token !== undefined;
      if (resource.kind === 'activity' && !isBegun) own.call(command, answer);
      else if (isToken) {
        const controller = new AbortController();
        open.set(command.id, controller);
        awaitToken(service, token, answer, controller.signal);
      } else answer({ kind: 'failed', failure: LOST });
    },
  };
}

// It is not made again: what it does may have been done.
const LOST = {
  error: 'States.TaskFailed',
  cause: 'The service ended while this call was under way: whatever it was answered is lost.',
};

function awaitToken(service: Service, token: string, answer: (answer: Answer) => void, signal: AbortSignal): void {
  service.tokens.open(token, answer);
  signal.addEventListener('abort', () => service.tokens.close(token));
}

// Mock files give what `lambda:invoke` gives; a function's ARN used directly gives the payload alone (recorded).
function bare({ call }: CallCommand, said: Answer): Answer {
  if (call.resource.kind !== 'lambda' || said.kind !== 'succeeded' || !isObject(said.output)) return said;
  const { Payload: payload, StatusCode: code } = said.output;
  return payload === undefined || code === undefined ? said : { kind: 'succeeded', output: payload };
}

function callOutside(open: OpenCall): void {
  const { resource, token } = open.command.call;
  if (resource.kind === 'activity') callActivity(open);
  else if (resource.kind === 'service' && resource.pattern === 'waitForTaskToken' && token !== undefined) {
    callWithToken(open, token);
  } else callOnce(open, open.answer);
}

// The request is made as always, but what it answers is only that it was accepted: the task ends by its token.
function callWithToken(open: OpenCall, token: string): void {
  const { answer, service, signal } = open;
  awaitToken(service, token, answer, signal);
  callOnce(open, said => {
    if (said.kind === 'succeeded') answer({ kind: 'submitted', output: said.output });
    else {
      if (said.kind === 'failed') service.tokens.close(token);
      answer(said);
    }
  });
}

function callOnce(open: OpenCall, answer: (answer: Answer) => void): void {
  const { command, service, signal } = open;
  const { resource } = command.call;
  const { lambdaEndpoint, sqsEndpoint, objects } = service.options;
  const target = resource.kind === 'service' ? `${resource.service}:${resource.action}` : resource.kind;
  if (lambdaEndpoint !== undefined && (target === 'lambda' || target === 'lambda:invoke')) {
    void invokeLambda(lambdaEndpoint, command, signal).then(answer);
  } else if (sqsEndpoint !== undefined && target === 'sqs:sendMessage') {
    void sendMessage(sqsEndpoint, command, signal).then(answer);
  } else if (objects && isS3Task(command)) {
    void callS3(objects, command).then(answer);
  } else if (resource.kind === 'service' && target === 'states:startExecution') {
    callStartExecution({ ...open, answer }, resource);
  } else if (resource.kind === 'service' && resource.service === 'aws-sdk:sfn') {
    void callApi({ ...open, answer }, resource);
  } else {
    answer(noAnswer(command));
  }
}
