// The view of executions: every run of this workspace with its status, duration, input and output, kept until it is
// removed. A run can be opened as a replay, run again, compared with another, shown as a table, and exported.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { ENDED_EVENT, type EndedRun } from '../debugger/protocol.ts';
import type { ExecutionView } from './executionView.ts';
import { replayOf } from './replays.ts';

const KEY = 'executions';
const MOST_KEPT = 50;
/** A larger history is not kept: the editor loads all of it at its start. */
const MOST_BYTES = 512 * 1024;
const SCHEME = 'stepthrough-run';
const VIEW = 'stepthrough.executions';

interface Kept extends EndedRun {
  readonly id: string;
  readonly at: number;
}

export function registerExecutions(context: vscode.ExtensionContext, execution: ExecutionView): void {
  const view = new Executions(context.workspaceState);
  view.showWhereThereAreSome();
  const tree = vscode.window.createTreeView(VIEW, { treeDataProvider: view, canSelectMany: true });
  const command = (name: string, run: (one: Kept, all: readonly Kept[]) => unknown) =>
    vscode.commands.registerCommand(`stepthrough.${name}`, (one?: Kept, all?: readonly Kept[]) => {
      const chosen = one ?? tree.selection[0];
      if (chosen) return run(chosen, all ?? tree.selection);
      return undefined;
    });
  context.subscriptions.push(
    tree,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, view),
    vscode.debug.onDidReceiveDebugSessionCustomEvent(({ event, body }) => {
      if (event === ENDED_EVENT) void view.keep(body as EndedRun);
    }),
    command('openExecution', one => view.open(one, execution)),
    command('openExecutionAsText', one => view.openText(one)),
    command('replayExecution', replay),
    command('rerunExecution', rerun),
    command('compareExecutions', (one, all) => view.compare(one, all)),
    command('exportExecution', exportHistory),
    command('removeExecution', (one, all) => view.remove(all.includes(one) ? all : [one])),
  );
}

class Executions implements vscode.TreeDataProvider<Kept>, vscode.TextDocumentContentProvider {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  get #all(): readonly Kept[] {
    return this.#memory.get<readonly Kept[]>(KEY, []);
  }

  async keep(ended: EndedRun): Promise<void> {
    const at = Date.now();
    const isLarge = JSON.stringify(ended.history).length > MOST_BYTES;
    const one: Kept = { ...ended, ...(isLarge && { history: [] }), id: `${at}-${ended.name}`, at };
    await this.#write([one, ...this.#all].slice(0, MOST_KEPT));
  }

  async remove(gone: readonly Kept[]): Promise<void> {
    await this.#write(this.#all.filter(({ id }) => !gone.some(other => other.id === id)));
  }

  async #write(all: readonly Kept[]): Promise<void> {
    await this.#memory.update(KEY, all);
    this.showWhereThereAreSome();
    this.#changed.fire(undefined);
  }

  /** The view takes no room before the first run. */
  showWhereThereAreSome(): void {
    void vscode.commands.executeCommand('setContext', 'stepthrough.hasExecutions', this.#all.length > 0);
  }

  getChildren(parent?: Kept): Kept[] {
    return parent ? [] : [...this.#all];
  }

  getTreeItem(one: Kept): vscode.TreeItem {
    const item = new vscode.TreeItem(path.basename(one.definition));
    item.id = one.id;
    item.description = `${one.status.toLowerCase().replace('_', ' ')} · ${duration(one)} · ${agoOf(one.at)}`;
    item.iconPath = iconOf(one.status);
    item.contextValue = one.history.length > 0 ? 'execution' : 'executionWithoutHistory';
    item.command = { command: 'stepthrough.openExecution', title: 'Open', arguments: [one] };
    const tooltip = new vscode.MarkdownString();
    tooltip.appendMarkdown('**Input**\n').appendCodeblock(shown(one.input), 'json');
    if (one.output !== undefined) tooltip.appendMarkdown('**Output**\n').appendCodeblock(shown(one.output), 'json');
    if (one.error !== undefined)
      tooltip.appendMarkdown('**Error**\n').appendCodeblock(`${one.error}\n${one.cause ?? ''}`);
    item.tooltip = tooltip;
    return item;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const one = this.#all.find(({ id }) => id === uri.query);
    return one ? tableOf(one) : 'This execution is not kept any more.';
  }

  /** Event by event, with its definition beside. */
  async open(one: Kept, execution: ExecutionView): Promise<void> {
    if (one.history.length === 0) {
      await this.openText(one);
      return;
    }
    const uri = vscode.Uri.file(one.definition);
    try {
      await vscode.window.showTextDocument(uri, { preview: true, preserveFocus: true });
    } catch {
      // The definition is gone, or was never saved: its executions can be looked at all the same.
    }
    await execution.show(titleOf(one), one.definition, one.history);
  }

  async openText(one: Kept): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uriOf(one));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  async compare(one: Kept, all: readonly Kept[]): Promise<void> {
    const other = all.find(({ id }) => id !== one.id) ?? (await this.#pickOther(one));
    if (!other) return;
    const [left, right] = one.at < other.at ? [one, other] : [other, one];
    await vscode.commands.executeCommand(
      'vscode.diff',
      uriOf(left),
      uriOf(right),
      `${titleOf(left)} ↔ ${titleOf(right)}`,
    );
  }

  async #pickOther(one: Kept): Promise<Kept | undefined> {
    const others = this.#all.filter(({ id }) => id !== one.id);
    if (others.length === 0) {
      void vscode.window.showInformationMessage('There is no other execution to compare with yet.');
      return undefined;
    }
    const items = others.map(other => ({ label: titleOf(other), description: other.status.toLowerCase(), other }));
    return (await vscode.window.showQuickPick(items, { title: 'Compare with' }))?.other;
  }
}

async function replay({ definition, history }: Kept): Promise<void> {
  await vscode.debug.startDebugging(undefined, replayOf(definition, { events: history }));
}

async function rerun({ definition, input }: Kept): Promise<void> {
  await vscode.debug.startDebugging(undefined, {
    type: 'stepthrough',
    request: 'launch',
    name: `Debug ${path.basename(definition)}`,
    definition,
    input,
  });
}

async function exportHistory({ definition, name, history }: Kept): Promise<void> {
  const folder = vscode.Uri.file(path.dirname(definition));
  const defaultUri = vscode.Uri.joinPath(folder, `${name}.history.json`);
  const file = await vscode.window.showSaveDialog({ defaultUri, filters: { JSON: ['json'] } });
  if (!file) return;
  const text = `${JSON.stringify({ events: history }, undefined, 2)}\n`;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}

interface Row {
  readonly id?: number;
  readonly type?: string;
  readonly timestamp?: number;
  readonly [details: string]: unknown;
}

// Times are those since the start, so that two runs of one definition can be laid side by side.
function tableOf({ definition, status, input, output, error, cause, startTime, history }: Kept): string {
  const rows = (history as readonly Row[]).map(row => {
    const seconds = ((row.timestamp ?? 0) - startTime / 1000).toFixed(3);
    const details = Object.entries(row).find(([key]) => key.endsWith('EventDetails'))?.[1] as
      | Readonly<Record<string, unknown>>
      | undefined;
    const { name, inputDetails: _, outputDetails: __, ...rest } = details ?? {};
    const told = Object.values(rest).map(value => (typeof value === 'string' ? value : JSON.stringify(value)));
    return [`${row.id ?? ''}`, `+${seconds}`, row.type ?? '', String(name ?? ''), told.join('  ')];
  });
  const widths = [0, 1, 2, 3].map(column => Math.max(0, ...rows.map(row => row[column]?.length ?? 0)));
  const lines = rows.map(row =>
    row
      .map((cell, column) => (column < 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const end =
    output === undefined ? [`error   ${error ?? ''}`, `cause   ${cause ?? ''}`] : [`output  ${JSON.stringify(output)}`];
  return [
    `${path.basename(definition)}  ${status}`,
    `input   ${JSON.stringify(input)}`,
    ...end,
    '',
    ...(lines.length > 0 ? lines : ['The history was too large to be kept.']),
    '',
  ].join('\n');
}

function uriOf({ id, definition }: Kept): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${path.basename(definition)}.execution`, query: id });
}

function titleOf({ definition, at }: Kept): string {
  return `${path.basename(definition)}, ${new Date(at).toLocaleTimeString()}`;
}

function iconOf(status: string): vscode.ThemeIcon {
  if (status === 'SUCCEEDED') return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  if (status === 'ABORTED') return new vscode.ThemeIcon('circle-slash');
  return new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
}

function duration({ startTime, endTime }: EndedRun): string {
  const seconds = (endTime - startTime) / 1000;
  if (seconds < 60) return `${Number(seconds.toFixed(3))} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

function agoOf(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

function shown(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2) ?? '';
  return text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
}
