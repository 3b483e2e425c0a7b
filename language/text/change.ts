// What an edit changed, found by comparing two texts: the first and the last character that differ. Compares slices, which
// the engine does many characters at a time.

export interface Change {
  readonly start: number;
  /** In the earlier text. */
  readonly oldEnd: number;
  /** In the later text. */
  readonly newEnd: number;
}

export function changeBetween(earlier: string, later: string): Change {
  const shorter = Math.min(earlier.length, later.length);
  const start = longest(shorter, (from, to) => earlier.slice(from, to) === later.slice(from, to));
  const { length: oldLength } = earlier;
  const { length: newLength } = later;
  const same = longest(
    shorter - start,
    (from, to) => earlier.slice(oldLength - to, oldLength - from) === later.slice(newLength - to, newLength - from),
  );
  return { start, oldEnd: oldLength - same, newEnd: newLength - same };
}

/** The greatest length up to which everything is the same. */
function longest(limit: number, isSame: (from: number, to: number) => boolean): number {
  let known = 0;
  let step = limit;
  while (step > 0) {
    const next = Math.min(known + step, limit);
    if (next > known && isSame(known, next)) known = next;
    else step >>= 1;
    if (known === limit) break;
  }
  return known;
}
