// `value[predicate]`: an index where the predicate is a number, several where it is an array of numbers, otherwise
// the items for which it is true. The result is a sequence, to which its owner applies the singleton rule.

import type { Plan } from '../plan.ts';
import type { Frame, Runtime } from '../runtime.ts';
import { type Item, isNumeric, isTrue, marked, markOf, SEQUENCE, sequence, TUPLES } from '../values.ts';
import { type Code, compile } from './code.ts';
import type { Context, Scope } from './scope.ts';

export type Filter = (rt: Runtime, input: Item, frame: Frame) => Item;

export function filter(predicate: Plan, scope: Scope, context: Context): Filter {
  if (predicate.kind === 'literal' && typeof predicate.value === 'number') return byIndex(predicate.value);
  const code = compile(predicate, scope, context);
  return yieldsBoolean(predicate) ? byTruth(code) : byValue(code);
}

function byIndex(position: number): Filter {
  const index = Math.floor(position);
  return (_, input) => {
    if (input === undefined) return sequence([]);
    if (!Array.isArray(input)) return sequence(index === 0 || index === -1 ? [input] : []);
    return itemAt(input, index);
  };
}

/** Negative counts from the end. An item that is an array is the result itself. */
export function itemAt(input: Item[], index: number): Item {
  const item = input[index < 0 ? input.length + index : index];
  if (Array.isArray(item)) return item;
  const found = item === undefined ? [] : [item];
  return marked(found, SEQUENCE | (markOf(input) & TUPLES));
}

function yieldsBoolean(plan: Plan): boolean {
  if (plan.kind !== 'binary' || plan.predicate || plan.group) return false;
  return ['=', '!=', '<', '<=', '>', '>=', 'and', 'or', 'in'].includes(plan.operator);
}

/** A single value, undefined too, is filtered like an array of it. */
function byTruth(code: Code): Filter {
  return (rt, input, frame) => {
    if (!Array.isArray(input)) return sequence(code(rt, input, frame) === true ? [input] : []);
    rt.spend(input.length);
    const found: Item[] = [];
    for (const item of input) if (code(rt, item, frame) === true) found.push(item);
    return sequence(found);
  };
}

function byValue(code: Code): Filter {
  return (rt, input, frame) => {
    const items = Array.isArray(input) ? input : [input];
    rt.spend(items.length);
    const found: Item[] = [];
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      select(rt, code(rt, item, frame), item, i, items.length, found);
    }
    return sequence(found);
  };
}

/** Adds the item as often as the value of the predicate asks for it. */
export function select(rt: Runtime, value: Item, item: Item, index: number, length: number, found: Item[]): void {
  if (value === true) found.push(item);
  else if (value === undefined || value === false) return;
  else if (isNumeric(value)) {
    if (wanted(value, length) === index) found.push(item);
  } else if (Array.isArray(value) && value.every(isNumeric)) {
    rt.spend(value.length);
    for (const position of value) if (wanted(position as number, length) === index) found.push(item);
  } else if (isTrue(value)) found.push(item);
}

function wanted(position: number, length: number): number {
  const index = Math.floor(position);
  return index < 0 ? length + index : index;
}
