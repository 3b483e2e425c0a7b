// The generator of java.util.Random, which seeded numbers on AWS come from (checked against a recorded value).

const MULTIPLIER = 0x5deece66dn;
const MASK = (1n << 48n) - 1n;

/** The first `nextDouble` with this seed: at least 0, less than 1. */
export function javaRandom(seed: number): number {
  let state = (BigInt(Math.floor(seed)) ^ MULTIPLIER) & MASK;
  const next = (bits: bigint): bigint => {
    state = (state * MULTIPLIER + 0xbn) & MASK;
    return state >> (48n - bits);
  };
  const high = next(26n) << 27n;
  return Number(high + next(27n)) / 2 ** 53;
}
