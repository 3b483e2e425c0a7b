// Going through the time of a run: where it stands, any other moment, its timelines and what differs between them, who set a
// value, and what becomes of an edit while it is held.
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  BATCH_EVENT,
  type Batch,
  COMPARE_REQUEST,
  type CompareAnswer,
  type ComparedVisit,
  DEFINITION_CHANGED_REQUEST,
  SEEK_REQUEST,
  TIMELINES_REQUEST,
  type TimelineInfo,
  type TimelinesAnswer,
  VISIT_REQUEST,
  type VisitData,
  WHO_SET_REQUEST,
  type WhoSetAnswer,
} from '../debugger/protocol.ts';
import { isDefinition } from './documents.ts';

const TYPE = 'stepthrough';
const SCHEME = 'stepthrough-compare';

export function registerTimeTravel(): vscode.Disposable {
  const moments = new Map<string, Batch>();
  const comparisons = new Map<string, string>();
  const status = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Left, 0);
  status.command = 'stepthrough.goToMoment';
  const command = (name: string, run: (session: vscode.DebugSession, given: unknown) => Thenable<unknown>) =>
    vscode.commands.registerCommand(`stepthrough.${name}`, async (given: unknown) => {
      const session = vscode.debug.activeDebugSession;
      if (session?.type !== TYPE) {
        void vscode.window.showInformationMessage('Debug a state machine first.');
        return;
      }
      try {
        await run(session, given);
      } catch (problem) {
        void vscode.window.showErrorMessage(problem instanceof Error ? problem.message : String(problem));
      }
    });

  function show(): void {
    const session = vscode.debug.activeDebugSession;
    const batch = session && moments.get(session.id);
    const { at = 0, head = 0 } = batch?.moment ?? {};
    if (!batch || (at === head && batch.timeline === 1)) {
      status.hide();
      return;
    }
    const timeline = batch.timeline > 1 ? `timeline ${batch.timeline}, ` : '';
    status.text = `$(history) ${timeline}${at < head ? `replaying, ${at} of ${head}` : 'live'}`;
    status.tooltip = 'Go to another moment of this run';
    status.show();
  }

  return vscode.Disposable.from(
    status,
    vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
      if (event !== BATCH_EVENT) return;
      moments.set(session.id, body as Batch);
      show();
    }),
    vscode.debug.onDidChangeActiveDebugSession(show),
    vscode.debug.onDidTerminateDebugSession(({ id }) => {
      moments.delete(id);
      show();
    }),
    vscode.workspace.onDidSaveTextDocument(offerEdit),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: ({ query }) => comparisons.get(query) ?? 'The session of this comparison is over.',
    }),
    command('goToMoment', session => goToMoment(session, moments.get(session.id))),
    command('showTimelines', showTimelines),
    command('compareTimelines', session => compareTimelines(session, comparisons)),
    command('whoSetThis', whoSetThis),
    command('nextVisit', session => session.customRequest(VISIT_REQUEST, { direction: 'next', ...shownFrame() })),
    command('previousVisit', session =>
      session.customRequest(VISIT_REQUEST, { direction: 'previous', ...shownFrame() }),
    ),
  );
}

/** The frame that is shown, for requests about one. */
export function shownFrame(): { readonly frameId?: number } {
  const item = vscode.debug.activeStackItem;
  return item instanceof vscode.DebugStackFrame ? { frameId: item.frameId } : {};
}

async function goToMoment(session: vscode.DebugSession, batch: Batch | undefined): Promise<void> {
  const { at = 0, head = 0 } = batch?.moment ?? {};
  const text = await vscode.window.showInputBox({
    title: 'Go to Moment',
    prompt: `A number from 0, the start, to ${head}. Now it is ${at}.`,
    value: String(at),
    validateInput: typed => (/^\d+$/.test(typed) && Number(typed) <= head ? undefined : `A number from 0 to ${head}.`),
  });
  if (text !== undefined) await session.customRequest(SEEK_REQUEST, { moment: Number(text) });
}

async function pickTimeline(session: vscode.DebugSession, title: string): Promise<TimelineInfo | undefined> {
  const { current, timelines } = (await session.customRequest(TIMELINES_REQUEST)) as TimelinesAnswer;
  const items = timelines.map(timeline => ({
    label: `${timeline.id === current ? '$(circle-filled)' : '$(circle-outline)'} Timeline ${timeline.id}`,
    description: timeline.status.toLowerCase(),
    detail: timeline.from
      ? `${timeline.why}, from moment ${timeline.from.moment} of timeline ${timeline.from.timeline}`
      : timeline.why,
    timeline,
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.timeline;
}

async function showTimelines(session: vscode.DebugSession): Promise<void> {
  const timeline = await pickTimeline(session, 'Timelines of this run');
  if (timeline) await session.customRequest(SEEK_REQUEST, { timeline: timeline.id, moment: timeline.head });
}

async function compareTimelines(session: vscode.DebugSession, comparisons: Map<string, string>): Promise<void> {
  const a = await pickTimeline(session, 'Compare timelines: the first');
  const b = a && (await pickTimeline(session, `Compare timeline ${a.id} with`));
  if (!a || !b) return;
  const { visits } = (await session.customRequest(COMPARE_REQUEST, { a: a.id, b: b.id, all: true })) as CompareAnswer;
  const uris = (['a', 'b'] as const).map(side => {
    const id = `${session.id} ${a.id} ${b.id} ${side}`;
    comparisons.set(id, sideOf(visits, side));
    const name = side === 'a' ? a.id : b.id;
    return vscode.Uri.from({ scheme: SCHEME, path: `/Timeline ${name}`, query: id });
  });
  await vscode.commands.executeCommand('vscode.diff', ...uris, `Timeline ${a.id} ↔ Timeline ${b.id}`);
}

/** What one of the timelines did, state by state, with the same lines where both did the same. */
function sideOf(visits: readonly ComparedVisit[], side: 'a' | 'b'): string {
  const blocks = visits.flatMap(visit => {
    const data: VisitData | undefined = visit[side];
    if (!data) return [];
    const { input, output, error } = data;
    const end = error === undefined ? `  output ${JSON.stringify(output)}` : `  error  ${error}`;
    const name = visit.visit > 1 ? `${visit.state}, visit ${visit.visit}` : visit.state;
    return [name, `  input  ${JSON.stringify(input)}`, end, ''];
  });
  return blocks.join('\n');
}

/** From the variables view, or for what is selected in the editor. */
async function whoSetThis(session: vscode.DebugSession, given: unknown): Promise<void> {
  const chosen = (given as { readonly variable?: { readonly evaluateName?: string } } | undefined)?.variable;
  const editor = vscode.window.activeTextEditor;
  const selected = editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : undefined;
  const expression =
    chosen?.evaluateName ?? selected ?? (await vscode.window.showInputBox({ title: 'Who Set This?', value: '$.' }));
  if (!expression) return;
  const answer = (await session.customRequest(WHO_SET_REQUEST, { expression, ...shownFrame() })) as WhoSetAnswer;
  const { state, phase, byHand, before, after, moment, timeline } = answer;
  const by = byHand ? 'was set by hand' : state === undefined ? 'came with the input' : `was set by "${state}"`;
  const change = before === undefined ? '' : `: ${before} became ${after ?? 'nothing'}`;
  await reveal(session, answer);
  const go = 'Go There';
  const pressed = await vscode.window.showInformationMessage(
    `${expression} ${by}${phase && state !== undefined && !byHand ? ` (${phase})` : ''}${change}`,
    go,
  );
  if (pressed === go) await session.customRequest(SEEK_REQUEST, { timeline, moment });
}

async function reveal(
  { configuration }: vscode.DebugSession,
  { line, column, endLine, endColumn, definition: file }: WhoSetAnswer,
): Promise<void> {
  const definition = file ?? configuration['definition'];
  if (line === undefined || typeof definition !== 'string' || !path.isAbsolute(definition)) return;
  const start = new vscode.Position(line - 1, (column ?? 1) - 1);
  const end = new vscode.Position((endLine ?? line) - 1, (endColumn ?? column ?? 1) - 1);
  await vscode.window.showTextDocument(vscode.Uri.file(definition), { selection: new vscode.Range(start, end) });
}

/** A definition that is saved while its run is held: for the states that come, from the start, or not at all. */
async function offerEdit(document: vscode.TextDocument): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== TYPE || !isDefinition(document)) return;
  if (session.configuration['definition'] !== document.fileName) return;
  const apply = 'Apply';
  const restart = 'Restart';
  const pressed = await vscode.window.showInformationMessage(
    'The definition has changed. Apply it to the states that were not entered yet, or start again with it?',
    apply,
    restart,
  );
  if (pressed === undefined || vscode.debug.activeDebugSession !== session) return;
  try {
    await session.customRequest(DEFINITION_CHANGED_REQUEST, {
      text: document.getText(),
      apply: pressed === apply ? 'unentered' : 'restart',
    });
  } catch (problem) {
    void vscode.window.showErrorMessage(problem instanceof Error ? problem.message : String(problem));
  }
}
