// Sets of characters (UTF-16 units, as without the `u` flag), and letters that differ only in case.

export interface CharSet {
  /** First and last of each range, one after the other. */
  readonly ranges: readonly number[];
}

export const DIGITS = [48, 57];
export const WORDS = [48, 57, 65, 90, 95, 95, 97, 122];
export const SPACES = [
  9, 13, 32, 32, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f, 0x3000,
  0x3000, 0xfeff, 0xfeff,
];
export const LINE_ENDS = [10, 10, 13, 13, 0x2028, 0x2029];

/** A negated set inside a class, such as the `\D` of `[\Da]`, is turned around so that classes are unions. */
export function charSet(ranges: readonly number[], negated: boolean): CharSet {
  return { ranges: negated ? complement(ranges) : ranges };
}

function complement(ranges: readonly number[]): number[] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < ranges.length; i += 2) pairs.push([ranges[i] as number, ranges[i + 1] as number]);
  pairs.sort((a, b) => a[0] - b[0]);
  const result: number[] = [];
  let next = 0;
  for (const [first, last] of pairs) {
    if (first > next) result.push(next, first - 1);
    next = Math.max(next, last + 1);
  }
  if (next <= 0xffff) result.push(next, 0xffff);
  return result;
}

/** A quick answer to "is it in the set": a table for the first 128, the ranges for the rest. */
export class CharTest {
  private readonly table = new Uint8Array(128);
  private readonly ranges: readonly number[];
  private readonly folded: boolean;
  private readonly negated: boolean;

  /** A negated class folds first and negates after: `[^a]` with the flag i has no `A` either. */
  constructor(set: CharSet, ignoreCase: boolean, negated: boolean) {
    this.ranges = set.ranges;
    this.folded = ignoreCase;
    this.negated = negated;
    for (let code = 0; code < 128; code++) this.table[code] = this.find(code) !== negated ? 1 : 0;
  }

  has(code: number): boolean {
    return code < 128 ? this.table[code] === 1 : this.find(code) !== this.negated;
  }

  private find(code: number): boolean {
    if (this.contains(code)) return true;
    if (!this.folded) return false;
    for (const other of caseVariants(code)) if (this.contains(other)) return true;
    return false;
  }

  private contains(code: number): boolean {
    const { ranges } = this;
    for (let i = 0; i < ranges.length; i += 2) {
      if (code >= (ranges[i] as number) && code <= (ranges[i + 1] as number)) return true;
    }
    return false;
  }
}

/** ECMAScript, Canonicalize: the upper case where it is a single unit, and never from beyond ASCII into it. */
export function fold(code: number): number {
  if (code < 128) return code >= 97 && code <= 122 ? code - 32 : code;
  const upper = String.fromCharCode(code).toUpperCase();
  if (upper.length !== 1) return code;
  const folded = upper.charCodeAt(0);
  return folded < 128 ? code : folded;
}

let variants: Map<number, number[]> | undefined;

/** The characters that fold to the same as this one. The table is made when first asked for. */
function caseVariants(code: number): readonly number[] {
  if (code < 128) {
    const other = fold(code) !== code ? code - 32 : code >= 65 && code <= 90 ? code + 32 : code;
    return [other];
  }
  if (variants === undefined) {
    variants = new Map();
    for (let char = 128; char <= 0xffff; char++) {
      const folded = fold(char);
      if (folded === char) continue;
      const same = variants.get(folded);
      if (same) same.push(char);
      else variants.set(folded, [folded, char]);
    }
  }
  return variants.get(fold(code)) ?? [];
}
