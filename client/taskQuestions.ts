// A task that only a person can answer: a document opens with what was asked and an answer to be edited; lines above it
// answer, remember the answer as a mock, or raise an error.
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  ANSWER_REQUEST,
  type AnswerAnswer,
  type AnswerArguments,
  QUESTION_EVENT,
  type Question,
} from '../debugger/protocol.ts';

interface Asked {
  readonly session: vscode.DebugSession;
  readonly question: Question;
}

export function registerTaskQuestions(): vscode.Disposable {
  const asked = new Map<string, Asked>();
  const lenses = new vscode.EventEmitter<void>();

  async function ask(session: vscode.DebugSession, question: Question): Promise<void> {
    // The run may come to a stop several times before it is answered.
    for (const [uri, other] of asked) {
      if (other.session === session && other.question.question === question.question) {
        await vscode.window.showTextDocument(vscode.Uri.parse(uri), { preview: false });
        return;
      }
    }
    const document = await vscode.workspace.openTextDocument({ language: 'jsonc', content: textOf(question) });
    asked.set(document.uri.toString(), { session, question });
    const editor = await vscode.window.showTextDocument(document, {
      preview: false,
      viewColumn: vscode.ViewColumn.Beside,
    });
    const line = document.positionAt(document.getText().indexOf('\n\n') + 2);
    editor.selection = new vscode.Selection(line, line);
    // Now that it is shown: what was asked of us before may have been for a document we did not know yet.
    lenses.fire();
  }

  async function answer(uri: vscode.Uri, isRemembered: boolean): Promise<void> {
    const one = asked.get(uri.toString());
    const document = vscode.workspace.textDocuments.find(open => open.uri.toString() === uri.toString());
    if (!one || !document) return;
    const result = resultIn(document.getText());
    if (!result) {
      void vscode.window.showErrorMessage('The answer is not JSON yet. Lines that begin with // do not count.');
      return;
    }
    const answered = await send(uri, one, {
      question: one.question.question,
      result: result.value,
      ...(isRemembered && { remember: true }),
    });
    if (answered?.mock) await remember(one, answered.mock);
  }

  async function fail(uri: vscode.Uri): Promise<void> {
    const one = asked.get(uri.toString());
    if (!one) return;
    const error = await pickError(one.question);
    if (error === undefined) return;
    const cause = await vscode.window.showInputBox({ title: `Cause of ${error}`, prompt: 'Any text, or nothing' });
    if (cause === undefined) return;
    await send(uri, one, { question: one.question.question, error, ...(cause !== '' && { cause }) });
  }

  // The run goes on with the answer: whoever gives it has seen enough of this stop. The document is gone by then, as the
  // next question may come at once, and VS Code drops an editor that is opened beside one that is being closed.
  async function send(uri: vscode.Uri, one: Asked, given: AnswerArguments): Promise<AnswerAnswer | undefined> {
    // A second click while the first is on its way.
    if (!asked.delete(uri.toString())) return undefined;
    let answered: AnswerAnswer | undefined;
    try {
      answered = (await one.session.customRequest(ANSWER_REQUEST, given)) as AnswerAnswer;
      await close(uri);
      await one.session.customRequest('continue', { threadId: 1 });
    } catch (problem) {
      if (!answered) asked.set(uri.toString(), one);
      void vscode.window.showErrorMessage(problem instanceof Error ? problem.message : String(problem));
    }
    return answered;
  }

  return vscode.Disposable.from(
    lenses,
    vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
      if (event === QUESTION_EVENT) void ask(session, body as Question);
    }),
    vscode.debug.onDidTerminateDebugSession(session => {
      for (const [uri, one] of asked) {
        if (one.session !== session) continue;
        asked.delete(uri);
        void close(vscode.Uri.parse(uri));
      }
    }),
    vscode.languages.registerCodeLensProvider(
      { scheme: 'untitled' },
      {
        onDidChangeCodeLenses: lenses.event,
        provideCodeLenses: ({ uri }) => (asked.has(uri.toString()) ? lensesFor(uri) : []),
      },
    ),
    vscode.commands.registerCommand('stepthrough.answerTask', answer),
    vscode.commands.registerCommand('stepthrough.failTask', fail),
  );
}

function lensesFor(uri: vscode.Uri): vscode.CodeLens[] {
  const top = new vscode.Range(0, 0, 0, 0);
  const lens = (title: string, command: string, ...rest: unknown[]) =>
    new vscode.CodeLens(top, { title, command, arguments: [uri, ...rest] });
  return [
    lens('$(play) Answer', 'stepthrough.answerTask', false),
    lens('$(save) Answer and remember as mock', 'stepthrough.answerTask', true),
    lens('$(error) Raise an error…', 'stepthrough.failTask'),
  ];
}

function textOf({ state, resource, arguments: given, suggestion = {} }: Question): string {
  const comment = (text: string) => text.replace(/^/gm, '// ');
  return [
    comment(`The state "${state}" asks ${resource}:`),
    comment(JSON.stringify(given, undefined, 2)),
    '//',
    '// What is answered:',
    '',
    JSON.stringify(suggestion, undefined, 2),
    '',
  ].join('\n');
}

function resultIn(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text.replace(/^\s*\/\/.*$/gm, '')) as unknown };
  } catch {
    // Half-typed: whoever asks says so.
    return undefined;
  }
}

async function pickError({ errors }: Question): Promise<string | undefined> {
  const other = 'Another error…';
  const chosen = await vscode.window.showQuickPick([...errors, other], { title: 'The error the task ends with' });
  return chosen === other
    ? vscode.window.showInputBox({ title: 'The name of the error', value: 'States.TaskFailed' })
    : chosen;
}

/** In the mock file of the configuration, or in one beside the definition. */
async function remember({ session }: Asked, mock: NonNullable<AnswerAnswer['mock']>): Promise<void> {
  const { definition, mocks } = session.configuration;
  if (typeof definition !== 'string' || !path.isAbsolute(definition)) {
    void vscode.window.showInformationMessage('Save the definition first: mocks are remembered in a file beside it.');
    return;
  }
  const base = path.basename(definition).replace(/\.(asl\.)?(json|ya?ml)$/, '');
  const name = typeof mocks === 'string' ? mocks : `${base}.mocks.json`;
  const file = vscode.Uri.file(path.resolve(path.dirname(definition), name));
  const known = await readMocks(file);
  if (!known) return;
  const content = { ...known, [mock.state]: mock.entry };
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`));
  void vscode.window.setStatusBarMessage(`Remembered in ${name}`, 5000);
}

/** Undefined for a file that cannot be added to; nothing of it is lost then. */
async function readMocks(file: vscode.Uri): Promise<object | undefined> {
  let text: string;
  try {
    text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    // There is none yet.
    return {};
  }
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === 'object' && content !== null && !('StateMachines' in content)) return content;
  } catch {
    // Said below.
  }
  void vscode.window.showErrorMessage(
    `Nothing is added to ${path.basename(file.path)}: it is no mock file of Stepthrough's own form.`,
  );
  return undefined;
}

async function close(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  const tab = tabs.find(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
  if (!tab) return;
  // Emptied first, so that nobody is asked whether to save it.
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(0, 0, 100_000, 0), '');
  await vscode.workspace.applyEdit(edit);
  await vscode.window.tabGroups.close(tab);
}
