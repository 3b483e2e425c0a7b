// How the tasks of a run are answered: by a mock file beside the definition, by the person, or by nobody. Asked once for a
// definition with tasks, and remembered.
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LaunchAttributes } from '../debugger/protocol.ts';

/** What of a launch configuration says it. */
export type Answers = Pick<LaunchAttributes, 'mocks' | 'testCase' | 'taskPolicy'>;

interface Item extends vscode.QuickPickItem {
  readonly answers: Answers;
}

const MOST_FILES = 50;
const ASK: Item = {
  label: '$(question) I am asked at every task',
  detail: 'The run stops there, shows what is asked, and takes a result or an error',
  answers: { taskPolicy: 'ask' },
};
const NOBODY: Item = {
  label: '$(circle-slash) By nobody',
  detail: 'A task fails with a sentence about how to mock it',
  answers: { taskPolicy: 'mock' },
};

/** Undefined when the user cancels. */
export async function answersFor(
  memory: vscode.Memento,
  definition: string,
  { isAsked, hasTasks }: { readonly isAsked: boolean; readonly hasTasks: boolean },
): Promise<Answers | undefined> {
  const key = `answers:${definition}`;
  const remembered = memory.get<Answers>(key);
  if (!isAsked && (remembered || !hasTasks)) return remembered ?? {};
  const items = [...(await mockFiles(definition)), ASK, NOBODY];
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'How tasks are answered',
    placeHolder: 'Remembered for this definition; the gear beside the input asks again',
    ignoreFocusOut: true,
    matchOnDetail: true,
  });
  if (!chosen) return undefined;
  await memory.update(key, chosen.answers);
  return chosen.answers;
}

/** Whether anything in the text can ask something of the outside. */
export function hasTasks(text: string): boolean {
  return /"Type"\s*:\s*"Task"|^\s*-?\s*Type:\s*['"]?Task\b|[{,]\s*Type:\s*['"]?Task\b/m.test(text);
}

async function mockFiles(definition: string): Promise<readonly Item[]> {
  if (!path.isAbsolute(definition)) return [];
  const folder = path.dirname(definition);
  const base = path.basename(definition).replace(/\.(asl\.)?(json|ya?ml)$/, '');
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(vscode.Uri.file(folder), '{*.mocks.json,mocks/*.json,MockConfigFile.json}'),
    '**/node_modules/**',
    MOST_FILES,
  );
  const isOwn = (file: vscode.Uri) => path.basename(file.path).startsWith(`${base}.`);
  // The definition's own first: it is what F5, Enter, Enter takes.
  const sorted = found.sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)) || (a.path < b.path ? -1 : 1));
  const items = await Promise.all(sorted.map(file => itemsOf(file, folder)));
  return items.flat();
}

/** One for a mock file of ours, one for every test case of a file of Step Functions Local. */
async function itemsOf(file: vscode.Uri, folder: string): Promise<readonly Item[]> {
  const mocks = path.relative(folder, file.fsPath);
  const label = `$(json) ${mocks}`;
  const cases = await testCasesIn(file);
  if (!cases) return [{ label, answers: { mocks } }];
  return cases.map(testCase => ({ label, description: testCase, answers: { mocks, testCase } }));
}

async function testCasesIn(file: vscode.Uri): Promise<readonly string[] | undefined> {
  try {
    const content = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as {
      readonly StateMachines?: Readonly<Record<string, { readonly TestCases?: object }>>;
    };
    if (!content.StateMachines) return undefined;
    const names = Object.values(content.StateMachines).flatMap(({ TestCases = {} }) => Object.keys(TestCases));
    return [...new Set(names)];
  } catch {
    // The adapter says what is wrong with it when it is used.
    return undefined;
  }
}
