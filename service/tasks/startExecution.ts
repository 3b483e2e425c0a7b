// Nested state machines (`states:startExecution`), run by the service itself: started only, or waited for (`.sync`,
// `.sync:2`). The shapes are those AWS recorded (AWS-FACTS, "Results of integrations").
import { randomUUID } from 'node:crypto';
import { isObject, parseValue, printValue, type ServiceResource, type Value } from '../../interpreter/index.ts';
import { ServiceError } from '../errors.ts';
import type { RunningExecution } from '../execution.ts';
import { redriveOf } from '../shapes.ts';
import type { OpenCall } from './tasks.ts';

export function callStartExecution({ command, service, answer, signal }: OpenCall, resource: ServiceResource): void {
  let child: RunningExecution;
  try {
    const { stateMachineArn, name, input, traceHeader } = argumentsOf(command.call.input);
    child = service.start(service.machines.resolve(stateMachineArn), { name, input, traceHeader });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const cause = `${error.message} (Service: AWSStepFunctions; Status Code: 400; Error Code: ${error.code}; Request ID: ${randomUUID()}; Proxy: null)`;
    const named = error.code.endsWith('Exception') ? error.code : `${error.code}Exception`;
    answer({ kind: 'failed', failure: { error: `StepFunctions.${named}`, cause } });
    return;
  }
  const { pattern } = resource;
  if (pattern !== 'sync' && pattern !== 'sync:2') {
    answer({ kind: 'succeeded', output: startedOutput(child) });
    return;
  }
  answer({ kind: 'submitted', output: startedOutput(child) });
  // The service stops the child of a task that is over.
  signal.addEventListener('abort', () => child.stop({}));
  void child.ended.then(() => {
    const description = descriptionOf(child, pattern === 'sync:2');
    if (child.status === 'SUCCEEDED') answer({ kind: 'succeeded', output: description });
    else answer({ kind: 'failed', failure: { error: 'States.TaskFailed', cause: printValue(description) } });
  });
}

function argumentsOf(input: Value) {
  const args = isObject(input) ? input : {};
  const textOf = (name: string) => {
    const value = args[name];
    return typeof value === 'string' ? value : undefined;
  };
  const given = args['Input'];
  // Text is the JSON text itself; no input, and null (recorded), is an empty object.
  const text =
    given === undefined || given === null ? undefined : typeof given === 'string' ? given : printValue(given);
  return {
    stateMachineArn: textOf('StateMachineArn') ?? '',
    name: textOf('Name'),
    input: text,
    traceHeader: textOf('TraceHeader'),
  };
}

function startedOutput({ execution }: RunningExecution): Value {
  const startDate = execution.startTime / 1000;
  const id = randomUUID();
  // What the service's own answer looks like on the wire.
  const length = JSON.stringify({ executionArn: execution.id, startDate }).length;
  const headers = {
    'x-amzn-RequestId': id,
    connection: 'keep-alive',
    'Content-Length': String(length),
    Date: new Date(execution.startTime).toUTCString(),
    'Content-Type': 'application/x-amz-json-1.0',
  };
  const all = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return {
    ExecutionArn: execution.id,
    SdkHttpMetadata: { AllHttpHeaders: all, HttpHeaders: headers, HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: id },
    StartDate: startDate,
  };
}

// `.sync` has input and output as text, `.sync:2` as what the text stands for. Whether it can be redriven is in the recordings of
// `.sync` since the end of 2024, which we follow; of `.sync:2` there is an earlier one only, which has nothing of it.
function descriptionOf(child: RunningExecution, parsed: boolean): Value {
  const { execution, inputText, output, failure = {}, status, stopDate } = child;
  const { redriveStatus, redriveStatusReason } = redriveOf(child, stopDate ?? execution.startTime);
  const inputValue = parsed ? (parseValue(inputText).value ?? null) : inputText;
  return {
    ...(failure.cause !== undefined && { Cause: failure.cause }),
    ...(failure.error !== undefined && { Error: failure.error }),
    ExecutionArn: execution.id,
    Input: inputValue,
    InputDetails: { Included: true },
    Name: execution.name,
    ...(output !== undefined && { Output: parsed ? output : printValue(output), OutputDetails: { Included: true } }),
    ...(!parsed && {
      RedriveCount: execution.redriveCount ?? 0,
      RedriveStatus: redriveStatus,
      ...(redriveStatusReason !== undefined && { RedriveStatusReason: redriveStatusReason }),
    }),
    StartDate: execution.startTime,
    StateMachineArn: execution.stateMachineId,
    Status: status,
    ...(stopDate !== undefined && { StopDate: stopDate }),
  };
}
