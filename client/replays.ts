// Opens the history of an execution, such as one that failed in production, as a session that steps through it both ways.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { activeDefinition } from './documents.ts';

const MOST_DEFINITIONS = 500;

export function registerReplays(): vscode.Disposable {
  return vscode.commands.registerCommand('stepthrough.replayHistory', replayHistory);
}

/** `history` is its content, or the path of its file. */
export function replayOf(definition: string, history: unknown): vscode.DebugConfiguration {
  const name = `Replay ${path.basename(definition)}`;
  return { type: 'stepthrough', request: 'launch', name, definition, history };
}

/** From the palette, or with the file it was called for in the explorer. */
async function replayHistory(given?: vscode.Uri): Promise<void> {
  const history = given ?? openHistory() ?? (await pickHistory());
  if (!history) return;
  const definition = activeDefinition()?.uri ?? (await pickDefinition());
  if (!definition) return;
  const folder = vscode.workspace.getWorkspaceFolder(definition);
  await vscode.debug.startDebugging(folder, replayOf(definition.fsPath, history.fsPath));
}

/** The history somebody has just dropped into the editor. */
function openHistory(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const isHistory = document?.uri.scheme === 'file' && /"ExecutionStarted"/.test(document.getText().slice(0, 100_000));
  return isHistory && !document.isDirty ? document.uri : undefined;
}

async function pickHistory(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: 'History of an execution: what GetExecutionHistory or the console gives',
    filters: { JSON: ['json', 'jsonl', 'log'] },
  });
  return chosen?.[0];
}

async function pickDefinition(): Promise<vscode.Uri | undefined> {
  const files = await vscode.workspace.findFiles('**/*.asl.{json,yaml,yml}', '**/node_modules/**', MOST_DEFINITIONS);
  if (files.length === 0) {
    void vscode.window.showInformationMessage('Open the definition that the execution ran first.');
    return undefined;
  }
  const items = files.map(file => ({ label: vscode.workspace.asRelativePath(file), file }));
  items.sort((a, b) => (a.label < b.label ? -1 : 1));
  return (await vscode.window.showQuickPick(items, { title: 'The definition to replay it with' }))?.file;
}
