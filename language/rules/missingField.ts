// field-missing, field-exclusive: what the field table requires, and the groups of which one field is needed or only one
// may stand. Says nothing of a field that stands there misspelt: that is said where it stands.
import { nearest } from '../../expressions/index.ts';
import type { Report } from '../machine/fields.ts';
import { type Part, placeOfPart, titleOf } from '../machine/parts.ts';
import { messages } from '../problems.ts';
import { EXCLUSIVE, type Field, fieldsOf, type Owner } from '../spec/fields.ts';

export function missingField(part: Part, report: Report): void {
  for (const field of requiredOf(part.owner)) {
    const isNeeded =
      !part.fields.has(field.name) &&
      (field.language === undefined || field.language === part.queryLanguage) &&
      !(part.nested && field.name === 'Next') &&
      !isMisspelt(field.name, part.owner, part.fields.keys()) &&
      !(field.language && isOfOtherLanguage(part));
    if (isNeeded) {
      const message = messages.fieldMissing(field.name, titleOf(part));
      report('field-missing', placeOfPart(part), part.pointer, message, 'error', field.name);
    }
  }
  checkGroups(part, report);
}

/** Whether a field that nobody knows stands there in its place. */
export function isMisspelt(name: string, owner: Owner, names: Iterable<string>): boolean {
  const known = fieldsOf(owner);
  for (const given of names) if (!known.has(given) && nearest(given, [name])) return true;
  return false;
}

/** Something in it is written in the other query language, which is said where it stands. */
function isOfOtherLanguage({ owner, fields, queryLanguage }: Part): boolean {
  const known = fieldsOf(owner);
  for (const name of fields.keys()) {
    const language = known.get(name)?.language;
    if (language !== undefined && language !== queryLanguage) return true;
  }
  return false;
}

function checkGroups(part: Part, report: Report): void {
  for (const group of groupsOf(part.owner)) {
    const given = group.names.filter(name => part.fields.has(name));
    if (
      given.length === 0 &&
      group.needed &&
      !group.names.some(name => isMisspelt(name, part.owner, part.fields.keys()))
    ) {
      const names = group.names.filter(name => {
        const language = fieldsOf(part.owner).get(name)?.language;
        return language === undefined || language === part.queryLanguage;
      });
      report('field-missing', placeOfPart(part), part.pointer, messages.oneFieldNeeded(titleOf(part), names));
    }
    if (given.length < 2) continue;
    for (const name of given.slice(1)) {
      const member = part.fields.get(name);
      if (member) report('field-exclusive', member.key, `${part.pointer}/${name}`, messages.fieldsExclusive(given));
    }
  }
}

const groups = new Map<Owner, typeof EXCLUSIVE>();

function groupsOf(owner: Owner): typeof EXCLUSIVE {
  const known = groups.get(owner);
  if (known) return known;
  const own = EXCLUSIVE.filter(({ on }) => on === owner);
  groups.set(owner, own);
  return own;
}

const required = new Map<Owner, readonly Field[]>();

function requiredOf(owner: Owner): readonly Field[] {
  const known = required.get(owner);
  if (known) return known;
  const fields = [...fieldsOf(owner).values()].filter(field => field.required);
  required.set(owner, fields);
  return fields;
}
