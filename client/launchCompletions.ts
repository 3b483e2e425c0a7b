// In launch.json: the paths a configuration of ours may name, and the states of its definition.
import * as path from 'node:path';
import * as vscode from 'vscode';

/** What each attribute's path may lead to. */
const FILES: Readonly<Record<string, string>> = {
  definition: '**/*.asl.{json,yaml,yml}',
  mocks: '**/*mock*.json',
  input: '**/*.json',
  history: '**/*history*.json',
};
const MOST_FILES = 200;

export function registerLaunchCompletions(): vscode.Disposable {
  const selector = [{ pattern: '**/launch.json' }, { pattern: '**/*.code-workspace' }];
  return vscode.languages.registerCompletionItemProvider(selector, { provideCompletionItems }, '"', '/');
}

async function provideCompletionItems(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const line = document.lineAt(position).text;
  const value = /"(\w+)"\s*:\s*"([^"]*)$/.exec(line.slice(0, position.character));
  const attribute = value?.[1] ?? '';
  const configuration = objectAround(document.getText(), document.offsetAt(position));
  if (!value || !/"type"\s*:\s*"stepthrough"/.test(configuration)) return [];
  const rest = /^[^"]*/.exec(line.slice(position.character))?.[0].length ?? 0;
  const range = new vscode.Range(position.translate(0, -(value[2] ?? '').length), position.translate(0, rest));
  const folder = vscode.workspace.getWorkspaceFolder(document.uri) ?? vscode.workspace.workspaceFolders?.[0];
  const definition = /"definition"\s*:\s*"([^"]*)"/.exec(configuration)?.[1];
  const uri = folder && definition !== undefined ? uriOf(definition, folder) : undefined;
  const texts = attribute === 'startAt' ? await statesOf(uri) : await pathsOf(attribute, folder, uri);
  return texts.map(text => {
    const item = new vscode.CompletionItem(text, kindOf(attribute));
    item.range = range;
    // Else what is typed so far would have to begin a word of it.
    item.filterText = text;
    return item;
  });
}

function kindOf(attribute: string): vscode.CompletionItemKind {
  return attribute === 'startAt' ? vscode.CompletionItemKind.Class : vscode.CompletionItemKind.File;
}

/** Paths as the attribute takes them: of a definition from the folder on, of others from its definition on. */
async function pathsOf(
  attribute: string,
  folder: vscode.WorkspaceFolder | undefined,
  definition: vscode.Uri | undefined,
): Promise<readonly string[]> {
  const pattern = Object.hasOwn(FILES, attribute) ? FILES[attribute] : undefined;
  if (pattern === undefined || !folder) return [];
  const files = await vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, pattern),
    '**/{node_modules,.vscode}/**',
    MOST_FILES,
  );
  const isDefinition = attribute === 'definition';
  const from = isDefinition || !definition ? folder.uri.fsPath : path.dirname(definition.fsPath);
  const paths = files
    .filter(file => isDefinition || !/\.asl\.json$/.test(file.path))
    .map(file => path.relative(from, file.fsPath).split(path.sep).join('/'));
  return paths.sort().map(one => (isDefinition ? `\${workspaceFolder}/${one}` : one));
}

/** The states a run may begin at. */
async function statesOf(definition: vscode.Uri | undefined): Promise<readonly string[]> {
  if (!definition) return [];
  try {
    const { uri } = await vscode.workspace.openTextDocument(definition);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    return namesIn(symbols ?? []);
  } catch {
    // No such file: that is said when the configuration is started.
    return [];
  }
}

// Machines of a template and branches are symbols too.
function namesIn(symbols: readonly vscode.DocumentSymbol[]): readonly string[] {
  return symbols.flatMap(({ name, kind, children }) => [
    ...(kind === vscode.SymbolKind.Class ? [name] : []),
    ...namesIn(children),
  ]);
}

/** Undefined for what only a start of the debugger knows. */
export function uriOf(definition: string, folder: vscode.WorkspaceFolder): vscode.Uri | undefined {
  const text = definition.replace(/^\$\{workspaceFolder\}[\\/]/, '');
  if (text.includes('${')) return undefined;
  return path.isAbsolute(text) ? vscode.Uri.file(text) : vscode.Uri.joinPath(folder.uri, text);
}

/** The text of the innermost object of a JSON text that holds an offset; what is inside strings does not count. */
function objectAround(text: string, offset: number): string {
  const open: number[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|\/\/.*|[{}]/g)) {
    if (token === '{') open.push(index);
    else if (token === '}') {
      const start = open.pop() ?? 0;
      if (index >= offset && start < offset) return text.slice(start, index + 1);
    }
  }
  return text.slice(open.at(-1) ?? 0);
}
