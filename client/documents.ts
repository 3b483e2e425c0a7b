// Which documents are ours.
import * as vscode from 'vscode';

export const LANGUAGES = ['asl', 'asl-yaml'] as const;

export function isDefinition(document: vscode.TextDocument | undefined): document is vscode.TextDocument {
  return document !== undefined && LANGUAGES.some(language => language === document.languageId);
}

export function activeDefinition(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return isDefinition(document) ? document : undefined;
}
