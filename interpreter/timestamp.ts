// Moments as the language writes them: the RFC 3339 profile of ISO 8601 (spec/asl.md §8). No clock here.

/** Milliseconds since 1970, or undefined for a text that is no timestamp of the language. */
export function parseTimestamp(text: string): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const millis = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, millis);
  // Date.UTC carries a 13th month or a 31st of April over; such a date does not exist.
  const date = new Date(utc);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return utc - offsetMinutes(parts[8] ?? 'Z') * 60_000;
}

function offsetMinutes(text: string): number {
  if (text === 'Z') return 0;
  const sign = text.startsWith('-') ? -1 : 1;
  return sign * (Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6)));
}

/** `2024-12-31T23:59:59.000Z` */
export function printTimestamp(ms: number): string {
  return new Date(ms).toISOString();
}
