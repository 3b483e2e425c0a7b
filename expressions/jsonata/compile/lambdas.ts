// Functions of the expression. A function keeps the context value and the variables of the place where it is written.

import type { LambdaPlan } from '../plan.ts';
import { type Frame, type Runtime, UNBOUND } from '../runtime.ts';
import type { Fn, Item } from '../values.ts';
import { functionValue } from './apply.ts';
import { type Code, compile } from './code.ts';
import { boundNames, type Context, Scope } from './scope.ts';

export function compileLambda(plan: LambdaPlan, scope: Scope, context: Context): Code {
  const own = new Scope(scope, plan.params, boundNames([plan.body]));
  const body = compile(plan.body, own, context);
  const count = plan.params.length;
  const { size } = own;
  const least = plan.least ?? 1;
  return (_, input, frame) => {
    const run = (rt: Runtime, args: Item[]): Item => {
      const variables: Frame = [frame];
      for (let i = 0; i < count; i++) variables.push(args[i]);
      for (let slot = count + 1; slot < size; slot++) variables.push(UNBOUND);
      rt.require(least);
      return body(rt, input, variables);
    };
    const fn: Fn = functionValue(run, count, count);
    fn.native = false;
    fn.home = input;
    fn.signature = plan.signature;
    return fn;
  };
}
