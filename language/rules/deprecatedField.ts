// field-deprecated: old names that still work.
import type { Report } from '../machine/fields.ts';
import type { MapState } from '../machine/machine.ts';
import { messages } from '../problems.ts';

export function deprecatedField(state: MapState, report: Report): void {
  for (const [old, now] of NEW_NAMES) {
    const member = state.fields.get(old);
    if (!member || state.fields.has(now) || (old === 'Parameters' && state.queryLanguage === 'JSONata')) continue;
    report('field-deprecated', member.key, `${state.pointer}/${old}`, messages.deprecated(old, now), 'info', old);
  }
}

const NEW_NAMES = [
  ['Iterator', 'ItemProcessor'],
  ['Parameters', 'ItemSelector'],
] as const;
