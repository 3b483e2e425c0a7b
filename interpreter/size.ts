// How large a payload is on the wire: bytes of compact JSON in UTF-8. Values are shared and never written to, so what was
// measured once is remembered; a payload that is passed on untouched costs nothing.
import { ExactNumber, type Value, type ValueObject } from '../expressions/index.ts';

/** What a state may take, give or hand on (spec/quotas.md). */
export const LIMIT_BYTES = 262_144;

/** Smaller ones are measured again sooner than looked up. */
const WORTH_REMEMBERING = 1000;

const known = new WeakMap<object, number>();

export function isTooLarge(value: Value): boolean {
  if (room(value, SMALL) >= 0) return false;
  try {
    return bytesOf(value) > LIMIT_BYTES;
  } catch (error) {
    // Nested so deep that the stack ends: nothing could write it out either.
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/** Most payloads are far from the limit, which a short look shows; only others are measured, and remembered. */
const SMALL = 400;

/** What is left of so much room after this value, by a rough measure; negative when there is none. */
function room(value: Value, left: number): number {
  if (typeof value === 'string') return left - 1 - (value.length >>> 3);
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return left - 1;
  let rest = left - 1;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && rest >= 0; i++) rest = room(value[i], rest);
    return rest;
  }
  for (const key in value) {
    if (rest < 0) break;
    rest = room((value as ValueObject)[key] as Value, rest - (key.length >>> 3));
  }
  return rest;
}

export function bytesOf(value: Value): number {
  switch (typeof value) {
    case 'string':
      return textBytes(value);
    case 'number':
      return String(value).length;
    case 'boolean':
      return value ? 4 : 5;
    default:
      if (value instanceof ExactNumber) return value.text.length;
      return value === null ? 4 : containerBytes(value);
  }
}

function containerBytes(value: object): number {
  const before = known.get(value);
  if (before !== undefined) return before;
  // Brackets, and a comma between each two entries.
  let bytes = 1;
  if (Array.isArray(value)) for (const item of value) bytes += 1 + bytesOf(item);
  else for (const key in value) bytes += 2 + textBytes(key) + bytesOf((value as Record<string, Value>)[key] ?? null);
  if (bytes === 1) bytes = 2;
  if (bytes > WORTH_REMEMBERING) known.set(value, bytes);
  return bytes;
}

function textBytes(text: string): number {
  let bytes = 2;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 34 || unit === 92) bytes += 2;
    else if (unit < 32) bytes += unit === 8 || unit === 9 || unit === 10 || unit === 12 || unit === 13 ? 2 : 6;
    else if (unit < 0x80) bytes++;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit <= 0xdbff) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}
