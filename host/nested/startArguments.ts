// What a Task says to `states:startExecution`.
import { isObject, printValue, type Value } from '../../interpreter/index.ts';

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
