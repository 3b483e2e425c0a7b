// All built-in functions by name, and the function values made of them: one per program and name, because a function
// remembers where it was called last.

import { functionValue } from '../compile/apply.ts';
import { parseSignature, type Signature } from '../signature.ts';
import type { Fn, Item } from '../values.ts';
import { ARRAYS, zip } from './arrays.ts';
import { DATES } from './dates.ts';
import { evaluateText } from './evaluateText.ts';
import { HIGHER_ORDER } from './higherOrder.ts';
import { MATCHING } from './matching.ts';
import { NUMBERS } from './numbers.ts';
import { OBJECTS } from './objects.ts';
import { STEP_FUNCTIONS } from './stepFunctions.ts';
import { STRINGS } from './strings.ts';
import type { Table } from './table.ts';

export type Dialect = 'reference' | 'stepFunctions';

const STANDARD: Table = { ...STRINGS, ...NUMBERS, ...ARRAYS, ...OBJECTS, ...HIGHER_ORDER, ...MATCHING, ...DATES };
const SERVICE: Table = { ...STANDARD, ...STEP_FUNCTIONS };

/** These two have no place in a table of functions that see up to four arguments and nothing else. */
const ZIP = 'zip';
const EVAL = 'eval';
const SPECIAL: Readonly<Record<string, string>> = { [ZIP]: '<a+>', [EVAL]: '<sx?:x>' };

function tableOf(dialect: Dialect): Table {
  return dialect === 'reference' ? STANDARD : SERVICE;
}

const NAMES = {
  reference: new Set([...Object.keys(STANDARD), ZIP, EVAL].sort()),
  stepFunctions: new Set([...Object.keys(SERVICE), ZIP].sort()),
};

export function builtinNames(dialect: Dialect): ReadonlySet<string> {
  return NAMES[dialect];
}

export function builtinSignature(dialect: Dialect, name: string): string | undefined {
  if (!NAMES[dialect].has(name)) return undefined;
  return SPECIAL[name] ?? tableOf(dialect)[name]?.[0];
}

const signatures = new Map<string, Signature>();

function signatureOf(text: string): Signature {
  let signature = signatures.get(text);
  if (signature === undefined) {
    signature = parseSignature(text) as Signature;
    signatures.set(text, signature);
  }
  return signature;
}

/** A new function value, or undefined if the dialect has no function of the name. */
export function makeBuiltin(dialect: Dialect, name: string): Fn | undefined {
  if (name === ZIP || (name === EVAL && dialect === 'reference')) {
    const fn =
      name === ZIP
        ? functionValue((rt, args) => zip(rt, args), 0, 1)
        : functionValue((rt, args, context) => evaluateText(rt, args[0], args[1], context), 2, 2);
    fn.signature = signatureOf(SPECIAL[name] as string);
    return fn;
  }
  const table = tableOf(dialect);
  const entry = Object.hasOwn(table, name) ? table[name] : undefined;
  if (entry === undefined) return undefined;
  const [signature, arity, run] = entry;
  // `$string` has a second parameter that its arity does not count.
  const parameters = name === 'string' ? 2 : arity;
  const fn = functionValue((rt, args: Item[]) => run(rt, args[0], args[1], args[2], args[3]), arity, parameters);
  fn.signature = signatureOf(signature);
  return fn;
}
