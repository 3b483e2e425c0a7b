// Recorded answers against ours. What differed from recording to recording was replaced by placeholders, listed in each
// case with a rule; numbers and key order compare by value, JSON inside of text as JSON where it is an object.
import { isDeepStrictEqual } from 'node:util';

export type Placeholders = Readonly<
  Record<string, { any?: boolean; literal?: string; bind?: boolean; pattern?: string }>
>;

const MOMENT = /^(timestamp|datetime|date|<datetime>|<timestamp.*>)$/;

export function matches(expected: unknown, actual: unknown, placeholders: Placeholders): boolean {
  if (typeof expected === 'string') return matchesText(expected, actual, placeholders);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, i) => matches(item, actual[i], placeholders))
    );
  }
  if (expected !== null && typeof expected === 'object') {
    const value = typeof actual === 'string' ? parsed(actual) : actual;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
    const [mine, theirs] = [Object.keys(value), Object.keys(expected)];
    return (
      mine.length === theirs.length &&
      theirs.every(key => matches((expected as never)[key], (value as never)[key], placeholders))
    );
  }
  return isDeepStrictEqual(expected, actual);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON: then it is text, and matches no object.
    return undefined;
  }
}

function matchesText(expected: string, actual: unknown, placeholders: Placeholders): boolean {
  const rule = placeholders[expected];
  if (MOMENT.test(expected) || rule?.any || rule?.bind || rule?.pattern) return actual !== undefined;
  if (typeof actual !== 'string') return false;
  if (expected === actual) return true;
  // JSON text of a text: `"\"date\""`.
  if (/^".*"$/s.test(expected)) return matches(parsed(expected), parsed(actual), placeholders);
  // Inside longer text a placeholder stands for some text; the rest must be equal to the character.
  const names = [...Object.keys(placeholders), '<region>', '<partition>', '111111111111', '<timestamp>'];
  const pattern = new RegExp(`(${names.map(escaped).join('|')})`, 'g');
  const source = expected
    .split(pattern)
    .map(part => (names.includes(part) ? (placeholders[part]?.literal !== undefined ? '(.*)' : '(.+)') : escaped(part)))
    .join('');
  return new RegExp(`^${source}$`, 's').test(actual);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
