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
  return getLanguageService({}).format(document, range ?? whole, {
    tabSize,
    insertSpaces,
    insertFinalNewline,
    keepLines: false,
  });
}
