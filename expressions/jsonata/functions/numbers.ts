// Functions on numbers, and conversions to and from them. Pictures are in numberPicture.ts and integerPicture.ts.

import type { Runtime } from '../runtime.ts';
import { type Item, JsonataFailure } from '../values.ts';
import { formatIntegerByPicture, parseIntegerByPicture } from './integerPicture.ts';
import { formatNumber, type NumberFormat } from './numberPicture.ts';
import type { Table } from './table.ts';

/** Half to even, at a decimal place. The point is moved in the decimal text, where it does no harm to the digits. */
export function round(value: number, places: number | undefined): number {
  const scaled = places ? shiftPoint(value, places) : value;
  let result = Math.round(scaled);
  if (Math.abs(result - scaled) === 0.5 && Math.abs(result % 2) === 1) result--;
  if (places) result = shiftPoint(result, -places);
  return result === 0 ? 0 : result;
}

function shiftPoint(value: number, places: number): number {
  const [digits, exponent] = value.toString().split('e');
  return Number(`${digits}e${exponent ? Number(exponent) + places : places}`);
}

const DECIMAL = /^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$/;
/** As lax as the reference's: only the first form must start, and only the last must end, at the ends of the text. */
const RADIX = /^(0[xX][0-9A-Fa-f]+)|(0[oO][0-7]+)|(0[bB][0-1]+)$/;

function toNumber(value: Item): Item {
  if (value === undefined || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    if (DECIMAL.test(value) && Number.isFinite(Number(value))) return Number(value);
    if (RADIX.test(value)) return Number(value);
  }
  throw new JsonataFailure('D3030', { value, index: 1 });
}

function power(base: number, exponent: Item): number {
  const result = exponent === undefined ? Number.NaN : base ** (exponent as number);
  if (!Number.isFinite(result)) throw new JsonataFailure('D3061', { index: 1, value: base, exp: exponent });
  return result;
}

function squareRoot(value: number): number {
  if (value < 0) throw new JsonataFailure('D3060', { index: 1, value });
  return Math.sqrt(value);
}

function formatBase(value: number, radix: Item): string {
  const base = radix === undefined ? 10 : round(radix as number, undefined);
  if (base < 2 || base > 36) throw new JsonataFailure('D3100', { value: base });
  return round(value, undefined).toString(base);
}

function fold(values: Item, start: number, step: (total: number, value: number) => number): Item {
  if (values === undefined || (values as Item[]).length === 0) return undefined;
  let total = start;
  for (const value of values as number[]) total = step(total, value);
  return total;
}

function onNumber(run: (value: number) => Item): (rt: Runtime, value: Item) => Item {
  return (_, value) => (value === undefined ? undefined : run(value as number));
}

function sum(values: Item): Item {
  if (values === undefined) return undefined;
  let total = 0;
  for (const value of values as number[]) total += value;
  return total;
}

/** The signatures let a missing picture pass; the reference then breaks down. */
function wantedPicture(picture: Item): string {
  if (picture === undefined) throw new JsonataFailure('T0410', { value: picture, index: 2 });
  return picture as string;
}

export const NUMBERS: Table = {
  sum: ['<a<n>:n>', 1, (_, values) => sum(values)],
  max: ['<a<n>:n>', 1, (_, values) => fold(values, Number.NEGATIVE_INFINITY, Math.max)],
  min: ['<a<n>:n>', 1, (_, values) => fold(values, Number.POSITIVE_INFINITY, Math.min)],
  average: [
    '<a<n>:n>',
    1,
    (_, values) => {
      if (values === undefined || (values as Item[]).length === 0) return undefined;
      return (sum(values) as number) / (values as Item[]).length;
    },
  ],
  number: ['<(nsb)-:n>', 1, (_, value) => toNumber(value)],
  abs: ['<n-:n>', 1, onNumber(Math.abs)],
  floor: ['<n-:n>', 1, onNumber(Math.floor)],
  ceil: ['<n-:n>', 1, onNumber(Math.ceil)],
  round: [
    '<n-n?:n>',
    2,
    (_, value, places) => (value === undefined ? undefined : round(value as number, places as number | undefined)),
  ],
  sqrt: ['<n-:n>', 1, onNumber(squareRoot)],
  power: ['<n-n:n>', 2, (_, base, exponent) => (base === undefined ? undefined : power(base as number, exponent))],
  random: ['<:n>', 0, rt => rt.random()],
  formatNumber: [
    '<n-so?:s>',
    3,
    (rt, value, picture, options) =>
      value === undefined
        ? undefined
        : formatNumber(rt, value as number, wantedPicture(picture), options as NumberFormat | undefined),
  ],
  formatBase: [
    '<n-n?:s>',
    2,
    (_, value, radix) => (value === undefined ? undefined : formatBase(value as number, radix)),
  ],
  formatInteger: [
    '<n-s:s>',
    2,
    (rt, value, picture) =>
      value === undefined ? undefined : formatIntegerByPicture(rt, Math.floor(value as number), wantedPicture(picture)),
  ],
  parseInteger: [
    '<s-s:n>',
    2,
    (_, text, picture) =>
      text === undefined ? undefined : parseIntegerByPicture(text as string, wantedPicture(picture)),
  ],
};
