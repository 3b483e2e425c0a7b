// Asks for the input of an execution: typed, one that was used before, or a file beside the definition. What was used is
// remembered for each definition.
import * as path from 'node:path';
import * as vscode from 'vscode';

export interface ChosenInput {
  readonly value: unknown;
  /** The person wants to say anew how tasks are answered. */
  readonly asksForAnswers: boolean;
}

interface Item extends vscode.QuickPickItem {
  /** Undefined for what is typed. */
  readonly read?: () => Promise<string>;
}

const MOST_REMEMBERED = 10;
const MOST_FILES = 50;
const EMPTY = '{}';
const CHANGE_ANSWERS: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('gear'),
  tooltip: 'Choose how tasks are answered',
};

/** Undefined when the user cancels. */
export async function askForInput(
  memory: vscode.Memento,
  definition: string,
  startAt?: string,
): Promise<ChosenInput | undefined> {
  const key = `inputs:${definition}${startAt === undefined ? '' : `#${startAt}`}`;
  const remembered = memory.get<readonly string[]>(key, []);
  let asksForAnswers = false;
  const title = startAt === undefined ? 'Input of the execution' : `Input of the state "${startAt}"`;
  const text = await pick(title, remembered, await filesFor(definition), () => {
    asksForAnswers = true;
  });
  if (text === undefined) return undefined;
  await memory.update(key, [text, ...remembered.filter(other => other !== text)].slice(0, MOST_REMEMBERED));
  return { value: JSON.parse(text) as unknown, asksForAnswers };
}

function pick(
  title: string,
  remembered: readonly string[],
  files: readonly vscode.Uri[],
  changeAnswers: () => void,
): Promise<string | undefined> {
  const list = vscode.window.createQuickPick<Item>();
  const known = itemsOf(remembered, files);
  list.title = title;
  list.placeholder = 'Type or paste any JSON value, or choose one';
  list.ignoreFocusOut = true;
  list.matchOnDescription = true;
  list.buttons = [CHANGE_ANSWERS];
  list.items = known;
  return new Promise(resolve => {
    const end = (text: string | undefined) => {
      resolve(text);
      list.dispose();
    };
    list.onDidTriggerButton(() => {
      changeAnswers();
      list.title = `${title} (then how tasks are answered)`;
    });
    list.onDidChangeValue(value => {
      list.items = value.trim() === '' ? known : [typedItem(value), ...known];
    });
    list.onDidAccept(async () => {
      const [item] = list.selectedItems;
      const text = item?.read ? await item.read() : list.value;
      const problem = problemOf(text);
      if (problem === undefined) end(text);
      else if (item?.read) void vscode.window.showErrorMessage(`${item.label}: ${problem}`);
    });
    list.onDidHide(() => end(undefined));
    list.show();
  });
}

function itemsOf(remembered: readonly string[], files: readonly vscode.Uri[]): readonly Item[] {
  const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const texts = (list: readonly string[]) =>
    list.map((text): Item => ({ label: shortened(text), read: async () => text }));
  return [
    ...(remembered.length > 0 ? [separator('used before'), ...texts(remembered)] : []),
    ...(files.length > 0 ? [separator('files')] : []),
    ...files.map(file => ({
      label: `$(json) ${vscode.workspace.asRelativePath(file)}`,
      read: async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(file)),
    })),
    ...(remembered.includes(EMPTY) ? [] : [separator('nothing in it'), ...texts([EMPTY])]),
  ];
}

function typedItem(text: string): Item {
  const problem = problemOf(text);
  return { label: problem ?? '$(edit) What is typed', alwaysShow: true };
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

/** JSON files that are inputs by their name or folder: `order.input.json`, `inputs/large.json`. */
async function filesFor(definition: string): Promise<readonly vscode.Uri[]> {
  if (!path.isAbsolute(definition)) return [];
  const base = path.basename(definition).replace(/\.(asl\.)?(json|ya?ml)$/, '');
  const pattern = `{${base}.input*.json,inputs/**/*.json,events/**/*.json}`;
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(vscode.Uri.file(path.dirname(definition)), pattern),
    '**/node_modules/**',
    MOST_FILES,
  );
  // Those of the definition's own name first: what F5, Enter takes.
  const isOwn = ({ path: file }: vscode.Uri) => path.basename(file).startsWith(`${base}.`);
  return found.sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)) || (a.path < b.path ? -1 : 1));
}

function problemOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
