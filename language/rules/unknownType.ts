// type-unknown, field-missing, field-unknown: every state has a `Type`, one of the eight. One that is misspelt is told where it
// stands.

import { nearest } from '../../expressions/index.ts';
import { givenValue, pointerTo, type Report } from '../machine/fields.ts';
import type { UntypedState } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import { STATE_TYPES } from '../spec/fields.ts';
import { hasPlaceholder } from '../text/tree.ts';

export function unknownType(state: UntypedState, report: Report): void {
  const member = state.fields.get('Type');
  const type = givenValue(state.fields, 'Type');
  const pointer = `${state.pointer}/Type`;
  if (!member) missingType(state, report);
  else if (type?.kind === 'string') {
    if (hasPlaceholder(type.value)) return;
    report(
      'type-unknown',
      type,
      pointer,
      messages.typeUnknown(type.value, nearest(type.value, STATE_TYPES), STATE_TYPES),
    );
  } else if (type) report('field-value', type, pointer, messages.expectedName('Type', STATE_TYPES));
}

function missingType({ name, key, pointer, fields }: UntypedState, report: Report): void {
  for (const [written, member] of fields) {
    if (!nearest(written, ['Type'])) continue;
    const message = messages.fieldUnknown(written, `State "${name}"`, 'Type');
    report('field-unknown', member.key, pointerTo(pointer, written), message, 'error', written);
    return;
  }
  report('field-missing', key, pointer, messages.typeMissing(name));
}
