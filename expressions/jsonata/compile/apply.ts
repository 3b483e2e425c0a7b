// Calling a function value: fitting the arguments, placing errors, and making the calls that functions end with
// without growing the stack. Where an error is reported depends on the functions it passes through: each one that
// has been called by an expression puts its own last place on it.

import type { Frame, Runtime } from '../runtime.ts';
import { fitArguments } from '../signature.ts';
import { type Fn, type Item, JsonataFailure } from '../values.ts';
import type { Code } from './code.ts';

/** A call in tail position, waiting to be made. */
export interface Pending {
  readonly call: TailCall;
  readonly input: Item;
  readonly frame: Frame;
}

export interface TailCall {
  readonly callee: Code;
  readonly args: readonly Code[];
  /** Where the name of the function stands, and the name if it is a variable. */
  readonly position: number | undefined;
  readonly name: string | undefined;
}

/** What a function returns that has left a call in `rt.pending`. */
export const TAIL: Fn = functionValue(() => undefined, 0, 0);

export function functionValue(
  run: (rt: Runtime, args: Item[], context: Item) => Item,
  arity: number,
  parameters: number,
): Fn {
  const fn = run as Fn;
  fn.arity = arity;
  fn.parameters = parameters;
  fn.native = true;
  return fn;
}

/** Calls any value; what is no function ends the evaluation. */
export function apply(rt: Runtime, callee: Item, args: Item[], context: Item): Item {
  let result = applyOnce(rt, callee, args, context);
  while (result === TAIL) {
    const { call, input, frame } = rt.pending as Pending;
    rt.spend(1);
    const next = call.callee(rt, input, frame);
    const nextArgs: Item[] = [];
    if (typeof next === 'function') {
      if (call.name !== undefined) next.token = call.name;
      next.position = call.position;
    }
    for (const arg of call.args) {
      const value = arg(rt, input, frame);
      nextArgs.push(typeof value === 'function' ? attached(value, next) : value);
    }
    if (typeof next !== 'function') throw new JsonataFailure('T1006', { position: call.position, token: call.name });
    result = applyOnce(rt, next, nextArgs, context);
  }
  return result;
}

/** A built-in function called in tail position calls back in the context in which the function was written. */
function attached(fn: Fn, callee: Item): Fn {
  if (fn.native || fn.closure || typeof callee !== 'function' || !callee.native) return fn;
  const inner = functionValue((rt, args) => apply(rt, fn, args, fn.home), fn.arity, fn.parameters);
  inner.native = false;
  return inner;
}

/** A function as a higher-order function calls it: there is no context value to fall back on. */
export function invoke(rt: Runtime, fn: Item, args: Item[]): Item {
  return apply(rt, fn, args, null);
}

function applyOnce(rt: Runtime, callee: Item, args: Item[], context: Item): Item {
  if (typeof callee !== 'function') throw new JsonataFailure('T1006');
  rt.spend(1);
  try {
    return callee(rt, callee.signature ? fitArguments(callee.signature, args, context) : args, context);
  } catch (error) {
    throw passedThrough(error, callee);
  }
}

/** The error as it leaves a function. */
export function passedThrough(error: unknown, fn: Fn): unknown {
  // Nothing may be called here when the host's stack is full.
  if (!(error instanceof JsonataFailure)) return error;
  const { fields } = error;
  if (fields.token === undefined && fn.token !== undefined) fields.token = fn.token;
  if (fn.position) fields.position = fn.position;
  return error;
}
