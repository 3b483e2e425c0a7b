// What of a definition can be evaluated while debugging: the smallest expression under the mouse, and the values beside the
// lines of the state where the run stands.
import * as vscode from 'vscode';
import { LANGUAGES } from './documents.ts';

/** `$.order.total`, `$$.Execution.Id`, `$states.input.items[0]`, `$orderId`. */
const CHAIN = /\$\$?(?:[\p{L}_][\p{L}\p{N}_]*)?(?:\.[\p{L}_][\p{L}\p{N}_-]*(?!\s*\()|\[\d+\]|\['[^']*'\])*/gu;
const SEGMENT = /\.[\p{L}_][\p{L}\p{N}_-]*|\[\d+\]|\['[^']*'\]/gu;
/** Lines of one state that are shown with values. */
const MOST_LINES = 200;

export function registerExpressions(): vscode.Disposable {
  const selector = LANGUAGES.map(language => ({ language }));
  return vscode.Disposable.from(
    vscode.languages.registerEvaluatableExpressionProvider(selector, { provideEvaluatableExpression }),
    vscode.languages.registerInlineValuesProvider(selector, { provideInlineValues }),
  );
}

// Up to the end of the segment under the mouse: on `order` of `$.order.total` it is `$.order`.
function provideEvaluatableExpression(
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.EvaluatableExpression | undefined {
  const { text } = document.lineAt(position.line);
  for (const { index, 0: chain } of text.matchAll(CHAIN)) {
    if (position.character < index || position.character > index + chain.length) continue;
    const end = [...chain.matchAll(SEGMENT)]
      .map(segment => index + segment.index + segment[0].length)
      .find(segmentEnd => segmentEnd >= position.character && position.character > segmentEnd - 1_000);
    const root = /^\$\$?[\p{L}\p{N}_]*/u.exec(chain)?.[0].length ?? 1;
    const last = position.character <= index + root ? index + root : (end ?? index + chain.length);
    return new vscode.EvaluatableExpression(new vscode.Range(position.line, index, position.line, last));
  }
  return undefined;
}

function provideInlineValues(
  document: vscode.TextDocument,
  viewPort: vscode.Range,
  { stoppedLocation }: vscode.InlineValueContext,
): vscode.InlineValue[] {
  const state = linesOfState(document, stoppedLocation.start.line);
  const values: vscode.InlineValue[] = [];
  for (let line = Math.max(state.first, viewPort.start.line); line <= Math.min(state.last, viewPort.end.line); line++) {
    const seen = new Set<string>();
    for (const { index, 0: chain } of document.lineAt(line).text.matchAll(CHAIN)) {
      if (chain === '$' || chain === '$$' || seen.has(chain)) continue;
      seen.add(chain);
      const range = new vscode.Range(line, index, line, index + chain.length);
      values.push(new vscode.InlineValueEvaluatableExpression(range, chain));
    }
  }
  return values;
}

/** The lines that are indented deeper than the state's name, around a line in it. */
function linesOfState(document: vscode.TextDocument, at: number): { readonly first: number; readonly last: number } {
  const indentOf = (line: number) => document.lineAt(line).firstNonWhitespaceCharacterIndex;
  const isBlank = (line: number) => document.lineAt(line).isEmptyOrWhitespace;
  // A state's name stands below `States`, or begins where the run stands.
  let first = at;
  for (let line = at, indent = indentOf(at); line >= 0 && at - line < MOST_LINES; line--) {
    if (isBlank(line)) continue;
    if (/^\s*"?States"?\s*:/.test(document.lineAt(line).text)) break;
    if (indentOf(line) <= indent) {
      indent = indentOf(line);
      first = line;
    }
    if (indent === indentOf(at) && line === at && /:\s*\{?\s*$/.test(document.lineAt(line).text)) break;
  }
  let last = first;
  for (let line = first + 1; line < document.lineCount && line - first < MOST_LINES; line++) {
    if (!isBlank(line) && indentOf(line) <= indentOf(first)) break;
    last = line;
  }
  return { first, last };
}
