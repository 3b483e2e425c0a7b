// Names, `*` and `**`: selecting from one context value.

import type { Runtime } from '../runtime.ts';
import { collapse, type Item, markOf, sequence, WRAPPER } from '../values.ts';
import type { Code } from './code.ts';

/** The value of a member; from an array, those of its items in one sequence. Only own members exist. */
export function compileName(name: string): Code {
  const inherited = name in Object.prototype;
  return (_, input) => {
    if (typeof input !== 'object' || input === null) return undefined;
    if (Array.isArray(input)) return collapse(lookupInArray(input, name));
    if (inherited && !Object.hasOwn(input, name)) return undefined;
    const value = input[name];
    return typeof value === 'object' ? collapse(value) : value;
  };
}

export function lookupName(input: Item, name: string): Item {
  if (typeof input !== 'object' || input === null) return undefined;
  if (Array.isArray(input)) return lookupInArray(input, name);
  return Object.hasOwn(input, name) ? input[name] : undefined;
}

function lookupInArray(input: readonly Item[], name: string): Item[] {
  const found: Item[] = [];
  for (const item of input) {
    const value = lookupName(item, name);
    if (value === undefined) continue;
    if (Array.isArray(value)) for (const part of value) found.push(part);
    else found.push(value);
  }
  return sequence(found);
}

export function compileWildcard(): Code {
  return (rt, input) => {
    const whole = Array.isArray(input) && (markOf(input) & WRAPPER) !== 0 && input.length > 0 ? input[0] : input;
    let found: Item[] = [];
    if (typeof whole !== 'object' || whole === null) return sequence(found);
    const values = Array.isArray(whole) ? whole : Object.values(whole);
    let plain = false;
    for (const value of values) {
      if (Array.isArray(value)) {
        // Appending gives a plain array, which is no longer subject to the singleton rule, as in the reference.
        found = found.concat(flatten(rt, value, []));
        plain = true;
      } else found.push(value);
      rt.spend(1);
    }
    rt.allowItems(found.length);
    return plain ? found : sequence(found);
  };
}

function flatten(rt: Runtime, value: Item, into: Item[]): Item[] {
  rt.spend(1);
  if (!Array.isArray(value)) {
    into.push(value);
    return into;
  }
  rt.enter(1);
  for (const item of value) flatten(rt, item, into);
  rt.leave(1);
  return into;
}

export function compileDescendant(): Code {
  return (rt, input) => {
    if (input === undefined) return undefined;
    const found: Item[] = [];
    descend(rt, input, found);
    return found.length === 1 ? found[0] : sequence(found);
  };
}

function descend(rt: Runtime, value: Item, found: Item[]): void {
  rt.spend(1);
  if (found.length > rt.budget.items) rt.allowItems(found.length);
  const isArray = Array.isArray(value);
  if (!isArray) found.push(value);
  if (typeof value !== 'object' || value === null) return;
  rt.enter(1);
  for (const part of isArray ? value : Object.values(value)) descend(rt, part, found);
  rt.leave(1);
}
