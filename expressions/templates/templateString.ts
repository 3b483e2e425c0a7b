// Template strings of JSONata states: a text that begins with `{%` and ends with `%}` is an expression; anything else is
// text, even with a blank before the `{%` (spec: jsonata.md §1).

export interface TemplateExpression {
  /** Between the delimiters, blanks and all. */
  readonly text: string;
  /** Where `text` begins in the whole string. */
  readonly offset: number;
}

export function expressionIn(text: string): TemplateExpression | undefined {
  const isExpression = text.length >= 4 && text.startsWith('{%') && text.endsWith('%}');
  return isExpression ? { text: text.slice(2, -2), offset: 2 } : undefined;
}

/** Nearly an expression: something stands outside the delimiters, or one of them is missing. Read as plain text. */
export function isNearlyExpression(text: string): boolean {
  if (expressionIn(text)) return false;
  const trimmed = text.trim();
  return trimmed.startsWith('{%') || (trimmed.endsWith('%}') && /\{%|\$/.test(trimmed));
}
