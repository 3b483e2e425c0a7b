// The functions that may end a path, as Jayway has them. Which of them the service takes is on record for none but
// `length()`.
import { ExactNumber, isArray, isObject, numberOf, type Value } from '../value.ts';

export type PathFunction = (value: Value, args: readonly (Value | undefined)[]) => Value | undefined;

const numbersIn = (value: Value, args: readonly (Value | undefined)[]): readonly number[] =>
  [...(isArray(value) ? value : []), ...args].map(numberOf).filter(item => item !== undefined);

/** Without any number there is nothing to aggregate, and the path leads nowhere. */
function aggregate(of: (numbers: readonly number[]) => number): PathFunction {
  return (value, args) => {
    const numbers = numbersIn(value, args);
    return numbers.length === 0 ? undefined : of(numbers);
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const average = (numbers: readonly number[]): number => sum(numbers) / numbers.length;

export const PATH_FUNCTIONS: ReadonlyMap<string, PathFunction> = new Map<string, PathFunction>([
  ['min', aggregate(numbers => numbers.reduce((a, b) => Math.min(a, b)))],
  ['max', aggregate(numbers => numbers.reduce((a, b) => Math.max(a, b)))],
  ['sum', aggregate(sum)],
  ['avg', aggregate(average)],
  [
    'stddev',
    aggregate(numbers => {
      const mean = average(numbers);
      return Math.sqrt(average(numbers.map(number => (number - mean) ** 2)));
    }),
  ],
  [
    'length',
    value => {
      if (typeof value === 'string' || isArray(value)) return value.length;
      return isObject(value) ? Object.keys(value).length : undefined;
    },
  ],
  ['keys', value => (isObject(value) ? Object.keys(value) : undefined)],
  ['concat', (value, args) => [...(isArray(value) ? value : [value]), ...args].filter(isText).map(textOf).join('')],
  ['append', (value, args) => (isArray(value) ? [...value, ...args.filter(arg => arg !== undefined)] : undefined)],
  ['first', value => (isArray(value) ? value[0] : undefined)],
  ['last', value => (isArray(value) ? value.at(-1) : undefined)],
  ['index', (value, [index]) => (isArray(value) && typeof index === 'number' ? value.at(index) : undefined)],
]);

function isText(value: Value | undefined): value is string | number | ExactNumber {
  return typeof value === 'string' || numberOf(value) !== undefined;
}

function textOf(value: string | number | ExactNumber): string {
  return value instanceof ExactNumber ? value.text : String(value);
}
