// variable-name: what can be the name of a variable (specification, "Variables").
import { messages } from '../problems.ts';
import { hasPlaceholder } from '../text/tree.ts';
import type { Rule } from './rule.ts';

const LIMIT = 80;

export const variableName: Rule = (machine, report) => {
  for (const { name, key, pointer } of machine.assignments) {
    if (hasPlaceholder(name)) continue;
    const length = [...name].length;
    // Whether a name may begin with "_" is not on record.
    const isName = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name);
    const message =
      name === 'states'
        ? messages.variableReserved()
        : !isName
          ? messages.variableName(name)
          : length > LIMIT
            ? messages.variableNameTooLong(length, LIMIT)
            : undefined;
    if (message) report('variable-name', key, pointer, message, 'error', name);
  }
};
