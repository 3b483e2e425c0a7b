// field-unknown, field-language: a field the object does not have, or that belongs to the other query language.
import { nearest } from '../../expressions/index.ts';
import { pointerTo } from '../machine/fields.ts';
import type { Part } from '../machine/parts.ts';
import { messages } from '../problems.ts';
import { COMPARISONS } from '../spec/comparisons.ts';
import { fieldsOf } from '../spec/fields.ts';
import { hasPlaceholder } from '../text/tree.ts';
import type { Rule } from './rule.ts';

export const unknownField: Rule = (machine, report) => {
  for (const part of machine.parts) {
    const known = fieldsOf(part.owner);
    for (const member of part.fields.values()) {
      const name = member.key.value;
      const field = known.get(name);
      if (field) {
        if (field.language && field.language !== part.queryLanguage) {
          const message = messages.fieldLanguage(name, field.language, part.queryLanguage);
          report('field-language', member.key, pointerTo(part.pointer, name), message, 'error', name);
        } else if (part.nested && (name === 'Next' || name === 'Assign')) {
          const message = messages.fieldUnknown(name, 'A rule inside And, Or or Not', undefined);
          report('field-unknown', member.key, pointerTo(part.pointer, name), message, 'error', name);
        }
      } else if (!isComparison(part, name) && !hasPlaceholder(name)) {
        const pointer = pointerTo(part.pointer, name);
        if (name === 'QueryLanguage') {
          report('field-unknown', member.key, pointer, messages.languageOfScope(), 'error', name);
          continue;
        }
        const candidates = part.owner === 'ChoiceRule' ? [...known.keys(), ...COMPARISONS.keys()] : known.keys();
        const message = messages.fieldUnknown(name, part.title, nearest(name, candidates));
        // What AWS does with unknown members outside of states is not on record.
        report('field-unknown', member.key, pointer, message, SCOPES.includes(part.owner) ? 'warning' : 'error', name);
      }
    }
  }
};

const SCOPES: readonly string[] = ['StateMachine', 'Branch', 'Processor'];

function isComparison(part: Part, name: string): boolean {
  return part.owner === 'ChoiceRule' && COMPARISONS.has(name);
}
