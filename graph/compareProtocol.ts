// What the client and the page of two definitions side by side say to each other. Part of the face, `protocol.ts`.
import type { Comparison, Direction, ListedPlace } from './model/index.ts';

export type { Comparison, ListedPlace } from './model/index.ts';

/** What to show in place of the last comparison. */
export interface ComparisonMessage {
  readonly kind: 'comparison';
  /** Of the two files, so that the page knows when it is shown others. */
  readonly id: string;
  readonly before: string;
  readonly after: string;
  /** Absent where nothing can be compared; then the notice says why. */
  readonly comparison?: Comparison;
  /** A text is broken: a page that has a whole comparison goes on showing that. */
  readonly isPartial?: true;
  readonly notice?: string;
  /** Where there are several definitions to choose from. */
  readonly stateMachine?: string;
  readonly stateMachines: readonly { readonly name: string; readonly status: string }[];
}

export type ComparePageMessage =
  | { readonly kind: 'ready'; readonly direction: Direction }
  | { readonly kind: 'direction'; readonly direction: Direction }
  | { readonly kind: 'choose'; readonly stateMachine: string }
  /** Show the texts at these places. */
  | { readonly kind: 'open'; readonly before?: ListedPlace; readonly after?: ListedPlace };
