// What a Task says to `states:startExecution`, and what it is told when no execution can be started.
import { type Failure, isObject, printValue, type Value } from '../../interpreter/index.ts';

export interface StartArguments {
  readonly stateMachineArn: string;
  readonly name: string | undefined;
  /** As text; undefined is an empty object. */
  readonly input: string | undefined;
  readonly traceHeader: string | undefined;
}

export function readStart(given: Value): StartArguments {
  const args = isObject(given) ? given : {};
  const textOf = (name: string) => {
    const value = args[name];
    return typeof value === 'string' ? value : undefined;
  };
  const { Input: input } = args;
  return {
    stateMachineArn: textOf('StateMachineArn') ?? '',
    name: textOf('Name'),
    // Text is the JSON text itself; no input, and null (recorded), is an empty object.
    input: input === undefined || input === null ? undefined : typeof input === 'string' ? input : printValue(input),
    traceHeader: textOf('TraceHeader'),
  };
}

/** The service's refusal of a start, as a Task sees it (recorded). */
export function refusedStart(code: string, message: string, requestId: string): Failure {
  const cause = `${message} (Service: AWSStepFunctions; Status Code: 400; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`;
  return { error: `StepFunctions.${code.endsWith('Exception') ? code : `${code}Exception`}`, cause };
}
