// What the client and the graph page say to each other, and the page's HTML. The client forwards; the page folds and draws.
// Either side ignores what it does not know.
import type { Direction, Layout, Passage, TrailEvent } from './model/index.ts';

export type { ComparePageMessage, Comparison, ComparisonMessage, ListedPlace } from './compareProtocol.ts';
export type { Direction, Layout, Passage } from './model/index.ts';
export { INSIDE, placeOfId } from './model/index.ts';
export type { PictureMessage, PicturePageMessage } from './pictureProtocol.ts';

export type HostMessage = GraphMessage | CursorMessage | BreakpointsMessage | RunMessage | FlowMessage;

/** A picture to draw in place of the last one. */
export interface GraphMessage {
  readonly kind: 'graph';
  /** Of the document, so that the page knows when it is shown another one. */
  readonly uri: string;
  readonly name: string;
  readonly layout: Layout;
  /** Why this is not the picture of the text as it stands: shown above it. */
  readonly notice?: string;
  /** By the id of the node, which is the state's JSON pointer. */
  readonly problems: Readonly<Record<string, NodeProblem>>;
  /** The containers that are collapsed, as the page has said; with those that are not there now. */
  readonly collapsed: readonly string[];
  /** The Tasks in which the machine is drawn that they start, likewise. */
  readonly opened: readonly string[];
  /** The workspace is trusted. */
  readonly canRun: boolean;
}

export interface NodeProblem {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

/** Where the text cursor stands. The page marks the innermost state that holds it. */
export interface CursorMessage {
  readonly kind: 'cursor';
  readonly offset: number;
  /** The document, where it is that of a machine drawn in a Task. */
  readonly uri?: string;
}

/** All breakpoints of the document, and of those of machines drawn in Tasks. */
export interface BreakpointsMessage {
  readonly kind: 'breakpoints';
  readonly breakpoints: readonly TextBreakpoint[];
}

export interface TextBreakpoint {
  readonly id: string;
  /** The line it is on; both the same for one at a column. */
  readonly start: number;
  readonly end: number;
  readonly sort: BreakpointSort | 'function';
  /** The condition, or what is logged. */
  readonly text?: string;
  readonly isEnabled: boolean;
  /** As in `CursorMessage`. */
  readonly uri?: string;
  /** The field whose line it is on, where the line begins with one. */
  readonly field?: string;
  /** Of a function breakpoint, which is on no line: what it is called, and the ids of the states that means. */
  readonly pattern?: { readonly name: string; readonly states: readonly string[] };
}

export type BreakpointSort = 'plain' | 'conditional' | 'log';

/** What changed in a run since the last message. */
export interface RunMessage {
  readonly kind: 'run';
  /** Forget everything that was said before: another run, an earlier moment, or no run any more. */
  readonly reset?: boolean;
  /** By the state's JSON pointer. A state that is not named in any message has not run. */
  readonly states: Readonly<Record<string, StateRun>>;
  /** The state where the debugger stands; null while it runs. Absent: as before. */
  readonly cursor?: string | null;
  /** Where it stands in that state, in a word or two. */
  readonly phase?: string;
  /** How often edges were taken, by their id. */
  readonly ways?: Readonly<Record<string, number>>;
  /** The same for what is known by the states' ids only, such as a history that was kept. */
  readonly passages?: readonly Passage[];
  /** Milliseconds since the start of the execution, by its own clock. Absent: as before. */
  readonly clock?: number;
  /** Of the states in this Map only those of one iteration are shown; null: all are. Absent: as before. */
  readonly only?: { readonly id: string; readonly index: number } | null;
}

export interface StateRun {
  readonly status: RunStatus;
  readonly visits: number;
  /** How long the last visit took, by the clock of the run. */
  readonly lastMs?: number;
  /** Attempts that followed a failed one. */
  readonly retries?: number;
  /** Of the branches or iterations of a container that has started. */
  readonly parts?: PartCounts;
}

export interface PartCounts {
  /** As far as it is known. */
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly aborted: number;
}

/** The answer to `flow`. Without `flow` and `history` the value is not known any more. */
export interface FlowMessage {
  readonly kind: 'flow';
  readonly asked: number;
  readonly flow?: Flow;
  /** The page finds it in these, up to a row and in a lane. */
  readonly history?: { readonly events: readonly TrailEvent[]; readonly row?: number; readonly lane?: number };
}

/** A value that went over an edge. */
export interface Flow {
  /** JSON, perhaps cut. */
  readonly text: string;
  readonly isCut: boolean;
  readonly bytes: number;
  /** Variables that were assigned with it. */
  readonly assigned?: Readonly<Record<string, string>>;
}

export const RUN_STATUSES = [
  'running',
  'waiting',
  'succeeded',
  'failed',
  'caught',
  'retrying',
  'skipped',
  'aborted',
  'paused',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export type PageMessage =
  /** The page can be spoken to. What it remembers, or its default; `collapsed` and `opened` by the `uri` of graphs. */
  | { readonly kind: 'ready'; readonly direction: Direction; readonly collapsed: Collapsed; readonly opened: Collapsed }
  /** Show this part of the text: a state's name. Here and below `uri` is the document, where it is not that of the graph. */
  | { readonly kind: 'reveal'; readonly start: number; readonly end: number; readonly uri?: string }
  /** Show the definition of a machine that a Task starts, and its graph. */
  | { readonly kind: 'openMachine'; readonly uri?: string; readonly stateMachine?: string }
  /** Send the graph laid out this way from now on. */
  | { readonly kind: 'direction'; readonly direction: Direction }
  /** From now on these containers of a graph are drawn as one node, and these Tasks with the machine they start; no others. */
  | {
      readonly kind: 'collapse';
      readonly uri: string;
      readonly ids: readonly string[];
      readonly opened: readonly string[];
    }
  /** Ask for another name of the state whose name stands here. */
  | { readonly kind: 'rename'; readonly start: number; readonly uri?: string }
  | { readonly kind: 'copy'; readonly text: string }
  /** Set one at the state whose name stands here, in place of one that is there; a condition or a text is asked for. */
  | { readonly kind: 'addBreakpoint'; readonly start: number; readonly sort: BreakpointSort; readonly uri?: string }
  | { readonly kind: 'removeBreakpoints'; readonly ids: readonly string[] }
  | { readonly kind: 'enableBreakpoints'; readonly ids: readonly string[]; readonly isEnabled: boolean }
  /** What went over these edges last. `asked` comes back with the answer. */
  | { readonly kind: 'flow'; readonly asked: number; readonly ways: readonly string[]; readonly isWhole: boolean }
  /** Show a value in an editor of its own. */
  | { readonly kind: 'openValue'; readonly title: string; readonly text: string }
  /** Ask which iteration of this Map is to be shown. */
  | { readonly kind: 'chooseIteration'; readonly id: string }
  /** All iterations again. */
  | { readonly kind: 'showAll' }
  | {
      readonly kind: 'runFrom';
      readonly state: string;
      readonly start: number;
      readonly isDebug: boolean;
      readonly uri?: string;
    };

/** The ids of collapsed containers, by the `uri` of the graph. */
export type Collapsed = Readonly<Record<string, readonly string[]>>;

export interface PageOptions {
  readonly nonce: string;
  /** `webview.cspSource`. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  readonly title: string;
  /** The page draws pictures that it makes itself. */
  readonly hasImages?: true;
}

export function pageHtml({ nonce, cspSource, scriptUri, styleUri, title, hasImages }: PageOptions): string {
  const images = hasImages ? '; img-src data:' : '';
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}${images}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${styleUri}">
</head>
<body>
<script nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>
`;
}
