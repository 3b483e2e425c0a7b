// Values as the tree a debugger shows. References live until the run moves; then all are forgotten.
import { isObject, printValue, typeName, type Value, type ValueObject } from '../interpreter/index.ts';
import type { DebugProtocol } from './dap.ts';

/** Longer lists are shown in pages by the client. */
const LONG_TEXT = 200;

interface Holder {
  readonly value: Value;
  /** The expression that reads it, `$.order`; undefined where there is none. */
  readonly expression: string | undefined;
}

export class VariableStore {
  readonly #holders = new Map<number, Holder>();

  clear(): void {
    this.#holders.clear();
  }

  /** A reference a client can ask the children of; 0 when there are none. */
  referTo(value: Value, expression: string | undefined): number {
    if (value === null || typeof value !== 'object' || Object.keys(value).length === 0) return 0;
    const reference = this.#holders.size + 1;
    this.#holders.set(reference, { value, expression });
    return reference;
  }

  children({
    variablesReference,
    filter,
    start = 0,
    count,
  }: DebugProtocol.VariablesArguments): DebugProtocol.Variable[] {
    const holder = this.#holders.get(variablesReference);
    if (!holder) return [];
    const { value, expression } = holder;
    if (Array.isArray(value)) {
      if (filter === 'named') return [];
      const items = value.slice(start, count ? start + count : undefined);
      return items.map((item, i) => this.show(`[${start + i}]`, item, expression && `${expression}[${start + i}]`));
    }
    if (filter === 'indexed') return [];
    const members = Object.entries(value as ValueObject);
    return members.map(([name, item]) => this.show(name, item, expression && memberExpression(expression, name)));
  }

  show(name: string, value: Value, expression: string | undefined): DebugProtocol.Variable {
    return { name, ...this.describe(value, expression), ...(expression !== undefined && { evaluateName: expression }) };
  }

  describe(value: Value, expression: string | undefined) {
    const isList = Array.isArray(value);
    return {
      value: shortText(value),
      type: typeName(value),
      variablesReference: this.referTo(value, expression),
      ...(isList && { indexedVariables: value.length }),
      ...(isObject(value) && { namedVariables: Object.keys(value).length }),
    };
  }
}

function memberExpression(expression: string, name: string): string {
  // A variable's own name follows "$" directly.
  if (expression === '$variables') return `$${name}`;
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)
    ? `${expression}.${name}`
    : `${expression}['${name.replace(/['\\]/g, '\\$&')}']`;
}

function shortText(value: Value): string {
  const text = printValue(value);
  return text.length <= LONG_TEXT ? text : `${text.slice(0, LONG_TEXT)}… (${text.length} characters)`;
}
