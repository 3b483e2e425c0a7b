// Text to tokens, one at a time, because the parser alone knows whether a `/` divides or opens a regular expression.
// A token that is not well formed is reported and still returned as what it was going to be.

import { JSON_ESCAPES } from '../json.ts';

export type Token =
  | { readonly kind: 'operator' | 'name' | 'variable'; readonly value: string; start: number; end: number }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; start: number; end: number }
  | { readonly kind: 'regex'; readonly value: RegexText; start: number; end: number }
  | { readonly kind: 'end'; readonly value: '(end)'; start: number; end: number };

export interface RegexText {
  readonly pattern: string;
  readonly flags: string;
}

/** How the scanner says what is wrong: code, the range, where the reference puts it, and the token it names. */
export type Report = (code: string, start: number, end: number, position: number, token?: unknown) => void;

const BLANKS = ' \t\n\r\v';
/** Characters that are operators by themselves. They end a name. */
const SINGLE = '.[]{}(),@#;:?+-*/%|=<>^&!~';
/** What a character is, by its code: a blank, or an operator, either of which ends a name. */
const BLANK = 1;
const OPERATOR = 2;
const KINDS = new Uint8Array(128);
for (const char of BLANKS) KINDS[char.charCodeAt(0)] = BLANK;
for (const char of SINGLE) KINDS[char.charCodeAt(0)] = OPERATOR;

function kindOf(code: number): number {
  return code < 128 ? (KINDS[code] as number) : 0;
}

/** The second characters of the operators that have two, by the first. */
const SECONDS: Readonly<Record<string, string>> = {
  '.': '.',
  ':': '=',
  '!': '=',
  '>': '=',
  '<': '=',
  '*': '*',
  '~': '>',
};
const NUMBER = /(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[Ee][-+]?[0-9]+)?/y;
const HEX = /^[0-9a-fA-F]+$/;

export class Scanner {
  readonly text: string;
  offset = 0;
  private readonly report: Report;

  constructor(text: string, report: Report) {
    this.text = text;
    this.report = report;
  }

  /** `infix`: an operand stands before, so `/` divides. */
  next(infix: boolean): Token {
    this.skipBlanksAndComments();
    const { text } = this;
    const start = this.offset;
    if (start >= text.length) return { kind: 'end', value: '(end)', start: text.length, end: text.length };
    const char = text.charAt(start);
    if (char === '/' && !infix) return this.regex();
    if (kindOf(text.charCodeAt(start)) === OPERATOR) {
      const second = SECONDS[char];
      if (second !== undefined && text.charAt(start + 1) === second) return this.take('operator', char + second, 2);
      return this.take('operator', char, 1);
    }
    if (char === '"' || char === "'") return this.string(char);
    if (char >= '0' && char <= '9') return this.number();
    if (char === '`') return this.quotedName();
    return this.word();
  }

  private take(kind: 'operator' | 'name' | 'variable', value: string, length: number): Token {
    const start = this.offset;
    this.offset += length;
    return { kind, value, start, end: this.offset };
  }

  private skipBlanksAndComments(): void {
    const { text } = this;
    for (;;) {
      while (this.offset < text.length && kindOf(text.charCodeAt(this.offset)) === BLANK) this.offset++;
      if (text.charCodeAt(this.offset) !== 47 || text.charCodeAt(this.offset + 1) !== 42) return;
      const close = text.indexOf('*/', this.offset + 2);
      if (close < 0) {
        this.report('S0106', this.offset, text.length, this.offset);
        this.offset = text.length;
        return;
      }
      this.offset = close + 2;
    }
  }

  /** The closing slash is the first outside brackets that is not escaped; brackets are counted, not understood. */
  private regex(): Token {
    const { text } = this;
    const start = this.offset;
    let depth = 0;
    for (let i = start + 1; i < text.length; i++) {
      const char = text.charAt(i);
      if (char === '/' && depth === 0 && !this.isEscaped(i)) return this.closeRegex(start, i);
      if (text.charAt(i - 1) === '\\') continue;
      if (char === '(' || char === '[' || char === '{') depth++;
      if (char === ')' || char === ']' || char === '}') depth--;
    }
    this.report('S0302', start, text.length, text.length);
    this.offset = text.length;
    return { kind: 'regex', value: { pattern: '', flags: '' }, start, end: text.length };
  }

  private isEscaped(offset: number): boolean {
    let backslashes = 0;
    while (this.text.charAt(offset - backslashes - 1) === '\\') backslashes++;
    return backslashes % 2 === 1;
  }

  private closeRegex(start: number, close: number): Token {
    const { text } = this;
    const pattern = text.slice(start + 1, close);
    if (pattern === '') this.report('S0301', start, close + 1, close);
    let end = close + 1;
    while (text.charAt(end) === 'i' || text.charAt(end) === 'm') end++;
    this.offset = end;
    return { kind: 'regex', value: { pattern, flags: text.slice(close + 1, end) }, start, end };
  }

  private string(quote: string): Token {
    const { text } = this;
    const start = this.offset;
    const close = text.indexOf(quote, start + 1);
    if (close > 0 && !text.slice(start + 1, close).includes('\\')) {
      this.offset = close + 1;
      return { kind: 'literal', value: text.slice(start + 1, close), start, end: close + 1 };
    }
    let value = '';
    let i = start + 1;
    while (i < text.length) {
      const char = text.charAt(i);
      if (char === quote) {
        this.offset = i + 1;
        return { kind: 'literal', value, start, end: i + 1 };
      }
      if (char === '\\') {
        i++;
        const escaped = text.charAt(i);
        const digits = text.slice(i + 1, i + 5);
        if (Object.hasOwn(JSON_ESCAPES, escaped)) value += JSON_ESCAPES[escaped];
        else if (escaped !== 'u') this.report('S0103', i - 1, Math.min(i + 1, text.length), i, escaped);
        else if (HEX.test(digits)) {
          value += String.fromCharCode(Number.parseInt(digits, 16));
          i += 4;
        } else this.report('S0104', i - 1, i + 1, i);
      } else value += char;
      i++;
    }
    this.report('S0101', start, text.length, Math.max(i, text.length));
    this.offset = text.length;
    return { kind: 'literal', value, start, end: text.length };
  }

  private number(): Token {
    const start = this.offset;
    NUMBER.lastIndex = start;
    const digits = (NUMBER.exec(this.text) as RegExpExecArray)[0];
    this.offset = start + digits.length;
    let value = Number(digits);
    if (!Number.isFinite(value)) {
      this.report('S0102', start, this.offset, start, digits);
      value = 0;
    }
    return { kind: 'literal', value, start, end: this.offset };
  }

  private quotedName(): Token {
    const { text } = this;
    const start = this.offset;
    const close = text.indexOf('`', start + 1);
    if (close < 0) this.report('S0105', start, text.length, text.length);
    this.offset = close < 0 ? text.length : close + 1;
    return { kind: 'name', value: text.slice(start + 1, close < 0 ? text.length : close), start, end: this.offset };
  }

  private word(): Token {
    const { text } = this;
    const start = this.offset;
    let end = start;
    while (end < text.length && kindOf(text.charCodeAt(end)) === 0) end++;
    const word = text.slice(start, end);
    if (word.startsWith('$')) {
      this.offset = end;
      return { kind: 'variable', value: word.slice(1), start, end };
    }
    if (word === 'and' || word === 'or' || word === 'in') return this.take('operator', word, word.length);
    this.offset = end;
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true', start, end };
    if (word === 'null') return { kind: 'literal', value: null, start, end };
    return { kind: 'name', value: word, start, end };
  }
}
