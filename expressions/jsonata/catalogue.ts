// What the editor says about each built-in function: its parameters and one sentence. The order of parameters is
// that of the signatures in functions/; a question mark marks one that may be left out.

import { builtinNames, builtinSignature, type Dialect } from './functions/builtins.ts';

export interface FunctionDocument {
  readonly name: string;
  /** The language's own notation, such as `<s-nn?:s>`. */
  readonly signature: string;
  readonly parameters: readonly string[];
  readonly summary: string;
}

/** Names without the dollar sign, in alphabetical order. */
export function functionNames(dialect: Dialect): readonly string[] {
  return [...builtinNames(dialect)];
}

export function functionDocument(name: string, dialect: Dialect): FunctionDocument | undefined {
  const signature = builtinSignature(dialect, name);
  if (signature === undefined) return undefined;
  const [parameters, summary] = (dialect === 'stepFunctions' ? SERVICE_TEXTS[name] : undefined) ??
    TEXTS[name] ?? ['', ''];
  return { name, signature, parameters: parameters === '' ? [] : parameters.split(', '), summary };
}

type Texts = Readonly<Record<string, readonly [parameters: string, summary: string]>>;

const SERVICE_TEXTS: Texts = {
  random: ['seed?', 'A number from 0 up to, but not including, 1; the same for the same seed.'],
};

const TEXTS: Texts = {
  abs: ['number', 'The number without its sign.'],
  append: ['array1, array2', 'The items of both, one after the other.'],
  assert: ['condition, message?', 'Nothing if the condition is true; otherwise ends the evaluation with the message.'],
  average: ['array', 'The mean of the numbers.'],
  base64decode: ['string', 'The text that the Base64 string stands for, one character per byte.'],
  base64encode: ['string', 'The characters as Base64, one byte per character.'],
  boolean: ['value', 'Whether the value counts as true: empty strings, arrays and objects, 0 and null do not.'],
  ceil: ['number', 'The smallest whole number that is not below.'],
  clone: ['value', 'A copy of the object or array.'],
  contains: ['string, pattern', 'Whether the text, or a match of the regular expression, occurs in the string.'],
  count: ['array', 'How many items there are; a single value counts as one.'],
  decodeUrl: ['string', 'The URL with its percent escapes resolved.'],
  decodeUrlComponent: ['string', 'The part of a URL with its percent escapes resolved.'],
  distinct: ['array', 'The items without repetitions.'],
  each: ['object, function', 'The results of calling the function with each value and its key.'],
  encodeUrl: ['string', 'The URL with percent escapes for what may not stand in one.'],
  encodeUrlComponent: ['string', 'The text with percent escapes, fit for a part of a URL.'],
  error: ['message?', 'Ends the evaluation with the message.'],
  eval: ['expression, context?', 'The value of the expression in the string.'],
  exists: ['value', 'Whether the expression has a value; null is one.'],
  filter: ['array, function', 'The items for which the function is true; it gets the item, its index and the array.'],
  floor: ['number', 'The largest whole number that is not above.'],
  formatBase: ['number, radix?', 'The number, rounded to an integer, in the number system of the radix (2 to 36).'],
  formatInteger: ['number, picture', 'The whole number as the picture asks: digits, letters, Roman numerals or words.'],
  formatNumber: ['number, picture, options?', 'The number as the picture asks, such as `#,##0.00`.'],
  fromMillis: ['milliseconds, picture?, timezone?', 'The moment as text; in ISO 8601 and UTC unless asked otherwise.'],
  hash: ['string, algorithm', 'The digest in hexadecimal; MD5, SHA-1, SHA-256, SHA-384 or SHA-512.'],
  join: ['array, separator?', 'The strings as one, with the separator between them.'],
  keys: ['object', 'The keys of the object, or of all objects in the array.'],
  length: ['string', 'How many characters the string has.'],
  lookup: ['object, key', 'The value under the key, or the values under it in an array of objects.'],
  lowercase: ['string', 'The string in small letters.'],
  map: ['array, function', 'The results of calling the function with each item, its index and the array.'],
  match: ['string, pattern, limit?', 'The matches of the regular expression, with their index and groups.'],
  max: ['array', 'The largest of the numbers.'],
  merge: ['array', 'The objects as one; a later one wins where keys are the same.'],
  millis: ['', 'Now, in milliseconds since 1970; the same throughout one evaluation.'],
  min: ['array', 'The smallest of the numbers.'],
  not: ['value', 'False if the value counts as true, and the other way round.'],
  now: ['picture?, timezone?', 'Now, as text; the same throughout one evaluation.'],
  number: ['value', 'The string or boolean as a number.'],
  pad: ['string, width, characters?', 'The string filled up to the width: on the right, or on the left if negative.'],
  parse: ['string', 'The value that the JSON text stands for.'],
  parseInteger: ['string, picture', 'The whole number that the text, written as the picture says, stands for.'],
  partition: ['array, size', 'The items in arrays of the size; the last may be shorter.'],
  power: ['base, exponent', 'The base raised to the exponent.'],
  random: ['', 'A number from 0 up to, but not including, 1.'],
  range: ['first, last, step', 'The numbers from first to last at the distance of step.'],
  reduce: [
    'array, function, initial?',
    'One value, made by calling the function with what it made so far and the next item.',
  ],
  replace: ['string, pattern, replacement, limit?', 'The string with the matches replaced; `$1` is the first group.'],
  reverse: ['array', 'The items in the opposite order.'],
  round: ['number, precision?', 'The number rounded to decimal places, halves to the even neighbour.'],
  shuffle: ['array', 'The items in random order.'],
  sift: ['object, function', 'The members for which the function is true; it gets the value, the key and the object.'],
  single: ['array, function?', 'The only item, or the only one for which the function is true; otherwise an error.'],
  sort: [
    'array, function?',
    'The items in order; the function says whether its first argument comes after its second.',
  ],
  split: ['string, separator, limit?', 'The pieces of the string between the separators.'],
  spread: ['object', 'One object for each member.'],
  sqrt: ['number', 'The square root.'],
  string: ['value, prettify?', 'The value as text; objects and arrays as JSON.'],
  substring: ['string, start, length?', 'The characters from start on; negative counts from the end.'],
  substringAfter: ['string, chars', 'What follows the first occurrence; the whole string if there is none.'],
  substringBefore: ['string, chars', 'What precedes the first occurrence; the whole string if there is none.'],
  sum: ['array', 'The sum of the numbers.'],
  toMillis: ['timestamp, picture?', 'The moment in milliseconds since 1970.'],
  trim: ['string', 'The string without blanks at its ends, and with single ones inside.'],
  type: ['value', 'The type by name: null, number, string, boolean, array, object or function.'],
  uppercase: ['string', 'The string in capital letters.'],
  uuid: ['', 'A random UUID, version 4.'],
  zip: ['array1, array2, …', 'Arrays of the first items, of the second items, and so on.'],
};
