// choice-test, choice-operand: a JSONPath rule has exactly one comparison (or And, Or, Not), and compares with a value of
// the comparison's kind.
import { pointerTo, type Report } from '../machine/fields.ts';
import { membersOf, type Part, placeOfPart, titleOf } from '../machine/parts.ts';
import { messages } from '../problems.ts';
import { COMPARISONS, type Comparison } from '../spec/comparisons.ts';
import { hasPlaceholder, type Node } from '../text/tree.ts';
import { isTimestamp } from './fieldValue.ts';
import { isMisspelt } from './missingField.ts';

/** Looks at the names of the members only. */
export function testCount(part: Part, report: Report): void {
  if (part.queryLanguage === 'JSONPath') checkCount(part, report);
}

export function choiceOperand(name: string, comparison: Comparison, value: Node, part: Part, report: Report): void {
  if (part.queryLanguage === 'JSONPath') checkOperand(name, comparison, value, part, report);
}

const GROUPS: readonly string[] = ['And', 'Or', 'Not'];

function checkCount(part: Part, report: Report): void {
  const tests: string[] = [];
  let isComparison = false;
  for (const { name } of membersOf(part)) {
    const isOne = COMPARISONS.has(name);
    isComparison ||= isOne;
    if (isOne || GROUPS.includes(name)) tests.push(name);
  }
  if (tests.length === 0) {
    // A Condition in a JSONPath state is reported as a field of the other language.
    const isLater = [...part.fields.keys()].some(hasPlaceholder);
    const isSaid =
      isLater ||
      part.fields.has('Condition') ||
      [...COMPARISONS.keys()].some(name => isMisspelt(name, part.owner, part.fields.keys()));
    if (!isSaid) report('choice-test', placeOfPart(part), part.pointer, messages.choiceNoTest());
  } else if (tests.length > 1) {
    report('choice-test', placeOfPart(part), part.pointer, messages.choiceTwoTests(tests));
  } else if (isComparison && !part.fields.has('Variable') && !isMisspelt('Variable', part.owner, part.fields.keys())) {
    report(
      'field-missing',
      placeOfPart(part),
      part.pointer,
      messages.fieldMissing('Variable', titleOf(part)),
      'error',
      'Variable',
    );
  }
}

function checkOperand(name: string, comparison: Comparison, node: Node, part: Part, report: Report): void {
  if (node.kind === 'placeholder' || (node.kind === 'string' && hasPlaceholder(node.value))) return;
  const kind = expectedKind(comparison);
  const pointer = pointerTo(part.pointer, name);
  if (kind === 'timestamp') {
    if (node.kind !== 'string') report('choice-operand', node, pointer, messages.operandKind(name, KINDS.timestamp));
    else if (!isTimestamp(node.value)) {
      // Whether the service insists here as it does in Wait is not on record.
      report('choice-operand', node, pointer, messages.operandKind(name, KINDS.timestamp), 'warning');
    }
  } else if (node.kind !== (kind === 'path' ? 'string' : kind)) {
    report('choice-operand', node, pointer, messages.operandKind(name, KINDS[kind]));
  }
}

const KINDS = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  timestamp: 'a timestamp such as "2024-12-31T23:59:59Z"',
  path: 'what a path finds, such as "$.limit"',
} as const;

function expectedKind(comparison: Comparison): keyof typeof KINDS {
  if (comparison.kind === 'matches') return 'string';
  if (comparison.kind === 'is') return 'boolean';
  if (comparison.operand === 'path') return 'path';
  const kinds = { String: 'string', Numeric: 'number', Boolean: 'boolean', Timestamp: 'timestamp' } as const;
  return kinds[comparison.of];
}
