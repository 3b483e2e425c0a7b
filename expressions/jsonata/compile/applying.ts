// `value ~> $f`, `value ~> $f(more)` and `$f ~> $g`.

import type { Plan } from '../plan.ts';
import type { Runtime } from '../runtime.ts';
import { collapse, type Fn, type Item, JsonataFailure } from '../values.ts';
import { apply, functionValue, type Pending, TAIL } from './apply.ts';
import { compileOpenCall } from './calls.ts';
import { type Code, compile } from './code.ts';
import type { Context, Scope } from './scope.ts';

export function compileApply(plan: Plan & { kind: 'apply' }, scope: Scope, context: Context): Code {
  const left = compile(plan.left, scope, context);
  const position = plan.position ?? 0;
  const depth = plan.depth ?? 1;
  if (plan.right.kind === 'call') {
    // The value becomes the first argument. What stands behind the call's parentheses is disregarded here.
    const call = compileOpenCall(plan.right, scope, context);
    return (rt, input, frame) => call(rt, input, frame, left(rt, input, frame));
  }
  const right = compile(plan.right, scope, context);
  return (rt, input, frame) => {
    const value = left(rt, input, frame);
    const fn = right(rt, input, frame);
    if (typeof fn !== 'function') throw new JsonataFailure('T2006', { position, value: fn });
    if (typeof value === 'function') return chain(value, fn);
    rt.enter(depth);
    const result = apply(rt, fn, [value], null);
    rt.leave(depth);
    return result;
  };
}

/** Places inside a chain are those of the function the reference writes it as. */
const CHAIN = 'function($f, $g) { function($x){ $g($f($x)) } }';
const FIRST_CALL = CHAIN.indexOf('$f($x)') + 3;
const SECOND_NAME = CHAIN.indexOf('$g($f') + 2;

/** The second call is the last thing the chain does, and so is made after it. */
function chain(first: Fn, second: Fn): Fn {
  const run = (rt: Runtime, args: Item[]): Item => {
    const between: Code = () => {
      first.token = 'f';
      first.position = FIRST_CALL;
      return collapse(apply(rt, first, [args[0]], null));
    };
    const call = { callee: () => second, args: [between], position: SECOND_NAME, name: 'g' };
    rt.pending = { call, input: null, frame: [] } satisfies Pending;
    return TAIL;
  };
  const fn = functionValue(run, 1, 1);
  fn.native = false;
  return fn;
}
