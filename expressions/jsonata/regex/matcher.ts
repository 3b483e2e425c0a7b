// A backtracking matcher that counts its steps, because the host's cannot be stopped. The tree becomes a list of
// instructions; choices are kept on a stack of our own, so that neither a long text nor a nested pattern can exhaust
// the host's. Same answers as the host's RegExp with the flags i and m.

import { CharTest, fold } from './charSet.ts';
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
  MATCH,
  REPEAT,
  RESET,
  RUN,
  SAVE,
  SET,
  SPLIT,
  START,
} from './instructions.ts';
import { parseRegex, type RegexNode, type RegexTree } from './parseRegex.ts';
import { type Payer, Run } from './run.ts';

export interface RegexProgram {
  /** Looks for the first match from there on. Where it is stands in `start` and `end` until the next search. */
  search(text: string, from: number, payer: Payer): boolean;
  readonly start: number;
  readonly end: number;
  /** The text of each group of the match found last, undefined where it took no part. */
  groups(): (string | undefined)[];
}

export function compileRegex(pattern: string, flags: string): RegexProgram {
  const tree = parseRegex(pattern, flags);
  // The parser of expressions has reported it; such an expression is never evaluated.
  if ('message' in tree) throw new Error(tree.message);
  return new Program(tree, flags.includes('i'), flags.includes('m'));
}

class Program implements RegexProgram {
  private readonly code: Instruction[] = [];
  private readonly groupCount: number;
  private readonly ignoreCase: boolean;
  private readonly multiline: boolean;
  private registers: number;
  /** The characters a match can start with, if that is known. */
  private readonly first: CharTest | undefined;
  /** The greedy run of one kind of character that is all of the pattern. */
  private readonly only: Instruction | undefined;
  /** It matches at the start of the text only. */
  private readonly anchored: boolean;
  /** Used again and again: a match is over before the next one starts. */
  private run: Run | undefined;
  start = 0;
  end = 0;

  constructor(tree: RegexTree, ignoreCase: boolean, multiline: boolean) {
    this.groupCount = tree.groups;
    this.ignoreCase = ignoreCase;
    this.multiline = multiline;
    this.registers = (tree.groups + 1) * 2;
    this.emit(tree.root, false);
    this.add(MATCH);
    const first = this.code.find(({ op }) => op !== SAVE);
    if (first?.op === SET || (first?.op === RUN && first.b > 0)) this.first = first.test;
    else if (first?.op === CHAR) this.first = this.testOf({ kind: 'char', code: first.a });
    if (this.code.length === 2 && first?.op === RUN && first.b > 0 && !first.flag) this.only = first;
    this.anchored = first?.op === START && !multiline;
  }

  search(text: string, from: number, payer: Payer): boolean {
    if (this.only) return this.searchRun(this.only, text, from, payer);
    this.run ??= new Run(this.code, this.registers, this.ignoreCase, this.multiline);
    const { run } = this;
    run.begin(text, payer);
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
      run.settle();
      this.start = start;
      this.end = end;
      return true;
    }
    run.settle();
    return false;
  }

  groups(): (string | undefined)[] {
    const groups: (string | undefined)[] = [];
    for (let group = 1; group <= this.groupCount; group++) groups.push(this.run?.group(group));
    return groups;
  }

  /** A pattern such as `\s+` has nothing to try again: the first run that is long enough is the match. */
  private searchRun({ test, b: least, c: most }: Instruction, text: string, from: number, payer: Payer): boolean {
    const isWanted = test as CharTest;
    let start = from;
    let at = from;
    for (; at < text.length && at - start < most; at++) {
      if (isWanted.has(text.charCodeAt(at))) continue;
      if (at - start >= least) break;
      start = at + 1;
    }
    payer.spend((at - from) >>> 4);
    this.start = start;
    this.end = at;
    return at - start >= least;
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
