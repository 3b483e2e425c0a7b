// The instructions a regular expression is compiled to (matcher.ts) and run by (run.ts).

import type { CharTest } from './charSet.ts';

export const CHAR = 0;
export const SET = 1;
export const RUN = 2;
export const SPLIT = 3;
export const JUMP = 4;
export const SAVE = 5;
export const LOOP = 6;
export const ENTER = 7;
export const REPEAT = 8;
export const LOOK = 9;
export const BACKREFERENCE = 10;
export const START = 11;
export const END = 12;
export const BOUNDARY = 13;
export const INSIDE = 14;
export const RESET = 15;
export const MATCH = 16;

/** One shape for all, so that the loop below stays fast. What a field means depends on `op`. */
export interface Instruction {
  op: number;
  /** CHAR: code. SPLIT, JUMP, LOOK, LOOP: target. SAVE, RESET, ENTER: register. BACKREFERENCE: group. */
  a: number;
  /** SPLIT: the other target. RUN, LOOP: min. RESET: last register. ENTER, REPEAT: register of the position. */
  b: number;
  /** RUN, LOOP: max. */
  c: number;
  /** LOOP, REPEAT: register of the count. */
  register: number;
  /** RUN, LOOP: as few as possible. LOOK: negative. */
  flag: boolean;
  /** Reads towards the start of the text, inside a lookbehind. */
  back: boolean;
  test: CharTest | undefined;
}
