// The operators between two values. Errors of an operator carry its place and its symbol.

import type { Plan } from '../plan.ts';
import type { Runtime } from '../runtime.ts';
import { spendCharacters } from '../runtime.ts';
import type { BinaryOperator } from '../syntax.ts';
import { type Item, isEqual, isNumeric, isTrue, JsonataFailure, sequence, toText } from '../values.ts';
import { type Code, compile } from './code.ts';
import type { Context, Scope } from './scope.ts';

type BinaryPlan = Plan & { kind: 'binary' };

export function compileBinary(plan: BinaryPlan, scope: Scope, context: Context): Code {
  const left = compile(plan.left, scope, context);
  const right = compile(plan.right, scope, context);
  const position = plan.position ?? 0;
  const { operator } = plan;
  switch (operator) {
    case '+':
      return (rt, input, frame) => {
        const a = left(rt, input, frame);
        const b = right(rt, input, frame);
        return areFinite(a, b) ? (a as number) + (b as number) : arithmetic(a, b, operator, position);
      };
    case '-':
      return (rt, input, frame) => {
        const a = left(rt, input, frame);
        const b = right(rt, input, frame);
        return areFinite(a, b) ? (a as number) - (b as number) : arithmetic(a, b, operator, position);
      };
    case '*':
      return (rt, input, frame) => {
        const a = left(rt, input, frame);
        const b = right(rt, input, frame);
        return areFinite(a, b) ? (a as number) * (b as number) : arithmetic(a, b, operator, position);
      };
    case '/':
    case '%':
      return (rt, input, frame) => arithmetic(left(rt, input, frame), right(rt, input, frame), operator, position);
    case '=':
      return (rt, input, frame) => {
        const a = left(rt, input, frame);
        const b = right(rt, input, frame);
        return a !== undefined && b !== undefined && isEqual(a, b);
      };
    case '!=':
      return (rt, input, frame) => {
        const a = left(rt, input, frame);
        const b = right(rt, input, frame);
        return a !== undefined && b !== undefined && !isEqual(a, b);
      };
    case '<':
      return (rt, input, frame) => {
        const a = left(rt, input, frame);
        const b = right(rt, input, frame);
        if (typeof a === 'number' && typeof b === 'number') return a < b;
        return areComparable(a, b, operator, position) ? (a as string) < (b as string) : undefined;
      };
    case '<=':
      return (rt, input, frame) => {
        const a = left(rt, input, frame);
        const b = right(rt, input, frame);
        if (typeof a === 'number' && typeof b === 'number') return a <= b;
        return areComparable(a, b, operator, position) ? (a as string) <= (b as string) : undefined;
      };
    case '>':
      return (rt, input, frame) => {
        const a = left(rt, input, frame);
        const b = right(rt, input, frame);
        if (typeof a === 'number' && typeof b === 'number') return a > b;
        return areComparable(a, b, operator, position) ? (a as string) > (b as string) : undefined;
      };
    case '>=':
      return (rt, input, frame) => {
        const a = left(rt, input, frame);
        const b = right(rt, input, frame);
        if (typeof a === 'number' && typeof b === 'number') return a >= b;
        return areComparable(a, b, operator, position) ? (a as string) >= (b as string) : undefined;
      };
    case '&':
      return (rt, input, frame) => concatenate(rt, left(rt, input, frame), right(rt, input, frame), position);
    case 'and':
      return (rt, input, frame) => {
        const a = left(rt, input, frame);
        try {
          return isTrue(a) && isTrue(right(rt, input, frame));
        } catch (error) {
          throw placed(error, position, operator);
        }
      };
    case 'or':
      return (rt, input, frame) => {
        const a = left(rt, input, frame);
        try {
          return isTrue(a) || isTrue(right(rt, input, frame));
        } catch (error) {
          throw placed(error, position, operator);
        }
      };
    case 'in':
      return (rt, input, frame) => {
        const a = left(rt, input, frame);
        const b = right(rt, input, frame);
        if (a === undefined || b === undefined) return false;
        if (!Array.isArray(b)) return a === b;
        rt.spend(b.length >>> 3);
        return b.includes(a) && !Number.isNaN(a);
      };
    case '..':
      return (rt, input, frame) => range(rt, left(rt, input, frame), right(rt, input, frame), position);
  }
}

/** The error as the operator around passes it on: its own place and symbol, whatever was there. */
function placed(error: unknown, position: number, token: string): unknown {
  if (error instanceof JsonataFailure) {
    error.fields.position = position;
    error.fields.token = token;
  }
  return error;
}

function areFinite(a: Item, b: Item): boolean {
  return Number.isFinite(a) && Number.isFinite(b);
}

function arithmetic(a: Item, b: Item, operator: BinaryOperator, position: number): Item {
  try {
    if (a !== undefined && !isNumeric(a)) throw new JsonataFailure('T2001', { value: a });
    if (b !== undefined && !isNumeric(b)) throw new JsonataFailure('T2002', { value: b });
  } catch (error) {
    throw placed(error, position, operator);
  }
  if (a === undefined || b === undefined) return undefined;
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return a % b;
  }
}

/** False when a side is missing; two values that are not both numbers or both strings end the evaluation. */
function areComparable(a: Item, b: Item, token: string, position: number): boolean {
  const aFits = a === undefined || typeof a === 'string' || typeof a === 'number';
  const bFits = b === undefined || typeof b === 'string' || typeof b === 'number';
  if (!aFits || !bFits) {
    const value = typeof a === 'string' || typeof a === 'number' ? b : a;
    throw new JsonataFailure('T2010', { value, position, token });
  }
  if (a === undefined || b === undefined) return false;
  if (typeof a !== typeof b) throw new JsonataFailure('T2009', { value: a, value2: b, position, token });
  return true;
}

function concatenate(rt: Runtime, a: Item, b: Item, position: number): string {
  try {
    const text = (a === undefined ? '' : toText(rt, a)) + (b === undefined ? '' : toText(rt, b));
    spendCharacters(rt, text.length);
    return text;
  } catch (error) {
    throw placed(error, position, '&');
  }
}

/** The reference's own limit of ten million holds beside the budget. */
const LONGEST_RANGE = 10_000_000;

function range(rt: Runtime, first: Item, last: Item, position: number): Item {
  const token = '..';
  if (first !== undefined && !Number.isInteger(first)) {
    throw new JsonataFailure('T2003', { value: first, position, token });
  }
  if (last !== undefined && !Number.isInteger(last)) {
    throw new JsonataFailure('T2004', { value: last, position, token });
  }
  if (first === undefined || last === undefined) return undefined;
  const from = first as number;
  const size = (last as number) - from + 1;
  if (size < 1) return undefined;
  if (size > LONGEST_RANGE) throw new JsonataFailure('D2014', { value: size, position, token });
  rt.allowItems(size);
  const items: Item[] = [];
  for (let i = 0; i < size; i++) items.push(from + i);
  return sequence(items);
}

export function compileNegate(position: number, operand: Code): Code {
  return (rt, input, frame) => {
    const value = operand(rt, input, frame);
    if (value === undefined) return undefined;
    if (isNumeric(value)) return -value;
    throw new JsonataFailure('D1002', { position, token: '-', value });
  };
}
