// JSON values as the engine carries them. A value is shared between states and never written to:
// a change makes a new object along the path and keeps the rest.

export type Value = null | boolean | number | string | readonly Value[] | ValueObject;
export interface ValueObject {
  readonly [key: string]: Value;
}

export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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

/** Equal as JSON: key order does not count. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
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
  return kind === 'boolean' || kind === 'number' || kind === 'string' ? kind : 'object';
}
