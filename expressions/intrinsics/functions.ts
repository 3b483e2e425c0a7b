// What each intrinsic function does. Arguments come evaluated and counted; a wrong one ends the call with a Failing, which
// the caller turns into `States.IntrinsicFailure`.
import { base64Decode, base64Encode, utf8Decode, utf8Encode } from '../bytes.ts';
import { HASH_ALGORITHMS, hashHex, isHashAlgorithm } from '../hash.ts';
import { javaRandom } from '../javaRandom.ts';
import { readJson, writeJson } from '../json.ts';
import { isArray, isObject, numberOf, sameValue, type Value } from '../value.ts';
import { messages } from './messages.ts';

/** Chance, as the outside gives it. */
export interface Chance {
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly uuid: () => string;
}

export type Perform = (args: readonly Value[], chance: Chance) => Value;

/** The call cannot be done with these values. */
export class Failing extends Error {}

const TEXT_LIMIT = 10_000;
const RANGE_LIMIT = 1000;

export const PERFORM: ReadonlyMap<string, Perform> = new Map<string, Perform>([
  ['States.Array', args => args],
  [
    'States.ArrayContains',
    ([array, value = null]) => listAt('ArrayContains', 1, array).some(item => sameValue(item, value)),
  ],
  [
    'States.ArrayGetItem',
    ([array, index]) => {
      const list = listAt('ArrayGetItem', 1, array);
      const place = wholeAt('ArrayGetItem', 2, index);
      const item = place < 0 ? undefined : list[place];
      if (item === undefined) throw new Failing(messages.noItem(place, list.length));
      return item;
    },
  ],
  ['States.ArrayLength', ([array]) => listAt('ArrayLength', 1, array).length],
  [
    'States.ArrayPartition',
    ([array, size]) => {
      const list = listAt('ArrayPartition', 1, array);
      const length = wholeAt('ArrayPartition', 2, size);
      if (length < 1) throw new Failing(messages.expected('States.ArrayPartition', 2, 'greater than 0'));
      return Array.from({ length: Math.ceil(list.length / length) }, (_, i) =>
        list.slice(i * length, (i + 1) * length),
      );
    },
  ],
  ['States.ArrayRange', ([first, last, step]) => range(first, last, step)],
  [
    'States.ArrayUnique',
    ([array]) => {
      const unique: Value[] = [];
      for (const item of listAt('ArrayUnique', 1, array)) {
        if (!unique.some(known => sameValue(known, item))) unique.push(item);
      }
      return unique;
    },
  ],
  ['States.Base64Decode', ([text]) => utf8Decode(base64Decode(shortTextAt('Base64Decode', 1, text)))],
  ['States.Base64Encode', ([text]) => base64Encode(utf8Encode(shortTextAt('Base64Encode', 1, text)))],
  ['States.Format', ([template, ...values]) => format(textAt('Format', 1, template), values)],
  ['States.Hash', ([data = null, algorithm]) => hash(data, textAt('Hash', 2, algorithm))],
  [
    'States.JsonMerge',
    ([first, second, deep]) => {
      if (deep !== false) throw new Failing(messages.deepMerge());
      if (!isObject(first)) throw new Failing(messages.expected('States.JsonMerge', 1, 'an object'));
      if (!isObject(second)) throw new Failing(messages.expected('States.JsonMerge', 2, 'an object'));
      return { ...first, ...second };
    },
  ],
  ['States.JsonToString', ([value = null]) => writeJson(value)],
  [
    'States.MathAdd',
    ([first, second]) => inRange('MathAdd', wholeAt('MathAdd', 1, first) + wholeAt('MathAdd', 2, second)),
  ],
  ['States.MathRandom', ([start, end, seed], chance) => random(start, end, seed, chance)],
  [
    'States.StringSplit',
    ([text, delimiters]) => split(textAt('StringSplit', 1, text), textAt('StringSplit', 2, delimiters)),
  ],
  ['States.StringToJson', ([text]) => parseJson(textAt('StringToJson', 1, text))],
  ['States.UUID', (_args, chance) => chance.uuid()],
]);

function listAt(name: string, place: number, value: Value | undefined): readonly Value[] {
  if (!isArray(value)) throw new Failing(messages.expected(`States.${name}`, place, 'a list'));
  return value;
}

function textAt(name: string, place: number, value: Value | undefined): string {
  if (typeof value !== 'string') throw new Failing(messages.expected(`States.${name}`, place, 'text'));
  return value;
}

function shortTextAt(name: string, place: number, value: Value | undefined): string {
  const text = textAt(name, place, value);
  if (text.length > TEXT_LIMIT) throw new Failing(messages.tooLong(`States.${name}`, TEXT_LIMIT));
  return text;
}

// Java's Math.round: half goes up, towards positive infinity (recorded).
function wholeAt(name: string, place: number, value: Value | undefined): number {
  const number = numberOf(value);
  if (number === undefined) throw new Failing(messages.expected(`States.${name}`, place, 'a number'));
  // `-0` is no whole number of JSON.
  return inRange(name, Math.floor(number + 0.5) + 0);
}

function inRange(name: string, value: number): number {
  if (value < -(2 ** 31) || value >= 2 ** 31) throw new Failing(messages.outOfRange(`States.${name}`));
  return value;
}

function range(first: Value | undefined, last: Value | undefined, step: Value | undefined): Value {
  const from = wholeAt('ArrayRange', 1, first);
  const to = wholeAt('ArrayRange', 2, last);
  const by = wholeAt('ArrayRange', 3, step);
  if (by === 0) throw new Failing(messages.stepZero());
  const count = Math.max(0, Math.floor((to - from) / by) + 1);
  if (count > RANGE_LIMIT) throw new Failing(messages.rangeTooLong(RANGE_LIMIT));
  return Array.from({ length: count }, (_, i) => from + i * by);
}

function format(template: string, values: readonly Value[]): string {
  const [first = '', ...rest] = piecesOf(template);
  if (rest.length !== values.length) throw new Failing(messages.placeholders(rest.length, values.length));
  let text = first;
  for (let i = 0; i < rest.length; i++) text += javaText(values[i] as Value) + rest[i];
  return text;
}

/** Templates are few, mostly written in the definition; one that makes them up endlessly must not fill the memory. */
const knownPieces = new Map<string, readonly string[]>();

/** What stands around the places. `\{`, `\}` and `\\` are themselves; only `{}` is a place. */
export function piecesOf(template: string): readonly string[] {
  let pieces = knownPieces.get(template);
  if (pieces === undefined) {
    const found = [''];
    for (const [token, escaped] of template.matchAll(/\\([\s\S])|\{\}|[\s\S]/g)) {
      if (token === '{}') found.push('');
      else found[found.length - 1] += escaped ?? token;
    }
    pieces = found;
    if (knownPieces.size > 200) knownPieces.clear();
    knownPieces.set(template, pieces);
  }
  return pieces;
}

// Objects and lists come out as Java prints its maps (recorded): `{Id=…, Name=…}`.
function javaText(value: Value): string {
  if (isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}=${javaText(item)}`)
      .join(', ')}}`;
  return typeof value === 'string' ? value : writeJson(value);
}

function hash(data: Value, algorithm: string): string {
  if (!isHashAlgorithm(algorithm)) throw new Failing(messages.algorithm(algorithm, HASH_ALGORITHMS));
  const text = typeof data === 'string' ? data : writeJson(data);
  if (text.length > TEXT_LIMIT) throw new Failing(messages.tooLong('States.Hash', TEXT_LIMIT));
  return hashHex(utf8Encode(text), algorithm);
}

// The service's own sequence for a seed is not on record; ours is that of java.util.Random.
function random(start: Value | undefined, end: Value | undefined, seed: Value | undefined, chance: Chance): Value {
  const from = wholeAt('MathRandom', 1, start);
  const to = wholeAt('MathRandom', 2, end);
  if (from >= to) throw new Failing(messages.emptyRange());
  const share = seed === undefined ? chance.random() : javaRandom(wholeAt('MathRandom', 3, seed));
  return from + Math.floor(share * (to - from));
}

// Every character of the second text is a delimiter; empty pieces are dropped (recorded).
function split(text: string, delimiters: string): Value {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    if (!delimiters.includes(character)) piece += character;
    else if (piece) {
      pieces.push(piece);
      piece = '';
    }
  }
  if (piece) pieces.push(piece);
  return pieces;
}

// Blank text is null (recorded).
function parseJson(text: string): Value {
  if (text.trim() === '') return null;
  try {
    return readJson(text);
  } catch (error) {
    throw new Failing(messages.notJson(error instanceof Error ? error.message : String(error)));
  }
}
