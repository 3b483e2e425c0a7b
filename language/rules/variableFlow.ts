// Which variables have been assigned when a state is entered, on all ways that lead to it. One scope at a time: no way leaves it.
import type { PlacedScope } from '../check/placed.ts';
import type { StateSummary, Way } from '../check/summary.ts';

export interface Flow {
  /** The bit of each variable, by its number. */
  readonly indexes: ReadonlyMap<number, number>;
  /** By the index of a state that is reached: a bit for each variable that has been assigned on all ways that lead to it. */
  readonly before: readonly (Uint32Array | undefined)[];
}

/** Looks at each state a few times at most, however many variables there are. */
export function flowOf(scope: PlacedScope, variables: readonly number[]): Flow {
  const indexes = new Map(variables.map((number, index) => [number, index]));
  const before: (Uint32Array | undefined)[] = scope.states.map(() => undefined);
  const { start } = scope;
  if (!start) return { indexes, before };
  before[start.index] = new Uint32Array((variables.length + 31) >> 5);
  const waiting = [start];
  const isWaiting = new Uint8Array(scope.states.length);
  // The list grows while it is walked: first come, first served lets most ways meet before they are followed.
  for (const state of waiting) {
    isWaiting[state.index] = 0;
    const known = before[state.index];
    if (!known) continue;
    const { ways } = state.summary;
    for (let i = 0; i < ways.length; i++) {
      const next = state.next[i];
      const way = ways[i];
      if (!next || !way) continue;
      const after = afterWay(known, state.summary, way, indexes);
      const earlier = before[next.index];
      const both = earlier ? inBoth(earlier, after) : after;
      if (both === earlier) continue;
      before[next.index] = both;
      if (!isWaiting[next.index]) waiting.push(next);
      isWaiting[next.index] = 1;
    }
  }
  return { indexes, before };
}

/** What has been assigned when a state is left on one of its ways. */
function afterWay(
  known: Uint32Array,
  { assignments, key }: StateSummary,
  { kind, pointer }: Way,
  indexes: Flow['indexes'],
): Uint32Array {
  if (assignments.length === 0) return known;
  // The rule or catcher that is taken assigns its own; `Next` and `Default` those of the state.
  const isInner = kind === 'choice' || kind === 'catch';
  const taken = isInner ? pointer.slice(0, pointer.lastIndexOf('/')) : key.pointer;
  let after = known;
  for (const { owner, number } of assignments) {
    const bit = owner === taken ? indexes.get(number) : undefined;
    if (bit === undefined || ((after[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0) continue;
    if (after === known) after = known.slice();
    after[bit >> 5] = (after[bit >> 5] ?? 0) | (1 << (bit & 31));
  }
  return after;
}

/** What is in both: the first itself where it loses nothing. Sets of bits are shared by states and never changed. */
function inBoth(first: Uint32Array, second: Uint32Array): Uint32Array {
  if (first === second || first.every((bits, i) => (bits & ~(second[i] ?? 0)) === 0)) return first;
  return first.map((bits, i) => bits & (second[i] ?? 0));
}
