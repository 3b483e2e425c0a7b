// `|pattern|update,deletion|`: a function giving a changed copy of its argument. Only the copy is ever changed: parts
// the pattern finds elsewhere stay as they are, where the reference would write to the input.

import type { Plan } from '../plan.ts';
import type { Runtime } from '../runtime.ts';
import { embed } from '../runtime.ts';
import { parseSignature, type Signature } from '../signature.ts';
import {
  type Fn,
  type Item,
  type ItemObject,
  isNumeric,
  isObject,
  JsonataFailure,
  setMember,
  to15Digits,
} from '../values.ts';
import { apply, functionValue } from './apply.ts';
import { type Code, compile } from './code.ts';
import type { Context, Scope } from './scope.ts';
import { lookup } from './variables.ts';

const SIGNATURE = parseSignature('<(oa):o>') as Signature;

export function compileTransform(plan: Plan & { kind: 'transform' }, scope: Scope, context: Context): Code {
  const pattern = compile(plan.pattern, scope, context);
  const update = compile(plan.update, scope, context);
  const deletion = plan.deletion && compile(plan.deletion, scope, context);
  const cloner = lookup('clone', scope, context);
  const builtinClone = context.builtin('clone');
  const position = plan.position ?? 0;
  const updatePosition = plan.update.position;
  const deletionPosition = plan.deletion?.position;
  return (_, __, frame) => {
    const run = (rt: Runtime, [value]: Item[]): Item => {
      if (value === undefined) return undefined;
      const clone = cloner(rt, undefined, frame);
      if (typeof clone !== 'function') throw new JsonataFailure('T2013', { position });
      const made: Item[] = [];
      const result = clone === builtinClone ? copy(rt, value, made) : apply(rt, clone, [value], null);
      const matches = pattern(rt, result, frame);
      if (matches === undefined) return result;
      const list = Array.isArray(matches) ? matches : [matches];
      // A set costs more than looking for the one or two objects most patterns find.
      const own = list.length > 2 ? new Set(made) : undefined;
      for (const match of list) {
        const changeable = isObject(match) && (own ? own.has(match) : made.includes(match));
        const change = update(rt, match, frame);
        if (change !== undefined) {
          if (!isObject(change)) {
            throw new JsonataFailure('T2011', { position: updatePosition, value: change });
          }
          if (changeable) assign(rt, match, change);
        }
        const removed = deletion?.(rt, match, frame);
        if (removed === undefined) continue;
        const names = Array.isArray(removed) ? removed : [removed];
        if (names.some(name => typeof name !== 'string')) {
          throw new JsonataFailure('T2012', { position: deletionPosition, value: removed });
        }
        if (changeable) for (const name of names) delete match[name as string];
      }
      return result;
    };
    const fn: Fn = functionValue(run, 1, 1);
    fn.signature = SIGNATURE;
    return fn;
  };
}

function assign(rt: Runtime, target: ItemObject, change: ItemObject): void {
  for (const name of Object.keys(change)) {
    embed(rt, change[name]);
    setMember(target, name, change[name]);
  }
}

/** A copy as if the value had been written as JSON and read again. Remembers the objects it makes. */
export function copy(rt: Runtime, value: Item, made?: Item[]): Item {
  switch (typeof value) {
    case 'number':
      return isNumeric(value) ? to15Digits(value) : null;
    case 'function':
      return '';
    case 'object':
      break;
    default:
      return value;
  }
  if (value === null) return null;
  rt.enter(2);
  const result = Array.isArray(value) ? copyArray(rt, value, made) : copyObject(rt, value, made);
  rt.leave(2);
  return result;
}

function copyArray(rt: Runtime, items: readonly Item[], made: Item[] | undefined): Item {
  rt.spend(items.length);
  return items.map(item => copy(rt, item, made) ?? null);
}

function copyObject(rt: Runtime, object: ItemObject, made: Item[] | undefined): Item {
  const result = { ...object };
  const names = Object.keys(result);
  rt.spend(names.length);
  for (const name of names) {
    const member = object[name];
    if (typeof member === 'string') continue;
    const copied = copy(rt, member, made);
    if (copied === undefined) delete result[name];
    else if (copied !== member) setMember(result, name, copied);
  }
  made?.push(result);
  return result;
}
