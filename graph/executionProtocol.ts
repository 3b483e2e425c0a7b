// What the client and the execution page say to each other. The page folds events and draws; the client forwards, to the
// debugger and to the graph.
import type { IterationLane, Passage, StateSoFar, TrailEvent } from './model/index.ts';

export type { IterationLane, Passage, StateSoFar, TrailEvent } from './model/index.ts';

/** What the graph shows of an execution: by the names of states. */
export interface ShownSoFar {
  readonly states: Readonly<Record<string, StateSoFar>>;
  readonly passages: readonly Passage[];
  readonly cursor?: string;
  /** Milliseconds since the start. */
  readonly clock: number;
  readonly row: number;
  readonly lane: number;
  /** The iteration that lane is of. */
  readonly only?: { readonly state: string; readonly index: number };
}

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
  /** Which lanes are there for the iterations of a Map? Answered `lanes`. */
  | { readonly kind: 'askLanes'; readonly state: string }
  /** Show this one in the graph. */
  | { readonly kind: 'lane'; readonly lane: number }
  /** A state was chosen elsewhere. */
  | { readonly kind: 'state'; readonly name: string };

export type FromExecutionPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'seek'; readonly moment: number }
  | { readonly kind: 'timeline'; readonly id: number }
  /** For the graph; undefined: what the debugger says. */
  | { readonly kind: 'show'; readonly shown?: ShownSoFar }
  /** The lanes of a Map that were asked for, those of an iteration each. */
  | { readonly kind: 'lanes'; readonly lanes: readonly IterationLane[] }
  /** Show the state in the text. */
  | { readonly kind: 'reveal'; readonly state: string };
