// The tokens of a text one after the other, and what is said of those that do not fit: once, where a person would see it.
import { type JsonataProblem, type ProblemFields, syntaxProblem } from './advice.ts';
import { Scanner, type Token } from './scanner.ts';
import { tokenValue } from './tokens.ts';

export class TokenReader {
  protected readonly problems: JsonataProblem[] = [];
  protected readonly scanner: Scanner;
  protected token: Token;
  /** End of the token before the current one. */
  protected lastEnd = 0;
  /** Where the last misfit was reported: what follows from it at the same place is not reported again. */
  protected reportedAt = -1;

  constructor(text: string) {
    this.scanner = new Scanner(text, (code, start, end, position, token) =>
      this.problem(code, { start, end, position }, { token }),
    );
    this.token = this.scan(false);
  }

  protected problem(
    code: string,
    range: { start: number; end: number; position: number },
    fields: ProblemFields,
  ): void {
    // Read ahead, a token is met twice.
    if (this.problems.some(problem => problem.code === code && problem.start === range.start)) return;
    this.problems.push(syntaxProblem(code, range, fields));
  }

  /** Reports the current token as not fitting, once per token. */
  protected misfit(code: string, value?: string): void {
    const { token } = this;
    if (this.reportedAt === token.start) return;
    this.reportedAt = token.start;
    const start = token.kind === 'end' ? this.lastEnd : token.start;
    this.problem(code, { start, end: token.end, position: token.end }, { token: tokenValue(token), value });
  }

  protected at(operator: string): boolean {
    return this.token.kind === 'operator' && this.token.value === operator;
  }

  /** A call, because advancing changes what a check just before has narrowed. */
  protected atEnd(): boolean {
    return this.token.kind === 'end';
  }

  /** The next token. Two characters look like operators and are none; they are reported and passed over. */
  private scan(infix: boolean): Token {
    for (;;) {
      const token = this.scanner.next(infix);
      if (token.kind !== 'operator' || (token.value !== '!' && token.value !== '~')) return token;
      const { start, end, value } = token;
      this.problem('S0204', { start, end, position: end }, { token: value });
    }
  }

  /** The reference reads one token more before it finds that an operand is missing; what is wrong there comes first. */
  protected readAhead(): void {
    const { offset } = this.scanner;
    this.scan(true);
    this.scanner.offset = offset;
  }

  protected advance(infix: boolean): Token {
    const { token } = this;
    this.lastEnd = token.end;
    this.token = this.scan(infix);
    return token;
  }

  /** Takes the operator if it stands here, else reports that it does not. */
  protected expect(operator: string, infix: boolean): boolean {
    if (this.at(operator)) {
      this.advance(infix);
      return true;
    }
    this.misfit(this.token.kind === 'end' ? 'S0203' : 'S0202', operator);
    return false;
  }
}
