// The history events of a task's call. Functions, activities and services each have a family of their own.
import type { Value } from '../expressions/index.ts';
import type { ExecutionEvent } from './events.ts';
import { COMPLETE, failureDetails, type HistoryEvent, head } from './history.ts';
import { printValue } from './json.ts';
import type { Call } from './program.ts';

type CallEvent = Extract<ExecutionEvent, { readonly call: Call }>;

const REGION = 'us-east-1';

export function toCallEvent(event: CallEvent): HistoryEvent {
  const { call } = event;
  const { kind } = call.resource;
  const family = kind === 'lambda' ? 'LambdaFunction' : kind === 'activity' ? 'Activity' : 'Task';
  const type = `${family}${SUFFIXES[event.kind]}`;
  const at = head(event, type, event.previousId);
  const details = detailsOf(event);
  // Recorded: LambdaFunctionStarted carries no details.
  if (type === 'LambdaFunctionStarted') return at;
  const name = `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails` as const;
  return { ...at, [name]: details };
}

const SUFFIXES = {
  callScheduled: 'Scheduled',
  callStarted: 'Started',
  callSubmitted: 'Submitted',
  callSucceeded: 'Succeeded',
  callFailed: 'Failed',
  callTimedOut: 'TimedOut',
} as const;

function detailsOf(event: CallEvent) {
  const { resource } = event.call;
  const service = resource.kind === 'service' ? { resource: resource.name, resourceType: resource.service } : {};
  switch (event.kind) {
    case 'callScheduled':
      return scheduledDetails(event.call);
    case 'callStarted':
      return { ...service, ...(event.workerName !== undefined && { workerName: event.workerName }) };
    case 'callSubmitted':
    case 'callSucceeded':
      return { ...service, output: printValue(event.output), outputDetails: COMPLETE };
    case 'callFailed':
    case 'callTimedOut':
      return { ...service, ...failureDetails(event.failure) };
  }
}

function scheduledDetails({ resource, input, timeoutSeconds, heartbeatSeconds, credentials }: Call) {
  const limits = {
    ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
    ...(heartbeatSeconds !== undefined && { heartbeatInSeconds: heartbeatSeconds }),
    ...(credentials !== undefined && { taskCredentials: roleOf(credentials) }),
  };
  if (resource.kind !== 'service') {
    return { input: printValue(input), inputDetails: COMPLETE, resource: resource.arn, ...limits };
  }
  const what = { resource: resource.name, resourceType: resource.service };
  return { parameters: printValue(input), region: REGION, ...what, ...limits };
}

function roleOf(credentials: Value) {
  const role =
    typeof credentials === 'object' && credentials !== null && 'RoleArn' in credentials ? credentials.RoleArn : null;
  return { roleArn: role ?? null };
}
