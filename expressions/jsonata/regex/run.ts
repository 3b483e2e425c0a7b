// Runs the instructions of a regular expression on a text. Choices and overwritten registers are kept on stacks of our
// own, and steps are counted and paid for now and then.

import { type CharTest, fold } from './charSet.ts';
import {
  BACKREFERENCE,
  BOUNDARY,
  CHAR,
  END,
  ENTER,
  INSIDE,
  type Instruction,
  JUMP,
  LOOK,
  LOOP,
  REPEAT,
  RESET,
  RUN,
  SAVE,
  SET,
  SPLIT,
  START,
} from './instructions.ts';

/** Told of the steps made since the last time; throws to end the match. */
export interface Payer {
  spend(steps: number): void;
}

export class Run {
  private readonly code: readonly Instruction[];
  private text = '';
  private payer: Payer | undefined;
  private readonly registers: number[];
  private readonly ignoreCase: boolean;
  private readonly multiline: boolean;
  private steps = 0;
  /** Where to go on when something does not match: instruction, position, length of the trail, limit of a run. */
  private readonly choices: number[] = [];
  /** Registers overwritten, with what they held. */
  private readonly trail: number[] = [];

  constructor(code: readonly Instruction[], registers: number, ignoreCase: boolean, multiline: boolean) {
    this.code = code;
    this.registers = new Array<number>(registers).fill(-1);
    this.ignoreCase = ignoreCase;
    this.multiline = multiline;
  }

  begin(text: string, payer: Payer): void {
    this.text = text;
    this.payer = payer;
    this.steps = 0;
    this.undo(0);
  }

  /** Pays for the steps made since the last time. */
  settle(): void {
    this.payer?.spend(this.steps >>> 2);
    this.steps = 0;
  }

  /** Pays for characters looked at outside. */
  skip(characters: number): void {
    this.steps += characters >>> 2;
  }

  from(start: number): number {
    if (this.choices.length > 0) this.choices.length = 0;
    this.undo(0);
    return this.run(0, start);
  }

  group(index: number): string | undefined {
    const start = this.registers[index * 2] as number;
    const end = this.registers[index * 2 + 1] as number;
    return start < 0 || end < 0 ? undefined : this.text.slice(start, end);
  }

  private set(register: number, value: number): void {
    this.trail.push(register, this.registers[register] as number);
    this.registers[register] = value;
  }

  private undo(length: number): void {
    const { trail, registers } = this;
    while (trail.length > length) {
      const value = trail.pop() as number;
      registers[trail.pop() as number] = value;
    }
  }

  private choose(pc: number, position: number, limit: number): void {
    this.choices.push(pc, position, this.trail.length, limit);
  }

  /** The end of the match, or -1. Choices made by the caller are left alone. */
  private run(startPc: number, start: number): number {
    const { code, text, choices } = this;
    const base = choices.length;
    let pc = startPc;
    let at = start;
    for (;;) {
      if (++this.steps > 4096) this.settle();
      const i = code[pc] as Instruction;
      let ok = true;
      switch (i.op) {
        case CHAR: {
          const char = this.charAt(at, i.back);
          ok = char === i.a;
          at += i.back ? -1 : 1;
          pc++;
          break;
        }
        case SET: {
          const char = i.back ? (at > 0 ? text.charCodeAt(at - 1) : -1) : at < text.length ? text.charCodeAt(at) : -1;
          ok = char >= 0 && (i.test as CharTest).has(char);
          at += i.back ? -1 : 1;
          pc++;
          break;
        }
        case RUN: {
          const end = this.runOf(i, at);
          ok = end !== NO_RUN;
          if (ok) {
            const least = at + (i.back ? -i.b : i.b);
            if (i.flag) {
              at = least;
              this.choose(pc, at, -2 - Math.min(i.c - i.b, 0x3fffffff));
            } else {
              if (end !== least) this.choose(pc, end, least);
              at = end;
            }
          }
          pc++;
          break;
        }
        case SPLIT:
          this.choose(i.b, at, -1);
          pc = i.a;
          break;
        case JUMP:
          pc = i.a;
          break;
        case SAVE:
          this.set(i.a, at);
          pc++;
          break;
        case RESET:
          for (let register = i.a; register <= i.b; register++) this.set(register, i.c);
          pc++;
          break;
        case LOOP: {
          const count = this.registers[i.register] as number;
          if (count < i.b) pc++;
          else if (count >= i.c) pc = i.a;
          else if (i.flag) {
            this.choose(pc + 1, at, -1);
            pc = i.a;
          } else {
            this.choose(i.a, at, -1);
            pc++;
          }
          break;
        }
        case ENTER:
          this.set(i.register, (this.registers[i.register] as number) + 1);
          this.set(i.a, at);
          pc++;
          break;
        case REPEAT:
          // A round beyond the required ones that took nothing would go on for ever.
          ok = !(this.registers[i.c] === at && (this.registers[i.register] as number) > i.b);
          pc = i.a;
          break;
        case LOOK: {
          const trailBefore = this.trail.length;
          const found = this.run(pc + 1, at) >= 0;
          if (i.flag || !found) this.undo(trailBefore);
          ok = found !== i.flag;
          pc = i.a;
          break;
        }
        case BACKREFERENCE: {
          const end = this.backreference(i, at);
          ok = end >= 0;
          at = end;
          pc++;
          break;
        }
        case START:
          ok = at === 0 || (this.multiline && isLineEnd(text.charCodeAt(at - 1)));
          pc++;
          break;
        case END:
          ok = at === text.length || (this.multiline && isLineEnd(text.charCodeAt(at)));
          pc++;
          break;
        case BOUNDARY:
        case INSIDE:
          ok = (this.isWordAt(at - 1) !== this.isWordAt(at)) === (i.op === BOUNDARY);
          pc++;
          break;
        default:
          choices.length = base;
          return at;
      }
      if (ok) continue;
      // Back to the last choice.
      for (;;) {
        if (choices.length === base) return -1;
        const top = choices.length - 4;
        this.undo(choices[top + 2] as number);
        const limit = choices[top + 3] as number;
        pc = choices[top] as number;
        at = choices[top + 1] as number;
        if (limit === -1) {
          choices.length = top;
          break;
        }
        const run = code[pc] as Instruction;
        if (limit >= 0) {
          at += run.back ? 1 : -1;
          if (at === limit) choices.length = top;
          else choices[top + 1] = at;
          pc++;
          break;
        }
        // A lazy run takes one more, if there is one.
        const char = run.back ? (at > 0 ? text.charCodeAt(at - 1) : -1) : at < text.length ? text.charCodeAt(at) : -1;
        if (limit === -2 || char < 0 || !(run.test as CharTest).has(char)) {
          choices.length = top;
          continue;
        }
        at += run.back ? -1 : 1;
        choices[top + 1] = at;
        choices[top + 3] = limit + 1;
        pc++;
        break;
      }
    }
  }

  private charAt(at: number, back: boolean): number {
    const index = back ? at - 1 : at;
    if (index < 0 || index >= this.text.length) return -1;
    const char = this.text.charCodeAt(index);
    return this.ignoreCase ? fold(char) : char;
  }

  /** The end of the longest run of the instruction's characters; only as long as required if it is a lazy one. */
  private runOf(i: Instruction, at: number): number {
    const { text } = this;
    const test = i.test as CharTest;
    const most = i.flag ? i.b : i.c;
    let end = at;
    let count = 0;
    if (i.back) {
      while (count < most && end > 0 && test.has(text.charCodeAt(end - 1))) {
        end--;
        count++;
      }
    } else {
      while (count < most && end < text.length && test.has(text.charCodeAt(end))) {
        end++;
        count++;
      }
    }
    this.steps += count >>> 2;
    return count < i.b ? NO_RUN : end;
  }

  private backreference(i: Instruction, at: number): number {
    const { text } = this;
    const start = this.registers[i.a * 2] as number;
    const end = this.registers[i.a * 2 + 1] as number;
    if (start < 0 || end < 0) return at;
    const length = end - start;
    const from = i.back ? at - length : at;
    if (from < 0 || from + length > text.length) return -1;
    this.steps += length;
    for (let k = 0; k < length; k++) {
      const a = text.charCodeAt(start + k);
      const b = text.charCodeAt(from + k);
      if (a !== b && !(this.ignoreCase && fold(a) === fold(b))) return -1;
    }
    return i.back ? from : at + length;
  }

  private isWordAt(index: number): boolean {
    if (index < 0 || index >= this.text.length) return false;
    const char = this.text.charCodeAt(index);
    return (char >= 48 && char <= 57) || (char >= 65 && char <= 90) || char === 95 || (char >= 97 && char <= 122);
  }
}

const NO_RUN = -2;

function isLineEnd(char: number): boolean {
  return char === 10 || char === 13 || char === 0x2028 || char === 0x2029;
}
