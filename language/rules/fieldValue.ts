// field-value, field-range, field-empty: each field has the kind of value the field table says. Kinds that the lowering
// needs (lists of objects, text of targets) are checked there, expressions in their own rules.
import { pointerTo, type Report } from '../machine/fields.ts';
import type { Part } from '../machine/parts.ts';
import { messages } from '../problems.ts';
import type { Field } from '../spec/fields.ts';
import { hasPlaceholder, type Node } from '../text/tree.ts';

export function fieldValue(field: Field, node: Node, part: Part, report: Report): void {
  const { name, kind } = field;
  const isText = node.kind === 'string';
  if (isText && hasPlaceholder(node.value)) return;
  if (isText && field.expression && part.queryLanguage === 'JSONata' && isExpression(node.value)) return;
  const wrong = (message: string) => report('field-value', node, pointerTo(part.pointer, name), message, 'error', name);
  if (typeof kind === 'object') {
    if ('part' in kind) {
      if (node.kind !== 'object') wrong(messages.expectedObject(name));
    }
    // `Type` has a rule of its own.
    else if (name !== 'Type' && !(isText && kind.oneOf.includes(node.value)))
      wrong(messages.expectedName(name, kind.oneOf));
    return;
  }
  switch (kind) {
    case 'text':
      if (!isText) wrong(messages.expectedString(name));
      return;
    case 'integer':
      if (node.kind !== 'number' || !Number.isInteger(node.value)) wrong(messages.expectedInteger(name));
      else checkRange(field, node, part, report);
      return;
    case 'number':
      if (node.kind !== 'number') wrong(messages.expectedNumber(name));
      else checkRange(field, node, part, report);
      return;
    case 'timestamp':
      if (!isText || !isTimestamp(node.value)) wrong(messages.expectedTimestamp(name));
      return;
    case 'path':
    case 'referencePath':
      if (!isText && !(node.kind === 'null' && MAY_BE_NULL.includes(name))) wrong(messages.expectedString(name));
      return;
    case 'names':
      checkNames(field, node, part, report);
      return;
    case 'condition':
      if (node.kind !== 'boolean') wrong(messages.expectedCondition());
      return;
    case 'template':
      if (name === 'Assign' && node.kind !== 'object' && !isText) wrong(messages.expectedObject(name));
      return;
    case 'list':
      if (node.kind === 'array' && node.items.length === 0 && field.filled) {
        report('field-empty', node, pointerTo(part.pointer, name), messages.emptyList(name));
      }
      return;
    default:
      return;
  }
}

function checkRange({ name, range }: Field, node: Node & { kind: 'number' }, part: Part, report: Report): void {
  if (!range || (range[0] <= node.value && node.value <= range[1])) return;
  report('field-range', node, pointerTo(part.pointer, name), messages.outOfRange(name, range[0], range[1]));
}

function checkNames({ name, filled }: Field, node: Node, part: Part, report: Report): void {
  const pointer = pointerTo(part.pointer, name);
  if (node.kind !== 'array') {
    report('field-value', node, pointer, messages.expectedNames(name), 'error', name);
    return;
  }
  if (filled && node.items.length === 0) report('field-empty', node, pointer, messages.emptyList(name));
  for (const [index, item] of node.items.entries()) {
    if (item.kind === 'string' || item.kind === 'placeholder') continue;
    report('field-value', item, pointerTo(pointer, index), messages.expectedString(`${name}[${index}]`));
  }
}

/** The paths that select data; `null` selects nothing. */
const MAY_BE_NULL = ['InputPath', 'OutputPath', 'ResultPath'];

function isExpression(text: string): boolean {
  return text.startsWith('{%') && text.endsWith('%}');
}

/** RFC 3339 with a time zone, and a moment that exists. */
export function isTimestamp(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-](\d{2}):(\d{2}))$/.exec(text);
  if (!match) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const days = month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  const inRange = month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60;
  return inRange && Number(match[9] ?? 0) <= 18 && Number(match[10] ?? 0) < 60;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
