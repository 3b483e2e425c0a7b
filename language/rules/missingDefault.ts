// default-missing: a Choice without Default fails when no rule is true. A hint: the rules may cover every case.
import { messages } from '../problems.ts';
import type { Rule } from './rule.ts';

export const missingDefault: Rule = (machine, report) => {
  for (const state of machine.states) {
    if (state.type !== 'Choice' || state.fields.has('Default') || state.rules.length === 0) continue;
    if (state.rules.some(({ condition }) => condition?.kind === 'boolean' && condition.value)) continue;
    report('default-missing', state.key, state.pointer, messages.defaultMissing(state.name), 'info', state.name);
  }
};
