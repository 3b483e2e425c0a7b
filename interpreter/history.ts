// Events → the history AWS returns from GetExecutionHistory: types, ids, previous ids and details (AWS-FACTS, "Event
// history"). A projection: nothing is remembered here.
import type { Value } from '../expressions/index.ts';
import type { ExecutionEvent } from './events.ts';
import type { Failure } from './failure.ts';
import { toCallEvent } from './historyOfCalls.ts';
import { toMapRunEvent } from './historyOfMapRuns.ts';
import { printValue } from './json.ts';
import type { ChildExecution, Execution } from './run.ts';

/** One event in the shape of the API, details under the name AWS gives them. */
export type HistoryEvent = {
  /** Seconds since 1970, with a fraction, as the API sends it. */
  readonly timestamp: number;
  readonly type: string;
  readonly id: number;
  readonly previousEventId: number;
} & { readonly [details: `${string}EventDetails`]: { readonly [field: string]: Value } };

/** Of the run's own execution, or of a child of one of its Map Runs: each has its own history. */
export function toHistory(
  events: readonly ExecutionEvent[],
  execution: Execution | ChildExecution,
): readonly HistoryEvent[] {
  const child = 'root' in execution ? execution.root : undefined;
  return events.flatMap(event => (childOf(event) === child ? (toHistoryEvent(event, execution) ?? []) : []));
}

/** The child execution an event belongs to, by the strand that began with. */
export function childOf(event: ExecutionEvent): number | undefined {
  return 'child' in event ? event.child : undefined;
}

// The input of the execution is kept as it was sent, blanks and all (recorded); all else is written anew.
function inputText(input: Value, execution: Execution): string {
  return input === execution.input && execution.inputText !== undefined ? execution.inputText : printValue(input);
}

export const COMPLETE = { truncated: false };

function toHistoryEvent(event: ExecutionEvent, execution: Execution): HistoryEvent | undefined {
  switch (event.kind) {
    case 'executionStarted': {
      const details = { input: inputText(event.input, execution), inputDetails: COMPLETE, roleArn: execution.roleArn };
      return { ...head(event, 'ExecutionStarted', 0), executionStartedEventDetails: details };
    }
    case 'stateEntered': {
      const details = { name: event.name, input: inputText(event.input, execution), inputDetails: COMPLETE };
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
      const { failure, location, name: state } = event;
      const details = { ...failureDetails(failure), ...(location !== undefined && { location }), state };
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
    case 'executionRedriven': {
      const details = { redriveCount: event.redriveCount };
      return { ...head(event, 'ExecutionRedriven', event.previousId), executionRedrivenEventDetails: details };
    }
    case 'executionTimedOut':
      return { ...head(event, 'ExecutionTimedOut', event.previousId), executionTimedOutEventDetails: {} };
    case 'callScheduled':
    case 'callStarted':
    case 'callSubmitted':
    case 'callSucceeded':
    case 'callFailed':
    case 'callTimedOut':
      return toCallEvent(event);
    case 'containerStarted': {
      const at = head(event, `${event.type}StateStarted`, event.previousId);
      return event.length === undefined ? at : { ...at, mapStateStartedEventDetails: { length: event.length } };
    }
    case 'containerSucceeded':
      return head(event, `${event.type}StateSucceeded`, event.previousId);
    case 'containerFailed':
      return head(event, `${event.type}StateFailed`, event.previousId);
    case 'stateAborted':
      return head(event, `${event.type}StateAborted`, event.previousId);
    case 'iterationStarted':
      return {
        ...head(event, 'MapIterationStarted', event.previousId),
        mapIterationStartedEventDetails: iteration(event),
      };
    case 'iterationSucceeded':
      return {
        ...head(event, 'MapIterationSucceeded', event.previousId),
        mapIterationSucceededEventDetails: iteration(event),
      };
    case 'iterationFailed':
      return {
        ...head(event, 'MapIterationFailed', event.previousId),
        mapIterationFailedEventDetails: iteration(event),
      };
    case 'iterationAborted':
      return {
        ...head(event, 'MapIterationAborted', event.previousId),
        mapIterationAbortedEventDetails: iteration(event),
      };
    case 'mapRunStarted':
    case 'mapRunRedriven':
    case 'mapRunSucceeded':
    case 'mapRunFailed':
    case 'mapRunAborted':
    case 'childStarted':
    case 'childRedriven':
    case 'childEnded':
      return toMapRunEvent(event, execution);
    case 'phase':
    case 'waiting':
    case 'stateFailed':
    case 'stateRetried':
    case 'stateCaught':
      return undefined;
  }
}

/** The name is that of the Map state (recorded). */
function iteration({ name, index }: { readonly name: string; readonly index: number }) {
  return { name, index };
}

export function head(event: { readonly id: number; readonly now: number }, type: string, previousEventId: number) {
  return { timestamp: event.now / 1000, type, id: event.id, previousEventId };
}

function assignedDetails(assigned: Readonly<Record<string, Value>> | undefined) {
  if (!assigned || Object.keys(assigned).length === 0) return {};
  const texts = Object.entries(assigned).map(([name, value]) => [name, printValue(value)]);
  return { assignedVariables: Object.fromEntries(texts), assignedVariablesDetails: COMPLETE };
}

/** Only what exists. */
export function failureDetails({ error, cause }: Failure) {
  return { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
}
