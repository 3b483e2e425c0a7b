// `[…]`, `{…}` and grouping. An object constructor is a grouping of its context value.

import type { Grouping, Plan } from '../plan.ts';
import { embed, type Frame, type Runtime } from '../runtime.ts';
import {
  append,
  CONSTRUCTED,
  type Item,
  type ItemObject,
  JsonataFailure,
  marked,
  markOf,
  setMember,
  TUPLES,
} from '../values.ts';
import { type Code, compile } from './code.ts';
import type { Context, Scope } from './scope.ts';
import { reduceTuples, tupleFrame, tupleScope } from './tuples.ts';
import type { Tuple } from './variables.ts';

export function compileArray(plan: Plan & { kind: 'array' }, scope: Scope, context: Context): Code {
  const codes = plan.items.map(item => compile(item, scope, context));
  // An array written inside stays an array; any other item that yields an array is taken apart.
  const nested = plan.items.map(item => item.kind === 'array');
  const { constructs } = plan;
  return (rt, input, frame) => {
    const items: Item[] = [];
    for (let i = 0; i < codes.length; i++) {
      const value = (codes[i] as Code)(rt, input, frame);
      if (value === undefined) continue;
      if (Array.isArray(value) && !nested[i]) {
        rt.allowItems(items.length + value.length);
        for (const item of value) items.push(item);
      } else {
        embed(rt, value);
        items.push(value);
      }
    }
    return constructs ? marked(items, CONSTRUCTED) : items;
  };
}

export function compileObject(plan: Plan & { kind: 'object' }, scope: Scope, context: Context): Code {
  const asGrouping = () => grouping({ pairs: plan.pairs, position: plan.position ?? 0 }, scope, context);
  const names = plan.pairs.map(([key]) => (isPlainText(key) ? key.value : undefined));
  if (names.includes(undefined) || new Set(names).size < names.length) return asGrouping();
  // The usual case: fixed names, one context value.
  const inOrder = [...(names as string[]).keys()].sort((a, b) => memberOrder(names[a] as string, names[b] as string));
  const keys = inOrder.map(i => names[i] as string);
  const codes = inOrder.map(i => compile(plan.pairs[i]?.[1] as Plan, scope, context));
  let grouped: Code | undefined;
  return (rt, input, frame) => {
    if (Array.isArray(input)) {
      // Compiled when it is needed: both ways at once would double with every nesting.
      grouped ??= asGrouping();
      return grouped(rt, input, frame);
    }
    const object: ItemObject = {};
    for (let i = 0; i < codes.length; i++) {
      const value = (codes[i] as Code)(rt, input, frame);
      if (value === undefined) continue;
      if (typeof value === 'object' || typeof value === 'function') embed(rt, value);
      setMember(object, keys[i] as string, value);
    }
    return object;
  };
}

function isPlainText(plan: Plan): plan is Plan & { kind: 'literal'; value: string } {
  return plan.kind === 'literal' && typeof plan.value === 'string' && !plan.predicate && !plan.group;
}

/** Members are evaluated in the order an object lists them: names that are indices first. */
function memberOrder(a: string, b: string): number {
  const [aIndex, bIndex] = [isIndex(a), isIndex(b)];
  if (aIndex && bIndex) return Number(a) - Number(b);
  return aIndex === bIndex ? 0 : aIndex ? -1 : 1;
}

function isIndex(name: string): boolean {
  const index = Number(name);
  return Number.isInteger(index) && index >= 0 && index < 4294967295 && String(index) === name;
}

interface Entry {
  data: Item;
  /** The data is an array of our own, to which the next item can be added. */
  isOwn: boolean;
  readonly pair: number;
}

function addTo(entry: Entry, item: Item): void {
  if (!entry.isOwn) {
    // Made by joining two; with nothing on either side it is still what was handed in.
    entry.isOwn = entry.data !== undefined && item !== undefined;
    entry.data = append(entry.data, item);
  } else if (Array.isArray(item)) for (const part of item) (entry.data as Item[]).push(part);
  else if (item !== undefined) (entry.data as Item[]).push(item);
}

type TuplePair = readonly [readonly [Code, Scope], readonly [Code, Scope]];

/** Sorts the items of the input by key, then evaluates each value once, for all items of its key together. */
export function grouping(group: Grouping, scope: Scope, context: Context): Code {
  const { position } = group;
  const plain = group.pairs.map(pair => pair.map(part => compile(part, scope, context)) as [Code, Code]);
  let tuplePairs: readonly TuplePair[] | undefined;
  // Tuples come in only where the path makes them; compiled for them when first seen.
  const forTuples = (pair: number): TuplePair => {
    tuplePairs ??= group.pairs.map(([key, value]) => [
      tupleCode(key, scope, context),
      tupleCode(value, scope, context),
    ]);
    return tuplePairs[pair] as TuplePair;
  };
  const keyOfTuple = (rt: Runtime, item: Item, frame: Frame, pair: number): Item => {
    const [code, own] = forTuples(pair)[0];
    const tuple = (item ?? NO_TUPLE) as Tuple;
    return code(rt, tuple['@'], tupleFrame(own, frame, tuple));
  };
  const valueOfTuples = (rt: Runtime, entry: Entry, frame: Frame): Item => {
    const [code, own] = forTuples(entry.pair)[1];
    const { '@': data, ...variables } = reduceTuples(entry.data ?? NO_TUPLE);
    return code(rt, data, tupleFrame(own, frame, Object.assign(Object.create(null), variables)));
  };
  return (rt, input, frame) => {
    const ofTuples = Array.isArray(input) && (markOf(input) & TUPLES) !== 0;
    const items = Array.isArray(input) ? (input.length === 0 ? [undefined] : input) : [input];
    const groups = new Map<string, Entry>();
    let hasIndices = false;
    for (const item of items) {
      rt.spend(1);
      for (let pair = 0; pair < plain.length; pair++) {
        const key = ofTuples ? keyOfTuple(rt, item, frame, pair) : plain[pair]?.[0](rt, item, frame);
        if (key === undefined) continue;
        if (typeof key !== 'string') throw new JsonataFailure('T1003', { position, value: key });
        const entry = groups.get(key);
        if (entry === undefined) {
          groups.set(key, { data: item, isOwn: false, pair });
          hasIndices ||= isIndex(key);
        } else if (entry.pair !== pair) throw new JsonataFailure('D1009', { position, value: key });
        else addTo(entry, item);
      }
    }
    const entries = hasIndices ? [...groups].sort(([a], [b]) => memberOrder(a, b)) : groups;
    const object: ItemObject = {};
    for (const [key, entry] of entries) {
      const value = ofTuples ? valueOfTuples(rt, entry, frame) : plain[entry.pair]?.[1](rt, entry.data, frame);
      if (value === undefined) continue;
      embed(rt, value);
      setMember(object, key, value);
    }
    return object;
  };
}

/** Stands in for the items of an empty stream, from which an object is built all the same. */
const NO_TUPLE: Tuple & Item = Object.create(null);

function tupleCode(plan: Plan, scope: Scope, context: Context): readonly [Code, Scope] {
  const own = tupleScope(plan, scope);
  return [compile(plan, own, context), own];
}
