// Functions on arrays and on values of any kind.

import { invoke } from '../compile/apply.ts';
import { mergeSort } from '../compile/sorting.ts';
import type { Runtime } from '../runtime.ts';
import { embed } from '../runtime.ts';
import { append, type Item, isEqual, isNumeric, isSequence, isTrue, JsonataFailure, sequence } from '../values.ts';
import type { Table } from './table.ts';

function sort(rt: Runtime, items: Item, comparator: Item): Item {
  if (items === undefined || (items as Item[]).length <= 1) return items;
  const list = items as Item[];
  if (comparator !== undefined) return mergeSort(rt, list, (a, b) => Boolean(invoke(rt, comparator, [a, b])));
  if (!list.every(isNumeric) && !list.every(item => typeof item === 'string')) {
    throw new JsonataFailure('D3070', { index: 1 });
  }
  return mergeSort(rt, list, (a, b) => (a as number) > (b as number));
}

function shuffle(rt: Runtime, items: Item): Item {
  if (items === undefined || (items as Item[]).length <= 1) return items;
  const result: Item[] = [];
  for (const item of items as Item[]) {
    const place = Math.floor(rt.random() * (result.length + 1));
    result.push(result[place]);
    result[place] = item;
  }
  return result;
}

function distinct(rt: Runtime, items: Item): Item {
  if (!Array.isArray(items) || items.length <= 1) return items;
  const found: Item[] = [];
  const scalars = new Set<Item>();
  const containers: Item[] = [];
  for (const item of items) {
    rt.spend(1);
    if (typeof item !== 'object' || item === null) {
      // Not a number: never equal to anything, itself included.
      if (scalars.has(item) && !Number.isNaN(item)) continue;
      scalars.add(item);
    } else {
      rt.spend(containers.length);
      if (containers.some(other => isEqual(item, other))) continue;
      containers.push(item);
    }
    found.push(item);
  }
  return isSequence(items) ? sequence(found) : found;
}

function reverse(rt: Runtime, items: Item): Item {
  if (items === undefined || (items as Item[]).length <= 1) return items;
  rt.spend((items as Item[]).length);
  // A copy by hand: what it was built from must not show (slice keeps no mark either, but says less).
  const result: Item[] = [];
  for (let i = (items as Item[]).length - 1; i >= 0; i--) result.push((items as Item[])[i]);
  return result;
}

/** Takes as many arguments as it gets. */
export function zip(rt: Runtime, args: readonly Item[]): Item {
  const length = Math.min(...args.map(arg => (Array.isArray(arg) ? arg.length : 0)));
  const rows: Item[] = [];
  for (let i = 0; i < length; i++) {
    rt.spend(args.length);
    const row = args.map(arg => (arg as Item[])[i]);
    embed(rt, row);
    rows.push(row);
  }
  return rows;
}

function appendAll(rt: Runtime, a: Item, b: Item): Item {
  rt.allowItems((Array.isArray(a) ? a.length : 1) + (Array.isArray(b) ? b.length : 1));
  return append(a, b);
}

function typeOf(value: Item): Item {
  if (value === undefined) return undefined;
  if (value === null) return 'null';
  if (isNumeric(value)) return 'number';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'function' ? 'function' : 'object';
}

/** Undefined where there is nothing to judge. */
function truth(value: Item): boolean | undefined {
  if (value === undefined) return undefined;
  return Array.isArray(value) && value.length === 1 ? truth(value[0]) : isTrue(value);
}

export const ARRAYS: Table = {
  count: ['<a:n>', 1, (_, items) => (items === undefined ? 0 : (items as Item[]).length)],
  append: ['<xx:a>', 2, appendAll],
  sort: ['<af?:a>', 2, sort],
  reverse: ['<a:a>', 1, reverse],
  shuffle: ['<a:a>', 1, shuffle],
  distinct: ['<x:x>', 1, distinct],
  boolean: ['<x-:b>', 1, (_, value) => truth(value)],
  not: ['<x-:b>', 1, (_, value) => (value === undefined ? undefined : !isTrue(value))],
  exists: ['<x:b>', 1, (_, value) => value !== undefined],
  type: ['<x:s>', 1, (_, value) => typeOf(value)],
  error: [
    '<s?:x>',
    1,
    (_, message) => {
      throw new JsonataFailure('D3137', { message: (message as string | undefined) || '$error() function evaluated' });
    },
  ],
  assert: [
    '<bs?:x>',
    2,
    (_, condition, message) => {
      if (condition) return undefined;
      throw new JsonataFailure('D3141', { message: (message as string | undefined) || '$assert() statement failed' });
    },
  ],
};
