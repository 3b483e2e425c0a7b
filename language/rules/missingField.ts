// field-missing: what the field table requires, and the groups of which one field is needed or only one may stand.

import type { Report } from '../machine/fields.ts';
import { messages } from '../problems.ts';
import { EXCLUSIVE, fieldsOf } from '../spec/fields.ts';
import { allParts, type Part, type Rule } from './rule.ts';

export const missingField: Rule = (machine, report) => {
  for (const part of allParts(machine)) {
    for (const field of fieldsOf(part.owner).values()) {
      const isNeeded =
        field.required &&
        !part.fields.has(field.name) &&
        (field.language === undefined || field.language === part.queryLanguage) &&
        !(part.nested && field.name === 'Next');
      if (isNeeded) report('field-missing', part.at, part.pointer, messages.fieldMissing(field.name, part.title));
    }
    checkGroups(part, report);
  }
};

function checkGroups(part: Part, report: Report): void {
  for (const group of EXCLUSIVE) {
    if (group.on !== part.owner) continue;
    const names = group.names.filter(name => {
      const language = fieldsOf(part.owner).get(name)?.language;
      return language === undefined || language === part.queryLanguage;
    });
    const given = group.names.filter(name => part.fields.has(name));
    if (given.length === 0 && group.needed) {
      report('field-missing', part.at, part.pointer, messages.oneFieldNeeded(part.title, names));
    }
    for (const name of given.slice(1)) {
      const member = part.fields.get(name);
      if (member) report('field-value', member.key, `${part.pointer}/${name}`, messages.fieldsExclusive(given));
    }
  }
}
