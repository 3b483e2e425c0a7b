// The panel beside the text that shows the graph of the active definition. Forwards: graphs from the server, the cursor
// from the editor, the run from the debugger to the page; places in the text from the page to the editor.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { BATCH_EVENT, type Batch } from '../debugger/protocol.ts';
import type { Direction, GraphMessage, HostMessage, PageMessage, RunMessage, StateRun } from '../graph/protocol.ts';
import type { GraphChanged } from '../server/protocol.ts';
import { addBreakpoint, breakpointsIn, enableBreakpoints, removeBreakpoints } from './breakpoints.ts';
import { startFrom } from './debugging.ts';
import { isDefinition, isOurs } from './documents.ts';
import { functionBreakpoints } from './functionBreakpoints.ts';
import { GraphWatch } from './graphWatch.ts';
import type { Server } from './languageClient.ts';
import { showPage } from './pages.ts';

const VIEW_TYPE = 'stepthrough.graph';

export class GraphPanel implements vscode.Disposable {
  readonly #assets: vscode.Uri;
  readonly #watch: GraphWatch;
  readonly #subscriptions: vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  #document: vscode.TextDocument | undefined;
  /** What the page needs to draw the present when it is made anew. */
  #graph: GraphMessage | undefined;
  readonly #runs = new Map<string, RunMessage>();
  /** By definition: what another view shows instead of the run. */
  readonly #shown = new Map<string, RunMessage>();
  readonly #chosen = new vscode.EventEmitter<{ readonly definition: string; readonly state: string }>();
  /** A state was chosen in the picture. */
  readonly onDidChooseState = this.#chosen.event;

  constructor(assets: vscode.Uri, onGraph: vscode.Event<GraphChanged>, needServer: () => Promise<Server>) {
    this.#assets = assets;
    this.#watch = new GraphWatch(request => {
      const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === request.uri);
      const offset = editor && { offset: editor.document.offsetAt(editor.selection.active) };
      void needServer().then(server => server.watchGraph({ ...request, ...offset }));
    });
    this.#subscriptions = [
      onGraph(graph => this.#showGraph(graph)),
      vscode.window.onDidChangeActiveTextEditor(editor => {
        if (isOurs(editor?.document)) this.#follow(editor.document);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#showCursor(textEditor)),
      vscode.debug.onDidReceiveDebugSessionCustomEvent(({ event, body }) => {
        if (event === BATCH_EVENT) this.#showBatch(body as Batch);
      }),
      vscode.debug.onDidChangeBreakpoints(() => this.#showBreakpoints()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#trusted()),
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: (panel, state: unknown) => this.#restore(panel, state),
      }),
      // A document that is given another language is closed and opened again.
      vscode.workspace.onDidOpenTextDocument(document => {
        if (document === this.#document) this.#watch.again();
      }),
    ];
  }

  get direction(): Direction {
    return this.#watch.direction;
  }

  /** Opens the panel beside the text, or brings it to the front. The text keeps the focus. */
  show(): void {
    const active = vscode.window.activeTextEditor?.document;
    const document = isOurs(active) ? active : undefined;
    if (!document && !this.#panel) {
      void vscode.window.showInformationMessage(
        'Open a state machine definition first: a file such as order.asl.json, or a template with one inside.',
      );
      return;
    }
    if (this.#panel) this.#panel.reveal(undefined, true);
    else this.#open();
    if (document) this.#follow(document);
  }

  /** Draws these states, by name, in place of the run at the debugger; undefined: that again. */
  showStates(
    definition: string,
    shown?: { readonly states: Record<string, StateRun>; readonly cursor?: string },
  ): void {
    if (shown) this.#shown.set(definition, this.#byId(shown.states, shown.cursor));
    else if (!this.#shown.delete(definition)) return;
    if (definition === this.#document?.fileName) this.#sendRun();
  }

  /** Puts the cursor on a state of a definition, which is opened if it is not. */
  async revealState(definition: string, state: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(definition);
    if (document !== this.#document) {
      await vscode.window.showTextDocument(document, { preserveFocus: true });
      this.#follow(document);
    }
    const node = this.#states().find(({ name }) => name === state);
    if (node) await this.#reveal(document, node.key.start, node.key.end);
  }

  dispose(): void {
    this.#chosen.dispose();
    this.#panel?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #open(): void {
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.#adopt(vscode.window.createWebviewPanel(VIEW_TYPE, 'State machine', column));
  }

  /** Of an editor that is started again: the panel is there, with what its page remembers. */
  async #restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    if (this.#panel) {
      panel.dispose();
      return;
    }
    this.#adopt(panel);
    const active = vscode.window.activeTextEditor?.document;
    const uri = (state as { uri?: unknown } | undefined)?.uri;
    if (isOurs(active) || typeof uri !== 'string') {
      if (isOurs(active)) this.#follow(active);
      return;
    }
    try {
      this.#follow(await vscode.workspace.openTextDocument(vscode.Uri.parse(uri.replace(/#.*/, ''))));
    } catch {
      // The file is gone: the panel shows the next definition somebody opens.
    }
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    panel.webview.onDidReceiveMessage((message: PageMessage) => this.#hear(message));
    panel.onDidDispose(() => this.#closed());
    showPage(panel.webview, this.#assets, 'graph', { title: 'State machine graph' });
  }

  #closed(): void {
    this.#watch.close();
    this.#panel = undefined;
    this.#document = undefined;
    this.#graph = undefined;
  }

  #follow(document: vscode.TextDocument): void {
    if (!this.#panel || document === this.#document) return;
    this.#document = document;
    this.#panel.title = `Graph: ${path.basename(document.fileName)}`;
    this.#watch.follow(document.uri.toString());
  }

  #hear(message: PageMessage): void {
    switch (message.kind) {
      case 'ready':
        if (this.#watch.ready(message.direction, message.collapsed) && this.#graph) this.#sendAll(this.#graph);
        return;
      case 'collapse':
        this.#watch.fold(message.uri, message.ids);
        return;
      case 'direction':
        this.#watch.turn(message.direction);
        return;
      default:
        if (this.#document) void this.#act(message, this.#document);
    }
  }

  /** What somebody asks for at a node. */
  async #act(
    message: Exclude<PageMessage, { kind: 'ready' | 'direction' | 'collapse' }>,
    document: vscode.TextDocument,
  ) {
    switch (message.kind) {
      case 'reveal':
        this.#tellChosen(document, message.start);
        return this.#reveal(document, message.start, message.end);
      case 'rename':
        // Within the name, whether it stands in quotes or not.
        await this.#reveal(document, message.start + 1, message.start + 1);
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

  #tellChosen(document: vscode.TextDocument, start: number): void {
    const node = this.#states().find(({ key }) => key.start === start);
    if (node) this.#chosen.fire({ definition: document.fileName, state: node.name });
  }

  #states() {
    const { nodes = [], hidden = [] } = this.#graph?.layout ?? {};
    return [...nodes, ...hidden].flatMap(({ node }) => (node.kind === 'state' ? node : []));
  }

  #byId(states: Readonly<Record<string, StateRun>>, cursor: string | undefined): RunMessage {
    const ids = new Map(this.#states().map(({ name, id }) => [name, id]));
    const entries = Object.entries(states).map(([name, run]) => [ids.get(name) ?? name, run]);
    const at = cursor === undefined ? undefined : ids.get(cursor);
    return { kind: 'run', reset: true, states: Object.fromEntries(entries), cursor: at ?? null };
  }

  async #reveal(document: vscode.TextDocument, start: number, end: number): Promise<void> {
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    const shown = vscode.window.visibleTextEditors.find(editor => editor.document === document);
    const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(document, { viewColumn, selection: range });
  }

  #showGraph({ uri, stateMachine, layout, notice, problems }: GraphChanged): void {
    if (uri !== this.#document?.uri.toString()) return;
    const file = path.basename(this.#document.fileName);
    const name = stateMachine === undefined ? file : `${stateMachine} in ${file}`;
    // For the page another definition of the same document is another document.
    const id = stateMachine === undefined ? uri : `${uri}#${stateMachine}`;
    const isNew = this.#graph?.uri !== id;
    if (isNew && this.#panel) this.#panel.title = `Graph: ${name}`;
    const collapsed = this.#watch.collapsedIn(id);
    const told = notice === undefined ? {} : { notice };
    const { isTrusted } = vscode.workspace;
    this.#graph = { kind: 'graph', uri: id, name, layout, problems, collapsed, canRun: isTrusted, ...told };
    if (isNew) this.#sendAll(this.#graph);
    else {
      this.#send(this.#graph);
      this.#showBreakpoints();
    }
  }

  #showBreakpoints(): void {
    if (!this.#document) return;
    const breakpoints = [...breakpointsIn(this.#document), ...functionBreakpoints(this.#states())];
    this.#send({ kind: 'breakpoints', breakpoints });
  }

  #trusted(): void {
    if (!this.#graph) return;
    this.#graph = { ...this.#graph, canRun: true };
    this.#send(this.#graph);
  }

  #sendAll(graph: GraphMessage): void {
    this.#send(graph);
    this.#showBreakpoints();
    this.#sendRun();
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document === this.#document);
    if (editor) this.#showCursor(editor);
  }

  #sendRun(): void {
    const name = this.#document?.fileName ?? '';
    const run = this.#shown.get(name) ?? this.#runs.get(name);
    this.#send(run ? { ...run, reset: true } : { kind: 'run', reset: true, states: {}, cursor: null });
  }

  #showCursor({ document, selection }: vscode.TextEditor): void {
    if (document !== this.#document) return;
    this.#send({ kind: 'cursor', offset: document.offsetAt(selection.active) });
    // Another definition of the document may be meant now.
    if (!isDefinition(document)) this.#watch.again();
  }

  #showBatch({ definition, reset, states, cursor }: Batch): void {
    const message: RunMessage = { kind: 'run', reset, states, cursor: cursor?.pointer ?? null };
    const before = reset ? undefined : this.#runs.get(definition);
    this.#runs.set(definition, { ...message, states: { ...before?.states, ...states } });
    if (definition === this.#document?.fileName && !this.#shown.has(definition)) this.#send(message);
  }

  #send(message: HostMessage): void {
    if (this.#watch.isReady) void this.#panel?.webview.postMessage(message);
  }
}
