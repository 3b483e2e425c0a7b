// language-downgrade: a JSONata machine has no JSONPath states (observed on the service).
import type { Report } from '../machine/fields.ts';
import type { State } from '../machine/machine.ts';
import { messages } from '../problems.ts';

export function languageDowngrade(state: State, report: Report): void {
  const value = state.fields.get('QueryLanguage')?.value;
  if (value?.kind !== 'string' || value.value !== 'JSONPath') return;
  report('language-downgrade', value, `${state.pointer}/QueryLanguage`, messages.languageDowngrade());
}
