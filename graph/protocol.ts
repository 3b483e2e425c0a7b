// What the client and the graph page say to each other, and the page's HTML. The client forwards; the page folds and draws.
// Either side ignores what it does not know.
import type { Direction, Layout } from './model/index.ts';

export type { ComparePageMessage, Comparison, ComparisonMessage, ListedPlace } from './compareProtocol.ts';
export type { Direction, Layout } from './model/index.ts';
export type { PictureMessage, PicturePageMessage } from './pictureProtocol.ts';

export type HostMessage = GraphMessage | CursorMessage | BreakpointsMessage | RunMessage;

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
}

/** All breakpoints of the document. */
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
}

export interface StateRun {
  readonly status: RunStatus;
  readonly visits: number;
  /** How long the last visit took, by the clock of the run. */
  readonly lastMs?: number;
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
  /** The page can be spoken to. What it remembers, or its default; `collapsed` by the `uri` of graphs. */
  | { readonly kind: 'ready'; readonly direction: Direction; readonly collapsed: Collapsed }
  /** Show this part of the text: a state's name. */
  | { readonly kind: 'reveal'; readonly start: number; readonly end: number }
  /** Send the graph laid out this way from now on. */
  | { readonly kind: 'direction'; readonly direction: Direction }
  /** From now on these containers of a graph are drawn as one node, and no others. */
  | { readonly kind: 'collapse'; readonly uri: string; readonly ids: readonly string[] }
  /** Ask for another name of the state whose name stands here. */
  | { readonly kind: 'rename'; readonly start: number }
  | { readonly kind: 'copy'; readonly text: string }
  /** Set one at the state whose name stands here, in place of one that is there; a condition or a text is asked for. */
  | { readonly kind: 'addBreakpoint'; readonly start: number; readonly sort: BreakpointSort }
  | { readonly kind: 'removeBreakpoints'; readonly ids: readonly string[] }
  | { readonly kind: 'enableBreakpoints'; readonly ids: readonly string[]; readonly isEnabled: boolean }
  /** Begin at a state of the outermost scope. */
  | { readonly kind: 'runFrom'; readonly state: string; readonly start: number; readonly isDebug: boolean };

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
