// Starts the language server and speaks to it. A bundle of its own, loaded when the first definition is opened:
// vscode-languageclient is larger than all the rest of the extension's own process.
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  LanguageClient,
  type Location,
  type Middleware,
  type Position,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  COMPARE_REQUEST,
  type Compared,
  type CompareWanted,
  GRAPH_NOTIFICATION,
  type GraphChanged,
  HOST_LANGUAGES,
  MACHINE_START_REQUEST,
  type MachineStart,
  type MachineStartWanted,
  PICTURE_REQUEST,
  type Picture,
  type PictureWanted,
  SETTINGS_NOTIFICATION,
  type ServerSettings,
  WATCH_GRAPH_NOTIFICATION,
  type WatchGraph,
} from '../server/protocol.ts';
import { isDefinition, isOurs, LANGUAGES } from './documents.ts';

export interface Server extends vscode.Disposable {
  watchGraph(request: WatchGraph): void;
  changeSettings(settings: ServerSettings): void;
  /** Null where there is nothing to draw. */
  picture(wanted: PictureWanted): Promise<Picture | null>;
  /** Where the state stands that a machine begins with; null where that cannot be said. */
  machineStart(wanted: MachineStartWanted): Promise<MachineStart | null>;
  /** Null where one of the texts holds no state machine. */
  compare(wanted: CompareWanted): Promise<Compared | null>;
  restart(): Promise<void>;
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
    {
      documentSelector: [...LANGUAGES, ...HOST_LANGUAGES].map(language => ({ language })),
      initializationOptions: settings,
      middleware: onlyOurs(),
    },
  );
  client.onNotification(GRAPH_NOTIFICATION, onGraph);
  const status = statusOf(client);
  await client.start();
  // The editor's own command wants its own types, which a server cannot send.
  const showReferences = vscode.commands.registerCommand(
    'stepthrough.showReferences',
    (uri: string, position: Position, locations: Location[]) =>
      vscode.commands.executeCommand(
        'editor.action.showReferences',
        client.protocol2CodeConverter.asUri(uri),
        client.protocol2CodeConverter.asPosition(position),
        locations.map(location => client.protocol2CodeConverter.asLocation(location)),
      ),
  );
  const watched = new Map<string, WatchGraph>();
  const watchGraph = (request: WatchGraph) => void client.sendNotification(WATCH_GRAPH_NOTIFICATION, request);
  // A server that was started again knows nothing of what was watched.
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) for (const request of watched.values()) watchGraph(request);
  });
  return {
    watchGraph: request => {
      if (request.watch) watched.set(request.uri, request);
      else watched.delete(request.uri);
      watchGraph(request);
    },
    changeSettings: changed => void client.sendNotification(SETTINGS_NOTIFICATION, changed),
    picture: wanted => client.sendRequest<Picture | null>(PICTURE_REQUEST, wanted),
    machineStart: ({ uri, stateMachine }) =>
      client.sendRequest<MachineStart | null>(MACHINE_START_REQUEST, {
        uri,
        ...(stateMachine !== undefined && { stateMachine }),
      }),
    compare: wanted => client.sendRequest<Compared | null>(COMPARE_REQUEST, wanted),
    restart: () => client.restart(),
    dispose: () => {
      status.dispose();
      showReferences.dispose();
      void client.dispose();
    },
  };
}

/** In the status bar, behind the name of the language: how the server is, and what to do when it is not well. */
function statusOf(client: LanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem(
    'stepthrough.server',
    LANGUAGES.map(language => ({ language })),
  );
  item.name = 'Stepthrough';
  const show = (state: State) => {
    item.busy = state === State.Starting;
    item.severity =
      state === State.Stopped ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.text = state === State.Stopped ? 'Stepthrough has stopped' : 'Stepthrough';
    item.detail = DETAILS[state];
    item.command = { command: 'stepthrough.restartServer', title: 'Restart' };
  };
  show(State.Starting);
  const listening = client.onDidChangeState(({ newState }) => show(newState));
  return vscode.Disposable.from(item, listening);
}

const DETAILS: Readonly<Record<State, string>> = {
  [State.Starting]: 'The language server is starting.',
  [State.StartFailed]: 'The language server did not start.',
  [State.Running]: 'The language server is ready.',
  [State.Stopped]: 'No problems are shown and nothing is offered.',
};

// The server hears of our documents only: a file of YAML or JSON without a state machine is not even opened there. One that
// gets a state machine while it is edited is opened then.
function onlyOurs(): Middleware {
  const opened = new Set<string>();
  let open: ((document: vscode.TextDocument) => Promise<void>) | undefined;
  const isOpened = ({ uri }: vscode.TextDocument) => opened.has(uri.toString());

  async function openOurs(document: vscode.TextDocument): Promise<void> {
    if (!open || !isOurs(document)) return;
    opened.add(document.uri.toString());
    await open(document);
  }

  return {
    didOpen: async (document, next) => {
      open = next;
      await openOurs(document);
    },
    didChange: async (event, next) => {
      if (isOpened(event.document)) await next(event);
      else await openOurs(event.document);
    },
    didSave: async (document, next) => {
      if (isOpened(document)) await next(document);
    },
    didClose: async (document, next) => {
      if (opened.delete(document.uri.toString())) await next(document);
    },
    provideHover: (document, position, token, next) => (isOpened(document) ? next(document, position, token) : null),
    provideDefinition: (document, position, token, next) =>
      isOpened(document) ? next(document, position, token) : null,
    provideCodeActions: (document, range, context, token, next) =>
      isOpened(document) ? next(document, range, context, token) : null,
    provideDocumentSymbols: (document, token, next) => (isOpened(document) ? next(document, token) : null),
    provideCompletionItem: (document, position, context, token, next) =>
      isOpened(document) ? next(document, position, context, token) : null,
    provideSignatureHelp: (document, position, context, token, next) =>
      isOpened(document) ? next(document, position, context, token) : null,
    provideInlayHints: (document, range, token, next) => (isOpened(document) ? next(document, range, token) : null),
    provideDocumentRangeSemanticTokens: (document, range, token, next) =>
      isOpened(document) ? next(document, range, token) : null,
    provideCodeLenses: (document, token, next) => (isOpened(document) ? next(document, token) : null),
    provideDocumentFormattingEdits: (document, options, token, next) =>
      isDefinition(document) && isOpened(document) ? next(document, options, token) : null,
    provideDocumentRangeFormattingEdits: (document, range, options, token, next) =>
      isDefinition(document) && isOpened(document) ? next(document, range, options, token) : null,
    provideReferences: (document, position, options, token, next) =>
      isOpened(document) ? next(document, position, options, token) : null,
    provideDocumentHighlights: (document, position, token, next) =>
      isOpened(document) ? next(document, position, token) : null,
    prepareRename: (document, position, token, next) => (isOpened(document) ? next(document, position, token) : null),
    provideRenameEdits: (document, position, name, token, next) =>
      isOpened(document) ? next(document, position, name, token) : null,
    prepareCallHierarchy: (document, position, token, next) =>
      isOpened(document) ? next(document, position, token) : null,
    provideFoldingRanges: (document, context, token, next) =>
      isOpened(document) ? next(document, context, token) : null,
    provideSelectionRanges: (document, positions, token, next) =>
      isOpened(document) ? next(document, positions, token) : null,
    provideDocumentLinks: (document, token, next) => (isOpened(document) ? next(document, token) : null),
  };
}
