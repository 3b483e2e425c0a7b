// The last step of an evaluation: the result as plain JSON. Marks of sequences are left behind, functions inside are
// dropped as JSON would drop them, and a value that shares its parts is counted as if it were written out, because
// whoever gets it will.

import type { Value } from '../value.ts';
import type { Outcome } from './program.ts';
import type { Runtime } from './runtime.ts';
import { type Item, markOf } from './values.ts';

/** So few containers inside others cannot make a result much larger than what it was made of. */
const HARMLESS = 24;

export function settle(rt: Runtime, result: Item): Outcome {
  if (result === undefined) return { kind: 'nothing' };
  if (typeof result === 'function') return { kind: 'function' };
  const top = Array.isArray(result) && markOf(result) !== 0 ? result.slice() : result;
  if (rt.embedded > HARMLESS && typeof top === 'object' && top !== null) cleanse(rt, top);
  return { kind: 'value', value: top as Value };
}

/** Only containers made by the evaluation can hold a marked array or a function; nothing else is written to. */
function cleanse(rt: Runtime, container: Item[] | { [key: string]: Item }): void {
  rt.enter(1);
  if (Array.isArray(container)) {
    rt.spend(container.length);
    for (let i = 0; i < container.length; i++) {
      const part = plain(container[i]);
      if (part !== container[i]) container[i] = part ?? null;
      else if (part === undefined) container[i] = null;
      if (typeof part === 'object' && part !== null) cleanse(rt, part);
    }
  } else {
    for (const key of Object.keys(container)) {
      rt.spend(1);
      const part = plain(container[key]);
      if (part === undefined) delete container[key];
      else {
        if (part !== container[key]) container[key] = part;
        if (typeof part === 'object' && part !== null) cleanse(rt, part);
      }
    }
  }
  rt.leave(1);
}

function plain(part: Item): Item {
  if (typeof part === 'function') return undefined;
  return Array.isArray(part) && markOf(part) !== 0 ? part.slice() : part;
}
