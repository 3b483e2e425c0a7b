// Which variables have been assigned when a state is entered, on all ways that lead to it. One scope at a time: no way leaves it.
import type { PlacedScope, PlacedState } from '../check/placed.ts';

/** For each state that is reached, a bit for each variable that has been assigned on all ways that lead to it. */
export interface Flow {
  readonly indexes: ReadonlyMap<string, number>;
  readonly before: ReadonlyMap<PlacedState, Uint32Array>;
}

/** Looks at each state a few times at most, however many variables there are. */
export function flowOf(scope: PlacedScope, names: readonly string[]): Flow {
  const indexes = new Map(names.map((name, index) => [name, index]));
  const before = new Map<PlacedState, Uint32Array>();
  const start = scope.summary.startAt && scope.byName.get(scope.summary.startAt.name);
  if (start) before.set(start, new Uint32Array((names.length + 31) >> 5));
  const waiting = new Set(start ? [start] : []);
  for (const state of waiting) {
    waiting.delete(state);
    const known = before.get(state);
    if (!known) continue;
    const { ways, assignments, key } = state.summary;
    for (const { kind, pointer, name } of ways) {
      const next = scope.byName.get(name);
      if (!next) continue;
      let after = known;
      if (assignments.length > 0) {
        // The rule or catcher that is taken assigns its own; `Next` and `Default` those of the state.
        const isInner = kind === 'choice' || kind === 'catch';
        const taken = isInner ? pointer.slice(0, pointer.lastIndexOf('/')) : key.pointer;
        after = known.slice();
        for (const { owner, name: assigned } of assignments) {
          const index = owner === taken ? indexes.get(assigned) : undefined;
          if (index !== undefined) after[index >> 5] = (after[index >> 5] ?? 0) | (1 << (index & 31));
        }
      }
      const earlier = before.get(next);
      if (!earlier) before.set(next, after.slice());
      else if (!narrow(earlier, after)) continue;
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
