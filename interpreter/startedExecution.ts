// What `states:startExecution` gives: the answer to the start, and the description of the execution once it is over. The shapes
// are those AWS recorded (AWS-FACTS, "Results of integrations").
import type { Value, ValueObject } from '../expressions/index.ts';
import type { Failure } from './failure.ts';
import { parseValue, printValue } from './json.ts';
import type { Execution, RunStatus } from './run.ts';

/** The answer to the start. */
export function startedAnswer({ id, startTime }: Execution): ValueObject {
  return { executionArn: id, startDate: startTime / 1000 };
}

/** The answer to the start, with its metadata as it is on the wire. */
export function startedOutput({ id, startTime }: Execution, requestId: string): Value {
  const startDate = startTime / 1000;
  // What the service's own answer looks like on the wire.
  const length = JSON.stringify({ executionArn: id, startDate }).length;
  const headers = {
    'x-amzn-RequestId': requestId,
    connection: 'keep-alive',
    'Content-Length': String(length),
    Date: new Date(startTime).toUTCString(),
    'Content-Type': 'application/x-amz-json-1.0',
  };
  const all = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return {
    ExecutionArn: id,
    SdkHttpMetadata: { AllHttpHeaders: all, HttpHeaders: headers, HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: requestId },
    StartDate: startDate,
  };
}

/** An execution that is over. */
export interface OverExecution {
  readonly execution: Execution;
  readonly inputText: string;
  readonly status: RunStatus;
  readonly stopDate: number | undefined;
  readonly output?: Value | undefined;
  readonly failure?: Failure | undefined;
  readonly redrive: { readonly redriveStatus: string; readonly redriveStatusReason?: string };
}

/**
 * What a task that waited for it is given. `.sync` has input and output as text, `.sync:2` as what the text stands for. Whether it
 * can be redriven is in the recordings of `.sync` since the end of 2024, which we follow; of `.sync:2` there is an earlier one only,
 * which has nothing of it.
 */
export function describeOver(over: OverExecution, pattern: 'sync' | 'sync:2'): Value {
  const { execution, inputText, output, failure = {}, status, stopDate, redrive } = over;
  const isParsed = pattern === 'sync:2';
  const { redriveStatus, redriveStatusReason } = redrive;
  return {
    ...(failure.cause !== undefined && { Cause: failure.cause }),
    ...(failure.error !== undefined && { Error: failure.error }),
    ExecutionArn: execution.id,
    Input: isParsed ? (parseValue(inputText).value ?? null) : inputText,
    InputDetails: { Included: true },
    Name: execution.name,
    ...(output !== undefined && { Output: isParsed ? output : printValue(output), OutputDetails: { Included: true } }),
    ...(!isParsed && {
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

/** The service's refusal of a start, as a Task sees it (recorded). */
export function refusedStart(code: string, message: string, requestId: string): Failure {
  const cause = `${message} (Service: AWSStepFunctions; Status Code: 400; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`;
  return { error: `StepFunctions.${exceptionOf(code)}`, cause };
}

/** Its refusal of an operation that is called through the SDK integration. */
export function refusedCall(code: string, message: string, requestId: string): Failure {
  const cause = `${message} (Service: Sfn, Status Code: 400, Request ID: ${requestId})`;
  return { error: `Sfn.${exceptionOf(code)}`, cause };
}

function exceptionOf(code: string): string {
  return code.endsWith('Exception') ? code : `${code}Exception`;
}

const INCLUDED = { included: true };

/** What is billed for, as AWS rounds it: our executions use no more memory than the least there is. */
const BILLED_STEP_MS = 100;
const BILLED_MEMORY_MB = 64;

/** What StartSyncExecution answers. An execution that fails is an answer like any other. */
export function describeSync(over: Omit<OverExecution, 'redrive'> & { readonly stopDate: number }): ValueObject {
  const { execution, inputText, output, failure = {}, status, stopDate } = over;
  const steps = Math.max(1, Math.ceil((stopDate - execution.startTime) / BILLED_STEP_MS));
  return {
    executionArn: execution.id,
    stateMachineArn: execution.stateMachineId,
    name: execution.name,
    startDate: execution.startTime / 1000,
    stopDate: stopDate / 1000,
    status,
    ...(failure.error !== undefined && { error: failure.error }),
    ...(failure.cause !== undefined && { cause: failure.cause }),
    input: inputText,
    inputDetails: INCLUDED,
    ...(output !== undefined && { output: printValue(output) }),
    outputDetails: INCLUDED,
    billingDetails: { billedMemoryUsedInMB: BILLED_MEMORY_MB, billedDurationInMilliseconds: steps * BILLED_STEP_MS },
  };
}
