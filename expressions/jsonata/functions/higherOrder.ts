// Functions that take functions. They hand over as many arguments as the function can use: the item, then its index
// or key, then the whole.

import { invoke } from '../compile/apply.ts';
import { embed, type Runtime } from '../runtime.ts';
import {
  type Fn,
  type Item,
  type ItemObject,
  isObject,
  isTrue,
  JsonataFailure,
  sequence,
  setMember,
} from '../values.ts';
import type { Table } from './table.ts';

function call(rt: Runtime, fn: Item, item: Item, key: Item, whole: Item): Item {
  const arity = typeof fn === 'function' ? fn.arity : 1;
  return invoke(rt, fn, arity >= 3 ? [item, key, whole] : arity === 2 ? [item, key] : [item]);
}

function map(rt: Runtime, items: Item, fn: Item): Item {
  if (items === undefined) return undefined;
  const found: Item[] = [];
  for (const [i, item] of (items as Item[]).entries()) {
    const value = call(rt, fn, item, i, items);
    if (value === undefined) continue;
    if (typeof value === 'object' || typeof value === 'function') embed(rt, value);
    found.push(value);
  }
  return sequence(found);
}

function filter(rt: Runtime, items: Item, fn: Item): Item {
  if (items === undefined) return undefined;
  const found: Item[] = [];
  for (const [i, item] of (items as Item[]).entries()) {
    if (isTrue(call(rt, fn, item, i, items))) found.push(item);
  }
  return sequence(found);
}

function single(rt: Runtime, items: Item, fn: Item): Item {
  if (items === undefined) return undefined;
  let found = false;
  let result: Item;
  for (const [i, item] of (items as Item[]).entries()) {
    if (fn !== undefined && !isTrue(call(rt, fn, item, i, items))) continue;
    if (found) throw new JsonataFailure('D3138', { index: i });
    found = true;
    result = item;
  }
  if (!found) throw new JsonataFailure('D3139');
  return result;
}

function reduce(rt: Runtime, items: Item, fn: Item, start: Item): Item {
  if (items === undefined) return undefined;
  const { arity } = fn as Fn;
  if (arity < 2) throw new JsonataFailure('D3050', { index: 1 });
  const list = items as Item[];
  const fromFirst = start === undefined && list.length > 0;
  let result = fromFirst ? list[0] : start;
  for (let i = fromFirst ? 1 : 0; i < list.length; i++) {
    const args = [result, list[i]];
    if (arity >= 3) args.push(i);
    if (arity >= 4) args.push(items);
    result = invoke(rt, fn, args);
  }
  return result;
}

function each(rt: Runtime, object: Item, fn: Item): Item {
  const found: Item[] = [];
  if (!isObject(object)) return sequence(found);
  for (const key of Object.keys(object)) {
    const value = call(rt, fn, object[key], key, object);
    if (value === undefined) continue;
    embed(rt, value);
    found.push(value);
  }
  return sequence(found);
}

function sift(rt: Runtime, object: Item, fn: Item): Item {
  if (!isObject(object)) return undefined;
  const result: ItemObject = {};
  let isEmpty = true;
  for (const key of Object.keys(object)) {
    if (!isTrue(call(rt, fn, object[key], key, object))) continue;
    embed(rt, object[key]);
    setMember(result, key, object[key]);
    isEmpty = false;
  }
  return isEmpty ? undefined : result;
}

export const HIGHER_ORDER: Table = {
  map: ['<af>', 2, map],
  filter: ['<af>', 2, filter],
  single: ['<af?>', 2, single],
  reduce: ['<afj?:j>', 3, reduce],
  each: ['<o-f:a>', 2, each],
  sift: ['<o-f?:o>', 2, sift],
};
