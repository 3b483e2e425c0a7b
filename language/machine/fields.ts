// Reading typed parts out of an object of the text, with a problem for each part that has the wrong kind.
import { messages, type Problem, type ProblemCode, type Severity } from '../problems.ts';
import {
  type ArrayNode,
  type BooleanNode,
  isRepeating,
  type Member,
  type Node,
  type ObjectNode,
  type Span,
  type StringNode,
} from '../text/tree.ts';
import type { Fields } from './machine.ts';

/** Collects what is wrong. `pointer` says where in the definition, the span where in the text. */
export type Report = (
  code: ProblemCode,
  span: Span,
  pointer: string,
  message: string,
  severity?: Severity,
  subject?: string,
) => void;

export function createReport(problems: Problem[]): Report {
  return (code, span, pointer, message, severity = 'error', subject) => {
    const { start, end } = span;
    problems.push({ code, severity, message, pointer, start, end, ...(subject !== undefined && { subject }) });
  };
}

export function fieldsIn({ members, mayRepeat }: ObjectNode): Fields {
  if (members.length <= FEW && !(mayRepeat && isRepeating(members))) return new FewFields(members);
  return new Map(members.map(member => [member.name, member]));
}

const FEW = 12;

// A Map over the members themselves: objects of a definition have few, and a definition has many objects.
class FewFields implements Fields {
  private readonly members: readonly Member[];

  constructor(members: readonly Member[]) {
    this.members = members;
  }

  get size(): number {
    return this.members.length;
  }

  get(name: string): Member | undefined {
    for (const member of this.members) if (member.name === name) return member;
    return undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  forEach(visit: (value: Member, key: string, map: Fields) => void): void {
    for (const member of this.members) visit(member, member.name, this);
  }

  *entries(): MapIterator<[string, Member]> {
    for (const member of this.members) yield [member.name, member];
  }

  *keys(): MapIterator<string> {
    for (const { name } of this.members) yield name;
  }

  values(): MapIterator<Member> {
    return this.members.values();
  }

  [Symbol.iterator](): MapIterator<[string, Member]> {
    return this.entries();
  }
}

/** A pointer one step further. */
export function pointerTo(pointer: string, key: string | number): string {
  // Most keys need no escaping.
  if (typeof key === 'number' || !(key.includes('~') || key.includes('/'))) return `${pointer}/${key}`;
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

/** What is made of the objects of a list; anything else in it is reported. `name` needs no escaping in a pointer. */
export function objectsOf<T>(
  fields: Fields,
  name: string,
  pointer: string,
  report: Report,
  make: (node: ObjectNode, pointer: string) => T,
): readonly T[] {
  const list = listOf(fields, name, pointer, report);
  // Most states have no such list and share this one.
  if (!list || list.items.length === 0) return NONE;
  const [first] = list.items;
  // Lists of one are written out: V8 makes a list that grows many times too long.
  if (first?.kind === 'object' && list.items.length === 1) return [make(first, `${pointer}/${name}/0`)];
  const made: T[] = [];
  for (const [index, item] of list.items.entries()) {
    const itemPointer = `${pointer}/${name}/${index}`;
    if (item.kind === 'object') made.push(make(item, itemPointer));
    else if (item.kind !== 'placeholder') {
      report('field-value', item, itemPointer, messages.expectedObject(`${name}[${index}]`));
    }
  }
  return made;
}

const NONE: readonly never[] = [];

export function givenValue(fields: Fields, name: string): Exclude<Node, { kind: 'placeholder' }> | undefined {
  const node = (fields.get(name) as Member | undefined)?.value;
  return node === undefined || node.kind === 'placeholder' ? undefined : node;
}
