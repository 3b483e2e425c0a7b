// field-value, path-syntax: each field has the kind of value the field table says. Kinds that the lowering needs (objects,
// lists, text of targets) are checked there.
import { parsePath } from '../../expressions/index.ts';
import { pointerTo, type Report } from '../machine/fields.ts';
import { messages } from '../problems.ts';
import { type Field, fieldsOf } from '../spec/fields.ts';
import type { Node } from '../text/tree.ts';
import { allParts, hasPlaceholder, type Part, type Rule } from './rule.ts';

export const fieldValue: Rule = (machine, report) => {
  for (const part of allParts(machine)) {
    for (const [name, member] of part.fields) {
      const field = fieldsOf(part.owner).get(name);
      if (!field || !member.value || member.value.kind === 'placeholder') continue;
      const inOtherLanguage = field.language !== undefined && field.language !== part.queryLanguage;
      if (!inOtherLanguage) checkValue(field, member.value, part, report);
    }
  }
};

function checkValue(field: Field, node: Node, part: Part, report: Report): void {
  const { name, kind } = field;
  const pointer = pointerTo(part.pointer, name);
  const isText = node.kind === 'string';
  if (isText && hasPlaceholder(node.value)) return;
  if (isText && part.queryLanguage === 'JSONata' && isExpression(node.value) && part.owner !== 'StateMachine') return;
  const wrong = (message: string) => report('field-value', node, pointer, message);
  if (typeof kind === 'object') {
    // `Type` has a rule of its own.
    if (name !== 'Type' && !(isText && kind.oneOf.includes(node.value))) wrong(messages.expectedName(name, kind.oneOf));
    return;
  }
  switch (kind) {
    case 'text':
      if (!isText) wrong(messages.expectedString(name));
      return;
    case 'integer':
      if (node.kind !== 'number' || !Number.isInteger(node.value)) wrong(messages.expectedInteger(name));
      return;
    case 'timestamp':
      if (!isText || !TIMESTAMP.test(node.value)) wrong(messages.expectedTimestamp(name));
      return;
    case 'path':
    case 'referencePath':
      checkPath(name, node, part, report);
      return;
    default:
      return;
  }
}

// `null` is a value of the paths that select data; ErrorPath and CausePath may call an intrinsic function.
function checkPath(name: string, node: Node, part: Part, report: Report): void {
  const pointer = pointerTo(part.pointer, name);
  if (node.kind === 'null' && ['InputPath', 'OutputPath', 'ResultPath'].includes(name)) return;
  if (node.kind !== 'string') {
    report('field-value', node, pointer, messages.expectedString(name));
    return;
  }
  if (node.value.startsWith('States.') && (name === 'ErrorPath' || name === 'CausePath')) return;
  const [problem] = parsePath(node.value).problems;
  if (problem) report('path-syntax', node, pointer, problem.message);
}

function isExpression(text: string): boolean {
  return text.startsWith('{%') && text.endsWith('%}');
}

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
