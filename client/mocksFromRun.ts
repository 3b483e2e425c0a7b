// A mock file that answers a run as the one that is being debugged was answered: to repeat a failure of production.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { MOCKS_REQUEST, type MocksAnswer } from '../debugger/protocol.ts';

export function registerMocksFromRun(): vscode.Disposable {
  return vscode.commands.registerCommand('stepthrough.mocksFromRun', async () => {
    const session = vscode.debug.activeDebugSession;
    if (session?.type !== 'stepthrough') {
      void vscode.window.showInformationMessage('Debug a state machine, or replay an execution, first.');
      return;
    }
    try {
      await save(session, (await session.customRequest(MOCKS_REQUEST)) as MocksAnswer);
    } catch (problem) {
      void vscode.window.showErrorMessage(problem instanceof Error ? problem.message : String(problem));
    }
  });
}

async function save({ configuration }: vscode.DebugSession, { mocks }: MocksAnswer): Promise<void> {
  if (Object.keys(mocks).length === 0) {
    void vscode.window.showInformationMessage('No task of this run has been answered so far.');
    return;
  }
  const { definition } = configuration;
  const base = typeof definition === 'string' ? definition.replace(/(?:\.asl)?\.(?:json|ya?ml)$/, '') : 'run';
  const defaultUri = path.isAbsolute(base) ? vscode.Uri.file(`${base}.mocks.json`) : undefined;
  const file = await vscode.window.showSaveDialog({ filters: { JSON: ['json'] }, ...(defaultUri && { defaultUri }) });
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(`${JSON.stringify(mocks, undefined, 2)}\n`));
  await vscode.window.showTextDocument(file, { preview: false });
}
