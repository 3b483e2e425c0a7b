// The view below the text that shows an execution event by event: the one at the debugger, or one that was kept. Forwards:
// events from the debugger to the page, places in time from the page to the debugger, what it shows to the graph.
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  BATCH_EVENT,
  type Batch,
  ENDED_EVENT,
  type EndedRun,
  HISTORY_REQUEST,
  type HistoryAnswer,
  SEEK_REQUEST,
  TIMELINES_REQUEST,
  type TimelinesAnswer,
} from '../debugger/protocol.ts';
import type {
  FromExecutionPage,
  IterationLane,
  ShownSoFar,
  ToExecutionPage,
  TrailEvent,
} from '../graph/executionProtocol.ts';
import { showPage } from './pages.ts';

const VIEW = 'stepthrough.execution';
/** A page holds all of them. */
const MOST_EVENTS = 20_000;
const EVENTS_AT_ONCE = 2000;
const FETCH_MS = 100;

/** What the graph shows instead of what the debugger says; undefined: that again. */
export type ShowInGraph = (definition: string, shown: ShownSoFar | undefined) => void;

/** What is known here of an execution, up to a row and in a lane where the graph shows that. */
export interface KnownHistory {
  readonly events: readonly TrailEvent[];
  readonly row?: number;
  readonly lane?: number;
}

interface Shown {
  readonly definition: string;
  readonly title: string;
  /** Absent for an execution that was kept. */
  readonly session?: vscode.DebugSession;
  timeline: number;
  events: TrailEvent[];
  notice?: string;
  /** What the graph was told last. */
  inGraph?: ShownSoFar | undefined;
  /** The moment to go on from. */
  next: number;
  isOver: boolean;
}

export class ExecutionView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #assets: vscode.Uri;
  readonly #showInGraph: ShowInGraph;
  readonly #revealState: (definition: string, state: string) => void;
  readonly #subscriptions: vscode.Disposable[];
  #page: vscode.Webview | undefined;
  #isReady = false;
  #shown: Shown | undefined;
  #batch: Batch | undefined;
  #timelines: TimelinesAnswer['timelines'] = [];
  #isFetching = false;
  #askedLanes: { readonly state: string; resolve(lanes: readonly IterationLane[]): void } | undefined;
  #wantedLane: number | undefined;
  /** Something was heard of that has not been asked for. */
  #hasNews = false;

  constructor(assets: vscode.Uri, showInGraph: ShowInGraph, revealState: (definition: string, state: string) => void) {
    this.#assets = assets;
    this.#showInGraph = showInGraph;
    this.#revealState = revealState;
    this.#subscriptions = [
      vscode.window.registerWebviewViewProvider(VIEW, this),
      vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
        if (event === BATCH_EVENT) this.#heard(session, body as Batch);
        if (event === ENDED_EVENT) this.#ended(session, body as EndedRun);
      }),
      vscode.debug.onDidTerminateDebugSession(session => {
        if (this.#shown?.session !== session) return;
        this.#shown.isOver = true;
        this.#send({ kind: 'over' });
      }),
      vscode.commands.registerCommand('stepthrough.showExecution', () =>
        vscode.commands.executeCommand(`${VIEW}.focus`),
      ),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** An execution that was kept. */
  async show(title: string, definition: string, history: readonly object[]): Promise<void> {
    this.#shown = { title, definition, timeline: 1, events: [...history] as TrailEvent[], next: 0, isOver: true };
    this.#sendAll();
    await vscode.commands.executeCommand('setContext', 'stepthrough.hasExecution', true);
    await vscode.commands.executeCommand(`${VIEW}.focus`);
  }

  /** Of a run that is over, or of one where the graph shows what this view says. */
  historyOf(definition: string): KnownHistory | undefined {
    const shown = this.#shown;
    if (shown?.definition !== definition || !(shown.isOver || shown.inGraph)) return undefined;
    const { events, inGraph } = shown;
    return { events, ...(inGraph && { row: inGraph.row, lane: inGraph.lane }) };
  }

  /** The iterations of a Map of a definition whose execution is shown. Brings the view to the front. */
  async iterationsOf(definition: string, state: string): Promise<readonly IterationLane[]> {
    if (this.#shown?.definition !== definition) return [];
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    return new Promise(resolve => {
      this.#askedLanes = { state, resolve };
      this.#askLanes();
    });
  }

  /** Shows an iteration in the graph, or with 0 all of them. A page that was put away is made anew for that. */
  async chooseLane(lane: number): Promise<void> {
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    this.#wantedLane = lane;
    this.#sendLane();
  }

  #sendLane(): void {
    if (!this.#isReady || this.#wantedLane === undefined) return;
    this.#send({ kind: 'lane', lane: this.#wantedLane });
    this.#wantedLane = undefined;
  }

  #askLanes(): void {
    if (this.#askedLanes) this.#send({ kind: 'askLanes', state: this.#askedLanes.state });
  }

  /** A state was chosen in the graph. */
  chooseState(definition: string, name: string): void {
    if (this.#shown?.definition === definition) this.#send({ kind: 'state', name });
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#page = view.webview;
    view.webview.onDidReceiveMessage((message: FromExecutionPage) => this.#hear(message));
    // A page that is not seen is put away, and made anew when it is.
    view.onDidChangeVisibility(() => {
      if (!view.visible) this.#isReady = false;
    });
    view.onDidDispose(() => {
      this.#page = undefined;
      this.#isReady = false;
    });
    showPage(view.webview, this.#assets, 'execution', { title: 'Execution' });
  }

  #heard(session: vscode.DebugSession, batch: Batch): void {
    const { timeline } = batch;
    // Of the definitions that its Tasks start there are batches too.
    const { definition: launched } = session.configuration;
    const definition = typeof launched === 'string' ? launched : batch.definition;
    this.#batch = batch;
    if (this.#shown?.session !== session || this.#shown.timeline !== timeline) {
      const title = path.basename(definition);
      this.#shown = { title, definition, session, timeline, events: [], next: 0, isOver: false };
      this.#timelines = [];
      this.#showInGraph(definition, undefined);
      void vscode.commands.executeCommand('setContext', 'stepthrough.hasExecution', true);
      this.#sendAll();
    }
    // Nobody looks: it is asked for when somebody does.
    if (this.#isReady) void this.#fetch();
  }

  /** Asks for what happened since, no more often than it can be read. What is heard of meanwhile is asked for after that. */
  async #fetch(): Promise<void> {
    this.#hasNews = true;
    if (this.#isFetching) return;
    this.#isFetching = true;
    try {
      while (this.#hasNews && this.#shown?.session && !this.#shown.isOver) {
        this.#hasNews = false;
        await this.#fetchSome(this.#shown, this.#shown.session);
        if (this.#hasNews) await new Promise(resolve => setTimeout(resolve, FETCH_MS));
      }
    } catch {
      // The session is over, or about to be: what it did is told with its end.
    } finally {
      this.#isFetching = false;
    }
  }

  async #fetchSome(shown: Shown, session: vscode.DebugSession): Promise<void> {
    const room = MOST_EVENTS - shown.events.length;
    if (room > 0) {
      const asked = { timeline: shown.timeline, from: shown.next, most: EVENTS_AT_ONCE };
      const { events, next } = (await session.customRequest(HISTORY_REQUEST, asked)) as HistoryAnswer;
      if (this.#shown !== shown) return;
      shown.next = next;
      const taken = (events as TrailEvent[]).slice(0, room);
      for (const event of taken) shown.events.push(event);
      if (taken.length > 0) this.#send({ kind: 'events', events: taken });
      if (events.length > 0) this.#hasNews = true;
      if (taken.length === room) {
        shown.notice = `The first ${MOST_EVENTS.toLocaleString('en')} events are shown.`;
        this.#sendAll();
      }
    }
    if (shown.timeline > 1 && this.#timelines.length === 0) {
      const { timelines } = (await session.customRequest(TIMELINES_REQUEST)) as TimelinesAnswer;
      if (this.#shown !== shown) return;
      this.#timelines = timelines;
    }
    this.#tellMoment(shown);
  }

  #ended(session: vscode.DebugSession, { definition, name, history }: EndedRun): void {
    if (this.#shown?.session !== session || history.length === 0) return;
    this.#shown = { ...this.#shown, title: `${name} · ${path.basename(definition)}`, isOver: true };
    this.#shown.events = (history as TrailEvent[]).slice(0, MOST_EVENTS);
    this.#sendAll();
  }

  #hear(message: FromExecutionPage): void {
    const shown = this.#shown;
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        this.#sendAll();
        this.#askLanes();
        this.#sendLane();
        void this.#fetch();
        return;
      case 'seek':
        void shown?.session?.customRequest(SEEK_REQUEST, { timeline: shown.timeline, moment: message.moment }).then(
          undefined,
          // It goes on, or is over: the page hears of that.
          () => undefined,
        );
        return;
      case 'timeline': {
        const { head = 0 } = this.#timelines.find(({ id }) => id === message.id) ?? {};
        void shown?.session
          ?.customRequest(SEEK_REQUEST, { timeline: message.id, moment: head })
          .then(undefined, () => undefined);
        return;
      }
      case 'show':
        if (!shown) return;
        shown.inGraph = message.shown;
        this.#showInGraph(shown.definition, message.shown);
        return;
      case 'lanes':
        this.#askedLanes?.resolve(message.lanes);
        this.#askedLanes = undefined;
        return;
      case 'reveal':
        if (shown) this.#revealState(shown.definition, message.state);
    }
  }

  #tellMoment({ timeline }: Shown): void {
    if (!this.#batch) return;
    const { moment, cursor } = this.#batch;
    this.#send({ kind: 'moment', at: moment.at, isHeld: cursor !== undefined, timeline, timelines: this.#timelines });
  }

  #sendAll(): void {
    const shown = this.#shown;
    if (!shown) return;
    const { title, events, notice, isOver } = shown;
    this.#send({ kind: 'execution', title, isLive: !isOver, ...(notice !== undefined && { notice }) });
    if (events.length > 0) this.#send({ kind: 'events', events });
    if (!isOver) this.#tellMoment(shown);
  }

  #send(message: ToExecutionPage): void {
    if (this.#isReady) void this.#page?.postMessage(message);
  }
}
