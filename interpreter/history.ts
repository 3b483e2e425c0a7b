// Events → the history AWS returns from GetExecutionHistory: types, ids, previous ids and details (AWS-FACTS, "Event
// history"). A projection: nothing is remembered here.
import type { Value } from '../expressions/index.ts';
import type { ExecutionEvent } from './events.ts';
import type { Failure } from './failure.ts';
import { printValue } from './json.ts';

/** One event in the shape of the API, details under the name AWS gives them. */
export type HistoryEvent = {
  /** Seconds since 1970, with a fraction, as the API sends it. */
  readonly timestamp: number;
  readonly type: string;
  readonly id: number;
  readonly previousEventId: number;
} & { readonly [details: `${string}EventDetails`]: { readonly [field: string]: Value } };

export function toHistory(events: readonly ExecutionEvent[], roleArn: string): readonly HistoryEvent[] {
  return events.flatMap(event => toHistoryEvent(event, roleArn) ?? []);
}

const COMPLETE = { truncated: false };

function toHistoryEvent(event: ExecutionEvent, roleArn: string): HistoryEvent | undefined {
  switch (event.kind) {
    case 'executionStarted': {
      const details = { input: printValue(event.input), inputDetails: COMPLETE, roleArn };
      return { ...head(event, 'ExecutionStarted', 0), executionStartedEventDetails: details };
    }
    case 'stateEntered': {
      const details = { name: event.name, input: printValue(event.input), inputDetails: COMPLETE };
      return { ...head(event, `${event.type}StateEntered`, event.previousId), stateEnteredEventDetails: details };
    }
    case 'stateExited': {
      const details = {
        name: event.name,
        output: printValue(event.output),
        outputDetails: COMPLETE,
        ...assignedDetails(event.assigned),
      };
      return { ...head(event, `${event.type}StateExited`, event.previousId), stateExitedEventDetails: details };
    }
    case 'evaluationFailed': {
      const details = { ...failureDetails(event.failure), location: event.location, state: event.name };
      return { ...head(event, 'EvaluationFailed', event.previousId), evaluationFailedEventDetails: details };
    }
    case 'executionSucceeded': {
      const details = { output: printValue(event.output), outputDetails: COMPLETE };
      return { ...head(event, 'ExecutionSucceeded', event.previousId), executionSucceededEventDetails: details };
    }
    case 'executionFailed': {
      const details = failureDetails(event.failure);
      return { ...head(event, 'ExecutionFailed', event.previousId), executionFailedEventDetails: details };
    }
    case 'executionAborted': {
      const details = failureDetails(event.failure);
      return { ...head(event, 'ExecutionAborted', event.previousId), executionAbortedEventDetails: details };
    }
    case 'executionTimedOut':
      return { ...head(event, 'ExecutionTimedOut', event.previousId), executionTimedOutEventDetails: {} };
    case 'phase':
    case 'waiting':
    case 'stateFailed':
      return undefined;
  }
}

function head(event: { readonly id: number; readonly now: number }, type: string, previousEventId: number) {
  return { timestamp: event.now / 1000, type, id: event.id, previousEventId };
}

function assignedDetails(assigned: Readonly<Record<string, Value>> | undefined) {
  if (!assigned || Object.keys(assigned).length === 0) return {};
  const texts = Object.entries(assigned).map(([name, value]) => [name, printValue(value)]);
  return { assignedVariables: Object.fromEntries(texts), assignedVariablesDetails: COMPLETE };
}

/** Only what exists. */
function failureDetails({ error, cause }: Failure) {
  return { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
}
