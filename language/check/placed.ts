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
  /** Its number in its scope. */
  readonly index: number;
  /** Where its ways lead, in their order; undefined where no state of the scope has the name. */
  readonly next: readonly (PlacedState | undefined)[];
}

export interface PlacedScope {
  readonly summary: ScopeSummary;
  /** HEAD for the outermost scope. */
  readonly piece: number;
  /** In the order of the text. */
  readonly states: readonly PlacedState[];
  /** The first state of each name. */
  readonly byName: ReadonlyMap<string, PlacedState>;
  readonly start: PlacedState | undefined;
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
  const states: (PlacedState & { next: (PlacedState | undefined)[] })[] = [];
  const byName = new Map<string, PlacedState>();
  let hasInner = false;
  summary.states.forEach((each, index) => {
    const state = { summary: each, piece: piece === HEAD ? index : piece, index, next: NOWHERE };
    states.push(state);
    if (!byName.has(each.key.name)) byName.set(each.key.name, state);
    hasInner ||= each.scopes.length > 0;
  });
  // Each name is looked up once here, so that no rule has to.
  for (const state of states) {
    const { ways } = state.summary;
    if (ways.length > 0) state.next = ways.map(({ name }) => byName.get(name));
  }
  const start = summary.startAt && byName.get(summary.startAt.name);
  const scope: PlacedScope = { summary, piece, states, byName, start, outer };
  scopes.push(scope);
  if (!hasInner) return;
  for (const state of states) {
    for (const inner of state.summary.scopes) place(inner, state.piece, { scope, state }, scopes);
  }
}

const NOWHERE: (PlacedState | undefined)[] = [];

/** The states that can be reached from some, these included: a number that is not 0 for each by its index. */
export function reachedFrom(from: readonly PlacedState[], { states }: PlacedScope): Uint8Array {
  const isReached = new Uint8Array(states.length);
  const waiting = [...from];
  for (const { index } of from) isReached[index] = 1;
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    for (const next of state.next) {
      if (!next || isReached[next.index]) continue;
      isReached[next.index] = 1;
      waiting.push(next);
    }
  }
  return isReached;
}
