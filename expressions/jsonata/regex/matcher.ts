// A backtracking matcher that counts its steps, because the host's cannot be stopped. The tree becomes a list of
// instructions; choices are kept on a stack of our own, so that neither a long text nor a nested pattern can exhaust
// the host's. Same answers as the host's RegExp with the flags i and m.

import { CharTest, fold } from './charSet.ts';
import { parseRegex, type RegexNode, type RegexTree } from './parseRegex.ts';

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** The text of each group, undefined where it took no part. */
  readonly groups: (string | undefined)[];
}

/** Called now and then with the number of steps made; throws to end the match. */
export type Spend = (steps: number) => void;

export interface RegexProgram {
  match(text: string, from: number, spend: Spend): RegexMatch | undefined;
}

export function compileRegex(pattern: string, flags: string): RegexProgram {
  const tree = parseRegex(pattern, flags);
  // The parser of expressions has reported it; such an expression is never evaluated.
  if ('message' in tree) throw new Error(tree.message);
  return new Program(tree, flags.includes('i'), flags.includes('m'));
}

const CHAR = 0;
const SET = 1;
const RUN = 2;
const SPLIT = 3;
const JUMP = 4;
const SAVE = 5;
const LOOP = 6;
const ENTER = 7;
const REPEAT = 8;
const LOOK = 9;
const BACKREFERENCE = 10;
const START = 11;
const END = 12;
const BOUNDARY = 13;
const INSIDE = 14;
const RESET = 15;
const MATCH = 16;

/** One shape for all, so that the loop below stays fast. What a field means depends on `op`. */
interface Instruction {
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

class Program implements RegexProgram {
  private readonly code: Instruction[] = [];
  private readonly groups: number;
  private readonly ignoreCase: boolean;
  private readonly multiline: boolean;
  private registers: number;
  /** The characters a match can start with, if that is known. */
  private readonly first: CharTest | undefined;
  /** It matches at the start of the text only. */
  private readonly anchored: boolean;
  /** Used again and again: a match is over before the next one starts. */
  private run: Run | undefined;

  constructor(tree: RegexTree, ignoreCase: boolean, multiline: boolean) {
    this.groups = tree.groups;
    this.ignoreCase = ignoreCase;
    this.multiline = multiline;
    this.registers = (tree.groups + 1) * 2;
    this.emit(tree.root, false);
    this.add(MATCH);
    const first = this.code.find(({ op }) => op !== SAVE);
    if (first?.op === SET || (first?.op === RUN && first.b > 0)) this.first = first.test;
    else if (first?.op === CHAR) this.first = this.testOf({ kind: 'char', code: first.a });
    this.anchored = first?.op === START && !multiline;
  }

  match(text: string, from: number, spend: Spend): RegexMatch | undefined {
    this.run ??= new Run(this.code, this.registers, this.ignoreCase, this.multiline);
    const { run } = this;
    run.begin(text, spend);
    const last = this.anchored ? 0 : text.length;
    for (let start = from; start <= last; start++) {
      if (this.first) {
        const skipped = start;
        while (start < text.length && !this.first.has(text.charCodeAt(start))) start++;
        run.skip(start - skipped);
        if (start >= text.length) break;
      }
      const end = run.from(start);
      if (end < 0) continue;
      const groups: (string | undefined)[] = [];
      for (let group = 1; group <= this.groups; group++) groups.push(run.group(group));
      run.settle();
      return { start, end, groups };
    }
    run.settle();
    return undefined;
  }

  private add(op: number, fields: Partial<Instruction> = {}): Instruction {
    const base = { op, a: 0, b: 0, c: 0, register: 0, flag: false, back: false, test: undefined };
    const instruction: Instruction = Object.assign(base, fields);
    this.code.push(instruction);
    return instruction;
  }

  private get here(): number {
    return this.code.length;
  }

  private emit(node: RegexNode, back: boolean): void {
    switch (node.kind) {
      case 'char':
        this.add(CHAR, { a: this.ignoreCase ? fold(node.code) : node.code, back });
        break;
      case 'set':
        this.add(SET, { test: this.testOf(node), back });
        break;
      case 'sequence': {
        const items = back ? [...node.items].reverse() : node.items;
        for (const item of items) this.emit(item, back);
        break;
      }
      case 'choice':
        this.emitChoice(node.options, back);
        break;
      case 'group':
        this.add(SAVE, { a: node.index * 2 + (back ? 1 : 0) });
        this.emit(node.body, back);
        this.add(SAVE, { a: node.index * 2 + (back ? 0 : 1) });
        break;
      case 'look': {
        const look = this.add(LOOK, { flag: node.negative });
        this.emit(node.body, node.behind);
        this.add(MATCH);
        look.a = this.here;
        break;
      }
      case 'repeat':
        this.emitRepeat(node, back);
        break;
      case 'backreference':
        this.add(BACKREFERENCE, { a: node.index, back });
        break;
      case 'start':
        this.add(START);
        break;
      case 'end':
        this.add(END);
        break;
      case 'boundary':
        this.add(BOUNDARY);
        break;
      case 'inside':
        this.add(INSIDE);
        break;
    }
  }

  private testOf(node: RegexNode): CharTest {
    if (node.kind === 'set') return new CharTest(node.set, this.ignoreCase, node.negated === true);
    const code = node.kind === 'char' ? node.code : 0;
    return new CharTest({ ranges: [code, code] }, this.ignoreCase, false);
  }

  private emitChoice(options: readonly RegexNode[], back: boolean): void {
    const exits: Instruction[] = [];
    for (const [i, option] of options.entries()) {
      const split = i < options.length - 1 ? this.add(SPLIT, { a: this.here + 1 }) : undefined;
      this.emit(option, back);
      if (split === undefined) break;
      exits.push(this.add(JUMP));
      split.b = this.here;
    }
    for (const exit of exits) exit.a = this.here;
  }

  private emitRepeat(node: RegexNode & { kind: 'repeat' }, back: boolean): void {
    const { body, min, max, lazy } = node;
    if (max === 0) return;
    if (body.kind === 'char' || body.kind === 'set') {
      this.add(RUN, { b: min, c: max, flag: lazy, back, test: this.testOf(body) });
      return;
    }
    const count = this.registers++;
    const position = this.registers++;
    this.add(RESET, { a: count, b: count, c: 0 });
    const loop = this.add(LOOP, { b: min, c: max, register: count, flag: lazy });
    const start = this.here - 1;
    this.add(ENTER, { a: position, register: count });
    // Every round forgets what the groups inside have caught in the one before.
    if (node.firstGroup <= node.lastGroup) {
      this.add(RESET, { a: node.firstGroup * 2, b: node.lastGroup * 2 + 1, c: -1 });
    }
    this.emit(body, back);
    this.add(REPEAT, { a: start, b: min, c: position, register: count });
    loop.a = this.here;
  }
}

class Run {
  private readonly code: readonly Instruction[];
  private text = '';
  private spend: Spend = () => undefined;
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

  begin(text: string, spend: Spend): void {
    this.text = text;
    this.spend = spend;
    this.steps = 0;
    this.undo(0);
  }

  /** Pays for the steps made since the last time. */
  settle(): void {
    this.spend(this.steps >>> 2);
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
