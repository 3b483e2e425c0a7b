// field-value, field-range, field-empty: each field has the kind of value the field table says. Kinds that the lowering
// needs (lists of objects, text of targets) are checked there, expressions in their own rules.
import { pointerTo, type Report } from '../machine/fields.ts';
import type { Part } from '../machine/parts.ts';
import { messages } from '../problems.ts';
import type { Field } from '../spec/fields.ts';
import { hasPlaceholder, type Node } from '../text/tree.ts';

/** `field` is a field of the part, in its query language. */
export function fieldValue(field: Field, node: Node, part: Part, report: Report): void {
  const { name, kind } = field;
  const message = wrongValue(field, node);
  if (message !== undefined) {
    if (!isLater(field, node, part)) {
      report('field-value', node, pointerTo(part.pointer, name), message, 'error', name);
    }
  } else if (kind === 'names') checkNames(field, node, part, report);
  else if (node.kind === 'number') checkRange(field, node, part, report);
  else if (kind === 'list' && node.kind === 'array' && node.items.length === 0 && field.filled) {
    report('field-empty', node, pointerTo(part.pointer, name), messages.emptyList(name));
  }
}

/** Whether a text stands for a value of another kind that is known later: when deployed, or when the state runs. */
function isLater(field: Field, node: Node, part: Part): boolean {
  if (node.kind !== 'string') return false;
  return (
    hasPlaceholder(node.value) ||
    Boolean(field.expression && part.queryLanguage === 'JSONata' && isExpression(node.value))
  );
}

/** What is wrong with the kind of a value, if anything is. */
function wrongValue({ name, kind }: Field, node: Node): string | undefined {
  const isText = node.kind === 'string';
  if (typeof kind === 'object') {
    if ('part' in kind) return node.kind === 'object' ? undefined : messages.expectedObject(name);
    // `Type` has a rule of its own.
    if (name === 'Type' || (isText && kind.oneOf.includes(node.value))) return undefined;
    return messages.expectedName(name, kind.oneOf);
  }
  switch (kind) {
    case 'text':
      return isText ? undefined : messages.expectedString(name);
    case 'integer':
      return node.kind === 'number' && Number.isInteger(node.value) ? undefined : messages.expectedInteger(name);
    case 'number':
      return node.kind === 'number' ? undefined : messages.expectedNumber(name);
    case 'timestamp':
      return isText && isTimestamp(node.value) ? undefined : messages.expectedTimestamp(name);
    case 'path':
    case 'referencePath':
      return isText || (node.kind === 'null' && MAY_BE_NULL.includes(name)) ? undefined : messages.expectedString(name);
    case 'names':
      return node.kind === 'array' ? undefined : messages.expectedNames(name);
    case 'condition':
      return node.kind === 'boolean' ? undefined : messages.expectedCondition();
    case 'template':
      return name !== 'Assign' || node.kind === 'object' || isText ? undefined : messages.expectedObject(name);
    default:
      return undefined;
  }
}

function checkRange({ name, range }: Field, node: Node & { kind: 'number' }, part: Part, report: Report): void {
  if (!range || (range[0] <= node.value && node.value <= range[1])) return;
  report('field-range', node, pointerTo(part.pointer, name), messages.outOfRange(name, range[0], range[1]));
}

function checkNames({ name, filled }: Field, node: Node, part: Part, report: Report): void {
  if (node.kind !== 'array') return;
  const pointer = `${part.pointer}/${name}`;
  if (filled && node.items.length === 0) report('field-empty', node, pointer, messages.emptyList(name));
  node.items.forEach((item, index) => {
    if (item.kind === 'string' || item.kind === 'placeholder') return;
    report('field-value', item, `${pointer}/${index}`, messages.expectedString(`${name}[${index}]`));
  });
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
