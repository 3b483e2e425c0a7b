// Which names of a retrier or catcher stand for an error (spec/asl.md §7; AWS-FACTS, "Error texts").
import type { Failure } from './failure.ts';

export function matchesError(names: readonly string[], { error = '', isHeartbeat }: Failure): boolean {
  // Nothing catches it, neither by its own name nor by States.ALL (recorded).
  if (error === 'States.Runtime') return false;
  return names.some(name => {
    if (name === error || name === 'States.ALL') return true;
    if (name === 'States.HeartbeatTimeout') return isHeartbeat === true;
    return name === 'States.TaskFailed' && isTaskFailure(error);
  });
}

// Any failure of a task but a timeout. Errors of the language itself are none.
function isTaskFailure(error: string): boolean {
  return !error.startsWith('States.') || /^States\.(TaskFailed|Permissions|Http\.)/.test(error);
}
