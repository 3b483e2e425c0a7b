// language-downgrade: a JSONata machine has no JSONPath states (observed on the service).
import { messages } from '../problems.ts';
import type { Rule } from './rule.ts';

export const languageDowngrade: Rule = (machine, report) => {
  if (machine.queryLanguage !== 'JSONata') return;
  for (const state of machine.states) {
    const value = state.fields.get('QueryLanguage')?.value;
    if (value?.kind !== 'string' || value.value !== 'JSONPath') continue;
    report('language-downgrade', value, `${state.pointer}/QueryLanguage`, messages.languageDowngrade());
  }
};
