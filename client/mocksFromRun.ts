// A mock file that answers a run as the one that is being debugged was answered: to repeat a failure of production.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { MOCKS_REQUEST, type MocksAnswer, VALUE_AS_MOCK_REQUEST } from '../debugger/protocol.ts';
import { shownFrame } from './timeTravel.ts';

export function registerMocksFromRun(): vscode.Disposable {
  const command = (name: string, run: (session: vscode.DebugSession, given: unknown) => Promise<void>) =>
    vscode.commands.registerCommand(`stepthrough.${name}`, async (given: unknown) => {
      const session = vscode.debug.activeDebugSession;
      if (session?.type !== 'stepthrough') {
        void vscode.window.showInformationMessage('Debug a state machine, or replay an execution, first.');
        return;
      }
      try {
        await run(session, given);
      } catch (problem) {
        void vscode.window.showErrorMessage(problem instanceof Error ? problem.message : String(problem));
      }
    });
  return vscode.Disposable.from(
    command('mocksFromRun', async session =>
      save(session, (await session.customRequest(MOCKS_REQUEST)) as MocksAnswer),
    ),
    command('copyAsMock', copyAsMock),
  );
}

/** From the variables view: what the state was answered, for a mock file. */
async function copyAsMock(session: vscode.DebugSession, given: unknown): Promise<void> {
  const { container, variable } = (given ?? {}) as {
    readonly container?: { readonly variablesReference?: number };
    readonly variable?: { readonly name: string };
  };
  const asked = { variablesReference: container?.variablesReference, name: variable?.name, ...shownFrame() };
  const { mocks } = (await session.customRequest(VALUE_AS_MOCK_REQUEST, asked)) as MocksAnswer;
  await vscode.env.clipboard.writeText(JSON.stringify(mocks, undefined, 2));
  void vscode.window.setStatusBarMessage('Copied as an entry of a mock file', 5000);
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
