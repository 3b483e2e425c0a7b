// The tree of a text, the same for JSON and YAML. Offsets count UTF-16 units from the start of the file;
// lines and columns do not exist here. A tree is a value: nothing changes it after the parser returned it.
import { readJson, type Span, type Value, type ValueObject } from '../../expressions/index.ts';

export type { Span } from '../../expressions/index.ts';

export type Node = ObjectNode | ArrayNode | StringNode | NumberNode | BooleanNode | NullNode | PlaceholderNode;

export interface ObjectNode extends Span {
  readonly kind: 'object';
  readonly members: readonly Member[];
  /** If false, no two members of it have the same name, nor of anything in it: the reader knows, and rules need not look. */
  readonly mayRepeat: boolean;
}

/**
 * One `key: value`. A half-typed member has no value. The span runs from the key to the end of the value. A class, so that a
 * node for the key is only made when somebody asks where it stands: of most members only the name is read.
 */
export class Member implements Span {
  readonly name: string;
  readonly start: number;
  readonly keyEnd: number;
  readonly value: Node | undefined;

  constructor(name: string, start: number, keyEnd: number, value: Node | undefined) {
    this.name = name;
    this.start = start;
    this.keyEnd = keyEnd;
    this.value = value;
  }

  get key(): StringNode {
    return { kind: 'string', value: this.name, start: this.start, end: this.keyEnd };
  }

  get end(): number {
    // The value of an alias stands before it.
    return this.value ? Math.max(this.keyEnd, this.value.end) : this.keyEnd;
  }
}

export interface ArrayNode extends Span {
  readonly kind: 'array';
  readonly items: readonly Node[];
}

/** `start` and `end` include the quotes where there are some. */
export interface StringNode extends Span {
  readonly kind: 'string';
  readonly value: string;
}

export interface NumberNode extends Span {
  readonly kind: 'number';
  readonly value: number;
  /** As it is written, where JavaScript would write it otherwise: `1.0`. */
  readonly written?: string;
}

export interface BooleanNode extends Span {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullNode extends Span {
  readonly kind: 'null';
  /** So that all nodes without parts have one shape. */
  readonly value: null;
}

/**
 * Stands for a value that a deployment tool fills in later: a bare `${Name}`, or CloudFormation's `Ref`, `Fn::…` and tags.
 * Nothing can be said about what it will be.
 */
export interface PlaceholderNode extends Span {
  readonly kind: 'placeholder';
  readonly text: string;
  /** What the text says as it stands, where that is an object: a run outside of a template sees plain data. */
  readonly object?: ObjectNode;
  /** Of YAML's short form: `!Sub`, and what stands behind it. */
  readonly tagged?: { readonly tag: string; readonly value: Node };
}

export function memberNamed(node: Node | undefined, name: string): Member | undefined {
  if (node?.kind !== 'object') return undefined;
  // The last of several members of one name wins, as in every JSON reader.
  return node.members.findLast(member => member.name === name);
}

/** Whether two members have the same name. */
export function isRepeating(members: readonly Member[]): boolean {
  if (members.length > FEW) return new Set(members.map(({ name }) => name)).size < members.length;
  for (let i = 1; i < members.length; i++) {
    for (let j = 0; j < i; j++) if (members[i]?.name === members[j]?.name) return true;
  }
  return false;
}

const FEW = 12;

/** What `mayRepeat` is of an object with these members. */
export function mayRepeatIn(members: readonly Member[]): boolean {
  return isRepeating(members) || members.some(({ value }) => value && mayRepeat(value));
}

function mayRepeat(node: Node): boolean {
  return node.kind === 'array' ? node.items.some(mayRepeat) : node.kind === 'object' && node.mayRepeat;
}

/** The JSON value a node stands for. Members without a value are left out; a placeholder reads as its text. */
export function toValue(node: Node): Value {
  switch (node.kind) {
    case 'object': {
      const entries: [string, Value][] = [];
      for (const member of node.members) if (member.value) entries.push([member.name, toValue(member.value)]);
      return Object.fromEntries(entries) as ValueObject;
    }
    case 'array':
      return node.items.map(toValue);
    case 'placeholder':
      return node.object ? toValue(node.object) : node.text;
    case 'number':
      return node.written === undefined ? node.value : readJson(node.written);
    default:
      return node.value;
  }
}

/** `{ "Ref": "X" }` and `{ "Fn::GetAtt": […] }`: CloudFormation replaces the whole object. */
export function isDeploymentFunction(members: readonly Member[]): boolean {
  const [only] = members;
  return members.length === 1 && only !== undefined && isDeploymentName(only.name);
}

export function isDeploymentName(name: string): boolean {
  return name === 'Ref' || (name.startsWith('Fn::') && /^Fn::\w+$/.test(name));
}

/**
 * Deployment tools fill `${Name}` in later, and simpler ones replace a whole text such as `__NAME__` or `%NAME%`: nothing
 * can be said about it.
 */
export function hasPlaceholder(text: string): boolean {
  const first = text.charCodeAt(0);
  // `_`, `%`, `<`, `@` and `{` begin those of the simpler tools.
  const mayStandIn = first === 95 || first === 37 || first === 60 || first === 64 || first === 123;
  if (mayStandIn && STAND_IN.test(text)) return true;
  // `#{AWS::Region}` is what a plugin of the Serverless Framework fills in.
  return text.includes('{') && /[$#]\{[^}]*\}/.test(text);
}

const STAND_IN = /^(?:_{1,2}\w+?_{1,2}|%{1,2}[\w.-]+%{1,2}|<[\w.-]+>|@{1,2}[\w.-]+@{1,2}|\{\{[^{}]*\}\})$/;

export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
