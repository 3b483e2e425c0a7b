// `$eval`, which only the plain language has: an expression in a string, evaluated where the call stands. Variables it
// binds outside parentheses are its own; in the reference they become the caller's.

import { compile, newFrame } from '../compile/code.ts';
import { boundNames, type Context, Scope, tupleNamesOf } from '../compile/scope.ts';
import { measureDepths } from '../depths.ts';
import { parseText } from '../parser.ts';
import type { Frame, Runtime } from '../runtime.ts';
import { shape } from '../shape.ts';
import { type Item, JsonataFailure, marked, markOf, SEQUENCE, WRAPPER } from '../values.ts';

/** Where a call of `$eval` stands: left in `rt.site` by the call. */
interface Site {
  readonly scope: Scope;
  readonly frame: Frame;
  readonly context: Context;
}

/** Without a focus the context value of the call is the input. */
export function evaluateText(rt: Runtime, text: Item, focus: Item, around: Item): Item {
  if (text === undefined) return undefined;
  const site = rt.site as Site;
  const isList = Array.isArray(focus) && (markOf(focus) & SEQUENCE) === 0;
  const input = focus === undefined ? around : isList ? marked([focus], SEQUENCE | WRAPPER) : focus;
  const parsed = parseText(text as string);
  const shaped = shape(parsed.root, parsed.problems);
  const [problem] = [...parsed.problems, ...shaped.problems];
  if (problem) throw new JsonataFailure('D3120', { value: problem.referenceMessage });
  measureDepths(shaped.plan);
  const scope = new Scope(site.scope, [], boundNames([shaped.plan]));
  const tupleNames = new Set([...site.context.tupleNames, ...tupleNamesOf(shaped.plan)]);
  const code = compile(shaped.plan, scope, { ...site.context, tupleNames });
  try {
    return code(rt, input, newFrame(scope, site.frame));
  } catch (error) {
    if (!(error instanceof JsonataFailure) || error.code === 'U1001') throw error;
    throw new JsonataFailure('D3121', { value: error.message });
  }
}
