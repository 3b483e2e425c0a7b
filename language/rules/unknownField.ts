// field-unknown, field-language: a field the object does not have, or that belongs to the other query language.
import { nearest } from '../../expressions/index.ts';
import { pointerTo, type Report } from '../machine/fields.ts';
import { type Part, titleOf } from '../machine/parts.ts';
import { messages } from '../problems.ts';
import { COMPARISONS } from '../spec/comparisons.ts';
import { type Field, fieldsOf } from '../spec/fields.ts';
import { hasPlaceholder, type StringNode } from '../text/tree.ts';

/** The field may stand where it stands; `field` is its row in the table, where it has one. */
export function unknownField(key: StringNode, field: Field | undefined, part: Part, report: Report): void {
  const name = key.value;
  if (field) {
    if (field.language && field.language !== part.queryLanguage) {
      const message = messages.fieldLanguage(name, field.language, part.queryLanguage);
      report('field-language', key, pointerTo(part.pointer, name), message, 'error', name);
    } else if (part.nested && (name === 'Next' || name === 'Assign')) {
      const message = messages.fieldUnknown(name, 'A rule inside And, Or or Not', undefined);
      report('field-unknown', key, pointerTo(part.pointer, name), message, 'error', name);
    }
  } else if (!isComparison(part, name) && !hasPlaceholder(name)) {
    const pointer = pointerTo(part.pointer, name);
    if (name === 'QueryLanguage') {
      report('field-unknown', key, pointer, messages.languageOfScope(), 'error', name);
      return;
    }
    const known = fieldsOf(part.owner).keys();
    const candidates = part.owner === 'ChoiceRule' ? [...known, ...COMPARISONS.keys()] : known;
    const meant = nearest(name, candidates);
    const message = messages.fieldUnknown(name, titleOf(part), meant);
    // What AWS does with unknown members outside of states is not on record, but for those that are missed.
    const isMissed = meant !== undefined && fieldsOf(part.owner).get(meant)?.required && !part.fields.has(meant);
    const isAllowed = SCOPES.includes(part.owner) && !isMissed;
    report('field-unknown', key, pointer, message, isAllowed ? 'warning' : 'error', name);
  }
}

const SCOPES: readonly string[] = ['StateMachine', 'Branch', 'Processor'];

function isComparison(part: Part, name: string): boolean {
  return part.owner === 'ChoiceRule' && COMPARISONS.has(name);
}
