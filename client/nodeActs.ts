// What somebody asks for at a node of the graph, done in the editor.
import * as vscode from 'vscode';
import type { PageMessage } from '../graph/protocol.ts';
import { addBreakpoint, enableBreakpoints, removeBreakpoints } from './breakpoints.ts';
import { startFrom } from './debugging.ts';
import type { RunMessageOfPage } from './graphRuns.ts';

export type NodeAct = Exclude<
  PageMessage,
  RunMessageOfPage | { kind: 'ready' | 'direction' | 'collapse' | 'reveal' | 'openMachine' }
>;

/** At a node of a document. */
export async function actAtNode(message: NodeAct, document: vscode.TextDocument): Promise<void> {
  switch (message.kind) {
    case 'rename':
      // Within the name, whether it stands in quotes or not.
      await revealIn(document, message.start + 1, message.start + 1);
      await vscode.commands.executeCommand('editor.action.rename');
      return;
    case 'copy':
      await vscode.env.clipboard.writeText(message.text);
      vscode.window.setStatusBarMessage(`"${message.text}" is on the clipboard`, 4000);
      return;
    case 'addBreakpoint':
      return addBreakpoint(document, message.start, message.sort);
    case 'removeBreakpoints':
      return removeBreakpoints(message.ids);
    case 'enableBreakpoints':
      return enableBreakpoints(message.ids, message.isEnabled);
    case 'runFrom': {
      const line = document.positionAt(message.start).line + 1;
      return startFrom(document, message.state, { noDebug: !message.isDebug, line });
    }
  }
}

/** Selects a part of a text, where it is shown. */
export async function revealIn(document: vscode.TextDocument, start: number, end: number): Promise<void> {
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const shown = vscode.window.visibleTextEditors.find(editor => editor.document === document);
  const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(document, { viewColumn, selection: range });
}
