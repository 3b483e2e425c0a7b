// Paths: each step is evaluated for every item of the step before, and the results are joined into one sequence. A
// path that carries variables along (`@`, `#`, `%`) is in tuples.ts from the step on where that starts.

import { isMatcher } from '../functions/matching.ts';
import type { PathPlan, Plan } from '../plan.ts';
import type { Frame, Runtime } from '../runtime.ts';
import { CONSTRUCTED, collapse, type Item, isSequence, KEEP, marked, markOf, SEQUENCE, sequence } from '../values.ts';
import { type Code, compile } from './code.ts';
import { grouping } from './constructors.ts';
import { type Filter, filter } from './filters.ts';
import type { Context, Scope } from './scope.ts';
import { sorting } from './sorting.ts';
import { compileTuplePath } from './tuples.ts';

export function compilePath(plan: PathPlan, scope: Scope, context: Context): Code {
  if (plan.steps.some(step => step.tuple)) return compileTuplePath(plan, scope, context);
  const first = plan.steps[0] as Plan;
  const plain = !plan.group && !plan.keepSingleton && !first.constructs;
  if (plain && !plan.steps.some(step => step.kind === 'sort')) return simplePath(plan, scope, context);
  const steps = plan.steps.map(step => compileStep(step, scope, context));
  const walk = walker(plan, steps);
  const group = plan.group && grouping(plan.group, scope, context);
  const keep = plan.keepSingleton;
  return (rt, input, frame) => {
    let result = walk(rt, input, frame);
    if (keep) result = keepSingleton(result);
    if (group) result = group(rt, result, frame);
    return plan.keepArray && isSequence(result) && result.length === 1 ? keepSingleton(result) : collapse(result);
  };
}

export function keepSingleton(result: Item): Item {
  if (!Array.isArray(result)) return result;
  const mark = markOf(result);
  if ((mark & SEQUENCE) !== 0) return result.length > 1 ? result : marked(result.slice(), mark | KEEP);
  return (mark & CONSTRUCTED) !== 0 ? marked([result], SEQUENCE | KEEP) : result;
}

/** A step applied to one item, filters included. */
export function compileStep(step: Plan, scope: Scope, context: Context): Code {
  const code = step.kind === 'sort' ? sortStep(step, scope, context) : compile(step, scope, context);
  const filters: Filter[] = [];
  for (const stage of step.stages ?? []) {
    if (stage.kind === 'filter') filters.push(filter(stage.expression, scope, context));
  }
  const [first] = filters;
  if (first === undefined) return code;
  if (filters.length === 1) return (rt, input, frame) => first(rt, code(rt, input, frame), frame);
  return (rt, input, frame) => {
    let value = code(rt, input, frame);
    for (const select of filters) value = select(rt, value, frame);
    return value;
  };
}

/** The only step that sees all items at once. */
function sortStep(step: Plan & { kind: 'sort' }, scope: Scope, context: Context): Code {
  const sort = sorting(step, scope, context);
  return (rt, input, frame) => (Array.isArray(input) ? sort(rt, input, frame) : input);
}

/** Walks the steps keeping to arrays throughout. The result has not had the singleton rule applied. */
function walker(plan: PathPlan, steps: readonly Code[]): Code {
  const kinds = plan.steps.map((step, i) => (step.kind === 'sort' || (i === 0 && step.constructs) ? 'whole' : 'each'));
  const fromVariable = plan.steps[0]?.kind === 'variable';
  return (rt, input, frame) => {
    let result: Item = Array.isArray(input) && !fromVariable ? input : sequence([input]);
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as Code;
      const isLast = i === steps.length - 1;
      result = kinds[i] === 'whole' ? step(rt, result, frame) : each(rt, step, itemsOf(result), frame, isLast);
      if (endsPath(result)) return result;
    }
    return result;
  };
}

/**
 * Nothing is left for the next step. What a constructed first step leaves may be any value: to the reference, a function
 * made on the fly has no length either, and is the result.
 */
export function endsPath(value: Item): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return (
    value === undefined || value === '' || (typeof value === 'function' && value.closure === true && !isMatcher(value))
  );
}

/** What a constructed first step leaves to the next: filtered, it may be no array; of a string, its characters. */
export function itemsOf(value: Item): readonly Item[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? value.split('') : [];
}

/** A step for every item. Arrays among the results are taken apart, except constructed ones and a last single one. */
export function each(rt: Runtime, step: Code, items: readonly Item[], frame: Frame, isLast: boolean): Item[] {
  rt.spend(items.length);
  const found: Item[] = [];
  let count = 0;
  let only: Item;
  for (const item of items) {
    const value = step(rt, item, frame);
    if (value === undefined) continue;
    count++;
    only = value;
    if (Array.isArray(value) && (markOf(value) & CONSTRUCTED) === 0) {
      for (const part of value) found.push(part);
      if (found.length > 1000) rt.allowItems(found.length);
    } else found.push(value);
  }
  if (isLast && count === 1 && Array.isArray(only) && !isSequence(only)) return only;
  return sequence(found);
}

/** The usual path: no array is made as long as there is a single item. */
function simplePath(plan: PathPlan, scope: Scope, context: Context): Code {
  const steps = plan.steps.map(step => compileStep(step, scope, context));
  const fromVariable = plan.steps[0]?.kind === 'variable';
  const last = steps.length - 1;
  if (last === 0) {
    const only = steps[0] as Code;
    return (rt, input, frame) => {
      if (Array.isArray(input) && !fromVariable) return collapse(each(rt, only, input, frame, true));
      return lastOf(only(rt, input, frame));
    };
  }
  const names = plan.steps.map(step => plainName(step));
  const leading = fromVariable && names.slice(1).every(name => name !== undefined);
  const walk: Walk = { steps, last };
  if (!leading) {
    return (rt, input, frame) =>
      Array.isArray(input) && !fromVariable ? many(rt, walk, 0, input, frame) : one(rt, walk, 0, input, frame);
  }
  // `$variable.name.name`: members are read directly while they are objects.
  const first = steps[0] as Code;
  const keys = names.slice(1) as string[];
  return (rt, input, frame) => {
    let value = first(rt, input, frame);
    for (let i = 0; i < keys.length; i++) {
      if (typeof value !== 'object' || value === null) return undefined;
      if (Array.isArray(value)) return fromArray(rt, walk, i + 1, value, frame);
      value = value[keys[i] as string];
    }
    return lastOf(value);
  };
}

/** The result of the last step for a single item: a sequence is joined into that of the path, and so kept no more. */
function lastOf(value: Item): Item {
  if (!isSequence(value) || value.length > 1) return value;
  return value.length === 0 ? undefined : value[0];
}

/** The name of a step that just reads a member which no object inherits. */
function plainName(step: Plan): string | undefined {
  if (step.kind !== 'name' || step.stages || step.predicate || step.group || step.keepArray) return undefined;
  return step.value in Object.prototype ? undefined : step.value;
}

interface Walk {
  readonly steps: readonly Code[];
  readonly last: number;
}

/** From step `i` on, with one item. */
function one(rt: Runtime, walk: Walk, i: number, item: Item, frame: Frame): Item {
  let value: Item = item;
  for (let at = i; at <= walk.last; at++) {
    value = (walk.steps[at] as Code)(rt, value, frame);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) continue;
    if (at === walk.last) return lastOf(value);
    if ((markOf(value) & CONSTRUCTED) !== 0) continue;
    return fromArray(rt, walk, at + 1, value, frame);
  }
  return value;
}

function fromArray(rt: Runtime, walk: Walk, i: number, items: Item[], frame: Frame): Item {
  if ((markOf(items) & CONSTRUCTED) !== 0) return one(rt, walk, i, items, frame);
  if (items.length === 0) return undefined;
  return items.length === 1 ? one(rt, walk, i, items[0], frame) : many(rt, walk, i, items, frame);
}

/** From step `i` on, with an array of items. */
function many(rt: Runtime, walk: Walk, i: number, items: readonly Item[], frame: Frame): Item {
  let current = items;
  for (let at = i; at <= walk.last; at++) {
    const found = each(rt, walk.steps[at] as Code, current, frame, at === walk.last);
    if (at === walk.last) return collapse(found);
    if (found.length === 0) return undefined;
    if (found.length === 1) return one(rt, walk, at + 1, found[0], frame);
    current = found;
  }
  return undefined;
}
