// The tests of a JSONPath choice rule as one JSONata condition. A test between different types is false there and must not
// be an error here, so what JSONata compares by type is asked for its type first.
import type { Value } from '../../expressions/index.ts';
import type { ChoiceTest } from '../machine/machine.ts';
import type { Comparable, Comparison, Relation } from '../spec/comparisons.ts';
import { toValue } from '../text/tree.ts';
import {
  type Base,
  escapedPattern,
  literalText,
  type Notes,
  NotRewritten,
  pathOf,
  pathText,
} from './expressionText.ts';

export function conditionText(test: ChoiceTest, base: Base, notes: Notes): string {
  switch (test.kind) {
    case 'and':
    case 'or':
      return test.tests.map(inner => partText(inner, test.kind, base, notes)).join(` ${test.kind} `);
    case 'not':
      return `$not(${conditionText(test.test, base, notes)})`;
    case 'compare':
      return comparisonText(test, base, notes);
  }
}

// `and` binds more tightly than `or`.
function partText(test: ChoiceTest, around: 'and' | 'or', base: Base, notes: Notes): string {
  const text = conditionText(test, base, notes);
  return around === 'and' && / or /.test(text) ? `(${text})` : text;
}

function comparisonText(test: Extract<ChoiceTest, { kind: 'compare' }>, base: Base, notes: Notes): string {
  const { comparison } = test;
  const operand = toValue(test.operand);
  const variable = pathText(pathOf(test.variable.value), base, notes, kindOf(comparison));
  if (comparison.kind === 'is') {
    if (typeof operand !== 'boolean') throw new NotRewritten(`${test.operator} has no true or false.`);
    const text = isText(variable, comparison.what);
    return operand ? text : `$not(${text})`;
  }
  if (typeof operand !== 'string' && comparison.kind === 'matches') throw new NotRewritten('The pattern is no text.');
  if (comparison.kind === 'matches') {
    if (String(operand).includes('${')) throw new NotRewritten('The pattern is only known when it is deployed.');
    notes.literals.push(String(operand).replaceAll('*', 'x'), String(operand).replaceAll('*', ''));
    return `${ofType(variable, 'String')} and $contains(${variable}, /${patternOf(String(operand))}/)`;
  }
  const { of, relation } = comparison;
  if (comparison.operand === 'path') {
    const other = pathText(pathOf(String(operand)), base, notes, kindOf(comparison));
    const types = `${ofType(variable, of)} and ${ofType(other, of)}`;
    return `${types} and ${amount(variable, of)} ${SIGNS[relation]} ${amount(other, of)}`;
  }
  notes.literals.push(...around(operand));
  const literal = of === 'Timestamp' ? `$toMillis(${literalText(operand)})` : literalText(operand);
  const compared = `${amount(variable, of)} ${SIGNS[relation]} ${literal}`;
  return relation === 'Equals' && of !== 'Timestamp' ? compared : `${ofType(variable, of)} and ${compared}`;
}

const SIGNS: Readonly<Record<Relation, string>> = {
  Equals: '=',
  LessThan: '<',
  GreaterThan: '>',
  LessThanEquals: '<=',
  GreaterThanEquals: '>=',
};

const TIMESTAMP =
  '/^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$/';

function ofType(text: string, of: Comparable): string {
  if (of === 'Timestamp') return `$type(${text}) = 'string' and $contains(${text}, ${TIMESTAMP})`;
  return `$type(${text}) = '${of === 'Numeric' ? 'number' : of.toLowerCase()}'`;
}

function amount(text: string, of: Comparable): string {
  return of === 'Timestamp' ? `$toMillis(${text})` : text;
}

function isText(variable: string, what: Extract<Comparison, { kind: 'is' }>['what']): string {
  switch (what) {
    case 'Present':
      return `$exists(${variable})`;
    case 'Null':
      return `$type(${variable}) = 'null'`;
    case 'Timestamp':
      return ofType(variable, 'Timestamp');
    default:
      return ofType(variable, what);
  }
}

// `*` stands for any characters, `\*` for a star and `\\` for a backslash.
function patternOf(text: string): string {
  let pattern = '';
  for (const [token, escaped] of text.matchAll(/\\([\s\S])|[\s\S]/g)) {
    pattern += token === '*' ? '[\\s\\S]*' : escapedPattern(escaped ?? token);
  }
  return `^${pattern}$`;
}

function kindOf(comparison: Comparison) {
  if (comparison.kind === 'is') return 'any';
  if (comparison.kind === 'matches' || comparison.of === 'String') return 'text';
  return ({ Numeric: 'number', Boolean: 'boolean', Timestamp: 'timestamp' } as const)[comparison.of];
}

/** The operand and what is close to it: there a comparison can go wrong. */
function around(operand: Value): readonly Value[] {
  if (typeof operand === 'number') return [operand, operand - 1, operand + 1];
  return typeof operand === 'string' ? [operand, `${operand}a`, operand.slice(0, -1)] : [operand];
}
