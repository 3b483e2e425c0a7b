// `$formatNumber`: XPath's format-number (F&O 4.7). The picture is taken apart, checked and analysed; then the number
// is written digit by digit. Where the reference strays from the specification, it is followed and a comment says so.

import type { Runtime } from '../runtime.ts';
import { JsonataFailure } from '../values.ts';
import { regularInterval } from './integerPicture.ts';
import { round } from './numbers.ts';

export interface NumberFormat {
  readonly [property: string]: unknown;
}

interface Characters {
  readonly decimal: string;
  readonly grouping: string;
  readonly exponent: string;
  readonly minus: string;
  readonly percent: string;
  readonly perMille: string;
  readonly zero: string;
  readonly digit: string;
  readonly separator: string;
  /** The ten digits. */
  readonly digits: readonly string[];
  /** Those with a meaning inside a picture. */
  readonly active: readonly string[];
}

const USUAL = charactersOf(undefined);

interface Parts {
  readonly picture: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly active: string;
  readonly mantissa: string;
  readonly exponent: string | undefined;
  readonly integer: string;
  readonly fraction: string;
}

interface Analysis {
  readonly picture: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly groupingAt: readonly number[];
  readonly regularGrouping: number;
  readonly fractionGroupingAt: readonly number[];
  readonly minInteger: number;
  readonly scaling: number;
  readonly minFraction: number;
  readonly maxFraction: number;
  readonly minExponent: number;
}

export function formatNumber(rt: Runtime, value: number, picture: string, options: NumberFormat | undefined): string {
  rt.allowCharacters(picture.length * 4);
  if (options !== undefined) return writeBy(value, analysePicture(picture, charactersOf(options)));
  let analysed = known.get(picture);
  if (analysed === undefined) {
    analysed = analysePicture(picture, USUAL);
    // Pictures are few; a program that makes them up endlessly must not fill the memory.
    if (known.size > 200) known.clear();
    known.set(picture, analysed);
  }
  return writeBy(value, analysed);
}

interface Analysed {
  readonly characters: Characters;
  readonly positive: Analysis;
  readonly negative: Analysis;
}

const known = new Map<string, Analysed>();

function analysePicture(picture: string, characters: Characters): Analysed {
  const pictures = picture.split(characters.separator);
  if (pictures.length > 2) throw new JsonataFailure('D3080');
  const parts = pictures.map(part => takeApart(part, characters));
  for (const part of parts) check(part, characters);
  const positive = analyse(parts[0] as Parts, characters);
  const negative = parts[1]
    ? analyse(parts[1], characters)
    : { ...positive, prefix: characters.minus + positive.prefix };
  return { characters, positive, negative };
}

function writeBy(value: number, { characters, positive, negative }: Analysed): string {
  return write(value, value >= 0 ? positive : negative, characters);
}

function charactersOf(options: NumberFormat | undefined): Characters {
  const get = (name: string, usual: string) =>
    options && Object.hasOwn(options, name) ? String(options[name]) : usual;
  // Without a zero there would be no end to removing zeros.
  const zero = get('zero-digit', '0') || '0';
  const digits = Array.from({ length: 10 }, (_, i) => String.fromCharCode(zero.charCodeAt(0) + i));
  const decimal = get('decimal-separator', '.');
  const grouping = get('grouping-separator', ',');
  const exponent = get('exponent-separator', 'e');
  const digit = get('digit', '#');
  const separator = get('pattern-separator', ';');
  return {
    decimal,
    grouping,
    exponent,
    minus: get('minus-sign', '-'),
    percent: get('percent', '%'),
    perMille: get('per-mille', '\u2030'),
    zero,
    digit,
    separator,
    digits,
    active: [...digits, decimal, exponent, grouping, digit, separator],
  };
}

function takeApart(picture: string, characters: Characters): Parts {
  const isActive = (char: string) => characters.active.includes(char) && char !== characters.exponent;
  const units = picture.split('');
  const first = units.findIndex(isActive);
  // A picture without a place for a digit; the reference breaks down on it.
  if (first < 0) throw new JsonataFailure('D3085');
  let last = units.length - 1;
  while (!isActive(units[last] as string)) last--;
  const prefix = picture.slice(0, first);
  const suffix = picture.slice(last + 1);
  const active = picture.slice(first, last + 1);
  const exponentAt = picture.indexOf(characters.exponent, first);
  let mantissa = active;
  let exponent: string | undefined;
  if (exponentAt >= 0 && exponentAt <= picture.length - suffix.length) {
    // The place is counted from the start of the picture, not of its active part: right only without a prefix.
    mantissa = active.substring(0, exponentAt);
    exponent = active.substring(exponentAt + 1);
  }
  const decimalAt = mantissa.indexOf(characters.decimal);
  const integer = decimalAt < 0 ? mantissa : mantissa.slice(0, decimalAt);
  // Without a decimal separator the suffix is taken for the fraction. It rarely has digits.
  const fraction = decimalAt < 0 ? suffix : mantissa.slice(decimalAt + 1);
  return { picture, prefix, suffix, active, mantissa, exponent, integer, fraction };
}

function count(text: string, wanted: (char: string) => boolean): number {
  return text.split('').filter(wanted).length;
}

/** Of several errors the last in the order of the specification is reported. */
function check(parts: Parts, characters: Characters): void {
  const { picture } = parts;
  const { decimal, grouping, percent, perMille, digit } = characters;
  const isDigit = (char: string) => characters.digits.includes(char);
  const repeats = (char: string) => picture.indexOf(char) !== picture.lastIndexOf(char);
  const decimalAt = picture.indexOf(decimal);
  const scaled = picture.includes(percent) || picture.includes(perMille);
  const optionalAt = parts.integer.indexOf(digit);
  const lastOptionalAt = parts.fraction.lastIndexOf(digit);
  const { exponent } = parts;
  let code: string | undefined;
  if (repeats(decimal)) code = 'D3081';
  if (repeats(percent)) code = 'D3082';
  if (repeats(perMille)) code = 'D3083';
  if (picture.includes(percent) && picture.includes(perMille)) code = 'D3084';
  if (count(parts.mantissa, char => isDigit(char) || char === digit) === 0) code = 'D3085';
  if (count(parts.active, char => !characters.active.includes(char)) > 0) code = 'D3086';
  if (decimalAt >= 0) {
    if (picture.charAt(decimalAt - 1) === grouping || picture.charAt(decimalAt + 1) === grouping) code = 'D3087';
  } else if (parts.integer.charAt(parts.integer.length - 1) === grouping) code = 'D3088';
  if (picture.includes(grouping + grouping)) code = 'D3089';
  if (optionalAt >= 0 && count(parts.integer.slice(0, optionalAt), isDigit) > 0) code = 'D3090';
  if (lastOptionalAt >= 0 && count(parts.fraction.slice(lastOptionalAt), isDigit) > 0) code = 'D3091';
  if (exponent !== undefined && exponent.length > 0 && scaled) code = 'D3092';
  if (exponent !== undefined && (exponent.length === 0 || count(exponent, char => !isDigit(char)) > 0)) code = 'D3093';
  if (code !== undefined) throw new JsonataFailure(code);
}

function analyse(parts: Parts, characters: Characters): Analysis {
  const isDigit = (char: string) => characters.digits.includes(char);
  const isPlace = (char: string) => isDigit(char) || char === characters.digit;
  const groupings = (part: string, toLeft: boolean): number[] => {
    const positions: number[] = [];
    if (characters.grouping === '') return positions;
    let at = part.indexOf(characters.grouping);
    while (at >= 0) {
      positions.push(count(toLeft ? part.slice(0, at) : part.slice(at), isPlace));
      // The next one is looked for in the integer part, even for the fraction.
      at = parts.integer.indexOf(characters.grouping, at + 1);
    }
    return positions;
  };
  const groupingAt = groupings(parts.integer, false);
  const hasExponent = parts.exponent !== undefined;
  const scaling = count(parts.integer, isDigit);
  let minInteger = scaling;
  let minFraction = count(parts.fraction, isDigit);
  let maxFraction = count(parts.fraction, isPlace);
  if (minInteger === 0 && maxFraction === 0) {
    if (hasExponent) {
      minFraction = 1;
      maxFraction = 1;
    } else minInteger = 1;
  }
  if (hasExponent && minInteger === 0 && parts.integer.includes(characters.digit)) minInteger = 1;
  if (minInteger === 0 && minFraction === 0) minFraction = 1;
  return {
    picture: parts.picture,
    prefix: parts.prefix,
    suffix: parts.suffix,
    groupingAt,
    regularGrouping: regularInterval(groupingAt),
    fractionGroupingAt: groupings(parts.fraction, true),
    minInteger,
    scaling,
    minFraction,
    maxFraction,
    minExponent: parts.exponent === undefined ? 0 : count(parts.exponent, isDigit),
  };
}

function write(value: number, format: Analysis, characters: Characters): string {
  const { decimal, grouping, zero } = characters;
  const factor = format.picture.includes(characters.percent)
    ? 100
    : format.picture.includes(characters.perMille)
      ? 1000
      : 1;
  const { mantissa, exponent } = scale(value * factor, format);
  let text = digitsOf(round(mantissa, format.maxFraction), Math.min(format.maxFraction, 100), characters);
  text = text.includes('.') ? text.replace('.', () => decimal) : text + decimal;
  while (text.charAt(0) === zero) text = text.slice(1);
  while (text.charAt(text.length - 1) === zero) text = text.slice(0, -1);
  let at = text.indexOf(decimal);
  text = zero.repeat(Math.max(0, format.minInteger - at)) + text;
  at = text.indexOf(decimal);
  text += zero.repeat(Math.max(0, format.minFraction - (text.length - at - 1)));
  text = group(text, format, characters);
  at = text.indexOf(decimal);
  for (const position of format.fractionGroupingAt) {
    text = text.slice(0, position + at + 1) + grouping + text.slice(position + at + 1);
  }
  at = text.indexOf(decimal);
  if (!format.picture.includes(decimal) || at === text.length - 1) text = text.slice(0, -1);
  if (exponent !== undefined) {
    const digits = digitsOf(exponent, 0, characters);
    const padding = zero.repeat(Math.max(0, format.minExponent - digits.length));
    text += characters.exponent + (exponent < 0 ? characters.minus : '') + padding + digits;
  }
  return format.prefix + text + format.suffix;
}

/** With an exponent the mantissa gets as many integer digits as the picture asks for. */
function scale(value: number, format: Analysis): { mantissa: number; exponent: number | undefined } {
  if (format.minExponent === 0) return { mantissa: value, exponent: undefined };
  const most = 10 ** format.scaling;
  const least = 10 ** (format.scaling - 1);
  let mantissa = value;
  let exponent = 0;
  // Zero and negative numbers never reach the least mantissa; the reference does not come back from these.
  if (!(mantissa > 0))
    throw new JsonataFailure('U1001', { message: 'Expression evaluation timeout: Check for infinite loop' });
  while (mantissa < least) {
    mantissa *= 10;
    exponent--;
  }
  while (mantissa > most && Number.isFinite(mantissa)) {
    mantissa /= 10;
    exponent++;
  }
  return { mantissa, exponent };
}

function digitsOf(value: number, places: number, characters: Characters): string {
  const text = Math.abs(value).toFixed(places);
  if (characters.zero === '0') return text;
  return text.replace(/[0-9]/g, digit => characters.digits[Number(digit)] as string);
}

function group(text: string, format: Analysis, { decimal, grouping }: Characters): string {
  let at = text.indexOf(decimal);
  let result = text;
  if (format.regularGrouping > 0) {
    const groups = Math.floor((at - 1) / format.regularGrouping);
    for (let i = 1; i <= groups; i++) {
      const cut = at - i * format.regularGrouping;
      result = result.slice(0, cut) + grouping + result.slice(cut);
    }
    return result;
  }
  for (const position of format.groupingAt) {
    result = result.slice(0, at - position) + grouping + result.slice(at - position);
    at++;
  }
  return result;
}
