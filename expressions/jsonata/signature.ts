// Function signatures such as `<s-nn?:s>`: reading them, and fitting the arguments of a call to them. The type behind
// the colon is documentation; nothing checks what a function returns.

import type { Item } from './values.ts';
import { JsonataFailure } from './values.ts';

/** One bit per type an argument can have; `missing` stands for undefined. */
export const TYPE = { s: 1, n: 2, b: 4, l: 8, a: 16, o: 32, f: 64, m: 128 } as const;
const ANY = TYPE.s | TYPE.n | TYPE.b | TYPE.l | TYPE.a | TYPE.o | TYPE.f | TYPE.m;
const JSON_TYPES = ANY & ~TYPE.f;

export interface Parameter {
  /** The types it takes, as bits. */
  readonly types: number;
  /** It may be left out. */
  optional: boolean;
  /** It takes one or more arguments. */
  repeated: boolean;
  /** Left out, the context value takes its place. */
  context: boolean;
  /** It wants an array: anything else is wrapped in one. */
  readonly array: boolean;
  /** What the array must hold. */
  subtype?: string;
  readonly symbol: string;
}

export interface Signature {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

export interface SignatureError {
  readonly code: 'S0401' | 'S0402';
  readonly value: string | undefined;
  readonly offset: number;
}

export function parseSignature(text: string): Signature | SignatureError {
  const parameters: Parameter[] = [];
  for (let i = 1; i < text.length && text[i] !== ':'; i++) {
    const symbol = text.charAt(i);
    const previous = parameters[parameters.length - 1];
    if ('snblo'.includes(symbol)) parameters.push(parameter(symbol, TYPE[symbol as 's'] | TYPE.m));
    else if (symbol === 'a' || symbol === 'x') parameters.push(parameter(symbol, ANY));
    else if (symbol === 'f') parameters.push(parameter(symbol, TYPE.f));
    else if (symbol === 'j') parameters.push(parameter(symbol, JSON_TYPES));
    else if (symbol === '(') {
      const close = closing(text, i, '(', ')');
      const choice = text.slice(i + 1, close);
      if (choice.includes('<')) return { code: 'S0402', value: choice, offset: i };
      let types: number = TYPE.m;
      for (const type of choice) types |= TYPE[type as 's'] ?? 0;
      parameters.push(parameter(`(${choice})`, types));
      i = close;
    } else if (symbol === '<') {
      if (previous?.symbol !== 'a' && previous?.symbol !== 'f') {
        return { code: 'S0401', value: previous?.symbol, offset: i };
      }
      const close = closing(text, i, '<', '>');
      previous.subtype = text.slice(i + 1, close);
      i = close;
    } else if (previous) {
      if (symbol === '-') {
        previous.context = true;
        previous.optional = true;
      } else if (symbol === '?') previous.optional = true;
      else if (symbol === '+') previous.repeated = true;
    }
  }
  return { text, parameters };
}

function parameter(symbol: string, types: number): Parameter {
  return { symbol, types, optional: false, repeated: false, context: false, array: symbol === 'a' };
}

function closing(text: string, open: number, opener: string, closer: string): number {
  let depth = 1;
  let i = open;
  while (i < text.length) {
    i++;
    if (text[i] === closer) {
      depth--;
      if (depth === 0) break;
    } else if (text[i] === opener) depth++;
  }
  return i;
}

export function typeBit(value: Item): number {
  switch (typeof value) {
    case 'string':
      return TYPE.s;
    case 'number':
      return TYPE.n;
    case 'boolean':
      return TYPE.b;
    case 'function':
      return TYPE.f;
    case 'object':
      return value === null ? TYPE.l : Array.isArray(value) ? TYPE.a : TYPE.o;
    default:
      return TYPE.m;
  }
}

/** The arguments as the function takes them: context value filled in, single values wrapped where an array is wanted. */
export function fitArguments(signature: Signature, args: readonly Item[], context: Item): Item[] {
  const { parameters } = signature;
  const types = args.map(typeBit);
  const counts = distribute(parameters, types);
  if (counts === undefined) throw mismatch(parameters, types, args);
  const fitted: Item[] = [];
  let next = 0;
  for (const [i, wanted] of parameters.entries()) {
    const count = counts[i] ?? 0;
    if (count === 0) {
      if (!wanted.context) {
        fitted.push(args[next++]);
      } else if ((typeBit(context) & wanted.types) !== 0) {
        fitted.push(context);
      } else {
        throw new JsonataFailure('T0411', { value: context, index: next + 1 });
      }
      continue;
    }
    for (let taken = 0; taken < count; taken++, next++) {
      fitted.push(wanted.array ? asArray(wanted, args[next], next, count) : args[next]);
    }
  }
  return fitted;
}

/** An argument for a parameter that wants an array. */
export function asArray(wanted: Parameter, value: Item, index: number, taken = 1): Item {
  if (value === undefined) return undefined;
  const { subtype } = wanted;
  if (!Array.isArray(value)) {
    if (subtype !== undefined && (taken !== 1 || typeBit(value) !== TYPE[subtype as 's'])) {
      throw notAnArrayOf(subtype, value, index);
    }
    return [value];
  }
  if (subtype !== undefined && value.length > 0) {
    const type = TYPE[subtype.charAt(0) as 's'];
    for (const item of value) if (typeBit(item) !== type) throw notAnArrayOf(subtype, value, index);
  }
  return value;
}

const PLURALS: Readonly<Record<string, string>> = {
  a: 'arrays',
  b: 'booleans',
  f: 'functions',
  n: 'numbers',
  o: 'objects',
  s: 'strings',
};

function notAnArrayOf(subtype: string, value: Item, index: number): JsonataFailure {
  return new JsonataFailure('T0412', { value, index: index + 1, type: PLURALS[subtype] });
}

/** How many arguments each parameter takes: as many as it can, earlier ones first, so that all are used; or undefined. */
function distribute(parameters: readonly Parameter[], types: readonly number[]): number[] | undefined {
  const counts: number[] = [];
  const fits = (index: number, from: number): boolean => {
    const wanted = parameters[index];
    if (wanted === undefined) return from === types.length;
    const most = longest(wanted, types, from);
    for (let count = most; count >= (wanted.optional ? 0 : 1); count--) {
      counts[index] = count;
      if (fits(index + 1, from + count)) return true;
    }
    return false;
  };
  return fits(0, 0) ? counts : undefined;
}

function longest(wanted: Parameter, types: readonly number[], from: number): number {
  const limit = wanted.repeated ? types.length - from : Math.min(1, types.length - from);
  let count = 0;
  while (count < limit && ((types[from + count] ?? 0) & wanted.types) !== 0) count++;
  return count;
}

/** Says which argument is the first that fits nothing. */
function mismatch(parameters: readonly Parameter[], types: readonly number[], args: readonly Item[]): JsonataFailure {
  let goodTo = 0;
  for (let length = 1; length <= parameters.length; length++) {
    const reached = matchPrefix(parameters.slice(0, length), types);
    if (reached === undefined) break;
    goodTo = reached;
  }
  return new JsonataFailure('T0410', { value: args[goodTo], index: goodTo + 1 });
}

/** How many arguments the given parameters take when more may follow; undefined when they do not fit. */
function matchPrefix(parameters: readonly Parameter[], types: readonly number[]): number | undefined {
  const from = (index: number, at: number): number | undefined => {
    const wanted = parameters[index];
    if (wanted === undefined) return at;
    for (let count = longest(wanted, types, at); count >= (wanted.optional ? 0 : 1); count--) {
      const end = from(index + 1, at + count);
      if (end !== undefined) return end;
    }
    return undefined;
  };
  return from(0, 0);
}
