// Calls as written: `$f(a, b)`, in tail position too, and partial application `$f(?, b)`.

import type { CallPlan, Plan } from '../plan.ts';
import type { Frame, Runtime } from '../runtime.ts';
import { asArray, fitArguments, type Signature, TYPE, typeBit } from '../signature.ts';
import { collapse, type Fn, type Item, JsonataFailure } from '../values.ts';
import { apply, functionValue, type Pending, passedThrough, TAIL, type TailCall } from './apply.ts';
import { type Code, compile } from './code.ts';
import { type Context, candidates, type Scope } from './scope.ts';
import { lookup } from './variables.ts';

export function compileCall(plan: CallPlan, scope: Scope, context: Context): Code {
  if (plan.tail) return compileTailCall(plan, scope, context);
  const call = compileOpenCall(plan, scope, context);
  // What stands behind the parentheses sees the result before the singleton rule.
  if (plan.predicate || plan.group || plan.keepArray) return (rt, input, frame) => call(rt, input, frame, NONE);
  return (rt, input, frame) => collapse(call(rt, input, frame, NONE));
}

/** No value is handed in from `~>`. */
const NONE: unique symbol = Symbol('none');

/** A call that may get a first argument from outside, as on the right of `~>`. Its result is raw. */
export type OpenCall = (rt: Runtime, input: Item, frame: Frame, first: Item | typeof NONE) => Item;

export function compileOpenCall(plan: CallPlan, scope: Scope, context: Context): OpenCall {
  const { callee } = plan;
  const isName = callee.kind === 'variable' && !callee.predicate && !callee.group && !context.usesEval;
  const isFree = isName && candidates(scope, callee.name, context).length === 0;
  const builtin = isFree ? context.builtin(callee.name) : undefined;
  if (builtin === undefined) return compileGeneralCall(plan, scope, context);
  return compileBuiltinCall(plan, calleeToken(callee) as string, builtin, scope, context);
}

function compileGeneralCall(plan: CallPlan, scope: Scope, context: Context): OpenCall {
  const callee = compile(plan.callee, scope, context);
  const args = plan.args.map(arg => compile(arg, scope, context));
  const token = calleeToken(plan.callee);
  const position = plan.position ?? 0;
  const isForgottenDollar = forgottenDollar(plan.callee, scope, context);
  const site = context.usesEval ? scope : undefined;
  const depth = plan.depth ?? 1;
  return (rt, input, frame, first) => {
    const fn = callee(rt, input, frame);
    if (fn === undefined && isForgottenDollar(rt, input, frame)) {
      throw new JsonataFailure('T1005', { position, token });
    }
    const values: Item[] = first === NONE ? [] : [first as Item];
    for (const arg of args) {
      const value = arg(rt, input, frame);
      values.push(typeof value === 'function' && !callsBack(fn, values.length) ? detached(value) : value);
    }
    if (typeof fn === 'function' && !fn.closure) {
      fn.token = token as Item;
      fn.position = position;
    }
    if (site) rt.site = { scope: site, frame, context };
    rt.enter(depth);
    try {
      const result = apply(rt, fn, values, input);
      rt.leave(depth);
      return result;
    } catch (error) {
      throw called(error, position, token);
    }
  };
}

/** The function only ever calls what it gets there: then it may as well have it as it is. */
function callsBack(fn: Item, index: number): boolean {
  if (typeof fn !== 'function' || !fn.native) return false;
  return ((fn.signature?.parameters[index]?.types ?? 0) & ~(TYPE.s | TYPE.m)) === TYPE.f;
}

/** A function given to a function forgets the context it is called in. */
function detached(fn: Fn): Fn {
  const inner = functionValue((rt, args) => apply(rt, fn, args, null), fn.arity, fn.parameters);
  inner.native = false;
  inner.closure = true;
  return inner;
}

/** The error as a call passes it on: it keeps its place if it has one. */
function called(error: unknown, position: number, token: unknown): unknown {
  if (error instanceof JsonataFailure) {
    if (!error.fields.position) error.fields.position = position;
    if (!error.fields.token) error.fields.token = token;
  }
  return error;
}

/** `sum(x)` where `$sum` was meant: some variable of that name has a value. */
function forgottenDollar(callee: Plan, scope: Scope, context: Context): (rt: Runtime, i: Item, f: Frame) => boolean {
  const token = callee.kind === 'path' ? calleeToken(callee) : undefined;
  if (typeof token !== 'string') return () => false;
  const variable = lookup(token, scope, context);
  return (rt, input, frame) => Boolean(variable(rt, input, frame));
}

/** What messages call the function. */
export function calleeToken(callee: Plan): unknown {
  switch (callee.kind) {
    case 'path':
      return callee.steps[0] && stepToken(callee.steps[0]);
    default:
      return stepToken(callee);
  }
}

function stepToken(step: Plan): unknown {
  switch (step.kind) {
    case 'name':
    case 'literal':
      return step.value;
    case 'variable':
      return step.name;
    case 'call':
    case 'partial':
      return '(';
    case 'binary':
      return step.operator;
    case 'array':
      return '[';
    case 'object':
      return '{';
    case 'negate':
      return '-';
    case 'wildcard':
      return '*';
    case 'descendant':
      return '**';
    case 'apply':
      return '~>';
    case 'bind':
      return ':=';
    case 'regex':
      return {};
    default:
      return undefined;
  }
}

/** The name is not bound in the expression, so it can only mean the built-in function, unless a binding hides it. */
function compileBuiltinCall(plan: CallPlan, name: string, fn: Fn, scope: Scope, context: Context): OpenCall {
  const args = plan.args.map(arg => compile(arg, scope, context));
  const position = plan.position ?? 0;
  const depth = plan.depth ?? 1;
  const { signature } = fn;
  const fits = signature && exactFit(signature);
  let general: OpenCall | undefined;
  return (rt, input, frame, first) => {
    if (rt.shadowed) {
      // Rare enough to be compiled when it happens; compiling both ways at once would double with every nesting.
      general ??= compileGeneralCall(plan, scope, context);
      return general(rt, input, frame, first);
    }
    const values: Item[] = first === NONE ? [] : [first as Item];
    for (let i = 0; i < args.length; i++) {
      const value = (args[i] as Code)(rt, input, frame);
      values.push(typeof value === 'function' && !callsBack(fn, values.length) ? detached(value) : value);
    }
    fn.token = name;
    fn.position = position;
    rt.spend(1);
    rt.enter(depth);
    try {
      const fitted = !signature || fits?.(values) ? values : fitArguments(signature, values, input);
      const result = fn(rt, fitted, input);
      rt.leave(depth);
      return result;
    } catch (error) {
      throw called(passedThrough(error, fn), position, name);
    }
  };
}

/**
 * The quick way for the usual call: every argument is of the type its parameter wants. Wraps single values where an
 * array is wanted. False means that the arguments have to be fitted properly.
 */
function exactFit(signature: Signature): ((values: Item[]) => boolean) | undefined {
  const { parameters } = signature;
  if (parameters.some(parameter => parameter.repeated)) return undefined;
  const types = parameters.map(parameter => parameter.types);
  const arrays = parameters.flatMap((parameter, i) => (parameter.array ? [i] : []));
  // Those that may be left out at the end without the context value taking their place.
  let least = parameters.length;
  while (least > 0 && parameters[least - 1]?.optional && !parameters[least - 1]?.context) least--;
  return values => {
    const count = values.length;
    if (count > types.length || count < least) return false;
    for (let i = 0; i < count; i++) if ((typeBit(values[i]) & (types[i] as number)) === 0) return false;
    for (const i of arrays) {
      if (i < count) values[i] = asArray(parameters[i] as Signature['parameters'][number], values[i], i);
    }
    return true;
  };
}

function compileTailCall(plan: CallPlan, scope: Scope, context: Context): Code {
  const call: TailCall = {
    callee: compile(plan.callee, scope, context),
    args: plan.args.map(arg => compile(arg, scope, context)),
    position: plan.callee.position,
    name: plan.callee.kind === 'variable' ? plan.callee.name : undefined,
  };
  const site = context.usesEval ? scope : undefined;
  return (rt, input, frame) => {
    if (site) rt.site = { scope: site, frame, context };
    rt.pending = { call, input, frame } satisfies Pending;
    return TAIL;
  };
}

export function compilePartial(plan: Plan & { kind: 'partial' }, scope: Scope, context: Context): Code {
  const callee = compile(plan.callee, scope, context);
  const args = plan.args.map(arg => (arg.kind === 'placeholder' ? undefined : compile(arg, scope, context)));
  const token = calleeToken(plan.callee);
  const position = plan.position ?? 0;
  const isForgottenDollar = forgottenDollar(plan.callee, scope, context);
  return (rt, input, frame) => {
    const given = args.map(arg => arg?.(rt, input, frame));
    const fn = callee(rt, input, frame);
    if (fn === undefined && isForgottenDollar(rt, input, frame)) {
      throw new JsonataFailure('T1007', { position, token });
    }
    if (typeof fn !== 'function') throw new JsonataFailure('T1008', { position, token });
    return partial(fn, args, given);
  };
}

/**
 * Where the reference hands a built-in function its arguments unchecked and fails inside it, ours are fitted to its
 * signature, so that the error is one of the language. Functions of the expression are not checked, as there.
 */
function partial(fn: Fn, args: readonly (Code | undefined)[], given: readonly Item[]): Fn {
  const count = fn.native ? Math.max(fn.parameters, args.length) : fn.parameters;
  const open: number[] = [];
  for (let i = 0; i < count; i++) if (i < args.length && args[i] === undefined) open.push(i);
  const run = (rt: Runtime, values: Item[]): Item => {
    const all: Item[] = [];
    for (let i = 0; i < count; i++) all.push(given[i]);
    for (const [i, slot] of open.entries()) all[slot] = values[i];
    if (!fn.native || !fn.signature) return fn(rt, all, undefined);
    while (all.length > args.length && all[all.length - 1] === undefined) all.pop();
    return fn(rt, fitArguments(fn.signature, all, undefined), undefined);
  };
  const result = functionValue(run, open.length, open.length);
  result.native = false;
  return result;
}
