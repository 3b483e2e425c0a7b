// Opens, edits and looks at documents of the workspace the way tests like to read it. Waiting is always for an event.
/// <reference types="vscode" />
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

// Shorter than a test may take, so that a test fails with the problems there were instead of with its time.
const PATIENCE_MS = 15_000;

/** Opens a file of the workspace in an editor. */
export async function open(name: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The tests need a workspace folder.');
  return vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, name));
}

/** Opens a text that is not a file. */
export async function openText(language: string, content: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
}

/** Resolves when `check` returns something, which is asked now and after each event. */
export function until<T>(event: vscode.Event<unknown>, check: () => T | undefined): Promise<T> {
  return new Promise(resolve => {
    const subscription = event(() => look());
    function look(): void {
      const found = check();
      if (found === undefined) return;
      subscription.dispose();
      resolve(found);
    }
    look();
  });
}

/** Resolves when the problems of a document, one per line and in the order of the text, are those given. */
export async function untilProblems(document: vscode.TextDocument, expected: string): Promise<void> {
  let limit: NodeJS.Timeout | undefined;
  const arrived = until(vscode.languages.onDidChangeDiagnostics, () => problemsOf(document) === expected || undefined);
  const expired = new Promise(resolve => {
    limit = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([arrived, expired]);
  clearTimeout(limit);
  assert.equal(problemsOf(document), expected);
}

/** `error state-unknown 4:40 "Pya": No state is named…`, lines and columns from 1. */
export function problemsOf(document: vscode.TextDocument): string {
  return vscode.languages
    .getDiagnostics(document.uri)
    .toSorted((a, b) => a.range.start.compareTo(b.range.start))
    .map(({ severity, code, range, message }) => {
      const { line, character } = range.start;
      const kind = vscode.DiagnosticSeverity[severity]?.toLowerCase();
      return `${kind} ${codeText(code)} ${line + 1}:${character + 1} ${document.getText(range)}: ${message}`;
    })
    .join('\n');
}

function codeText(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Replaces the first occurrence of a text. */
export async function replace(editor: vscode.TextEditor, before: string, after: string): Promise<void> {
  await editor.edit(edit => edit.replace(rangeOf(editor.document, before), after));
}

/** Where the first occurrence of a text is. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  if (start < 0) throw new Error(`${document.fileName} does not hold ${text}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}
