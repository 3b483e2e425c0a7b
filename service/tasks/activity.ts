// A task of an activity: waits in the activity's queue for a worker, and then for what the worker says to its token.
import { randomUUID } from 'node:crypto';
import { printValue } from '../../interpreter/index.ts';
import type { OpenCall } from './tasks.ts';

export function callActivity({ command, service, answer, signal }: OpenCall): void {
  const { resource, input } = command.call;
  const activity = service.activities.find(resource.arn);
  if (!activity) {
    // Recorded: nothing catches it.
    const cause = `The activity ${resource.arn} does not exist.`;
    answer({ kind: 'refused', failure: { error: 'States.Runtime', cause } });
    return;
  }
  answer({ kind: 'queued' });
  const token = randomUUID();
  service.tokens.open(token, answer);
  signal.addEventListener('abort', () => {
    service.tokens.close(token);
    service.activities.withdraw(activity, token);
  });
  service.activities.schedule(activity, {
    token,
    input: printValue(input),
    taken: workerName => answer({ kind: 'started', ...(workerName !== undefined && { workerName }) }),
  });
}
