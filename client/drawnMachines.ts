// The machines that are drawn in Tasks of the graph, and their documents: which these are, and when they change on disk.
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { GraphChanged } from '../server/protocol.ts';
import type { DrawnDefinition } from './graphRuns.ts';

export class DrawnMachines implements vscode.Disposable {
  readonly #changed: () => void;
  #machines: NonNullable<GraphChanged['machines']> = {};
  readonly #watchers = new Map<string, vscode.Disposable>();

  /** `changed` is called when a file that machines were found in changes on disk, comes or goes. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  draw({ machines = {}, uris = [] }: Pick<GraphChanged, 'machines' | 'uris'>): void {
    this.#machines = machines;
    for (const [uri, watcher] of this.#watchers) {
      if (uris.includes(uri)) continue;
      watcher.dispose();
      this.#watchers.delete(uri);
    }
    for (const uri of uris) if (!this.#watchers.has(uri)) this.#watchers.set(uri, this.#watch(uri));
  }

  /** As the graph names the document, where something of it is drawn in a Task. */
  nameOf(document: vscode.Uri): string | undefined {
    const own = document.toString();
    return this.uris.find(uri => vscode.Uri.parse(uri).toString() === own);
  }

  get machines(): NonNullable<GraphChanged['machines']> {
    return this.#machines;
  }

  get uris(): readonly string[] {
    return [...new Set(Object.values(this.#machines).map(({ uri }) => uri))];
  }

  get definitions(): readonly DrawnDefinition[] {
    return Object.entries(this.#machines).map(([inside, { uri, stateMachine }]) => {
      return { inside, file: vscode.Uri.parse(uri).fsPath, stateMachine };
    });
  }

  dispose(): void {
    this.draw({});
  }

  #watch(address: string): vscode.Disposable {
    const uri = vscode.Uri.parse(address);
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), path.posix.basename(uri.path));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    watcher.onDidChange(this.#changed);
    watcher.onDidCreate(this.#changed);
    watcher.onDidDelete(this.#changed);
    return watcher;
  }
}
