// Filters `[?(…)]` with Jayway's comparisons: values of different types are never equal and never ordered, a missing
// member is equal to nothing. A path alone asks for presence with a value: Step Functions Local was measured to take
// missing, `null` and `false` for no; whether the service does is not on record.
import { compileRegex, type RegexProgram } from '../jsonata/regex/matcher.ts';
import type { Payer } from '../jsonata/regex/run.ts';
import { isArray, isObject, numberOf, sameValue, type Value } from '../value.ts';
import type { PathReader, PathScope } from './compilePath.ts';
import type { Filter, Operand, Operator, Path } from './path.ts';

/** Whether an item is kept. `scope.item` is the item. */
export type FilterTest = (scope: PathScope) => boolean;

export function compileFilter(filter: Filter, compile: (path: Path) => PathReader): FilterTest {
  switch (filter.kind) {
    case 'or':
    case 'and': {
      const left = compileFilter(filter.left, compile);
      const right = compileFilter(filter.right, compile);
      return filter.kind === 'or' ? scope => left(scope) || right(scope) : scope => left(scope) && right(scope);
    }
    case 'not': {
      const inner = compileFilter(filter.filter, compile);
      return scope => !inner(scope);
    }
    case 'test': {
      const read = compileOperand(filter.operand, compile);
      return scope => isThere(read(scope));
    }
    case 'compare':
      return compileComparison(filter.operator, filter.left, filter.right, compile);
  }
}

function isThere(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== false;
}

function compileComparison(
  operator: Operator,
  left: Operand,
  right: Operand,
  compile: (path: Path) => PathReader,
): FilterTest {
  if (operator === '=~') return compileMatch(left, right, compile);
  const readLeft = compileOperand(left, compile);
  const readRight = compileOperand(right, compile);
  const holds = COMPARISONS[operator];
  return scope => holds(readLeft(scope), readRight(scope));
}

function compileMatch(left: Operand, right: Operand, compile: (path: Path) => PathReader): FilterTest {
  const regex = right.kind === 'regex' ? right : left.kind === 'regex' ? left : undefined;
  if (!regex) return () => false;
  const read = compileOperand(regex === right ? left : right, compile);
  let program: RegexProgram | undefined;
  return scope => {
    const value = read(scope);
    if (value === undefined || value === null || typeof value === 'object') return false;
    // Java's `matches`: the whole text. The steps of the matcher are bounded.
    program ??= compileRegex(`^(?:${regex.pattern})$`, regex.flags);
    return program.search(String(value), 0, createBudget());
  };
}

/** Steps of one match: far more than any sensible pattern needs on a payload. */
const REGEX_STEPS = 1_000_000;

function createBudget(): Payer {
  let left = REGEX_STEPS;
  return {
    spend(steps) {
      left -= steps;
      if (left < 0) throw new RegexTooLong();
    },
  };
}

/** A regular expression took more steps than it may. The reader of the path turns it into a failure. */
export class RegexTooLong extends Error {}

function compileOperand(operand: Operand, compile: (path: Path) => PathReader): PathReader {
  switch (operand.kind) {
    case 'path':
      return compile(operand.path);
    case 'literal': {
      const value = operand.value as Value;
      return () => value;
    }
    case 'regex':
    case 'missing':
      return () => undefined;
  }
}

type Holds = (left: Value | undefined, right: Value | undefined) => boolean;

const equal: Holds = (left, right) => left !== undefined && right !== undefined && sameValue(left, right);
const listOf = (value: Value | undefined): readonly Value[] => (isArray(value) ? value : []);
const isIn = (value: Value, list: Value | undefined): boolean => listOf(list).some(item => sameValue(item, value));

function ordered(holds: (order: number) => boolean): Holds {
  return (left, right) => {
    const [leftNumber, rightNumber] = [numberOf(left), numberOf(right)];
    if (leftNumber !== undefined && rightNumber !== undefined) return holds(leftNumber - rightNumber);
    if (typeof left === 'string' && typeof right === 'string') return holds(left < right ? -1 : left > right ? 1 : 0);
    return false;
  };
}

function sizeOf(value: Value | undefined): number | undefined {
  if (typeof value === 'string' || isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

const COMPARISONS: Readonly<Record<Exclude<Operator, '=~'>, Holds>> = {
  '==': equal,
  '===': equal,
  '!=': (left, right) => !equal(left, right),
  '!==': (left, right) => !equal(left, right),
  '<': ordered(order => order < 0),
  '<=': ordered(order => order <= 0),
  '>': ordered(order => order > 0),
  '>=': ordered(order => order >= 0),
  in: (left, right) => left !== undefined && isIn(left, right),
  nin: (left, right) => left === undefined || !isIn(left, right),
  subsetof: (left, right) => isArray(left) && isArray(right) && left.every(item => isIn(item, right)),
  anyof: (left, right) => listOf(left).some(item => isIn(item, right)),
  noneof: (left, right) => isArray(left) && isArray(right) && !left.some(item => isIn(item, right)),
  size: (left, right) => !isObject(left) && sizeOf(left) !== undefined && sizeOf(left) === numberOf(right),
  empty: (left, right) => sizeOf(left) !== undefined && (sizeOf(left) === 0) === right,
  contains: (left, right) => {
    if (right === undefined) return false;
    return typeof left === 'string' ? typeof right === 'string' && left.includes(right) : isIn(right, left);
  },
  all: (left, right) => isArray(left) && isArray(right) && right.every(item => isIn(item, left)),
};
