// Values from text and to text. Numbers keep the form they came in: what JavaScript would write otherwise (`1.0`, `1e5`,
// integers beyond 2^53) becomes an ExactNumber.
import { ExactNumber, type Value } from './value.ts';

/** What may follow a backslash in a string of JSON, but for `u`. */
export const JSON_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** The value a JSON text stands for. Throws a SyntaxError, as JSON.parse does. */
export function readJson(text: string): Value {
  const value = JSON.parse(text) as Value;
  return HAS_ODD_NUMBER.test(text) ? readExactly(text, value) : value;
}

/** As compact JSON, members in their order. */
export function writeJson(value: Value): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const before = ExactNumber.written;
  const text = JSON.stringify(value);
  return ExactNumber.written === before ? text : writeExactly(value);
}

/** Perhaps a number that is written otherwise than JavaScript would. Also finds such digits inside of strings. */
const HAS_ODD_NUMBER = /\d\.\d*0(?!\d)|\d[eE]|\d{16}|-0/;

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

// The text is known to be JSON. Odd numbers are put into strings that occur nowhere else, and taken out again.
function readExactly(text: string, value: Value): Value {
  let mark = '\\u0000';
  while (text.includes(mark)) mark += '\\u0000';
  let count = 0;
  const marked = text.replace(STRING_OR_NUMBER, token => {
    if (token.startsWith('"') || String(Number(token)) === token) return token;
    count++;
    // Recorded: the integer -0 is 0.
    if (token === '-0') return '0';
    return `"${mark}${token}"`;
  });
  if (count === 0) return value;
  const start = JSON.parse(`"${mark}"`) as string;
  return JSON.parse(marked, (_key, inner: Value) =>
    typeof inner === 'string' && inner.startsWith(start) ? new ExactNumber(inner.slice(start.length)) : inner,
  ) as Value;
}

function writeExactly(value: Value): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeExactly).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}:${writeExactly(inner)}`)
    .join(',')}}`;
}
