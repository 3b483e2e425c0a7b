// Which variables have been assigned when a state is entered, on all ways that lead to it. One scope at a time: no way leaves it.
import { type Scope, type State, transitionsOf } from './machine.ts';
import type { Assignment } from './variables.ts';

/** For each state that is reached, a bit for each variable that has been assigned on all ways that lead to it. */
export interface Flow {
  readonly indexes: ReadonlyMap<string, number>;
  readonly before: ReadonlyMap<State, Uint32Array>;
}

/** Looks at each state a few times at most, however many variables there are. */
export function flowOf(scope: Scope, assigned: readonly (readonly [string, readonly Assignment[]])[]): Flow {
  const indexes = new Map(assigned.map(([name], index) => [name, index]));
  const byOwner = new Map<string, number[]>();
  for (const [index, [, assignments]] of assigned.entries()) {
    for (const { part } of assignments) {
      const list = byOwner.get(part.pointer);
      if (list) list.push(index);
      else byOwner.set(part.pointer, [index]);
    }
  }
  const before = new Map<State, Uint32Array>();
  const start = scope.startAt && scope.byName.get(scope.startAt.value);
  if (start) before.set(start, new Uint32Array((assigned.length + 31) >> 5));
  const waiting = new Set(start ? [start] : []);
  for (const state of waiting) {
    waiting.delete(state);
    for (const { kind, pointer, target } of transitionsOf(state)) {
      const next = scope.byName.get(target.value);
      const after = before.get(state)?.slice();
      if (!next || !after) continue;
      // The rule or catcher that is taken assigns its own; `Next` and `Default` those of the state.
      const owner = kind === 'choice' || kind === 'catch' ? pointer.slice(0, pointer.lastIndexOf('/')) : state.pointer;
      for (const index of byOwner.get(owner) ?? []) after[index >> 5] = (after[index >> 5] ?? 0) | (1 << (index & 31));
      const known = before.get(next);
      if (!known) before.set(next, after);
      else if (!narrow(known, after)) continue;
      waiting.add(next);
    }
  }
  return { indexes, before };
}

/** Keeps of the first what is in both; whether it lost anything. */
function narrow(known: Uint32Array, other: Uint32Array): boolean {
  let isLess = false;
  for (let i = 0; i < known.length; i++) {
    const both = ((known[i] ?? 0) & (other[i] ?? 0)) >>> 0;
    if (both !== known[i]) isLess = true;
    known[i] = both;
  }
  return isLess;
}
