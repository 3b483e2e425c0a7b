// Tasks answered by functions of a program: what they return is the task's result, what they throw its failure.
import type { Answer, Call, Failure, Value } from '../interpreter/index.ts';
import { type CallCommand, noAnswer, type Tasks } from './driver.ts';

/** What a function is told besides the task's input. */
export interface TaskCall {
  readonly state: string;
  readonly resource: string;
  /** How often this visit of the state was tried before. */
  readonly attempt: number;
  /** Of the Map the state is in. */
  readonly iteration?: number;
  /** Of a `.waitForTaskToken` task. */
  readonly token?: string;
}

export type TaskFunction = (input: Value, call: TaskCall) => Value | Promise<Value>;

/** Thrown by a function: the error and cause that retriers and catchers see. */
export class TaskError extends Error {
  readonly error: string;
  readonly reason: string | undefined;
  constructor(error: string, cause?: string) {
    super(cause ?? error);
    this.name = error;
    this.error = error;
    this.reason = cause;
  }
}

/** By the name of the state, else by its Resource. What is in neither goes on to `otherwise`. */
export function createFunctions(functions: Readonly<Record<string, TaskFunction>>, otherwise?: Tasks): Tasks {
  return {
    call(command, answer) {
      const { name } = command.state;
      const { arn } = command.call.resource;
      const found = [name, arn].find(key => Object.hasOwn(functions, key));
      const task = found === undefined ? undefined : functions[found];
      if (task) callFunction(task, command, answer);
      else if (otherwise) otherwise.call(command, answer);
      else answer(noAnswer(command));
    },
    cancel: id => otherwise?.cancel(id),
  };
}

function callFunction(task: TaskFunction, command: CallCommand, answer: (answer: Answer) => void): void {
  const { state, call, attempt, iteration } = command;
  accept(call, answer);
  const told: TaskCall = {
    state: state.name,
    resource: call.resource.arn,
    attempt,
    ...(iteration !== undefined && { iteration }),
    ...(call.token !== undefined && { token: call.token }),
  };
  const succeed = (output: Value) => answer({ kind: 'succeeded', output });
  const fail = (error: unknown) => answer({ kind: 'failed', failure: failureOf(error) });
  try {
    const said = task(call.input, told);
    if (said instanceof Promise) said.then(succeed, fail);
    else succeed(said);
  } catch (error) {
    fail(error);
  }
}

/** A task that waits is accepted first, as on AWS; an activity is taken by a worker. */
export function accept({ resource }: Call, answer: (answer: Answer) => void): void {
  if (resource.kind === 'service' && resource.pattern !== 'request') answer({ kind: 'submitted', output: {} });
  if (resource.kind === 'activity') answer({ kind: 'started' });
}

// As Lambda names the class of what a function throws.
function failureOf(error: unknown): Failure {
  if (error instanceof TaskError) {
    return { error: error.error, ...(error.reason !== undefined && { cause: error.reason }) };
  }
  return error instanceof Error
    ? { error: error.name, cause: error.message }
    : { error: 'Error', cause: String(error) };
}
