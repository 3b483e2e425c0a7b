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
  const { start } = scope;
  if (start) before.set(start, new Uint32Array((names.length + 31) >> 5));
  const waiting = new Set(start ? [start] : []);
  for (const state of waiting) {
    waiting.delete(state);
    const known = before.get(state);
    if (!known) continue;
    const { ways, assignments, key } = state.summary;
    for (const [index, { kind, pointer }] of ways.entries()) {
      const next = state.next[index];
      if (!next) continue;
      let after = known;
      if (assignments.length > 0) {
        // The rule or catcher that is taken assigns its own; `Next` and `Default` those of the state.
        const isInner = kind === 'choice' || kind === 'catch';
        const taken = isInner ? pointer.slice(0, pointer.lastIndexOf('/')) : key.pointer;
        after = known.slice();
        for (const { owner, name: assigned } of assignments) {
          const bit = owner === taken ? indexes.get(assigned) : undefined;
          if (bit !== undefined) after[bit >> 5] = (after[bit >> 5] ?? 0) | (1 << (bit & 31));
        }
      }
      const earlier = before.get(next);
      const both = earlier ? inBoth(earlier, after) : after;
      if (both === earlier) continue;
      before.set(next, both);
      waiting.add(next);
    }
  }
  return { indexes, before };
}

/** What is in both: the first itself where it loses nothing. Sets of bits are shared by states and never changed. */
function inBoth(first: Uint32Array, second: Uint32Array): Uint32Array {
  if (first === second || first.every((bits, i) => (bits & ~(second[i] ?? 0)) === 0)) return first;
  return first.map((bits, i) => bits & (second[i] ?? 0));
}
