// Values as the tree a debugger shows. References live until the run moves; then all are forgotten.
import { isObject, sameValue, typeName, type Value, type ValueObject } from '../../interpreter/index.ts';
import type { DebugProtocol } from '../dap.ts';
import { formatValue, type ValueFormat } from './format.ts';
import type { Target } from './target.ts';

export interface Holder {
  readonly value: Value;
  /** The expression that reads it, `$.order`; undefined where there is none. */
  readonly expression: string | undefined;
  /** Where it is in the run, for what may be changed. */
  readonly target?: Target | undefined;
  /** What it was when the run was held the last time; undefined where that says nothing. */
  readonly before?: Value | undefined;
  /** Members are workflow variables: their names follow "$" directly, and each can be asked where it was set. */
  readonly areVariables?: boolean;
  /** What follows the members' values in the list, by name. */
  readonly notes?: ReadonlyMap<string, string>;
}

/** What a location reference stands for: an expression whose value was set somewhere. */
export interface Origin {
  readonly expression: string;
  readonly strand: number;
}

export class VariableStore {
  readonly #holders = new Map<number, Holder>();
  readonly #origins = new Map<number, Origin>();
  readonly #first: number;

  /** References count from `first`, so that several stores can be told apart. */
  constructor(first = 1) {
    this.#first = first;
  }

  clear(): void {
    this.#holders.clear();
    this.#origins.clear();
  }

  /** The reference that is given next: where another store may begin, so that old references mean nothing in it. */
  get next(): number {
    return this.#holders.size + this.#first;
  }

  holder(reference: number): Holder | undefined {
    return this.#holders.get(reference);
  }

  origin(reference: number): Origin | undefined {
    return this.#origins.get(reference);
  }

  /** A reference a client can ask the children of; 0 when there are none. */
  referTo(holder: Holder): number {
    const { value } = holder;
    if (value === null || typeof value !== 'object' || Object.keys(value).length === 0) return 0;
    const reference = this.next;
    this.#holders.set(reference, holder);
    return reference;
  }

  children({ variablesReference, filter, start = 0, count, format = {} }: DebugProtocol.VariablesArguments) {
    const holder = this.#holders.get(variablesReference);
    if (!holder) return [];
    const { value } = holder;
    if (Array.isArray(value)) {
      if (filter === 'named') return [];
      const items = value.slice(start, count ? start + count : undefined);
      return items.map((item: Value, i) => this.#member(holder, start + i, item, format));
    }
    if (filter === 'indexed') return [];
    const members = Object.entries(value as ValueObject);
    const shown = members.slice(start, count ? start + count : undefined);
    return shown.map(([name, item]) => this.#member(holder, name, item, format));
  }

  describe(holder: Holder, format: ValueFormat = {}) {
    const { value } = holder;
    const isList = Array.isArray(value);
    return {
      value: formatValue(value, format),
      type: typeName(value),
      variablesReference: this.referTo(holder),
      ...(isList && { indexedVariables: value.length }),
      ...(isObject(value) && { namedVariables: Object.keys(value).length }),
    };
  }

  /** What a member of a shown value is, for whoever wants to change or watch it. */
  memberOf(
    holder: Holder,
    name: string | number,
  ): { readonly expression: string | undefined; readonly target: Target | undefined } {
    const { expression, target, areVariables } = holder;
    return {
      expression: areVariables ? `$${name}` : expression && memberExpression(expression, name),
      target: target && { ...target, steps: [...target.steps, name] },
    };
  }

  #member(holder: Holder, name: string | number, value: Value, format: ValueFormat): DebugProtocol.Variable {
    const { expression, target } = this.memberOf(holder, name);
    const before = memberIn(holder.before, name);
    const isChanged = holder.before !== undefined && (before === undefined || !sameValue(before, value));
    const isReadOnly = target === undefined || !target.isEditable;
    const attributes = [...(isChanged ? ['changed'] : []), ...(isReadOnly ? ['readOnly'] : [])];
    const note = holder.notes?.get(String(name));
    const described = this.describe({ value, expression, target, before }, format);
    const origin = holder.areVariables && target ? { expression: `$${name}`, strand: target.strand } : undefined;
    return {
      name: typeof name === 'number' ? `[${name}]` : name,
      ...described,
      ...(note !== undefined && { value: `${described.value} ${note}` }),
      ...(expression !== undefined && { evaluateName: expression }),
      ...(attributes.length > 0 && { presentationHint: { attributes } }),
      ...(origin && { declarationLocationReference: this.#originReference(origin) }),
    };
  }

  #originReference(origin: Origin): number {
    const reference = this.#origins.size + 1;
    this.#origins.set(reference, origin);
    return reference;
  }
}

export function memberExpression(expression: string, name: string | number): string {
  if (typeof name === 'number') return `${expression}[${name}]`;
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)
    ? `${expression}.${name}`
    : `${expression}['${name.replace(/['\\]/g, '\\$&')}']`;
}

export function memberIn(value: Value | undefined, name: string | number): Value | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string | number, Value>)[name];
}
