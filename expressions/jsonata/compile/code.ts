// The compiler's hub: every kind of plan becomes a closure, and every closure returns what the reference's evaluation
// of that node would. The single constructs are in the files beside this one.

import { matcherFunction } from '../functions/matching.ts';
import type { Plan } from '../plan.ts';
import { compileRegex } from '../regex/matcher.ts';
import { type Frame, type Runtime, UNBOUND } from '../runtime.ts';
import { collapse, type Item, isTrue, KEEP, marked, markOf, SEQUENCE } from '../values.ts';
import { compileApply } from './applying.ts';
import { compileCall, compilePartial } from './calls.ts';
import { compileArray, compileObject, grouping } from './constructors.ts';
import { compileLambda } from './lambdas.ts';
import { compileBinary, compileNegate } from './operators.ts';
import { compilePath } from './paths.ts';
import { boundNames, type Context, Scope } from './scope.ts';
import { compileDescendant, compileName, compileWildcard } from './selectors.ts';
import { compileTransform } from './transforms.ts';
import { filterOfAny } from './tuples.ts';
import { compileBind, compileParent, compileVariable } from './variables.ts';

/** A compiled part: from the context value and the variables to a value. */
export type Code = (rt: Runtime, input: Item, frame: Frame) => Item;

export function compile(plan: Plan, scope: Scope, context: Context): Code {
  const code = compileKind(plan, scope, context);
  if (plan.kind === 'call' && plan.tail) return code;
  return finish(plan, code, scope, context);
}

/** Filters, grouping and the singleton rule, as far as the node needs them. */
function finish(plan: Plan, code: Code, scope: Scope, context: Context): Code {
  let current = code;
  for (const stage of plan.predicate ?? []) {
    if (stage.kind !== 'filter') continue;
    const before = current;
    const select = filterOfAny(stage.expression, scope, context);
    current = (rt, input, frame) => select(rt, before(rt, input, frame), frame);
  }
  if (plan.group && plan.kind !== 'path') {
    const before = current;
    const group = grouping(plan.group, scope, context);
    current = (rt, input, frame) => group(rt, before(rt, input, frame), frame);
  } else if (!plan.predicate && !plan.keepArray && neverSequence(plan)) return current;
  const whole = current;
  if (!plan.keepArray) return (rt, input, frame) => collapse(whole(rt, input, frame));
  return (rt, input, frame) => {
    const value = whole(rt, input, frame);
    if (!Array.isArray(value) || (markOf(value) & SEQUENCE) === 0) return value;
    if (value.length === 0) return undefined;
    return value.length > 1 ? value : marked(value.slice(), markOf(value) | KEEP);
  };
}

/** What these compile to is either no sequence or has the singleton rule applied. */
function neverSequence(plan: Plan): boolean {
  switch (plan.kind) {
    case 'path':
      return !plan.group;
    case 'literal':
    case 'binary':
      return plan.kind !== 'binary' || plan.operator !== '..';
    case 'negate':
    case 'array':
    case 'object':
    case 'lambda':
    case 'regex':
    case 'partial':
    case 'transform':
    case 'call':
    case 'name':
      return true;
    default:
      return false;
  }
}

function compileKind(plan: Plan, scope: Scope, context: Context): Code {
  switch (plan.kind) {
    case 'literal': {
      const { value } = plan;
      return () => value;
    }
    case 'path':
      return compilePath(plan, scope, context);
    case 'name':
      return compileName(plan.value);
    case 'wildcard':
      return compileWildcard();
    case 'descendant':
      return compileDescendant();
    case 'variable':
      return compileVariable(plan.name, scope, context);
    case 'parent':
      return compileParent(plan.slot?.label ?? '', scope, context);
    case 'bind':
      return compileBind(plan.name, compile(plan.right, scope, context), scope);
    case 'binary':
      return compileBinary(plan, scope, context);
    case 'negate':
      return compileNegate(plan.position ?? 0, compile(plan.operand, scope, context));
    case 'array':
      return compileArray(plan, scope, context);
    case 'object':
      return compileObject(plan, scope, context);
    case 'block':
      return compileBlock(plan.expressions, scope, context);
    case 'condition': {
      const test = compile(plan.test, scope, context);
      const then = compile(plan.consequent, scope, context);
      const otherwise = plan.otherwise ? compile(plan.otherwise, scope, context) : () => undefined;
      return (rt, input, frame) =>
        isTrue(test(rt, input, frame)) ? then(rt, input, frame) : otherwise(rt, input, frame);
    }
    case 'call':
      return compileCall(plan, scope, context);
    case 'partial':
      return compilePartial(plan, scope, context);
    case 'apply':
      return compileApply(plan, scope, context);
    case 'lambda':
      return compileLambda(plan, scope, context);
    case 'regex': {
      const program = compileRegex(plan.pattern, plan.flags);
      const position = plan.position ?? 0;
      const { pattern } = plan;
      const matcher = matcherFunction(program, pattern, position);
      return () => matcher;
    }
    case 'transform':
      return compileTransform(plan, scope, context);
    case 'sort':
    case 'placeholder':
    case 'missing':
      return () => undefined;
  }
}

/** Parentheses are a scope of their own, but only those that bind something need a frame. */
function compileBlock(expressions: readonly Plan[], scope: Scope, context: Context): Code {
  const bound = boundNames(expressions);
  const inner = bound.size > 0 ? new Scope(scope, [], bound) : scope;
  const codes = expressions.map(part => compile(part, inner, context));
  const last = codes.pop();
  if (last === undefined) return () => undefined;
  if (inner === scope) {
    if (codes.length === 0) return last;
    return (rt, input, frame) => {
      for (const code of codes) code(rt, input, frame);
      return last(rt, input, frame);
    };
  }
  return (rt, input, frame) => {
    const own = newFrame(inner, frame);
    for (const code of codes) code(rt, input, own);
    return last(rt, input, own);
  };
}

export function newFrame(scope: Scope, around: Frame): Frame {
  const frame: Frame = [around];
  for (let slot = 1; slot < scope.size; slot++) frame.push(UNBOUND);
  return frame;
}
