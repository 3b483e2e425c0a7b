// variable-name: what can be the name of a variable (specification, "Variables").
import type { Report } from '../machine/fields.ts';
import { messages } from '../problems.ts';
import { hasPlaceholder, type StringNode } from '../text/tree.ts';

const LIMIT = 80;
const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function variableName(name: string, key: StringNode, pointer: string, report: Report): void {
  // As nearly all are.
  if (name.length <= LIMIT && name !== 'states' && PLAIN.test(name)) return;
  if (hasPlaceholder(name)) return;
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
