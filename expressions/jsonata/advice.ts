// What we tell the writer of an expression about each problem: what is wrong there and what would be right. The
// reference's own text travels beside it, because that is what AWS prints.

import { messageOf } from './codes.ts';

/** Something wrong in a text. `start` and `end` enclose no more than what has to change. */
export interface JsonataProblem {
  readonly code: string;
  readonly message: string;
  /** The reference's text for the code, as AWS prints it. */
  readonly referenceMessage: string;
  readonly start: number;
  readonly end: number;
  /** Where the reference says it is; for a path it does not say. */
  readonly position: number | undefined;
  /** An error keeps the expression from being evaluated; a warning does not. */
  readonly severity: 'error' | 'warning';
}

export interface ProblemFields {
  readonly token?: unknown;
  readonly value?: unknown;
  readonly message?: string;
}

export function syntaxProblem(
  code: string,
  range: { start: number; end: number; position: number | undefined },
  fields: ProblemFields,
): JsonataProblem {
  const referenceMessage = messageOf(code, { ...fields });
  return {
    code,
    message: syntaxAdvice(code, fields) ?? referenceMessage,
    referenceMessage,
    start: range.start,
    end: range.end,
    position: range.position,
    severity: 'error',
  };
}

function syntaxAdvice(code: string, { token, value, message }: ProblemFields): string | undefined {
  switch (code) {
    case 'S0101':
      return 'This text has no closing quote.';
    case 'S0102':
      return `The number ${String(token)} is too large; the largest is about 1.8e308.`;
    case 'S0103':
      return `\`\\${String(token)}\` is no escape sequence. Write \`\\\\\` for a backslash; the others are \\" \\/ \\b \\f \\n \\r \\t \\uXXXX.`;
    case 'S0104':
      return 'Four hexadecimal digits must follow `\\u`.';
    case 'S0105':
      return 'This name has no closing backquote.';
    case 'S0106':
      return 'This comment is not closed. Add `*/`.';
    case 'S0201':
      return `${quoted(token)} is not expected here. Is an operator or a comma missing before it?`;
    case 'S0202':
      return `Expected \`${String(value)}\` here, but found ${quoted(token)}.`;
    case 'S0203':
      return `\`${String(value)}\` is missing before the end of the expression.`;
    case 'S0204':
      return token === '!'
        ? '`!` is not an operator. Write `$not(…)` to negate, `!=` for "not equal".'
        : '`~` is not an operator. Write `~>` to hand a value to a function.';
    case 'S0207':
      return 'The expression ends where a value is expected.';
    case 'S0208':
      return `Parameter ${String(value)} of a function must be a variable, such as \`$item\`.`;
    case 'S0209':
      return 'A predicate cannot follow a grouping `{…}`. Put the predicate before it, or parentheses around the grouping.';
    case 'S0210':
      return 'A step can have only one grouping `{…}`.';
    case 'S0211':
      return `A value is missing before ${quoted(token)}.`;
    case 'S0212':
      return 'Only a variable can be bound: write `$name := …`. To compare, write `=`.';
    case 'S0213':
      return `${quoted(value)} cannot be a step of a path. Write a member name, in backquotes if need be.`;
    case 'S0214':
      return `A variable must follow \`${String(token)}\`, such as \`${String(token)}$item\`.`;
    case 'S0215':
      return 'Bind the variable with `@` before the predicates of the step.';
    case 'S0216':
      return 'Bind the variable with `@` before the `^(…)` of the step.';
    case 'S0217':
      return 'There is no step above this `%` to go to.';
    case 'S0301':
      return 'A regular expression cannot be empty.';
    case 'S0302':
      return 'This regular expression has no closing `/`.';
    case 'S0303':
      return `${message}.`;
    case 'S0401':
      return 'Only arrays `a<…>` and functions `f<…>` can have a type parameter.';
    case 'S0402':
      return 'A choice `(…)` in a signature cannot contain types with parameters.';
    default:
      return undefined;
  }
}

function quoted(token: unknown): string {
  if (token === '(end)') return 'the end of the expression';
  return typeof token === 'string' ? `\`${token}\`` : `\`${JSON.stringify(token)}\``;
}
