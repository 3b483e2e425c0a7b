// timeout-order, timeout-missing: a heartbeat is shorter than the timeout, and a task that waits for its token does not
// wait for a year by accident.
import type { Report } from '../machine/fields.ts';
import type { TaskState } from '../machine/machine.ts';
import { messages } from '../problems.ts';

export function timeouts(state: TaskState, report: Report): void {
  const timeout = state.fields.get('TimeoutSeconds')?.value;
  const heartbeat = state.fields.get('HeartbeatSeconds')?.value;
  if (timeout?.kind === 'number' && heartbeat?.kind === 'number' && heartbeat.value >= timeout.value) {
    report('timeout-order', heartbeat, `${state.pointer}/HeartbeatSeconds`, messages.heartbeatNotBelow());
  }
  const resource = state.fields.get('Resource')?.value;
  const waits = resource?.kind === 'string' && resource.value.endsWith('.waitForTaskToken');
  if (waits && !LIMITS.some(name => state.fields.has(name))) {
    report('timeout-missing', resource, `${state.pointer}/Resource`, messages.tokenForever(), 'info');
  }
}

const LIMITS = ['TimeoutSeconds', 'TimeoutSecondsPath', 'HeartbeatSeconds', 'HeartbeatSecondsPath'];
