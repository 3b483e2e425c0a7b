// A debug session as a test sees it: what was stopped at, what the scopes show, what was printed.
/// <reference types="vscode" />
import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';

export class DebugSession implements vscode.Disposable {
  readonly #tracker: vscode.Disposable;
  readonly #stops: string[] = [];
  readonly #waiting: ((stop: string) => void)[] = [];
  #output = '';

  constructor() {
    this.#tracker = vscode.debug.registerDebugAdapterTrackerFactory('stepthrough', {
      createDebugAdapterTracker: () => ({ onDidSendMessage: message => this.#hear(message) }),
    });
  }

  /** Launches `definition`, whose path `attributes` complete, with breakpoints on the lines that hold the texts. */
  async launch(document: vscode.TextDocument, attributes: object, breakpoints: readonly string[]): Promise<void> {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    const text = document.getText();
    vscode.debug.addBreakpoints(
      breakpoints.map(line => {
        const position = document.positionAt(text.indexOf(line));
        return new vscode.SourceBreakpoint(new vscode.Location(document.uri, position.with({ character: 0 })));
      }),
    );
    const configuration = { type: 'stepthrough', request: 'launch', name: 'test', definition: document.fileName };
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    await vscode.debug.startDebugging(folder, { ...configuration, ...attributes });
  }

  /** Where the session stops next, such as `breakpoint: Paused entering "Pay"`, or `ended`. */
  nextStop(): Promise<string> {
    const stop = this.#stops.shift();
    return stop === undefined ? new Promise(resolve => this.#waiting.push(resolve)) : Promise.resolve(stop);
  }

  /** Sends a request that moves the run, and says where it stops. */
  async move(command: 'next' | 'stepBack' | 'continue' | 'reverseContinue'): Promise<string> {
    await this.request(command, { threadId: 1 });
    return this.nextStop();
  }

  /** The scopes of the top frame, one per line, but for the context object. */
  async scopes(): Promise<string> {
    const { stackFrames } = await this.request<DebugProtocol.StackTraceResponse['body']>('stackTrace', { threadId: 1 });
    const frameId = stackFrames[0]?.id;
    const { scopes } = await this.request<DebugProtocol.ScopesResponse['body']>('scopes', { frameId });
    const lines: string[] = [];
    for (const { name, variablesReference } of scopes) {
      if (name === 'Context') continue;
      const body = await this.request<DebugProtocol.VariablesResponse['body']>('variables', { variablesReference });
      lines.push(`${name}  ${body.variables.map(variable => `${variable.name}: ${variable.value}`).join(', ')}`);
    }
    return lines.join('\n');
  }

  /** Everything the debug console shows. */
  get output(): string {
    return this.#output;
  }

  async request<T>(command: string, args: object): Promise<T> {
    const session = vscode.debug.activeDebugSession;
    if (!session) throw new Error('No debug session is active.');
    return session.customRequest(command, args);
  }

  async dispose(): Promise<void> {
    this.#tracker.dispose();
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await vscode.debug.stopDebugging();
  }

  #hear(message: DebugProtocol.Event): void {
    if (message.type !== 'event') return;
    if (message.event === 'output') this.#output += message.body.output;
    if (message.event === 'stopped') this.#stop(`${message.body.reason}: ${message.body.description}`);
    if (message.event === 'terminated') this.#stop('ended');
  }

  #stop(stop: string): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(stop);
    else this.#stops.push(stop);
  }
}
