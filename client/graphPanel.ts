// The panel beside the text that shows the graph of the active definition. Forwards: graphs from the server, the cursor
// from the editor, the run from the debugger to the page; places in the text from the page to the editor.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { BATCH_EVENT, type Batch } from '../debugger/protocol.ts';
import type { ShownSoFar } from '../graph/executionProtocol.ts';
import { type GraphMessage, type HostMessage, INSIDE, type PageMessage } from '../graph/protocol.ts';
import type { GraphChanged, PictureWanted } from '../server/protocol.ts';
import { breakpointsIn } from './breakpoints.ts';
import { isDefinition, isOurs } from './documents.ts';
import { DrawnMachines } from './drawnMachines.ts';
import { functionBreakpoints } from './functionBreakpoints.ts';
import { type DrawnDefinition, GraphRuns, type RunMessageOfPage } from './graphRuns.ts';
import { GraphWatch } from './graphWatch.ts';
import type { Server } from './languageClient.ts';
import { machinesGiven } from './launchMachines.ts';
import { actAtNode, revealIn } from './nodeActs.ts';
import { showPage } from './pages.ts';

const VIEW_TYPE = 'stepthrough.graph';

export interface RunQuestion {
  /** What it is about: the definition of the graph, or one that is drawn in a Task, with places in that. */
  readonly of: DrawnDefinition;
  readonly message: RunMessageOfPage;
  /** Of the state at a pointer. */
  nameOf(pointer: string): string | undefined;
  answer(said: HostMessage): void;
}

export class GraphPanel implements vscode.Disposable {
  readonly #assets: vscode.Uri;
  readonly #needServer: () => Promise<Server>;
  readonly #watch: GraphWatch;
  readonly #subscriptions: vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  #document: vscode.TextDocument | undefined;
  /** What the page needs to draw the present when it is made anew. */
  #graph: GraphMessage | undefined;
  #stateMachine: string | undefined;
  readonly #drawn = new DrawnMachines(() => this.#watch.again({ isElsewhere: true }));
  readonly #runs = new GraphRuns();
  /** Reading a file takes a while: only the last answer counts. */
  #breakpointsAsked = 0;
  readonly #chosen = new vscode.EventEmitter<{ readonly definition: string; readonly state: string }>();
  /** A state was chosen in the picture. */
  readonly onDidChooseState = this.#chosen.event;
  readonly #asked = new vscode.EventEmitter<RunQuestion>();
  /** Somebody wants to know of the run, or see another part of it. */
  readonly onDidAsk = this.#asked.event;

  constructor(assets: vscode.Uri, onGraph: vscode.Event<GraphChanged>, needServer: () => Promise<Server>) {
    this.#assets = assets;
    this.#needServer = needServer;
    this.#watch = new GraphWatch((request, { isElsewhere }) => {
      const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === request.uri);
      const offset = editor && !isElsewhere && { offset: editor.document.offsetAt(editor.selection.active) };
      const machines = this.#document && { machines: machinesGiven(this.#document) };
      void needServer().then(server => server.watchGraph({ ...request, ...machines, ...offset }));
    });
    this.#subscriptions = [
      onGraph(graph => this.#showGraph(graph)),
      vscode.window.onDidChangeActiveTextEditor(editor => {
        if (isOurs(editor?.document)) this.#activated(editor);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#showCursor(textEditor)),
      vscode.debug.onDidReceiveDebugSessionCustomEvent(({ event, body }) => {
        if (event === BATCH_EVENT) this.#showBatch(body as Batch);
      }),
      vscode.debug.onDidChangeBreakpoints(() => void this.#showBreakpoints()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#trusted()),
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration('launch')) this.#watch.again({ isElsewhere: true });
      }),
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: (panel, state: unknown) => this.#restore(panel, state),
      }),
      // A document that is given another language is closed and opened again.
      vscode.workspace.onDidOpenTextDocument(document => {
        if (document === this.#document) this.#watch.again();
      }),
    ];
  }

  /** How a document is drawn here. */
  drawing(document: vscode.TextDocument): Pick<PictureWanted, 'direction' | 'opened' | 'machines'> {
    const { opened } = this.#watch.folds.in(document.uri.toString());
    return { direction: this.#watch.direction, opened, machines: machinesGiven(document) };
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
    if (document) this.#want(document);
  }

  /** Draws these states, by name, in place of the run at the debugger; undefined: that again. */
  showStates(definition: string, shown?: ShownSoFar): void {
    if (this.#runs.show(definition, shown) && definition === this.#document?.fileName) this.#sendRun();
  }

  /** Puts the cursor on a state of a definition, which is opened if it is not. */
  async revealState(definition: string, state: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(definition);
    if (document !== this.#document) {
      await vscode.window.showTextDocument(document, { preserveFocus: true });
      this.#follow(document);
    }
    const node = this.#ownStates().find(({ name }) => name === state);
    if (node) await revealIn(document, node.key.start, node.key.end);
  }

  dispose(): void {
    this.#drawn.dispose();
    this.#chosen.dispose();
    this.#asked.dispose();
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
    this.#drawn.draw({});
  }

  // A document of which something is drawn in a Task keeps the picture: whoever clicks there wants to see both.
  #activated(editor: vscode.TextEditor): void {
    const { document } = editor;
    if (document === this.#document || this.#drawn.nameOf(document.uri) !== undefined) this.#showCursor(editor);
    else this.#follow(document);
  }

  /** Shows a definition for itself, wherever else it is drawn. */
  #want(document: vscode.TextDocument): void {
    if (document === this.#document) this.#watch.again({ isWanted: true });
    else this.#follow(document);
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
        if (this.#watch.ready(message) && this.#graph) this.#sendAll(this.#graph);
        return;
      case 'collapse':
        this.#watch.fold(message);
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
    graphed: vscode.TextDocument,
  ): Promise<void> {
    const other = 'uri' in message ? message.uri : undefined;
    const document = other === undefined ? graphed : await vscode.workspace.openTextDocument(vscode.Uri.parse(other));
    switch (message.kind) {
      case 'reveal':
        this.#tellChosen(document, message);
        return revealIn(document, message.start, message.end);
      case 'openMachine': {
        const server = await this.#needServer();
        const place = await server.machineStart({ ...message, uri: other ?? document.uri.toString() });
        await revealIn(document, place?.start ?? 0, place?.end ?? 0);
        return this.#want(document);
      }
      case 'flow':
      case 'openValue':
      case 'chooseIteration':
      case 'showAll':
        return this.#askOfRun(message);
      default:
        return actAtNode(message, document);
    }
  }

  #askOfRun(asked: RunMessageOfPage): void {
    for (const { of, message } of this.#runs.meant(asked, this.#definitions())) {
      const nameOf = (pointer: string) => this.#states().find(({ id }) => id === of.inside + pointer)?.name;
      this.#asked.fire({ of, message, nameOf, answer: said => this.#send(said) });
    }
  }

  #tellChosen({ fileName }: vscode.TextDocument, at: { readonly start: number; readonly uri?: string }): void {
    const node = this.#states().find(({ key, uri }) => key.start === at.start && uri === at.uri);
    if (node) this.#chosen.fire({ definition: fileName, state: node.name });
  }

  #states() {
    const { nodes = [], hidden = [] } = this.#graph?.layout ?? {};
    return [...nodes, ...hidden].flatMap(({ node }) => (node.kind === 'state' ? node : []));
  }

  /** Without those of machines in Tasks. */
  #ownStates() {
    return this.#states().filter(({ id }) => !id.includes(INSIDE));
  }

  readonly #ids = () => new Map(this.#ownStates().map(({ name, id }) => [name, id]));

  /** The definition of the graph, then those drawn in its Tasks. */
  #definitions(): readonly DrawnDefinition[] {
    const file = this.#document?.fileName ?? '';
    return [{ inside: '', file, stateMachine: this.#stateMachine }, ...this.#drawn.definitions];
  }

  #showGraph(changed: GraphChanged): void {
    const { uri, stateMachine, layout, notice, problems, machines = {} } = changed;
    if (uri !== this.#document?.uri.toString()) return;
    const file = path.basename(this.#document.fileName);
    const name = stateMachine === undefined ? file : `${stateMachine} in ${file}`;
    // For the page another definition of the same document is another document.
    const id = stateMachine === undefined ? uri : `${uri}#${stateMachine}`;
    const isNew = this.#graph?.uri !== id;
    if (isNew && this.#panel) this.#panel.title = `Graph: ${name}`;
    const isAsBefore = !isNew && JSON.stringify(machines) === JSON.stringify(this.#drawn.machines);
    this.#stateMachine = stateMachine;
    this.#drawn.draw(changed);
    const told = notice === undefined ? {} : { notice };
    const { isTrusted } = vscode.workspace;
    this.#graph = {
      kind: 'graph',
      uri: id,
      name,
      layout,
      problems,
      ...this.#watch.folds.of(id),
      canRun: isTrusted,
      ...told,
    };
    // What is known of machines that are new in the picture comes after it.
    if (!isAsBefore) this.#sendAll(this.#graph);
    else {
      this.#send(this.#graph);
      void this.#showBreakpoints();
    }
  }

  async #showBreakpoints(): Promise<void> {
    if (!this.#document) return;
    const asked = ++this.#breakpointsAsked;
    const onLines = await breakpointsIn(this.#document, this.#drawn.uris);
    if (asked !== this.#breakpointsAsked) return;
    this.#send({ kind: 'breakpoints', breakpoints: [...onLines, ...functionBreakpoints(this.#states())] });
  }

  #trusted(): void {
    if (!this.#graph) return;
    this.#graph = { ...this.#graph, canRun: true };
    this.#send(this.#graph);
  }

  #sendAll(graph: GraphMessage): void {
    this.#send(graph);
    void this.#showBreakpoints();
    this.#sendRun();
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    const isDrawn = activeTextEditor && this.#drawn.nameOf(activeTextEditor.document.uri) !== undefined;
    const editor = isDrawn ? activeTextEditor : visibleTextEditors.find(({ document }) => document === this.#document);
    if (editor) this.#showCursor(editor);
  }

  #sendRun(): void {
    this.#send(this.#runs.whole(this.#definitions(), this.#ids));
  }

  #showCursor({ document, selection }: vscode.TextEditor): void {
    const offset = document.offsetAt(selection.active);
    const uri = this.#drawn.nameOf(document.uri);
    if (document !== this.#document) {
      if (uri !== undefined) this.#send({ kind: 'cursor', offset, uri });
      return;
    }
    this.#send({ kind: 'cursor', offset });
    // Another definition of the document may be meant now.
    if (!isDefinition(document)) this.#watch.again();
  }

  #showBatch(batch: Batch): void {
    const message = this.#runs.add(batch, this.#definitions(), this.#ids);
    if (message) this.#send(message);
  }

  #send(message: HostMessage): void {
    if (this.#watch.isReady) void this.#panel?.webview.postMessage(message);
  }
}
