// Nested state machines (`states:startExecution`), run by the service itself: started only, or waited for (`.sync`,
// `.sync:2`).
import { randomUUID } from 'node:crypto';
import { readStart } from '../../host/index.ts';
import {
  describeOver,
  printValue,
  refusedStart,
  type ServiceResource,
  startedOutput,
} from '../../interpreter/index.ts';
import { ServiceError } from '../errors.ts';
import type { RunningExecution } from '../execution.ts';
import { redriveOf } from '../shapes.ts';
import type { OpenCall } from './tasks.ts';

export function callStartExecution({ command, service, answer, signal }: OpenCall, resource: ServiceResource): void {
  let child: RunningExecution;
  try {
    const { stateMachineArn, name, input, traceHeader } = readStart(command.call.input);
    child = service.start(service.machines.resolve(stateMachineArn), { name, input, traceHeader });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    answer({ kind: 'failed', failure: refusedStart(error.code, error.message, randomUUID()) });
    return;
  }
  const { pattern } = resource;
  if (pattern !== 'sync' && pattern !== 'sync:2') {
    answer({ kind: 'succeeded', output: startedOutput(child.execution, randomUUID()) });
    return;
  }
  answer({ kind: 'submitted', output: startedOutput(child.execution, randomUUID()) });
  // The service stops the child of a task that is over.
  signal.addEventListener('abort', () => child.stop({}));
  void child.ended.then(() => {
    const { execution, inputText, status, stopDate, output, failure } = child;
    const redrive = redriveOf(child, stopDate ?? execution.startTime);
    const description = describeOver({ execution, inputText, status, stopDate, output, failure, redrive }, pattern);
    if (child.status === 'SUCCEEDED') answer({ kind: 'succeeded', output: description });
    else answer({ kind: 'failed', failure: { error: 'States.TaskFailed', cause: printValue(description) } });
  });
}
