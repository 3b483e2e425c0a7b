// `^(…)`, and the merge sort it shares with `$sort`. The comparisons are made in a fixed order, because a comparison
// can fail, and which one does decides the error.

import type { SortPlan } from '../plan.ts';
import type { Frame, Runtime } from '../runtime.ts';
import { type Item, JsonataFailure, markOf, TUPLES } from '../values.ts';
import { type Code, compile } from './code.ts';
import type { Context, Scope } from './scope.ts';
import { tupleFrame, tupleScope } from './tuples.ts';
import type { Tuple } from './variables.ts';

type Sorter = (rt: Runtime, items: Item[], frame: Frame) => Item[];

interface Term {
  readonly descending: boolean;
  readonly code: Code;
  /** For items that are tuples: compiled when they turn up. */
  readonly forTuples: () => readonly [Code, Scope];
}

export function sorting(plan: SortPlan, scope: Scope, context: Context): Sorter {
  const position = plan.position ?? 0;
  const terms: Term[] = plan.terms.map(({ descending, expression }) => {
    let tuples: readonly [Code, Scope] | undefined;
    const forTuples = () => {
      if (tuples === undefined) {
        const own = tupleScope(expression, scope);
        tuples = [compile(expression, own, context), own];
      }
      return tuples;
    };
    return { descending, code: compile(expression, scope, context), forTuples };
  });
  return (rt, items, frame) => {
    if (items.length <= 1) return items;
    const ofTuples = (markOf(items) & TUPLES) !== 0;
    const keyOf = (term: Term, item: Item): Item => {
      if (!ofTuples) return term.code(rt, item, frame);
      const tuple = item as unknown as Tuple;
      const [code, own] = term.forTuples();
      return code(rt, tuple['@'], tupleFrame(own, frame, tuple));
    };
    return mergeSort(rt, items, (a, b) => {
      for (const term of terms) {
        const order = compareKeys(keyOf(term, a), keyOf(term, b), term.descending, position);
        if (order !== 0) return order > 0;
      }
      return false;
    });
  };
}

/** Items without a key come last in either direction. */
function compareKeys(a: Item, b: Item, descending: boolean, position: number): number {
  if (a === undefined) return b === undefined ? 0 : 1;
  if (b === undefined) return -1;
  const aFits = typeof a === 'string' || typeof a === 'number';
  const bFits = typeof b === 'string' || typeof b === 'number';
  if (!aFits || !bFits) throw new JsonataFailure('T2008', { position, value: aFits ? b : a });
  if (typeof a !== typeof b) throw new JsonataFailure('T2007', { position, value: a, value2: b });
  if (a === b) return 0;
  return a < b === descending ? 1 : -1;
}

/** A sorted copy. `isAfter` tells whether the first item belongs behind the second. */
export function mergeSort(rt: Runtime, items: readonly Item[], isAfter: (a: Item, b: Item) => boolean): Item[] {
  if (items.length <= 1) return items.slice();
  rt.spend(items.length);
  const middle = Math.floor(items.length / 2);
  const left = mergeSort(rt, items.slice(0, middle), isAfter);
  const right = mergeSort(rt, items.slice(middle), isAfter);
  const merged: Item[] = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) merged.push(isAfter(left[l], right[r]) ? right[r++] : left[l++]);
  while (l < left.length) merged.push(left[l++]);
  while (r < right.length) merged.push(right[r++]);
  return merged;
}
