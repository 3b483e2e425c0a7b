// field-deprecated: old names that still work.
import { messages } from '../problems.ts';
import type { Rule } from './rule.ts';

export const deprecatedField: Rule = (machine, report) => {
  for (const state of machine.states) {
    if (state.type !== 'Map') continue;
    for (const [old, now] of Object.entries(NEW_NAMES)) {
      const member = state.fields.get(old);
      if (!member || state.fields.has(now) || (old === 'Parameters' && state.queryLanguage === 'JSONata')) continue;
      report('field-deprecated', member.key, `${state.pointer}/${old}`, messages.deprecated(old, now), 'info', old);
    }
  }
};

const NEW_NAMES = { Iterator: 'ItemProcessor', Parameters: 'ItemSelector' };
