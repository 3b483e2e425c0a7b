// Which documents are ours.
import * as vscode from 'vscode';
import { HOST_LANGUAGES, HOST_WORDS } from '../server/protocol.ts';

export const LANGUAGES = ['asl', 'asl-yaml'] as const;

export function isDefinition(document: vscode.TextDocument | undefined): document is vscode.TextDocument {
  return document !== undefined && LANGUAGES.some(language => language === document.languageId);
}

/** A template or the like that holds definitions. Looks at the words of the text only: most files are none of ours. */
export function isHost(document: vscode.TextDocument | undefined): document is vscode.TextDocument {
  if (!HOST_LANGUAGES.some(language => language === document?.languageId)) return false;
  return document !== undefined && document.uri.scheme !== 'output' && HOST_WORDS.test(document.getText());
}

/** What the language server is told of. */
export function isOurs(document: vscode.TextDocument | undefined): document is vscode.TextDocument {
  return isDefinition(document) || isHost(document);
}

/** What stands in a document, open or not; nothing where there is none. */
export async function textAt(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // It has gone meanwhile: the picture is told of that.
    return '';
  }
}

/** What can be run: a definition, or a template with some inside. */
export function activeMachine(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return isOurs(document) ? document : undefined;
}

export function activeDefinition(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return isDefinition(document) ? document : undefined;
}
