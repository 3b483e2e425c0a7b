// The syntax of JavaScript regular expressions as the reference accepts them: no `u` flag, hence with the
// allowances for old patterns (ECMAScript, annex B). Gives a tree, or says what is wrong and where.

import { type CharSet, charSet, DIGITS, LINE_ENDS, SPACES, WORDS } from './charSet.ts';

export type RegexNode =
  | { readonly kind: 'char'; readonly code: number }
  | { readonly kind: 'set'; readonly set: CharSet; readonly negated?: boolean }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly index: number; readonly body: RegexNode }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly body: RegexNode }
  | {
      readonly kind: 'repeat';
      readonly body: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
      readonly firstGroup: number;
      readonly lastGroup: number;
    }
  | { readonly kind: 'backreference'; index: number; readonly name?: string }
  | { readonly kind: 'start' | 'end' | 'boundary' | 'inside' };

export interface RegexTree {
  readonly root: RegexNode;
  /** Capturing groups, not counting the whole match. */
  readonly groups: number;
}

export interface RegexProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

class Wrong {
  readonly text: string;
  readonly start: number;
  readonly end: number;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.start = start;
    this.end = end;
  }
}

/** Never throws. */
export function parseRegex(pattern: string, flags: string): RegexTree | RegexProblem {
  if (/(.).*\1/.test(flags)) {
    const start = pattern.length + 1;
    return { message: `a flag of /${pattern}/${flags} is given twice`, start, end: start + flags.length };
  }
  try {
    return new RegexParser(pattern).parse();
  } catch (wrong) {
    if (!(wrong instanceof Wrong)) throw wrong;
    return { message: `/${pattern}/: ${wrong.text}`, start: wrong.start, end: wrong.end };
  }
}

const DEEPEST = 250;

class RegexParser {
  private readonly text: string;
  private at = 0;
  private groups = 0;
  private depth = 0;
  private readonly totalGroups: number;
  private readonly names = new Map<string, number>();
  private readonly hasNames: boolean;
  private readonly named: { kind: 'backreference'; index: number; name?: string }[] = [];

  constructor(text: string) {
    this.text = text;
    const counted = countGroups(text);
    this.totalGroups = counted.groups;
    this.hasNames = counted.names;
  }

  parse(): RegexTree {
    const root = this.choice();
    if (this.at < this.text.length) throw new Wrong("Unmatched ')'", this.at, this.at + 1);
    for (const reference of this.named) {
      const index = this.names.get(reference.name ?? '');
      if (index === undefined) throw new Wrong('Invalid named capture referenced', 0, this.text.length);
      reference.index = index;
    }
    return { root, groups: this.groups };
  }

  private peek(): string {
    return this.text.charAt(this.at);
  }

  private eat(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private choice(): RegexNode {
    this.depth++;
    if (this.depth > DEEPEST) throw new Wrong('Nested too deeply', this.at, this.text.length);
    const options = [this.sequence()];
    while (this.eat('|')) options.push(this.sequence());
    this.depth--;
    return options.length === 1 ? (options[0] as RegexNode) : { kind: 'choice', options };
  }

  private sequence(): RegexNode {
    const items: RegexNode[] = [];
    while (this.at < this.text.length && this.peek() !== '|' && this.peek() !== ')') items.push(this.term());
    return items.length === 1 ? (items[0] as RegexNode) : { kind: 'sequence', items };
  }

  private term(): RegexNode {
    const start = this.at;
    const groupsBefore = this.groups;
    const body = this.atom();
    const repeatStart = this.at;
    const repeat = this.repeat();
    if (repeat === undefined) return body;
    const fixed = body.kind === 'start' || body.kind === 'end' || body.kind === 'boundary' || body.kind === 'inside';
    if (fixed || (body.kind === 'look' && body.behind)) throw new Wrong('Nothing to repeat', repeatStart, this.at);
    if (repeat.min > repeat.max) throw new Wrong('numbers out of order in {} quantifier', start, this.at);
    return { kind: 'repeat', body, ...repeat, firstGroup: groupsBefore + 1, lastGroup: this.groups };
  }

  private repeat(): { min: number; max: number; lazy: boolean } | undefined {
    let min: number;
    let max = Number.POSITIVE_INFINITY;
    if (this.eat('*')) min = 0;
    else if (this.eat('+')) min = 1;
    else if (this.eat('?')) [min, max] = [0, 1];
    else {
      const counted = this.braces();
      if (counted === undefined) return undefined;
      [min, max] = counted;
    }
    return { min, max, lazy: this.eat('?') };
  }

  /** `{2}`, `{2,}` or `{2,3}`; anything else in braces is literal text. */
  private braces(): [number, number] | undefined {
    const found = /^\{(\d+)(,(\d*))?\}/.exec(this.text.slice(this.at, this.at + 60));
    if (found === null) return undefined;
    this.at += found[0].length;
    const min = Number(found[1]);
    if (found[2] === undefined) return [min, min];
    return [min, found[3] === '' ? Number.POSITIVE_INFINITY : Number(found[3])];
  }

  private atom(): RegexNode {
    const start = this.at;
    const char = this.peek();
    switch (char) {
      case '^':
        this.at++;
        return { kind: 'start' };
      case '$':
        this.at++;
        return { kind: 'end' };
      case '.':
        this.at++;
        return { kind: 'set', set: charSet(LINE_ENDS, true) };
      case '(':
        return this.group();
      case '[':
        return this.characterClass();
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        throw new Wrong('Nothing to repeat', start, start + 1);
      case '{':
        if (this.braces() !== undefined) throw new Wrong('Nothing to repeat', start, this.at);
        break;
    }
    this.at++;
    return { kind: 'char', code: char.charCodeAt(0) };
  }

  private group(): RegexNode {
    const start = this.at++;
    let node: (body: RegexNode) => RegexNode;
    // Kept apart from what is inside, which may be something that cannot itself be repeated.
    if (this.eat('?:'))
      node = body => (body.kind === 'set' || body.kind === 'char' ? body : { kind: 'sequence', items: [body] });
    else if (this.eat('?=')) node = body => ({ kind: 'look', behind: false, negative: false, body });
    else if (this.eat('?!')) node = body => ({ kind: 'look', behind: false, negative: true, body });
    else if (this.eat('?<=')) node = body => ({ kind: 'look', behind: true, negative: false, body });
    else if (this.eat('?<!')) node = body => ({ kind: 'look', behind: true, negative: true, body });
    else {
      const index = ++this.groups;
      if (this.eat('?<')) {
        const name = this.groupName();
        if (this.names.has(name)) throw new Wrong('Duplicate capture group name', start, this.at);
        this.names.set(name, index);
      } else if (this.peek() === '?') throw new Wrong('Invalid group', start, start + 2);
      node = body => ({ kind: 'group', index, body });
    }
    const body = this.choice();
    if (!this.eat(')')) throw new Wrong('Unterminated group', start, this.text.length);
    return node(body);
  }

  private groupName(): string {
    const found = /^([\p{ID_Start}$_][\p{ID_Continue}$_\u200c\u200d]*)>/u.exec(this.text.slice(this.at));
    if (found === null) throw new Wrong('Invalid capture group name', this.at, Math.min(this.at + 1, this.text.length));
    this.at += found[0].length;
    return found[1] as string;
  }

  private escape(): RegexNode {
    const start = this.at++;
    if (this.at >= this.text.length) throw new Wrong('\\ at end of pattern', start, start + 1);
    const char = this.peek();
    if (char === 'b' || char === 'B') {
      this.at++;
      return { kind: char === 'b' ? 'boundary' : 'inside' };
    }
    if (char >= '1' && char <= '9') {
      const digits = (/^\d+/.exec(this.text.slice(this.at)) as RegExpExecArray)[0];
      if (Number(digits) <= this.totalGroups) {
        this.at += digits.length;
        return { kind: 'backreference', index: Number(digits) };
      }
    }
    if (char === 'k' && this.hasNames) {
      this.at++;
      if (!this.eat('<')) throw new Wrong('Invalid named reference', start, this.at);
      const reference = { kind: 'backreference' as const, index: 0, name: this.groupName() };
      this.named.push(reference);
      return reference;
    }
    const set = this.setEscape();
    if (set !== undefined) return { kind: 'set', set };
    return { kind: 'char', code: this.characterEscape(false) };
  }

  private setEscape(): CharSet | undefined {
    const char = this.peek();
    const ranges = { d: DIGITS, w: WORDS, s: SPACES }[char.toLowerCase()];
    if (ranges === undefined) return undefined;
    this.at++;
    return charSet(ranges, char !== char.toLowerCase());
  }

  /** The character an escape stands for; the backslash has been read. */
  private characterEscape(inClass: boolean): number {
    const rest = this.text.slice(this.at, this.at + 6);
    const char = rest.charAt(0);
    const control = { t: 9, n: 10, v: 11, f: 12, r: 13 }[char];
    if (control !== undefined) {
      this.at++;
      return control;
    }
    const octal = /^(?:[0-3][0-7]{0,2}|[4-7][0-7]?)/.exec(rest);
    if (octal !== null) {
      this.at += octal[0].length;
      return Number.parseInt(octal[0], 8);
    }
    const hex = /^x([0-9a-fA-F]{2})|^u([0-9a-fA-F]{4})/.exec(rest);
    if (hex !== null) {
      this.at += hex[0].length;
      return Number.parseInt(hex[1] ?? (hex[2] as string), 16);
    }
    if (char === 'c') {
      const letter = (inClass ? /^c([A-Za-z0-9_])/ : /^c([A-Za-z])/).exec(rest);
      // Without a letter the backslash stands for itself and the `c` is read next.
      if (letter === null) return 92;
      this.at += 2;
      return (letter[1] as string).charCodeAt(0) % 32;
    }
    this.at++;
    return char.charCodeAt(0);
  }

  private characterClass(): RegexNode {
    const start = this.at++;
    const negated = this.eat('^');
    const ranges: number[] = [];
    const add = (set: CharSet) => {
      ranges.push(...set.ranges);
    };
    while (this.peek() !== ']') {
      if (this.at >= this.text.length) throw new Wrong('Unterminated character class', start, this.text.length);
      const itemStart = this.at;
      const first = this.classItem();
      if (this.peek() === '-' && this.text.charAt(this.at + 1) !== ']' && this.at + 1 < this.text.length) {
        this.at++;
        const last = this.classItem();
        if (typeof first === 'number' && typeof last === 'number') {
          if (first > last) throw new Wrong('Range out of order in character class', itemStart, this.at);
          ranges.push(first, last);
          continue;
        }
        ranges.push(45, 45);
        if (typeof last === 'number') ranges.push(last, last);
        else add(last);
      }
      if (typeof first === 'number') ranges.push(first, first);
      else add(first);
    }
    this.at++;
    return { kind: 'set', set: { ranges }, negated };
  }

  private classItem(): number | CharSet {
    if (!this.eat('\\')) return this.text.charCodeAt(this.at++);
    if (this.at >= this.text.length) throw new Wrong('\\ at end of pattern', this.at - 1, this.at);
    if (this.eat('b')) return 8;
    return this.setEscape() ?? this.characterEscape(true);
  }
}

function countGroups(text: string): { groups: number; names: boolean } {
  let groups = 0;
  let names = false;
  let inClass = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '\\') i++;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '(' && !inClass) {
      if (text[i + 1] !== '?') groups++;
      else if (text[i + 2] === '<' && text[i + 3] !== '=' && text[i + 3] !== '!') {
        groups++;
        names = true;
      }
    }
  }
  return { groups, names };
}
