// Walking a text by patterns, with problems that always lie inside of it. The parsers of paths and of intrinsic functions
// stand on this; JSONata has a scanner of its own, because it reads tokens.
import type { ExpressionProblem } from './span.ts';

export class Scanner {
  readonly problems: ExpressionProblem[] = [];
  protected readonly text: string;
  protected offset: number;

  constructor(text: string, offset = 0) {
    this.text = text;
    this.offset = offset;
  }

  /** Reads what a sticky pattern finds here. */
  protected match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.offset;
    const match = pattern.exec(this.text);
    if (match) this.offset = pattern.lastIndex;
    return match ?? undefined;
  }

  protected take(sign: string): boolean {
    if (sign === '' || !this.text.startsWith(sign, this.offset)) return false;
    this.offset += sign.length;
    return true;
  }

  protected blanks(): void {
    while (/\s/.test(this.text[this.offset] ?? '')) this.offset++;
  }

  protected report(code: string, start: number, end: number, message: string): void {
    const from = Math.min(start, Math.max(0, this.text.length - 1));
    this.problems.push({ code, message, start: from, end: Math.min(Math.max(end, from + 1), this.text.length) });
  }
}
