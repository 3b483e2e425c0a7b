// One entry of `Choices`, and the tests nested in it.
import { COMPARISONS } from '../spec/comparisons.ts';
import type { QueryLanguage } from '../spec/fields.ts';
import type { ObjectNode } from '../text/tree.ts';
import { fieldsIn, givenValue, objectOf, objectsOf, type Report, textOf } from './fields.ts';
import type { ChoiceRule, ChoiceTest, Fields } from './machine.ts';

export function lowerChoiceRule(
  node: ObjectNode,
  pointer: string,
  queryLanguage: QueryLanguage,
  report: Report,
): ChoiceRule {
  const fields = fieldsIn(node);
  const next = textOf(fields, 'Next', pointer, report);
  const test = queryLanguage === 'JSONPath' ? lowerTest(node, fields, pointer, report) : undefined;
  const condition = queryLanguage === 'JSONata' ? givenValue(fields, 'Condition') : undefined;
  return { node, pointer, fields, next, test, condition };
}

function lowerTest(node: ObjectNode, fields: Fields, pointer: string, report: Report): ChoiceTest | undefined {
  for (const [name, kind] of GROUPS) {
    if (!fields.has(name)) continue;
    const tests = objectsOf(fields, name, pointer, report, (inner, innerPointer) =>
      lowerTest(inner, fieldsIn(inner), innerPointer, report),
    );
    return { kind, node, tests: tests.filter(test => test !== undefined) };
  }
  if (fields.has('Not')) {
    const inner = objectOf(fields, 'Not', pointer, report);
    const test = inner && lowerTest(inner, fieldsIn(inner), `${pointer}/Not`, report);
    return test && { kind: 'not', node, test };
  }
  const variable = textOf(fields, 'Variable', pointer, report);
  for (const member of fields.values()) {
    const operator = member.name;
    const comparison = COMPARISONS.get(operator);
    if (comparison && member.value && variable) {
      return { kind: 'compare', node, variable, operator, comparison, operand: member.value };
    }
  }
  return undefined;
}

const GROUPS = [
  ['And', 'and'],
  ['Or', 'or'],
] as const;
