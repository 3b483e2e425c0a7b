// What somebody asks of a run at its picture: the value that went over a line, which iteration is shown. While the session lives its
// adapter knows; of a run that is over, the events that were kept.
import * as vscode from 'vscode';
import {
  type AboutDefinition,
  BATCH_EVENT,
  type Batch,
  FLOW_REQUEST,
  type FlowAnswer,
  ITERATIONS_REQUEST,
  type IterationStatus,
  type IterationsAnswer,
  SHOW_ITERATION_REQUEST,
  type ShownIteration,
} from '../debugger/protocol.ts';
import type { ExecutionView } from './executionView.ts';
import type { GraphPanel, RunQuestion } from './graphPanel.ts';
import type { DrawnDefinition } from './graphRuns.ts';

const SCHEME = 'stepthrough-value';

export function registerRunQuestions(panel: GraphPanel, execution: ExecutionView): vscode.Disposable {
  const questions = new RunQuestions(execution);
  return vscode.Disposable.from(
    vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
      if (event === BATCH_EVENT) questions.sessions.set((body as Batch).definition, session);
    }),
    vscode.debug.onDidTerminateDebugSession(session => questions.forget(session)),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, questions),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => questions.values.delete(uri.query)),
    panel.onDidAsk(question => void questions.answer(question)),
  );
}

class RunQuestions implements vscode.TextDocumentContentProvider {
  /** By the definition they are told of. */
  readonly sessions = new Map<string, vscode.DebugSession>();
  readonly values = new Map<string, string>();
  readonly #execution: ExecutionView;
  #count = 0;

  constructor(execution: ExecutionView) {
    this.#execution = execution;
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    return this.values.get(query) ?? '';
  }

  forget(session: vscode.DebugSession): void {
    for (const [definition, one] of this.sessions) if (one === session) this.sessions.delete(definition);
  }

  async answer(question: RunQuestion): Promise<void> {
    const { message } = question;
    try {
      switch (message.kind) {
        case 'flow':
          return await this.#tellFlow(question, message.asked, { ways: message.ways, isWhole: message.isWhole });
        case 'openValue':
          return await this.#open(message.title, message.text);
        case 'chooseIteration':
          return await this.#choose(question, message.id);
        case 'showAll':
          return await this.#show(question, undefined);
      }
    } catch {
      // The session has just ended: its history is told with its end.
      if (message.kind === 'flow') question.answer({ kind: 'flow', asked: message.asked });
    }
  }

  async #tellFlow(
    { of, answer }: RunQuestion,
    asked: number,
    about: { readonly ways: readonly string[]; readonly isWhole: boolean },
  ): Promise<void> {
    const history = this.#execution.historyOf(of.file);
    const session = this.sessions.get(of.file);
    if (history || !session) {
      // It tells nothing of executions that were started.
      answer({ kind: 'flow', asked, ...(history && of.inside === '' && { history }) });
      return;
    }
    const { flow } = (await session.customRequest(FLOW_REQUEST, { ...definitionOf(of), ...about })) as FlowAnswer;
    answer({ kind: 'flow', asked, ...(flow && { flow }) });
  }

  async #open(title: string, text: string): Promise<void> {
    const query = String(++this.#count);
    this.values.set(query, text);
    const path = `/${title.replace(/[\\/]/g, ' ')}.json`;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: SCHEME, path, query }));
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: true });
  }

  async #choose(question: RunQuestion, pointer: string): Promise<void> {
    const { of } = question;
    const name = question.nameOf(pointer) ?? 'Map';
    const session = this.sessions.get(of.file);
    if (session && !this.#execution.historyOf(of.file)) {
      const about = { ...definitionOf(of), pointer };
      const { iterations } = (await session.customRequest(ITERATIONS_REQUEST, about)) as IterationsAnswer;
      const all = iterations.flatMap((status, index) => (status ? [{ index, status }] : []));
      const chosen = await chooseOne(name, all);
      if (chosen) await this.#show(question, chosen.one && { pointer, index: chosen.one.index });
      return;
    }
    const chosen = await chooseOne(name, await this.#execution.iterationsOf(of.file, name));
    if (chosen) await this.#execution.chooseLane(chosen.one?.lane ?? 0);
  }

  async #show({ of }: RunQuestion, only: ShownIteration | undefined): Promise<void> {
    const session = this.sessions.get(of.file);
    if (session && !this.#execution.historyOf(of.file)) {
      await session.customRequest(SHOW_ITERATION_REQUEST, { ...definitionOf(of), ...(only && { only }) });
    } else await this.#execution.chooseLane(0);
  }
}

function definitionOf({ file, stateMachine }: DrawnDefinition): AboutDefinition {
  return { definition: file, ...(stateMachine !== undefined && { stateMachine }) };
}

/** Failed ones first: they are looked for. Typing a number finds the others. Undefined: nothing was chosen; without `one`: all. */
async function chooseOne<T extends { readonly index: number; readonly status: IterationStatus }>(
  map: string,
  iterations: readonly T[],
): Promise<{ readonly one?: T } | undefined> {
  const item = (one: T) => ({ label: `#${one.index}`, description: one.status, one });
  const failed = iterations.filter(({ status }) => status === 'failed');
  const rest = iterations.filter(({ status }) => status !== 'failed');
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items: (vscode.QuickPickItem & { readonly one?: T })[] = [
    { label: 'All iterations', description: iterations.length.toLocaleString('en') },
    ...(failed.length > 0 ? [separator('Failed'), ...failed.map(item)] : []),
    ...(rest.length > 0 ? [separator('Others'), ...rest.map(item)] : []),
  ];
  const placeHolder = `Which iteration of "${map}" does the graph show? Type its number.`;
  return vscode.window.showQuickPick(items, { placeHolder });
}
