// The history events of a Map Run, and the first and last event in the history of each of its children.
import type { ExecutionEvent } from './events.ts';
import { COMPLETE, failureDetails, type HistoryEvent, head } from './history.ts';
import { printValue } from './json.ts';
import type { Execution } from './run.ts';

type MapRunEvent = Extract<ExecutionEvent, { kind: `mapRun${string}` | `child${string}` }>;
type ChildEnded = Extract<ExecutionEvent, { kind: 'childEnded' }>;

export function toMapRunEvent(event: MapRunEvent, { roleArn }: Pick<Execution, 'roleArn'>): HistoryEvent {
  switch (event.kind) {
    case 'mapRunStarted': {
      const details = { mapRunArn: event.mapRun.arn };
      return { ...head(event, 'MapRunStarted', event.previousId), mapRunStartedEventDetails: details };
    }
    case 'mapRunRedriven': {
      const { arn: mapRunArn, redriveCount } = event.mapRun;
      const details = { mapRunArn, redriveCount };
      return { ...head(event, 'MapRunRedriven', event.previousId), mapRunRedrivenEventDetails: details };
    }
    case 'mapRunSucceeded':
      return head(event, 'MapRunSucceeded', event.previousId);
    case 'mapRunFailed': {
      const details = failureDetails(event.failure);
      return { ...head(event, 'MapRunFailed', event.previousId), mapRunFailedEventDetails: details };
    }
    case 'mapRunAborted':
      return head(event, 'MapRunAborted', event.previousId);
    case 'childStarted': {
      const { input, inputText = printValue(input) } = event.execution;
      const details = { input: inputText, inputDetails: COMPLETE, roleArn };
      return { ...head(event, 'ExecutionStarted', 0), executionStartedEventDetails: details };
    }
    case 'childRedriven': {
      const details = { redriveCount: event.execution.redriveCount ?? 0 };
      return { ...head(event, 'ExecutionRedriven', event.previousId), executionRedrivenEventDetails: details };
    }
    case 'childEnded':
      return endOf(event);
  }
}

function endOf({ output = null, failure = {}, ...event }: ChildEnded): HistoryEvent {
  switch (event.status) {
    case 'SUCCEEDED': {
      const details = { output: printValue(output), outputDetails: COMPLETE };
      return { ...head(event, 'ExecutionSucceeded', event.previousId), executionSucceededEventDetails: details };
    }
    case 'FAILED':
      return {
        ...head(event, 'ExecutionFailed', event.previousId),
        executionFailedEventDetails: failureDetails(failure),
      };
    case 'ABORTED':
      return {
        ...head(event, 'ExecutionAborted', event.previousId),
        executionAbortedEventDetails: failureDetails(failure),
      };
    case 'TIMED_OUT':
      return { ...head(event, 'ExecutionTimedOut', event.previousId), executionTimedOutEventDetails: {} };
  }
}
