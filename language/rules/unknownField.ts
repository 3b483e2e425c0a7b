// field-unknown, field-language: a field the object does not have, or that belongs to the other query language.

import { nearest } from '../../expressions/index.ts';
import { pointerTo } from '../machine/fields.ts';
import { messages } from '../problems.ts';
import { COMPARISONS } from '../spec/comparisons.ts';
import { fieldsOf } from '../spec/fields.ts';
import { allParts, type Part, type Rule } from './rule.ts';

export const unknownField: Rule = (machine, report) => {
  for (const part of allParts(machine)) {
    const known = fieldsOf(part.owner);
    for (const [name, member] of part.fields) {
      const field = known.get(name);
      const pointer = pointerTo(part.pointer, name);
      if (field) {
        if (field.language && field.language !== part.queryLanguage) {
          const message = messages.fieldLanguage(name, field.language, part.queryLanguage);
          report('field-language', member.key, pointer, message);
        } else if (part.nested && name === 'Next') {
          report(
            'field-unknown',
            member.key,
            pointer,
            messages.fieldUnknown(name, 'A rule inside And, Or or Not', undefined),
          );
        }
      } else if (!isComparison(part, name)) {
        const candidates = part.owner === 'ChoiceRule' ? [...known.keys(), ...COMPARISONS.keys()] : known.keys();
        const message = messages.fieldUnknown(name, part.title, nearest(name, candidates));
        // What AWS does with unknown members outside of states is not on record.
        const isState = part.node !== machine.node && part.owner !== 'Branch' && part.owner !== 'Processor';
        report('field-unknown', member.key, pointer, message, isState ? 'error' : 'warning');
      }
    }
  }
};

function isComparison(part: Part, name: string): boolean {
  return part.owner === 'ChoiceRule' && COMPARISONS.has(name);
}
