// Whole numbers by picture, as XPath's format-integer has them: letters, Roman numerals, words, or digits with
// grouping separators. Also how to read them back. Used by the number functions and by dates.

import type { Runtime } from '../runtime.ts';
import { JsonataFailure } from '../values.ts';
import { integerToWords, WORD_VALUES, wordsToInteger } from './numberWords.ts';

export interface IntegerFormat {
  readonly kind: 'decimal' | 'letters' | 'roman' | 'words' | 'sequence';
  readonly letterCase: 'upper' | 'lower' | 'title';
  readonly ordinal: boolean;
  /** The format as written, for the message about a kind nobody knows. */
  readonly token: string;
  readonly zeroCode: number;
  readonly mandatoryDigits: number;
  readonly optionalDigits: number;
  /** One separator at equal distances, or several at places of their own, counted from the right. */
  readonly regular: Separator | undefined;
  readonly separators: readonly Separator[];
  /** Nothing but digits, with zeros in front. */
  readonly isPlain: boolean;
}

interface Separator {
  readonly position: number;
  readonly character: string;
}

const DIGIT_GROUPS = [
  0x30, 0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
  0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
  0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];

export function parseIntegerPicture(picture: string): IntegerFormat {
  const semicolon = picture.lastIndexOf(';');
  const token = semicolon < 0 ? picture : picture.slice(0, semicolon);
  const ordinal = semicolon >= 0 && picture.charAt(semicolon + 1) === 'o';
  const named = { a: 'letters', A: 'letters', i: 'roman', I: 'roman', w: 'words', W: 'words', Ww: 'words' } as const;
  const kind = Object.hasOwn(named, token) ? named[token as keyof typeof named] : undefined;
  if (kind === undefined) {
    const digits = parseDigits(token);
    return { ...digits, letterCase: 'lower', ordinal, token, isPlain: digits.isPlain && !ordinal };
  }
  const letterCase = token === 'Ww' ? 'title' : token === token.toUpperCase() ? 'upper' : 'lower';
  return { kind, letterCase, ordinal, token, ...NO_DIGITS };
}

const NO_DIGITS = {
  zeroCode: 0x30,
  mandatoryDigits: Number.NaN,
  optionalDigits: Number.NaN,
  regular: undefined,
  separators: [],
  isPlain: false,
};

function parseDigits(
  token: string,
): Pick<
  IntegerFormat,
  'kind' | 'zeroCode' | 'mandatoryDigits' | 'optionalDigits' | 'regular' | 'separators' | 'isPlain'
> {
  let zeroCode: number | undefined;
  let mandatoryDigits = 0;
  let optionalDigits = 0;
  let position = 0;
  const separators: Separator[] = [];
  for (const character of [...token].reverse()) {
    const code = character.codePointAt(0) as number;
    const group = DIGIT_GROUPS.find(zero => code >= zero && code <= zero + 9);
    if (group !== undefined) {
      if (zeroCode !== undefined && zeroCode !== group) throw new JsonataFailure('D3131');
      zeroCode = group;
      mandatoryDigits++;
      position++;
    } else if (character === '#') {
      optionalDigits++;
      position++;
    } else separators.push({ position, character });
  }
  if (zeroCode === undefined) return { kind: 'sequence', ...NO_DIGITS };
  const distance = regularDistance(separators);
  const regular = distance > 0 ? { position: distance, character: separators[0]?.character ?? '' } : undefined;
  const isPlain = zeroCode === 0x30 && separators.length === 0;
  return { kind: 'decimal', zeroCode, mandatoryDigits, optionalDigits, regular, separators, isPlain };
}

function regularDistance(separators: readonly Separator[]): number {
  const [first] = separators;
  if (first === undefined || separators.some(separator => separator.character !== first.character)) return 0;
  return regularInterval(separators.map(separator => separator.position));
}

/** The distance at which all positions lie, if they are its first multiples; otherwise zero. */
export function regularInterval(positions: readonly number[]): number {
  if (positions.length === 0) return 0;
  const divisor = positions.reduce((a, b) => greatestCommonDivisor(a, b));
  for (let i = 1; i <= positions.length; i++) if (!positions.includes(i * divisor)) return 0;
  return divisor;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

export function formatIntegerByPicture(rt: Runtime, value: number, picture: string): string {
  return formatInteger(rt, value, parseIntegerPicture(picture));
}

export function formatInteger(rt: Runtime, value: number, format: IntegerFormat): string {
  // Dates are mostly plain digits.
  if (format.isPlain && value >= 0) {
    const text = String(value);
    return text.length >= format.mandatoryDigits ? text : text.padStart(Math.min(format.mandatoryDigits, 10_000), '0');
  }
  // There is no end to writing these in words or letters; the reference does not come back.
  const isEndless = Math.abs(value) === Number.POSITIVE_INFINITY || (format.kind === 'words' && Number.isNaN(value));
  if (isEndless && format.kind !== 'decimal' && format.kind !== 'sequence') {
    throw new JsonataFailure('D1001', { value });
  }
  const text = formatPositive(rt, Math.abs(value), format);
  return value < 0 ? `-${text}` : text;
}

function formatPositive(rt: Runtime, value: number, format: IntegerFormat): string {
  const { letterCase } = format;
  switch (format.kind) {
    case 'letters':
      return toLetters(value, letterCase === 'upper' ? 'A' : 'a');
    case 'roman': {
      rt.allowCharacters(value / 1000);
      const roman = toRoman(value);
      return letterCase === 'upper' ? roman.toUpperCase() : roman;
    }
    case 'words': {
      const words = integerToWords(value, format.ordinal);
      return letterCase === 'upper' ? words.toUpperCase() : letterCase === 'lower' ? words.toLowerCase() : words;
    }
    case 'decimal':
      return formatDigits(value, format);
    case 'sequence':
      throw new JsonataFailure('D3130', { value: format.token });
  }
}

function formatDigits(value: number, format: IntegerFormat): string {
  const { zeroCode, regular } = format;
  let text = String(value).padStart(Math.min(format.mandatoryDigits, 10_000), '0');
  if (zeroCode !== 0x30) {
    text = [...text].map(digit => String.fromCodePoint((digit.codePointAt(0) as number) + zeroCode - 0x30)).join('');
  }
  if (regular) {
    for (let i = Math.floor((text.length - 1) / regular.position); i > 0; i--) {
      text = insertFromRight(text, i * regular.position, regular.character);
    }
  } else {
    for (const { position, character } of [...format.separators].reverse()) {
      text = insertFromRight(text, position, character);
    }
  }
  return format.ordinal ? text + ordinalSuffix(text) : text;
}

function insertFromRight(text: string, distance: number, character: string): string {
  const at = text.length - distance;
  // Left of the first digit the reference's counting wraps around; such a picture is longer than the number.
  const cut = at < 0 ? Math.max(0, text.length + at) : at;
  return text.slice(0, Math.max(0, at)) + character + text.slice(cut);
}

function ordinalSuffix(text: string): string {
  if (text.at(-2) === '1') return 'th';
  return { 1: 'st', 2: 'nd', 3: 'rd' }[text.at(-1) ?? ''] ?? 'th';
}

function toLetters(value: number, first: string): string {
  let letters = '';
  for (let rest = value; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(((rest - 1) % 26) + first.charCodeAt(0)) + letters;
  }
  return letters;
}

const NUMERALS: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function toRoman(value: number): string {
  let rest = value;
  let text = '';
  for (const [amount, numeral] of NUMERALS) {
    text += numeral.repeat(Math.floor(rest / amount));
    rest %= amount;
  }
  return text;
}

const NUMERAL_VALUES: Readonly<Record<string, number>> = { M: 1000, D: 500, C: 100, L: 50, X: 10, V: 5, I: 1 };

function fromRoman(text: string): number {
  let total = 0;
  let highest = 1;
  for (const numeral of [...text].reverse()) {
    const value = NUMERAL_VALUES[numeral] ?? Number.NaN;
    if (value < highest) total -= value;
    else {
      // Whatever is no numeral spoils the sum.
      highest = value;
      total += value;
    }
  }
  return total;
}

function fromLetters(text: string, first: string): number {
  let total = 0;
  for (let i = 0; i < text.length; i++) {
    total += (text.charCodeAt(text.length - i - 1) - first.charCodeAt(0) + 1) * 26 ** i;
  }
  return total;
}

export function parseIntegerByPicture(text: string, picture: string): number {
  return readInteger(text, parseIntegerPicture(picture));
}

/** The number a text stands for; the text is taken to be of the format. */
export function readInteger(text: string, format: IntegerFormat): number {
  switch (format.kind) {
    case 'letters':
      return fromLetters(text, format.letterCase === 'upper' ? 'A' : 'a');
    case 'roman':
      return fromRoman(format.letterCase === 'upper' ? text : text.toUpperCase());
    case 'words':
      return wordsToInteger(text.toLowerCase());
    case 'decimal':
      return readDigits(text, format);
    case 'sequence':
      throw new JsonataFailure('D3130', { value: format.token });
  }
}

function readDigits(text: string, format: IntegerFormat): number {
  const { zeroCode } = format;
  let digits = format.ordinal ? text.slice(0, -2) : text;
  // Separators at equal distances are taken to be commas, whatever the picture says.
  const separators = format.regular ? [','] : format.separators.map(separator => separator.character);
  for (const separator of separators) digits = digits.split(separator).join('');
  if (zeroCode !== 0x30) {
    digits = digits
      .split('')
      .map(digit => String.fromCodePoint(Math.max(0, digit.charCodeAt(0) - zeroCode + 0x30)))
      .join('');
  }
  return Number.parseInt(digits, 10);
}

/** A regular expression for texts of the format; `width` is the number of digits if that is fixed. */
export function integerPattern(format: IntegerFormat, width: number | undefined): string {
  const isUpper = format.letterCase === 'upper';
  switch (format.kind) {
    case 'letters':
      return isUpper ? '[A-Z]+' : '[a-z]+';
    case 'roman':
      return isUpper ? '[MDCLXVI]+' : '[mdclxvi]+';
    case 'words':
      return `(?:${[...WORD_VALUES.keys(), 'and', '[\\-, ]'].join('|')})+`;
    case 'decimal': {
      let times = '+';
      if (width !== undefined && width > 0) {
        times = format.optionalDigits === 0 ? `{${width}}` : `{${width - format.optionalDigits},${width}}`;
      }
      return `[0-9]${times}${format.ordinal ? '(?:th|st|nd|rd)' : ''}`;
    }
    case 'sequence':
      throw new JsonataFailure('D3130', { value: format.token });
  }
}
