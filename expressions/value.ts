// JSON values as the engine carries them. A value is shared between states and never written to:
// a change makes a new object along the path and keeps the rest.

export type Value = null | boolean | number | ExactNumber | string | readonly Value[] | ValueObject;
export interface ValueObject {
  readonly [key: string]: Value;
}

/**
 * A number whose text JavaScript would not give back: `1.0`, `1e5`, integers beyond 2^53. It counts as the nearest
 * number and is written as it came (recorded for `0.0`). It has no members.
 */
export class ExactNumber {
  /** There has been one in this process; as long as there has not, nobody need look for them. */
  static exist = false;
  static #onWrite: (() => void) | undefined;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    ExactNumber.exist = true;
  }

  /** Runs something that may write an exact number as JSON, and says so when it does. */
  static watch<T>(run: () => T, onWrite: () => void): T {
    ExactNumber.#onWrite = onWrite;
    try {
      return run();
    } finally {
      ExactNumber.#onWrite = undefined;
    }
  }

  get text(): string {
    return this.#text;
  }

  get number(): number {
    return Number(this.#text);
  }

  toJSON(): number {
    ExactNumber.#onWrite?.();
    return this.number;
  }
}

/** The number a value is, or undefined. */
export function numberOf(value: Value | undefined): number | undefined {
  return typeof value === 'number' ? value : value instanceof ExactNumber ? value.number : undefined;
}

const plain = new WeakMap<object, Value>();

/** The value with all numbers as JavaScript has them, as JSONata calculates with them. Itself where there is no other. */
export function withPlainNumbers(value: Value): Value {
  if (!ExactNumber.exist || value === null || typeof value !== 'object') return value;
  if (value instanceof ExactNumber) return value.number;
  const known = plain.get(value);
  if (known !== undefined) return known;
  let result: Value = value;
  if (isArray(value)) {
    const items = value.map(withPlainNumbers);
    if (items.some((item, i) => item !== value[i])) result = items;
  } else {
    const members = Object.entries(value).map(([key, inner]) => [key, withPlainNumbers(inner)] as const);
    if (members.some(([key, inner]) => inner !== (value as ValueObject)[key])) result = Object.fromEntries(members);
  }
  plain.set(value, result);
  return result;
}

export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

export function isArray(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The member, or undefined where there is none. Inherited names (`toString`, `__proto__`) are no members. */
export function member(value: Value | undefined, key: string): Value | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** A copy with one member set. Safe for every key, `__proto__` too: a computed key always makes an own member. */
export function withMember(object: ValueObject, key: string, value: Value): ValueObject {
  return { ...object, [key]: value };
}

/** Sets a member of an object under construction, whatever it is called. */
export function setMember(object: Record<string, Value>, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else object[key] = value;
}

/** Equal as JSON: key order does not count. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  const number = numberOf(a);
  if (number !== undefined) return number === numberOf(b);
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((item, i) => sameValue(item, b[i] as Value));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(key => Object.hasOwn(b, key) && sameValue(a[key] as Value, b[key] as Value));
}

/** The specification's name for the kind of a value, as AWS's messages write it. */
export function typeName(value: Value): 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  const kind = typeof value;
  if (kind === 'boolean' || kind === 'number' || kind === 'string') return kind;
  return value instanceof ExactNumber ? 'number' : 'object';
}
