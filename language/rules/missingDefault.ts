// default-missing: a Choice without Default fails when no rule is true. A hint: the rules may cover every case.
import type { Report } from '../machine/fields.ts';
import type { ChoiceState } from '../machine/machine.ts';
import { messages } from '../problems.ts';

export function missingDefault(state: ChoiceState, report: Report): void {
  if (state.fields.has('Default') || state.rules.length === 0) return;
  if (state.rules.some(({ condition }) => condition?.kind === 'boolean' && condition.value)) return;
  report('default-missing', state.key, state.pointer, messages.defaultMissing(state.name), 'info', state.name);
}
