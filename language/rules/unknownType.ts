// type-unknown, field-missing: every state has a `Type`, one of the eight.

import { nearest } from '../../expressions/index.ts';
import { givenValue, type Report } from '../machine/fields.ts';
import type { UntypedState } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import { STATE_TYPES } from '../spec/fields.ts';
import { hasPlaceholder } from '../text/tree.ts';

export function unknownType(state: UntypedState, report: Report): void {
  const member = state.fields.get('Type');
  const type = givenValue(state.fields, 'Type');
  const pointer = `${state.pointer}/Type`;
  if (!member) report('field-missing', state.key, state.pointer, messages.typeMissing(state.name));
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
