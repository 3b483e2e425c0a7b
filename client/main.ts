// The extension's entry: registers what the manifest promises. The language server and its client library are started
// when the first definition is there; nothing else is loaded at activation.
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { GraphChanged } from '../server/protocol.ts';
import { registerComparisons } from './compare.ts';
import { registerDebugger } from './debugging.ts';
import { isHost, isOurs } from './documents.ts';
import { registerExecutions } from './executions.ts';
import { ExecutionView } from './executionView.ts';
import { exportGraph } from './exportGraph.ts';
import { registerExpressions } from './expressionsInText.ts';
import { GraphPanel } from './graphPanel.ts';
import type { Server, startServer } from './languageClient.ts';
import { registerLaunchCompletions } from './launchCompletions.ts';
import { drawStateMachines, type MarkdownIt } from './markdown.ts';
import { registerMocksFromRun } from './mocksFromRun.ts';
import { newWorkflow } from './newWorkflow.ts';
import { registerReplays } from './replays.ts';
import { registerRunQuestions } from './runQuestions.ts';
import { readSettings } from './settings.ts';
import { registerTaskQuestions } from './taskQuestions.ts';
import { registerTimeTravel } from './timeTravel.ts';

/** What it returns VS Code's Markdown preview asks for. */
export function activate(context: vscode.ExtensionContext): {
  extendMarkdownIt(markdown: MarkdownIt): MarkdownIt;
} {
  const folder = path.join(context.extensionPath, 'dist');
  let server: Promise<Server> | undefined;
  const graphs = new vscode.EventEmitter<GraphChanged>();

  function needServer(): Promise<Server> {
    if (!server) {
      // For the menu of the Source Control view, which does not tell one file from another.
      void vscode.commands.executeCommand('setContext', 'stepthrough.hasDefinitions', true);
      const library = require(path.join(folder, 'languageClient.js')) as { startServer: typeof startServer };
      server = library.startServer(folder, readSettings(), graph => graphs.fire(graph));
      server.then(started => context.subscriptions.push(started), reportFailure);
    }
    return server;
  }

  function reportFailure(error: unknown): void {
    void vscode.window.showErrorMessage(`Stepthrough's language server did not start: ${String(error)}`);
  }

  function settingsChanged(): void {
    void server?.then(started => started.changeSettings(readSettings()));
  }

  async function restartServer(): Promise<void> {
    const running = await server?.catch(() => undefined);
    if (running) await running.restart();
    else {
      server = undefined;
      await needServer();
    }
  }

  // For the button of the graph in a template.
  function editorChanged(editor: vscode.TextEditor | undefined): void {
    void vscode.commands.executeCommand('setContext', 'stepthrough.inTemplate', isHost(editor?.document));
  }

  const assets = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const panel = new GraphPanel(assets, graphs.event, needServer);
  const execution = new ExecutionView(
    assets,
    (definition, shown) => panel.showStates(definition, shown),
    (definition, state) => void panel.revealState(definition, state),
  );
  context.subscriptions.push(
    graphs,
    panel,
    execution,
    panel.onDidChooseState(({ definition, state }) => execution.chooseState(definition, state)),
    registerComparisons(assets, needServer),
    vscode.commands.registerCommand('stepthrough.showGraph', () => panel.show()),
    vscode.commands.registerCommand('stepthrough.exportGraph', () =>
      exportGraph(assets, document => panel.drawing(document), needServer),
    ),
    vscode.commands.registerCommand('stepthrough.newWorkflow', () => newWorkflow(context.extensionUri)),
    vscode.commands.registerCommand('stepthrough.restartServer', restartServer),
    vscode.window.onDidChangeActiveTextEditor(editorChanged),
    vscode.workspace.onDidOpenTextDocument(document => {
      if (isOurs(document)) void needServer();
    }),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('stepthrough')) settingsChanged();
    }),
    vscode.extensions.onDidChange(settingsChanged),
  );
  registerDebugger(context);
  registerExecutions(context, execution);
  context.subscriptions.push(
    registerExpressions(),
    registerLaunchCompletions(),
    registerMocksFromRun(),
    registerReplays(),
    registerRunQuestions(panel, execution),
    registerTaskQuestions(),
    registerTimeTravel(),
  );
  editorChanged(vscode.window.activeTextEditor);
  if (vscode.workspace.textDocuments.some(isOurs)) void needServer();
  return { extendMarkdownIt: drawStateMachines(folder) };
}
