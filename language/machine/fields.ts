// Reading typed parts out of an object of the text, with a problem for each part that has the wrong kind.
import { messages, type Problem, type ProblemCode, type Severity } from '../problems.ts';
import type { ArrayNode, BooleanNode, Member, Node, ObjectNode, Span, StringNode } from '../text/tree.ts';
import type { Fields } from './machine.ts';

/** Collects what is wrong. `pointer` says where in the definition, the span where in the text. */
export type Report = (code: ProblemCode, span: Span, pointer: string, message: string, severity?: Severity) => void;

export function createReport(problems: Problem[]): Report {
  return (code, span, pointer, message, severity = 'error') => {
    problems.push({ code, severity, message, pointer, start: span.start, end: span.end });
  };
}

export function fieldsIn(node: ObjectNode): Fields {
  return new Map(node.members.map(member => [member.key.value, member]));
}

/** A pointer one step further. */
export function pointerTo(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The member's value when it is text. A placeholder for the whole value counts as not known rather than wrong. */
export function textOf(fields: Fields, name: string, pointer: string, report: Report): StringNode | undefined {
  const node = givenValue(fields, name);
  if (node === undefined || node.kind === 'string') return node;
  report('field-value', node, pointerTo(pointer, name), messages.expectedString(name));
  return undefined;
}

export function booleanOf(fields: Fields, name: string, pointer: string, report: Report): BooleanNode | undefined {
  const node = givenValue(fields, name);
  if (node === undefined || node.kind === 'boolean') return node;
  report('field-value', node, pointerTo(pointer, name), messages.expectedBoolean(name));
  return undefined;
}

export function objectOf(fields: Fields, name: string, pointer: string, report: Report): ObjectNode | undefined {
  const node = givenValue(fields, name);
  if (node === undefined || node.kind === 'object') return node;
  report('field-value', node, pointerTo(pointer, name), messages.expectedObject(name));
  return undefined;
}

export function listOf(fields: Fields, name: string, pointer: string, report: Report): ArrayNode | undefined {
  const node = givenValue(fields, name);
  if (node === undefined || node.kind === 'array') return node;
  report('field-value', node, pointerTo(pointer, name), messages.expectedArray(name));
  return undefined;
}

/** The objects of a list, each with its pointer; anything else in it is reported. */
export function objectsOf(
  fields: Fields,
  name: string,
  pointer: string,
  report: Report,
): readonly { readonly node: ObjectNode; readonly pointer: string }[] {
  const list = listOf(fields, name, pointer, report);
  const objects: { node: ObjectNode; pointer: string }[] = [];
  list?.items.forEach((item, index) => {
    const itemPointer = pointerTo(pointerTo(pointer, name), index);
    if (item.kind === 'object') objects.push({ node: item, pointer: itemPointer });
    else if (item.kind !== 'placeholder') {
      report('field-value', item, itemPointer, messages.expectedObject(`${name}[${index}]`));
    }
  });
  return objects;
}

export function givenValue(fields: Fields, name: string): Exclude<Node, { kind: 'placeholder' }> | undefined {
  const node = (fields.get(name) as Member | undefined)?.value;
  return node === undefined || node.kind === 'placeholder' ? undefined : node;
}
