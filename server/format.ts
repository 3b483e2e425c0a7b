// The doorway of vscode-json-languageservice: formatting of JSON, which keeps comments. It is loaded when somebody formats.
import { getLanguageService } from 'vscode-json-languageservice';
import type { Range, TextDocument, TextEdit } from './lsp.ts';

export interface FormatOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/** Of all of the document, or of a range of it. */
export function formatJson(document: TextDocument, range: Range | undefined, options: FormatOptions): TextEdit[] {
  const whole = { start: document.positionAt(0), end: document.positionAt(document.getText().length) };
  const { tabSize, insertSpaces } = options;
  return getLanguageService({}).format(document, range ?? whole, { tabSize, insertSpaces, keepLines: false });
}
