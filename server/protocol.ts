// What the language server and the extension say to each other beyond the Language Server Protocol.
import type { Comparison, Direction, Layout } from '../graph/model/index.ts';

/** Given to the server when it starts, and again with `stepthrough/settings` when it changes. */
export interface ServerSettings {
  readonly diagnostics: boolean;
  /** Lines above states and machines: Run, Debug, references. */
  readonly codeLens: boolean;
  /** The commands of those lines, and of a list that asks again, are there. */
  readonly asksAgain: boolean;
  /** Said by the editor when it starts: places to go on at can be inserted. */
  readonly snippets: boolean;
  /** The level of rules by their codes: `off`, `info`, `warning` or `error`. */
  readonly rules?: Readonly<Record<string, string>>;
}

export const SETTINGS_NOTIFICATION = 'stepthrough/settings';

/** Languages of files that may hold definitions without being one. */
export const HOST_LANGUAGES = ['yaml', 'json', 'jsonc', 'cloudformation', 'serverless', 'terraform'] as const;

/** What every file has in it that holds a definition. Files without it are none of ours. */
export const HOST_WORDS =
  /AWS::(?:StepFunctions|Serverless)::StateMachine|stateMachines|(?:aws_sfn|awscc_stepfunctions)_state_machine|^[ \t]*definition(?:_string)?[ \t]*=|^locals[ \t]*\{/m;

/** Asks for the graph of a document now and after each change, until it is unwatched. */
export const WATCH_GRAPH_NOTIFICATION = 'stepthrough/watchGraph';
export interface WatchGraph {
  readonly uri: string;
  readonly watch: boolean;
  readonly direction: Direction;
  /** Where the cursor is: says which of several definitions of a document is meant. */
  readonly offset?: number;
  /**
   * The containers that are drawn as one node, by their JSON pointers: for each state machine of the document by its name, for
   * a definition by the empty name.
   */
  readonly collapsed?: Readonly<Record<string, readonly string[]>>;
  /** The Tasks in which the machine is drawn that they start, by their ids: by state machines as `collapsed`. */
  readonly opened?: Readonly<Record<string, readonly string[]>>;
  /** Where state machines are, by name, ARN or placeholder, from the document's folder on. */
  readonly machines?: Readonly<Record<string, string>>;
  /** The definition at the offset is wanted for itself, wherever else it is drawn. */
  readonly isWanted?: true;
}

/** A machine that is drawn in the Task that starts it. */
export interface DrawnMachine {
  readonly uri: string;
  /** Of a document that may hold several. */
  readonly stateMachine?: string;
}

/** The graph of a watched document. */
export const GRAPH_NOTIFICATION = 'stepthrough/graph';
export interface GraphChanged {
  readonly uri: string;
  /** The state machine, in a document that may hold several. */
  readonly stateMachine?: string;
  readonly layout: Layout;
  /** Why this is not the picture of the text as it stands. */
  readonly notice?: string;
  /** What is wrong with each state, by its JSON pointer: the worst of several problems. */
  readonly problems: Readonly<
    Record<string, { readonly severity: 'error' | 'warning' | 'info'; readonly message: string }>
  >;
  /** The machines that are drawn in Tasks, by what stands before the ids of their states. Absent where there are none. */
  readonly machines?: Readonly<Record<string, DrawnMachine>>;
  /** The other documents that machines were found in, drawn or not. Absent where there are none. */
  readonly uris?: readonly string[];
}

/** Where the state stands that a machine begins with; null where that cannot be said. */
export const MACHINE_START_REQUEST = 'stepthrough/machineStart';
export type MachineStartWanted = DrawnMachine;
export interface MachineStart {
  readonly start: number;
  readonly end: number;
}

/** The picture of a definition; null where there is nothing to draw. */
export const PICTURE_REQUEST = 'stepthrough/picture';
export interface PictureWanted {
  readonly uri: string;
  readonly format: 'svg' | 'mermaid';
  readonly direction: Direction;
  /** Says which of several definitions of a document is meant. */
  readonly offset?: number;
  /** As they are drawn by `WatchGraph`. */
  readonly opened?: WatchGraph['opened'];
  readonly machines?: WatchGraph['machines'];
}

export interface Picture {
  /** Of a file. Absent where it cannot be drawn. */
  readonly text?: string;
  /** Why not, or what others will not do with it. */
  readonly notice?: string;
}

/** What differs between two texts, which need not be open documents; null where one of them holds no state machine. */
export const COMPARE_REQUEST = 'stepthrough/compare';
export interface CompareWanted {
  readonly before: TextGiven;
  readonly after: TextGiven;
  readonly direction: Direction;
  /** Says which of several definitions is meant; else it is the first that differs. */
  readonly stateMachine?: string;
}

export interface TextGiven {
  /** Its ending says what is in it where the language does not. */
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
}

export interface Compared {
  readonly comparison: Comparison;
  /** The definition that is compared, where there are several to choose from. */
  readonly stateMachine?: string;
  /** All that could be chosen, in the order of the new text. */
  readonly stateMachines: readonly {
    readonly name: string;
    readonly status: 'same' | 'changed' | 'added' | 'removed';
  }[];
  /** A text is broken, and there may be more in it than could be read. */
  readonly isPartial?: true;
  /** Why this is not the comparison of the texts as they stand. */
  readonly notice?: string;
}
