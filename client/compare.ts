// The commands that compare state machines: with HEAD, with another file, two that are selected.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { type ComparedText, ComparePanel } from './comparePanel.ts';
import { isOurs } from './documents.ts';
import { textInHead } from './gitTexts.ts';
import type { Server } from './languageClient.ts';

export function registerComparisons(assets: vscode.Uri, needServer: () => Promise<Server>): vscode.Disposable {
  const panel = new ComparePanel(assets, needServer);

  async function withHead(given?: unknown): Promise<void> {
    const document = await documentOf(uriOf(given));
    if (!document) return;
    const head = await textInHead(document.uri);
    if (typeof head === 'string') {
      void vscode.window.showInformationMessage(head);
      return;
    }
    const name = path.basename(document.fileName);
    const before: ComparedText = {
      name: `${name} (HEAD)`,
      uri: head.uri,
      languageId: document.languageId,
      read: () => head.read(),
      onDidChange: listener => head.onDidMove(listener),
    };
    await panel.show(before, fileText(document, `${name} (Working Tree)`));
  }

  async function withFile(given?: unknown): Promise<void> {
    const document = await documentOf(uriOf(given));
    if (!document) return;
    const [file] =
      (await vscode.window.showOpenDialog({
        title: `Compare ${path.basename(document.fileName)} with`,
        openLabel: 'Compare',
        defaultUri: vscode.Uri.joinPath(document.uri, '..'),
        filters: {
          'State machines and templates': ['json', 'yaml', 'yml', 'asl', 'tf', 'template'],
          'All files': ['*'],
        },
      })) ?? [];
    const other = file && (await documentOf(file));
    if (other) await panel.show(fileText(other), fileText(document));
  }

  async function selected(given: unknown, all: unknown): Promise<void> {
    const files = (Array.isArray(all) ? all : [given]).filter(one => one instanceof vscode.Uri);
    const [one, other, ...more] = files;
    if (!one || !other || more.length > 0) {
      void vscode.window.showInformationMessage('Select two files with state machines in the Explorer first.');
      return;
    }
    const [before, after] = [await documentOf(one), await documentOf(other)];
    if (before && after) await panel.show(fileText(before), fileText(after));
  }

  return vscode.Disposable.from(
    panel,
    vscode.commands.registerCommand('stepthrough.compareWithHead', withHead),
    vscode.commands.registerCommand('stepthrough.compareWithFile', withFile),
    vscode.commands.registerCommand('stepthrough.compareSelected', selected),
  );
}

// What a command is given: by an editor's title or the Explorer a file, by the Source Control view one of its rows, by
// the palette nothing.
function uriOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  if (typeof given !== 'object' || given === null || !('resourceUri' in given)) {
    return vscode.window.activeTextEditor?.document.uri;
  }
  return given.resourceUri instanceof vscode.Uri ? given.resourceUri : undefined;
}

async function documentOf(given: vscode.Uri | undefined): Promise<vscode.TextDocument | undefined> {
  if (!given) {
    void vscode.window.showInformationMessage('Open a state machine definition first: a file such as order.asl.json.');
    return undefined;
  }
  // A file that is shown as it was in Git means the file.
  const uri = given.scheme === 'git' ? given.with({ scheme: 'file', query: '' }) : given;
  const name = path.posix.basename(uri.path);
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    if (isOurs(document)) return document;
    void vscode.window.showInformationMessage(`${name} holds no state machine.`);
  } catch {
    // It was deleted, or is no text.
    void vscode.window.showInformationMessage(`${name} cannot be read.`);
  }
  return undefined;
}

function fileText({ uri, languageId, fileName }: vscode.TextDocument, name = path.basename(fileName)): ComparedText {
  return {
    name,
    uri,
    languageId,
    // The document may have been closed and opened again meanwhile.
    read: async () => (await vscode.workspace.openTextDocument(uri)).getText(),
    onDidChange: listener =>
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && document.uri.toString() === uri.toString()) listener();
      }),
  };
}
