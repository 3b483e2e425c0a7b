// Starts the language server and speaks to it. A bundle of its own, loaded when the first definition is opened:
// vscode-languageclient is larger than all the rest of the extension's own process.
import * as path from 'node:path';
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import {
  GRAPH_NOTIFICATION,
  type GraphChanged,
  SETTINGS_NOTIFICATION,
  type ServerSettings,
  WATCH_GRAPH_NOTIFICATION,
  type WatchGraph,
} from '../server/protocol.ts';
import { LANGUAGES } from './documents.ts';

export interface Server extends vscode.Disposable {
  watchGraph(request: WatchGraph): void;
  changeSettings(settings: ServerSettings): void;
}

export async function startServer(
  folder: string,
  settings: ServerSettings,
  onGraph: (graph: GraphChanged) => void,
): Promise<Server> {
  const module = path.join(folder, 'server.js');
  const client = new LanguageClient(
    'stepthrough',
    'Stepthrough',
    { module, transport: TransportKind.ipc },
    { documentSelector: LANGUAGES.map(language => ({ language })), initializationOptions: settings },
  );
  client.onNotification(GRAPH_NOTIFICATION, onGraph);
  await client.start();
  return {
    watchGraph: request => void client.sendNotification(WATCH_GRAPH_NOTIFICATION, request),
    changeSettings: changed => void client.sendNotification(SETTINGS_NOTIFICATION, changed),
    dispose: () => void client.dispose(),
  };
}
