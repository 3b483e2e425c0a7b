// Short texts that stand in a definition again and again (names of fields, of types, of errors), each kept as one string:
// cutting them out of the text anew would cost memory, and comparing them would read their characters.
import { FIELDS, QUERY_LANGUAGES, STATE_TYPES } from '../spec/fields.ts';

/** The characters from `start` to `end`. */
export function sharedText(text: string, start: number, end: number): string {
  const length = end - start;
  if (length > LONGEST || length === 0) return text.slice(start, end);
  const middle = start + (length >> 1);
  const place = placeOf(length, text.charCodeAt(start), text.charCodeAt(middle), text.charCodeAt(end - 1));
  const known = kept[place] ?? '';
  if (known.length === length) {
    let i = 0;
    while (i < length && known.charCodeAt(i) === text.charCodeAt(start + i)) i++;
    if (i === length) return known;
  }
  const made = text.slice(start, end);
  if (length <= LONGEST_COPY) kept[place] = made;
  return made;
}

const LONGEST = 32;
/** V8 cuts longer texts out as views, which would keep the whole text alive. Of these only our own names are kept. */
const LONGEST_COPY = 12;
const MASK = 2047;

// A table of fixed size: a text that falls on the place of another one takes it over.
const kept: string[] = new Array<string>(MASK + 1).fill('');
for (const name of [...FIELDS.map(field => field.name), ...STATE_TYPES, ...QUERY_LANGUAGES, 'States.ALL']) {
  const middle = name.charCodeAt(name.length >> 1);
  kept[placeOf(name.length, name.charCodeAt(0), middle, name.charCodeAt(name.length - 1))] = name;
}

function placeOf(length: number, first: number, middle: number, last: number): number {
  return (first + 7 * middle + 31 * last + 131 * length) & MASK;
}
