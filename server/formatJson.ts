// The doorway of vscode-json-languageservice: formatting of JSON, which keeps comments.
import { getLanguageService } from 'vscode-json-languageservice';
import type { Range, TextDocument, TextEdit } from './lsp.ts';

export interface FormatOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/** Of all of the document, or of a range of it. */
export function formatJson(document: TextDocument, range: Range | undefined, options: FormatOptions): TextEdit[] {
  const text = document.getText();
  const whole = { start: document.positionAt(0), end: document.positionAt(text.length) };
  const { tabSize, insertSpaces } = options;
  const insertFinalNewline = !range && text.endsWith('\n');
  const edits = getLanguageService({}).format(document, range ?? whole, {
    tabSize,
    insertSpaces,
    insertFinalNewline,
    keepLines: false,
  });
  const filledIn = [...text.matchAll(FILLED_IN)].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
  if (filledIn.length === 0) return edits;
  return edits.filter(edit => {
    const [from, to] = [document.offsetAt(edit.range.start), document.offsetAt(edit.range.end)];
    return !filledIn.some(({ start, end }) => start < from && to < end);
  });
}

/** What Terraform fills in, `${x}` and `%{ if x }`: its brackets are none of JSON's. */
const FILLED_IN = /[$%]\{(?:[^{}"]|"(?:[^"\\]|\\.)*"|\{[^{}]*\})*\}/g;
