// A choice rule in short readable form, as it stands on an edge: `total > 100`, `status = "paid" and not vip`.
// For reading only: nothing is ever parsed back from it.
import type { ChoiceRule, ChoiceTest, Node } from '../../language/index.ts';

/** Undefined where the text has no rule that can be read. */
export function describeRule(rule: ChoiceRule): string | undefined {
  if (rule.condition) return describeCondition(rule.condition);
  return rule.test && describeTest(rule.test);
}

function describeCondition(node: Node): string | undefined {
  if (node.kind === 'boolean') return String(node.value);
  if (node.kind !== 'string') return undefined;
  const expression = /^\s*\{%([\s\S]*?)(?:%\})?\s*$/.exec(node.value)?.[1] ?? node.value;
  return expression.trim().replace(/\s+/g, ' ').replaceAll('$states.input.', '');
}

function describeTest(test: ChoiceTest): string {
  switch (test.kind) {
    case 'and':
    case 'or':
      return test.tests.map(inner => grouped(inner, test.kind)).join(` ${test.kind} `);
    case 'not':
      return describeNot(test.test);
    case 'compare':
      return describeComparison(test, false);
  }
}

function grouped(test: ChoiceTest, inside: 'and' | 'or'): string {
  const text = describeTest(test);
  return (test.kind === 'and' || test.kind === 'or') && test.kind !== inside ? `(${text})` : text;
}

// "not" goes into a comparison where that reads better; it means the same to a reader, and the label claims no more.
function describeNot(test: ChoiceTest): string {
  if (test.kind === 'compare') return describeComparison(test, true);
  if (test.kind === 'not') return describeTest(test.test);
  return `not (${describeTest(test)})`;
}

const SIGNS = {
  Equals: ['=', '≠'],
  LessThan: ['<', '≥'],
  GreaterThan: ['>', '≤'],
  LessThanEquals: ['≤', '>'],
  GreaterThanEquals: ['≥', '<'],
} as const;

const KINDS = {
  Null: 'null',
  Present: 'present',
  Numeric: 'a number',
  String: 'a string',
  Boolean: 'a boolean',
  Timestamp: 'a timestamp',
} as const;

function describeComparison(test: Extract<ChoiceTest, { kind: 'compare' }>, isNegated: boolean): string {
  const variable = shortPath(test.variable.value);
  const { comparison, operand } = test;
  switch (comparison.kind) {
    case 'matches':
      return `${isNegated ? 'not ' : ''}${variable} matches ${shortOperand(operand, false)}`;
    case 'is': {
      const holds = (operand.kind !== 'boolean' || operand.value) !== isNegated;
      return `${variable} is ${holds ? '' : 'not '}${KINDS[comparison.what]}`;
    }
    case 'relation': {
      const isPath = comparison.operand === 'path';
      if (comparison.of === 'Boolean' && operand.kind === 'boolean' && !isPath) {
        return operand.value !== isNegated ? variable : `not ${variable}`;
      }
      return `${variable} ${SIGNS[comparison.relation][isNegated ? 1 : 0]} ${shortOperand(operand, isPath)}`;
    }
  }
}

function shortOperand(node: Node, isPath: boolean): string {
  switch (node.kind) {
    case 'string':
      return isPath ? shortPath(node.value) : `"${node.value}"`;
    case 'number':
    case 'boolean':
      return String(node.value);
    case 'placeholder':
      return node.text;
    default:
      return '…';
  }
}

/** `$.order.total` → `order.total`. Variables and the Context Object keep their dollars. */
function shortPath(path: string): string {
  if (path === '$') return 'input';
  return path.replace(/^\$\.(?=[^.])/, '').replace(/^\$(?=\[)/, 'input');
}
