// What the language server and the extension say to each other beyond the Language Server Protocol.
import type { Direction, Layout } from '../graph/model/index.ts';

/** Given to the server when it starts, and again with `stepthrough/settings` when it changes. */
export interface ServerSettings {
  readonly diagnostics: boolean;
}

export const SETTINGS_NOTIFICATION = 'stepthrough/settings';

/** Asks for the graph of a document now and after each change, until it is unwatched. */
export const WATCH_GRAPH_NOTIFICATION = 'stepthrough/watchGraph';
export interface WatchGraph {
  readonly uri: string;
  readonly watch: boolean;
  readonly direction: Direction;
}

/** The graph of a watched document. */
export const GRAPH_NOTIFICATION = 'stepthrough/graph';
export interface GraphChanged {
  readonly uri: string;
  readonly layout: Layout;
  /** Why this is not the picture of the text as it stands. */
  readonly notice?: string;
  /** What is wrong with each state, by its JSON pointer: the worst of several problems. */
  readonly problems: Readonly<
    Record<string, { readonly severity: 'error' | 'warning' | 'info'; readonly message: string }>
  >;
}
