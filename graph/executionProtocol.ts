// What the client and the execution page say to each other. The page folds events and draws; the client forwards, to the
// debugger and to the graph.
import type { StateSoFar, TrailEvent } from './model/index.ts';

export type { StateSoFar, TrailEvent } from './model/index.ts';

export type ToExecutionPage =
  /** Another execution: what was shown is forgotten. */
  | { readonly kind: 'execution'; readonly title: string; readonly isLive: boolean; readonly notice?: string }
  /** What happened next. */
  | { readonly kind: 'events'; readonly events: readonly TrailEvent[] }
  /** Where the debugger stands, and the ways it went so far. */
  | {
      readonly kind: 'moment';
      readonly at: number;
      readonly isHeld: boolean;
      readonly timeline: number;
      readonly timelines: readonly { readonly id: number; readonly why: string }[];
    }
  /** The session is over; what it did can still be looked at. */
  | { readonly kind: 'over' }
  /** A state was chosen elsewhere. */
  | { readonly kind: 'state'; readonly name: string };

export type FromExecutionPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'seek'; readonly moment: number }
  | { readonly kind: 'timeline'; readonly id: number }
  /** For the graph; undefined: what the debugger says. */
  | { readonly kind: 'show'; readonly states?: Readonly<Record<string, StateSoFar>>; readonly cursor?: string }
  /** Show the state in the text. */
  | { readonly kind: 'reveal'; readonly state: string };
