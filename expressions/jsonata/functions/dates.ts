// Functions on dates: moments as milliseconds since 1970, and as text by picture. Now is the same for all of one
// evaluation, and is told to it.

import { type Item, JsonataFailure } from '../values.ts';
import { formatDate, parseDate } from './datePicture.ts';
import type { Table } from './table.ts';

const ISO_8601 = /^\d{4}(-[01]\d)*(-[0-3]\d)*(T[0-2]\d:[0-5]\d:[0-5]\d)*(\.\d+)?([+-][0-2]\d:?[0-5]\d|Z)?$/;

/** A time without an offset is UTC; the host's own zone must not show. */
function parseIso(text: string): number {
  const usual = parseUsual(text);
  if (usual !== undefined) return usual;
  if (!ISO_8601.test(text)) throw new JsonataFailure('D3110', { value: text });
  const isLocal = text.includes('T') && !/(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  return Date.parse(isLocal ? `${text}Z` : text);
}

/** The number in these digits, or NaN. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** `2024-03-15T10:20:30.000Z`, which is what these functions write, without more ado. */
function parseUsual(text: string): number | undefined {
  if (text.length !== 24 || text[4] !== '-' || text[7] !== '-' || text[10] !== 'T') return undefined;
  if (text[13] !== ':' || text[16] !== ':' || text[19] !== '.' || text[23] !== 'Z') return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  const millis = digits(text, 20, 23);
  // Days that not every month has, and two-digit years, have rules of their own.
  if (!(year > 99 && month > 0 && month < 13 && day > 0 && day < 29)) return undefined;
  if (!(hour < 24 && minute < 60 && second < 60 && millis >= 0)) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second, millis);
}

function optional(text: Item): string | undefined {
  return text as string | undefined;
}

export const DATES: Table = {
  now: ['<s?s?:s>', 2, (rt, picture, zone) => formatDate(rt, rt.now, optional(picture), optional(zone))],
  millis: ['<:n>', 0, rt => rt.now],
  fromMillis: [
    '<n-s?s?:s>',
    3,
    (rt, millis, picture, zone) =>
      millis === undefined ? undefined : formatDate(rt, millis as number, optional(picture), optional(zone)),
  ],
  toMillis: [
    '<s-s?:n>',
    2,
    (rt, text, picture) => {
      if (text === undefined) return undefined;
      return picture === undefined ? parseIso(text as string) : parseDate(rt, text as string, picture as string);
    },
  ],
};
