// Where launch configurations say the state machines are that a definition's Tasks start.
import * as vscode from 'vscode';
import { uriOf } from './launchCompletions.ts';

/** Of all configurations for a document together: by name, ARN or placeholder the path, from the document's folder on. */
export function machinesGiven({ uri }: vscode.TextDocument): Readonly<Record<string, string>> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const configurations = vscode.workspace.getConfiguration('launch', uri).get<unknown>('configurations');
  const given: Record<string, string> = {};
  for (const configuration of Array.isArray(configurations) ? configurations : []) {
    const { type, definition, machines } = (configuration ?? {}) as Readonly<Record<string, unknown>>;
    if (type !== 'stepthrough' || typeof definition !== 'string' || typeof machines !== 'object') continue;
    const isOwn = definition === '${file}' || (folder && uriOf(definition, folder)?.toString() === uri.toString());
    if (!isOwn) continue;
    for (const [name, path] of Object.entries(machines ?? {})) if (typeof path === 'string') given[name] = path;
  }
  return given;
}
