// The scopes and states of a whole machine as its rules see them: summaries, each with the piece of the text it counts
// positions from.

import type { ProblemCode, Severity } from '../problems.ts';
import type { Span } from '../text/tree.ts';
import type { Finding } from './findings.ts';
import type { ScopeSummary, StateSummary } from './summary.ts';

export interface PlacedState {
  readonly summary: StateSummary;
  /** The state of the outermost scope it is, or is in, by number. */
  readonly piece: number;
}

export interface PlacedScope {
  readonly summary: ScopeSummary;
  /** HEAD for the outermost scope. */
  readonly piece: number;
  /** In the order of the text. */
  readonly states: readonly PlacedState[];
  /** The first state of each name. */
  readonly byName: ReadonlyMap<string, PlacedState>;
  /** The scope around it and the state it belongs to. */
  readonly outer: { readonly scope: PlacedScope; readonly state: PlacedState } | undefined;
}

/** What stands outside of the states of the outermost scope. */
export const HEAD = -1;

/** A finding and the piece of the text its positions count from. */
export interface PlacedFinding extends Finding {
  readonly piece: number;
}

/** Like Report, for what is found by looking at several states: says in which piece of the text the span is. */
export type MachineReport = (
  code: ProblemCode,
  at: { readonly piece: number },
  span: Span,
  pointer: string,
  message: string,
  severity?: Severity,
  subject?: string,
) => void;

export type MachineRule = (scopes: readonly PlacedScope[], report: MachineReport) => void;

/** Every scope, outer before inner. */
export function placeScopes(root: ScopeSummary): readonly PlacedScope[] {
  const scopes: PlacedScope[] = [];
  place(root, HEAD, undefined, scopes);
  return scopes;
}

function place(summary: ScopeSummary, piece: number, outer: PlacedScope['outer'], scopes: PlacedScope[]): void {
  const states: PlacedState[] = [];
  const byName = new Map<string, PlacedState>();
  const scope: PlacedScope = { summary, piece, states, byName, outer };
  scopes.push(scope);
  for (const [index, each] of summary.states.entries()) {
    const state = { summary: each, piece: piece === HEAD ? index : piece };
    states.push(state);
    if (!byName.has(each.key.name)) byName.set(each.key.name, state);
    for (const inner of each.scopes) place(inner, state.piece, { scope, state }, scopes);
  }
}
