// The panel that shows two definitions side by side. Forwards: texts to the server, what it says of them to the page, and
// places the page wants to see to the editor.
import * as vscode from 'vscode';
import type { ComparePageMessage, ComparisonMessage, Direction, ListedPlace } from '../graph/protocol.ts';
import type { Server } from './languageClient.ts';
import { showPage } from './pages.ts';

/** One side: a file, or a file as it was. */
export interface ComparedText {
  readonly name: string;
  readonly uri: vscode.Uri;
  readonly languageId: string;
  read(): Promise<string>;
  onDidChange(listener: () => void): vscode.Disposable;
}

interface Sides {
  readonly before: ComparedText;
  readonly after: ComparedText;
}

/** A pause in typing: twice as long as the last comparison took. */
const PAUSE_MS = { least: 150, most: 3000 };

export class ComparePanel implements vscode.Disposable {
  readonly #assets: vscode.Uri;
  readonly #needServer: () => Promise<Server>;
  #panel: vscode.WebviewPanel | undefined;
  #sides: Sides | undefined;
  #following: vscode.Disposable | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** How long the last comparison took. */
  #lastMs = 0;
  #direction: Direction = 'down';
  #stateMachine: string | undefined;
  #isReady = false;
  /** What the page needs to draw the present when it is made anew. */
  #message: ComparisonMessage | undefined;
  /** Of the comparison that was asked for last: an earlier one may be answered later. */
  #round = 0;

  constructor(assets: vscode.Uri, needServer: () => Promise<Server>) {
    this.#assets = assets;
    this.#needServer = needServer;
  }

  /** Compares until other texts are to be compared or the panel is closed. */
  async show(before: ComparedText, after: ComparedText): Promise<void> {
    this.#sides = { before, after };
    this.#stateMachine = undefined;
    this.#message = undefined;
    this.#following?.dispose();
    this.#following = vscode.Disposable.from(
      ...[before, after].map(side => side.onDidChange(() => this.#compareSoon())),
    );
    this.#panel ??= this.#open();
    this.#panel.title = before.name.startsWith(`${after.name} (`) ? before.name : `${before.name} ↔ ${after.name}`;
    this.#panel.reveal(undefined, true);
    await this.#compare();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #open(): vscode.WebviewPanel {
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel('stepthrough.compare', 'Comparison', column);
    panel.webview.onDidReceiveMessage((message: ComparePageMessage) => this.#hear(message));
    panel.onDidDispose(() => this.#closed());
    showPage(panel.webview, this.#assets, 'diff', { title: 'Comparison of state machines' });
    return panel;
  }

  #closed(): void {
    clearTimeout(this.#timer);
    this.#following?.dispose();
    this.#following = undefined;
    this.#panel = undefined;
    this.#sides = undefined;
    this.#message = undefined;
    this.#isReady = false;
  }

  #hear(message: ComparePageMessage): void {
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        if (message.direction !== this.#direction) {
          this.#direction = message.direction;
          void this.#compare();
        } else if (this.#message) this.#send(this.#message);
        return;
      case 'direction':
        this.#direction = message.direction;
        void this.#compare();
        return;
      case 'choose':
        this.#stateMachine = message.stateMachine;
        void this.#compare();
        return;
      case 'open':
        void this.#openText(message);
    }
  }

  #compareSoon(): void {
    clearTimeout(this.#timer);
    const pauseMs = Math.min(PAUSE_MS.most, Math.max(PAUSE_MS.least, 2 * this.#lastMs));
    this.#timer = setTimeout(() => void this.#compare(), pauseMs);
  }

  async #compare(): Promise<void> {
    const sides = this.#sides;
    if (!sides) return;
    const round = ++this.#round;
    const { before, after } = sides;
    const names = { id: `${before.uri} ${after.uri}`, before: before.name, after: after.name };
    const start = performance.now();
    const answer = await this.#ask(sides).catch(() => 'One of the files cannot be read any more.');
    this.#lastMs = performance.now() - start;
    if (round !== this.#round || sides !== this.#sides) return;
    const notice = typeof answer === 'string' ? answer : answer?.notice;
    this.#send({
      kind: 'comparison',
      ...names,
      ...(answer === null || typeof answer === 'string'
        ? { stateMachines: [], notice: notice ?? 'One of the files holds no state machine.' }
        : { ...answer, ...(notice !== undefined && { notice }) }),
    });
  }

  async #ask({ before, after }: Sides) {
    const given = async ({ uri, languageId, read }: ComparedText) => {
      return { uri: uri.path, languageId, text: await read() };
    };
    const server = await this.#needServer();
    return server.compare({
      before: await given(before),
      after: await given(after),
      direction: this.#direction,
      ...(this.#stateMachine !== undefined && { stateMachine: this.#stateMachine }),
    });
  }

  // Both texts side by side where the change is; what only the old one has is shown there.
  async #openText(change: { readonly before?: ListedPlace; readonly after?: ListedPlace }): Promise<void> {
    if (!this.#sides || !this.#panel) return;
    const { before, after } = this.#sides;
    const viewColumn =
      this.#panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
    const options = { viewColumn, preserveFocus: true };
    if (!change.after) {
      if (change.before) await showText(before.uri, change.before, options);
    } else if (before.languageId !== after.languageId) {
      await showText(after.uri, change.after, options);
    } else {
      const document = await vscode.workspace.openTextDocument(after.uri);
      const selection = rangeOf(document, change.after);
      const title = `${before.name} ↔ ${after.name}`;
      await vscode.commands.executeCommand('vscode.diff', before.uri, after.uri, title, { ...options, selection });
    }
  }

  #send(message: ComparisonMessage): void {
    this.#message = message;
    if (this.#isReady) void this.#panel?.webview.postMessage(message);
  }
}

async function showText(uri: vscode.Uri, place: ListedPlace, options: vscode.TextDocumentShowOptions): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { ...options, selection: rangeOf(document, place) });
}

function rangeOf(document: vscode.TextDocument, { start, end }: ListedPlace): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
