// Functions on dates: moments as milliseconds since 1970, and as text by picture. Now is the same for all of one
// evaluation, and is told to it.

import { type Item, JsonataFailure } from '../values.ts';
import { formatDate, parseDate } from './datePicture.ts';
import type { Table } from './table.ts';

const ISO_8601 = /^\d{4}(-[01]\d)*(-[0-3]\d)*(T[0-2]\d:[0-5]\d:[0-5]\d)*(\.\d+)?([+-][0-2]\d:?[0-5]\d|Z)?$/;

/** A time without an offset is UTC; the host's own zone must not show. */
function parseIso(text: string): number {
  if (!ISO_8601.test(text)) throw new JsonataFailure('D3110', { value: text });
  const isLocal = text.includes('T') && !/(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  return Date.parse(isLocal ? `${text}Z` : text);
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
