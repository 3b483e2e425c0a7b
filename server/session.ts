// One language server session: which requests are answered, and by what. Handlers only convert; the answers come from
// `features`. A fault of ours in one handler costs one answer.
import { type Problem, pathAt, type RuleLevels, readLevels } from '../language/index.ts';
import type { Ask } from './ask.ts';
import { registerAuthoring } from './authoring.ts';
import { registerCalls } from './calls.ts';
import { SHOW_PROOF } from './capabilities.ts';
import { codeActions } from './codeActions.ts';
import { compareTexts } from './comparing.ts';
import { toDiagnostic, toDocumentSymbol, toFileLink, toLocationLink, toOffset, toRange } from './convert.ts';
import { type Analyzed, analyzed, analyzedAs, isHost, partAt } from './documents.ts';
import type { ToldDocument } from './features/fixes.ts';
import { placesOfFunction } from './features/goToFunction.ts';
import { nameAt, placeOfValue } from './features/goToName.ts';
import { goToState, goToVariable } from './features/goToState.ts';
import { hover, hoverOfValue } from './features/hover.ts';
import { registerFormatting } from './formatting.ts';
import { Graphs, pictureOf } from './graphs.ts';
import { createLibrary, unopenedAt } from './library.ts';
import { Links } from './links.ts';
import {
  type Connection,
  type InitializeParams,
  type LocationLink,
  MarkupKind,
  TextDocument,
  TextDocuments,
} from './lsp.ts';
import { registerNavigation } from './navigation.ts';
import { nodeClock } from './nodeClock.ts';
import { outlineOf, placedHover, placedTarget } from './placed.ts';
import { valueOfPlaceholder } from './placeholders.ts';
import {
  COMPARE_REQUEST,
  type CompareWanted,
  GRAPH_NOTIFICATION,
  MACHINE_START_REQUEST,
  type MachineStartWanted,
  PICTURE_REQUEST,
  type PictureWanted,
  SETTINGS_NOTIFICATION,
  type ServerSettings,
  WATCH_GRAPH_NOTIFICATION,
  type WatchGraph,
} from './protocol.ts';
import { registerReading } from './reading.ts';
import { startIn } from './startedGraphs.ts';
import { asTold, toldProblems } from './told.ts';

/** Answers everything but what begins and ends a session; `params` began it. */
export function serve(connection: Connection, params: InitializeParams): void {
  const documents = new TextDocuments(TextDocument);
  const links = new Links(
    uri => {
      const document = documents.get(uri);
      // What is known of a definition depends on the templates beside it, so it must not be asked whether it is one.
      return document && { text: document.getText(), machines: isHost(document) ? known(document).machines : [] };
    },
    () => documents.keys(),
  );
  const library = createLibrary({
    links,
    openDocument: uri => documents.get(uri),
    told: document => {
      const about = known(document);
      return asTold(about, told(document, about).problems);
    },
  });
  const graphs = new Graphs(graph => void connection.sendNotification(GRAPH_NOTIFICATION, graph), library, {
    now: nodeClock.now,
    after: (ms, back) => nodeClock.after(ms, () => guarded('graph', back, undefined)),
  });
  const waiting = new Set<string>();
  const { capabilities, workspaceFolders, rootUri } = params;
  const hasSnippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  let settings = readSettings(params.initializationOptions);
  links.setRoots(workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]));

  // Several edits that arrive together are answered once.
  function refreshSoon(uri: string): void {
    if (waiting.size === 0) setImmediate(refreshWaiting);
    waiting.add(uri);
  }

  function refreshWaiting(): void {
    const uris = new Set(waiting);
    waiting.clear();
    for (const uri of [...uris]) {
      for (const linked of guarded('linkedTo', () => linkedTo(uri), [])) uris.add(linked);
      for (const other of graphs.dependingOn(uri)) uris.add(other);
    }
    for (const uri of uris) guarded('refresh', () => refresh(uri), undefined);
  }

  function refresh(uri: string): void {
    const document = documents.get(uri);
    if (!document) return;
    const about = known(document);
    const { problems } = told(document, about);
    const diagnostics = settings.diagnostics ? problems.map(problem => toDiagnostic(problem, about.lines)) : [];
    void connection.sendDiagnostics({ uri, version: document.version, diagnostics });
    graphs.update(uri, asTold(about, problems));
  }

  function known(document: TextDocument): Analyzed {
    return isHost(document) ? analyzed(document) : analyzed(document, links.useOf(document.uri));
  }

  function told(document: TextDocument, about: Analyzed): ToldDocument {
    const text = document.getText();
    const all = [...about.problems, ...problemsOfLinks(document, about)];
    return { text, about, problems: toldProblems(text, about, all, settings.levels) };
  }

  /** The document with another text, for itself. */
  function toldAs(text: string, document: TextDocument): ToldDocument {
    const about = isHost(document) ? analyzedAs(text, document) : analyzedAs(text, document, links.useOf(document.uri));
    return { text, about, problems: toldProblems(text, about, about.problems, settings.levels) };
  }

  function problemsOfLinks(document: TextDocument, { machines, parts }: Analyzed): readonly Problem[] {
    if (isHost(document)) return links.problemsOfHost(document.uri, machines);
    const [part] = parts;
    return part ? links.problemsOfFile(document.uri, part.definition, document.getText()) : [];
  }

  // What is wrong in a template may change with the definition it names, and the other way around.
  function linkedTo(uri: string): readonly string[] {
    const document = documents.get(uri);
    if (!document) return [];
    const others = documents.all().filter(other => isHost(other) !== isHost(document));
    const linked = others.filter(other => {
      const [host, file] = isHost(document) ? [document, other] : [other, document];
      return links.areLinked(host.uri, analyzed(host).machines, file.uri);
    });
    return linked.map(other => other.uri);
  }

  // A state, a file, or the value of a `${name}`: in this document or in a template.
  function targetsAt(uri: string, document: Analyzed, offset: number): LocationLink[] {
    const { lines, machines } = document;
    const file = links.fileAt(uri, machines, offset);
    if (file) return [toFileLink(file, file.from, lines)];
    const at = partAt(document, offset);
    const state = at && goToState(at.part.definition, at.inner);
    if (state) return [toLocationLink(placedTarget(state, at.part), uri, lines)];
    if (!at) return [];
    const variable = goToVariable(at.part.definition, at.inner);
    if (variable.length > 0) return variable.map(target => toLocationLink(placedTarget(target, at.part), uri, lines));
    const use = nameAt(at.part.definition, at.inner);
    if (!use) {
      const node = pathAt(at.part.definition.root, at.inner)?.node;
      if (node?.kind !== 'placeholder') return [];
      const places = placesOfFunction({ uri, text: document.text, named: { node } });
      return places.map(place => toFileLink(place, at.part.toHost(node), lines));
    }
    const from = at.part.toHost(use.span);
    const own = machines.find(({ name }) => name === at.part.machine?.name);
    const span = own && placeOfValue(use.name, own);
    const values = span ? [{ uri, text: document.text, span }] : links.valuesOf(uri, use.name);
    const functions = values.flatMap(value => placesOfFunction({ ...value, named: { key: value.span } }));
    const resources =
      values.length > 0 ? [] : placesOfFunction({ uri, text: document.text, named: { name: use.name } });
    return [...functions, ...values, ...resources].map(place => toFileLink(place, from, lines));
  }

  /** What a feature says of an open document; `otherwise` for a document nobody opened, or when the feature fails. */
  function answer<T>(
    name: string,
    uri: string,
    otherwise: T,
    feature: (document: Analyzed, text: TextDocument) => T,
  ): T {
    const document = documents.get(uri);
    return document ? guarded(name, () => feature(known(document), document), otherwise) : otherwise;
  }

  function guarded<T>(name: string, answer: () => T, otherwise: T): T {
    try {
      return answer();
    } catch (error) {
      logFault(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
      return otherwise;
    }
  }

  function logFault(text: string): void {
    try {
      connection.console.error(text);
    } catch {
      // The client has gone while an answer was still to be sent: nobody is there to hear of it.
    }
  }

  connection.onNotification(SETTINGS_NOTIFICATION, (changed: unknown) => {
    settings = readSettings(changed);
    for (const uri of documents.keys()) refreshSoon(uri);
  });
  connection.onNotification(WATCH_GRAPH_NOTIFICATION, (request: WatchGraph) => {
    const document = documents.get(request.uri);
    if (graphs.watch(request, document && known(document))) refreshSoon(request.uri);
  });
  connection.onRequest(PICTURE_REQUEST, (wanted: PictureWanted) =>
    answer('picture', wanted.uri, null, document => pictureOf(document, wanted, library)),
  );
  connection.onRequest(MACHINE_START_REQUEST, ({ uri, stateMachine }: MachineStartWanted) =>
    guarded(
      'machineStart',
      () => {
        const document = library.documentAt(uri);
        return document ? startIn(document, stateMachine) : null;
      },
      null,
    ),
  );
  connection.onRequest(COMPARE_REQUEST, (wanted: CompareWanted) =>
    guarded('compare', () => compareTexts(wanted), null),
  );
  documents.onDidOpen(() => {
    links.forget();
    for (const uri of graphs.looking) refreshSoon(uri);
  });
  documents.onDidSave(({ document }) => {
    links.forget();
    for (const uri of [document.uri, ...graphs.looking]) refreshSoon(uri);
  });
  documents.onDidChangeContent(({ document }) => refreshSoon(document.uri));
  documents.onDidClose(({ document }) => {
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    for (const uri of graphs.dependingOn(document.uri)) refreshSoon(uri);
  });

  connection.onHover(({ textDocument, position }) =>
    answer('hover', textDocument.uri, null, document => {
      const at = partAt(document, toOffset(position, document.lines));
      if (!at) return null;
      const use = nameAt(at.part.definition, at.inner);
      const value = use && valueOfPlaceholder(textDocument.uri, document, at.part, use.name, links);
      const found = use && value !== undefined ? hoverOfValue(use, value) : hover(at.part.definition, at.inner);
      if (!found) return null;
      const { span, markdown } = placedHover(found, at.part);
      return { range: toRange(span, document.lines), contents: { kind: MarkupKind.Markdown, value: markdown } };
    }),
  );
  connection.onDefinition(({ textDocument, position }) =>
    answer('definition', textDocument.uri, null, document => {
      const offset = toOffset(position, document.lines);
      const found = targetsAt(textDocument.uri, document, offset);
      return found.length > 0 ? found : null;
    }),
  );
  connection.onDocumentSymbol(({ textDocument }) =>
    answer('documentSymbol', textDocument.uri, [], document =>
      outlineOf(document).map(entry => toDocumentSymbol(entry, document.lines)),
    ),
  );

  connection.onCodeAction(({ textDocument: { uri }, range, context }) =>
    answer('codeAction', uri, [], about => {
      const document = documents.get(uri);
      if (!document) return [];
      const span = { start: toOffset(range.start, about.lines), end: toOffset(range.end, about.lines) };
      return codeActions(uri, told(document, about), span, context, text => toldAs(text, document));
    }),
  );
  connection.onExecuteCommand(({ command, arguments: [text] = [] }) => {
    if (command === SHOW_PROOF && typeof text === 'string') void connection.window.showInformationMessage(text);
  });
  const ask: Ask = {
    connection,
    links,
    settings: () => ({ ...settings, snippets: hasSnippets }),
    answer,
    guarded,
    openDocuments: () => documents.all(),
    documentAt: uri => documents.get(uri) ?? unopenedAt(uri, links),
    known,
  };
  registerNavigation(ask);
  registerCalls(ask);
  registerAuthoring(ask);
  registerReading(ask);
  registerFormatting(ask);

  documents.listen(connection);
}

interface Settings extends ServerSettings {
  readonly levels: RuleLevels;
}

// A setting that cannot be read is as if it were not there; the editor says what is wrong with it.
function readSettings(data: unknown): Settings {
  const given = data as Partial<ServerSettings> | undefined | null;
  return {
    diagnostics: given?.diagnostics !== false,
    codeLens: given?.codeLens === true,
    asksAgain: given?.asksAgain === true,
    snippets: false,
    levels: readLevels(given?.rules).levels,
  };
}
