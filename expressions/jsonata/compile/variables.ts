// Reading and binding variables. A variable bound by `:=` that has not been reached yet does not hide one outside.

import { type Frame, type Runtime, UNBOUND } from '../runtime.ts';
import { collapse, type Item, markOf, WRAPPER } from '../values.ts';
import type { Code } from './code.ts';
import { type Candidate, type Context, candidates, type Scope } from './scope.ts';

export type Tuple = { [name: string]: Item };

export function compileVariable(name: string, scope: Scope, context: Context): Code {
  if (name === '') return (_, input) => contextValue(input);
  return lookup(name, scope, context);
}

export function compileParent(label: string, scope: Scope, context: Context): Code {
  return lookup(label, scope, context);
}

function contextValue(input: Item): Item {
  return Array.isArray(input) && (markOf(input) & WRAPPER) !== 0 ? input[0] : input;
}

/** What a variable means at this place, without the singleton rule. */
export function lookup(name: string, scope: Scope, context: Context): Code {
  const found = candidates(scope, name, context);
  const [first] = found;
  if (first === undefined) return globalVariable(name, context);
  if (found.length === 1 && first.certain) return parameter(first);
  const outside = found[found.length - 1]?.certain ? undefined : globalVariable(name, context);
  return (rt, input, frame) => {
    for (const candidate of found) {
      const value = readSlot(candidate, name, frame);
      if (value !== UNBOUND) return value as Item;
    }
    return outside?.(rt, input, frame);
  };
}

function parameter({ hops, slot }: Candidate): Code {
  if (hops === 0) return (_rt, _input, frame) => frame[slot] as Item;
  if (hops === 1) return (_rt, _input, frame) => (frame[0] as Frame)[slot] as Item;
  return (_rt, _input, frame) => frameAt(frame, hops)[slot] as Item;
}

function frameAt(frame: Frame, hops: number): Frame {
  let at = frame;
  for (let i = 0; i < hops; i++) at = at[0] as Frame;
  return at;
}

function readSlot(candidate: Candidate, name: string, frame: Frame): unknown {
  const value = frameAt(frame, candidate.hops)[candidate.slot];
  if (!candidate.inTuple) return value;
  const tuple = value as Tuple;
  return name in tuple ? tuple[name] : UNBOUND;
}

/** Variables given to the evaluation hide the built-in functions. */
function globalVariable(name: string, context: Context): Code {
  const builtin = context.builtin(name);
  if (name === '$') return rt => (Object.hasOwn(rt.bindings, '$') ? rt.bindings['$'] : rt.root);
  if (builtin) return rt => (rt.shadowed && Object.hasOwn(rt.bindings, name) ? rt.bindings[name] : builtin);
  return rt => (Object.hasOwn(rt.bindings, name) ? collapse(rt.bindings[name]) : undefined);
}

export function compileBind(name: string, value: Code, scope: Scope): Code {
  const slot = scope.slots.get(name);
  if (slot !== undefined) {
    return (rt, input, frame) => {
      const bound = value(rt, input, frame);
      frame[slot] = bound;
      return bound;
    };
  }
  // The scope has no frame of its own: some scope further out has the slot.
  let hops = 0;
  let at: Scope | undefined = scope;
  while (at && !at.slots.has(name)) {
    at = at.parent;
    hops++;
  }
  const outer = at?.slots.get(name);
  if (outer === undefined) return value;
  return (rt: Runtime, input, frame) => {
    const bound = value(rt, input, frame);
    frameAt(frame, hops)[outer] = bound;
    return bound;
  };
}
