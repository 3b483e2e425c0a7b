// A part of a text, and something wrong with it.

export interface Span {
  readonly start: number;
  /** The offset after the last character. */
  readonly end: number;
}

/** What is wrong with an expression. The message says what would be right. */
export interface ExpressionProblem extends Span {
  readonly code: string;
  readonly message: string;
}
