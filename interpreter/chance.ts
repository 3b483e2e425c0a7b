// Random numbers and UUIDs as a pure function of a state that the run carries: replaying a run draws the same ones.

/** The next number, at least 0 and less than 1, and the state after it (mulberry32). */
export function draw(before: number): { readonly state: number; readonly value: number } {
  const state = (before + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return { state, value: ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 };
}

/** A UUID of version 4, in lower case. */
export function uuidFrom(random: () => number): string {
  const digit = (least: number, count: number) => (least + Math.floor(random() * count)).toString(16);
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, place => (place === 'x' ? digit(0, 16) : digit(8, 4)));
}
