// One language server session: which requests are answered, and by what. Handlers only convert; the answers come from
// `features`. A fault of ours in one handler costs one answer.
import { toDiagnostic, toDocumentSymbol, toLocationLink, toOffset, toRange } from './convert.ts';
import { type Analyzed, analyzed } from './documents.ts';
import { goToState } from './features/goToState.ts';
import { hover } from './features/hover.ts';
import { outline } from './features/outline.ts';
import { Graphs } from './graphs.ts';
import {
  type Connection,
  type InitializeResult,
  MarkupKind,
  TextDocument,
  TextDocumentSyncKind,
  TextDocuments,
} from './lsp.ts';
import {
  GRAPH_NOTIFICATION,
  SETTINGS_NOTIFICATION,
  type ServerSettings,
  WATCH_GRAPH_NOTIFICATION,
  type WatchGraph,
} from './protocol.ts';

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  hoverProvider: true,
  definitionProvider: true,
  documentSymbolProvider: true,
};

export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const graphs = new Graphs(graph => connection.sendNotification(GRAPH_NOTIFICATION, graph));
  const waiting = new Set<string>();
  let settings: ServerSettings = { diagnostics: true };

  // Several edits that arrive together are answered once.
  function refreshSoon(uri: string): void {
    if (waiting.size === 0) setImmediate(refreshWaiting);
    waiting.add(uri);
  }

  function refreshWaiting(): void {
    const uris = [...waiting];
    waiting.clear();
    for (const uri of uris) guarded('refresh', () => refresh(uri), undefined);
  }

  function refresh(uri: string): void {
    const document = documents.get(uri);
    if (!document) return;
    const { definition, lines } = analyzed(document);
    const diagnostics = settings.diagnostics ? definition.problems.map(problem => toDiagnostic(problem, lines)) : [];
    void connection.sendDiagnostics({ uri, version: document.version, diagnostics });
    graphs.update(uri, definition);
  }

  /** What a feature says of an open document; `otherwise` for a document nobody opened, or when the feature fails. */
  function answer<T>(name: string, uri: string, otherwise: T, feature: (document: Analyzed) => T): T {
    const document = documents.get(uri);
    return document ? guarded(name, () => feature(analyzed(document)), otherwise) : otherwise;
  }

  function guarded<T>(name: string, answer: () => T, otherwise: T): T {
    try {
      return answer();
    } catch (error) {
      connection.console.error(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
      return otherwise;
    }
  }

  connection.onInitialize(({ initializationOptions }) => {
    settings = readSettings(initializationOptions);
    return { capabilities: CAPABILITIES, serverInfo: { name: 'stepthrough' } };
  });
  connection.onNotification(SETTINGS_NOTIFICATION, (changed: unknown) => {
    settings = readSettings(changed);
    for (const uri of documents.keys()) refreshSoon(uri);
  });
  connection.onNotification(WATCH_GRAPH_NOTIFICATION, (request: WatchGraph) => {
    graphs.watch(request);
    if (request.watch) refreshSoon(request.uri);
  });
  documents.onDidChangeContent(({ document }) => refreshSoon(document.uri));
  documents.onDidClose(({ document }) => {
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  connection.onHover(({ textDocument, position }) =>
    answer('hover', textDocument.uri, null, ({ definition, lines }) => {
      const found = hover(definition, toOffset(position, lines));
      if (!found) return null;
      return { range: toRange(found.span, lines), contents: { kind: MarkupKind.Markdown, value: found.markdown } };
    }),
  );
  connection.onDefinition(({ textDocument, position }) =>
    answer('definition', textDocument.uri, null, ({ definition, lines }) => {
      const found = goToState(definition, toOffset(position, lines));
      return found ? [toLocationLink(found, textDocument.uri, lines)] : null;
    }),
  );
  connection.onDocumentSymbol(({ textDocument }) =>
    answer('documentSymbol', textDocument.uri, [], ({ definition, lines }) =>
      outline(definition).map(entry => toDocumentSymbol(entry, lines)),
    ),
  );

  documents.listen(connection);
  connection.listen();
}

function readSettings(data: unknown): ServerSettings {
  const given = data as Partial<ServerSettings> | undefined | null;
  return { diagnostics: given?.diagnostics !== false };
}
