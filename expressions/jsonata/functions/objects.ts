// Functions on objects. An array of objects is often taken as the objects in it.

import { lookupName } from '../compile/selectors.ts';
import { copy } from '../compile/transforms.ts';
import { embed, type Runtime } from '../runtime.ts';
import { append, type Item, type ItemObject, isObject, markOf, sequence, setMember, WRAPPER } from '../values.ts';
import type { Table } from './table.ts';

function keys(rt: Runtime, value: Item): Item[] {
  if (isObject(value)) return sequence(Object.keys(value));
  if (!Array.isArray(value)) return sequence([]);
  const all: Record<string, true> = Object.create(null);
  rt.enter(1);
  for (const item of value) {
    rt.spend(1);
    for (const key of keys(rt, item)) all[key as string] = true;
  }
  rt.leave(1);
  return sequence(Object.keys(all));
}

function spread(rt: Runtime, value: Item): Item {
  rt.spend(1);
  if (Array.isArray(value)) {
    let all: Item = sequence([]);
    rt.enter(1);
    for (const item of value) {
      const part = spread(rt, item);
      rt.spend(Array.isArray(all) ? all.length >>> 4 : 0);
      all = append(all, part);
    }
    rt.leave(1);
    return all;
  }
  if (!isObject(value)) return value;
  const members: Item[] = [];
  for (const key of Object.keys(value)) {
    const member: ItemObject = {};
    embed(rt, value[key]);
    setMember(member, key, value[key]);
    members.push(member);
  }
  return sequence(members);
}

function merge(rt: Runtime, objects: readonly Item[]): Item {
  const merged: ItemObject = {};
  for (const object of objects) {
    if (!isObject(object)) continue;
    for (const key of Object.keys(object)) {
      rt.spend(1);
      embed(rt, object[key]);
      setMember(merged, key, object[key]);
    }
  }
  return merged;
}

export const OBJECTS: Table = {
  keys: ['<x-:a<s>>', 1, (rt, value) => keys(rt, value)],
  lookup: ['<x-s:x>', 2, (_, value, key) => lookupName(value, String(key))],
  spread: ['<x-:a<o>>', 1, (rt, value) => spread(rt, value)],
  merge: ['<a<o>:o>', 1, (rt, objects) => (objects === undefined ? undefined : merge(rt, objects as Item[]))],
  clone: [
    '<(oa)-:o>',
    1,
    (rt, value) => {
      const whole = Array.isArray(value) && (markOf(value) & WRAPPER) !== 0 ? value[0] : value;
      return whole === undefined ? undefined : copy(rt, whole);
    },
  ],
};
