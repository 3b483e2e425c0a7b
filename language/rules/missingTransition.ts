// transition-missing: Task, Pass, Wait, Parallel and Map go on with `Next` or end with `End: true`, not both.
import { nearest } from '../../expressions/index.ts';
import type { Report } from '../machine/fields.ts';
import type { MapState, ParallelState, PassState, TaskState, WaitState } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import { fieldsOf } from '../spec/fields.ts';

export function missingTransition(
  state: PassState | TaskState | WaitState | ParallelState | MapState,
  report: Report,
): void {
  const next = state.fields.get('Next');
  const end = state.fields.get('End');
  const isFalse = end !== undefined && state.end?.value === false;
  const ends = end !== undefined && !isFalse;
  if (next && ends) report('transition-missing', end, `${state.pointer}/End`, messages.bothNextAndEnd());
  else if (isFalse) {
    const severity = next ? 'warning' : 'error';
    report('transition-missing', end, `${state.pointer}/End`, messages.endFalse(), severity);
  } else if (!next && !ends && !isMisspelt(state.fields.keys(), state.type)) {
    report('transition-missing', state.key, state.pointer, messages.transitionMissing(state.name));
  }
}

// `Nxet` is reported where it stands.
function isMisspelt(names: Iterable<string>, type: 'Task' | 'Pass' | 'Wait' | 'Parallel' | 'Map'): boolean {
  const known = fieldsOf(type);
  return [...names].some(name => !known.has(name) && nearest(name, ['Next', 'End']) !== undefined);
}
