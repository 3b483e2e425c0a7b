// The scopes and states of a whole machine as its rules see them: summaries, each with the piece of the text it counts
// positions from.

import type { ProblemCode, Severity } from '../problems.ts';
import type { Span } from '../text/tree.ts';
import type { Finding } from './findings.ts';
import type { Names } from './names.ts';
import type { ScopeSummary, StateSummary } from './summary.ts';

export interface PlacedState {
  readonly summary: StateSummary;
  /** The state of the outermost scope it is, or is in, by number. */
  readonly piece: number;
  /** Its number in its scope. */
  readonly index: number;
  /** Where its ways lead, in their order; undefined where no state of the scope has the name. */
  readonly next: readonly (PlacedState | undefined)[];
  /** All its ways could be read and lead to a state. */
  readonly areWaysKnown: boolean;
  /** No earlier state of its scope has its name. */
  readonly isFirst: boolean;
  /** An earlier state has its name, in this scope or another one. */
  readonly isNameTaken: boolean;
}

export interface PlacedScope {
  readonly summary: ScopeSummary;
  /** HEAD for the outermost scope. */
  readonly piece: number;
  /** In the order of the text. */
  readonly states: readonly PlacedState[];
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
export function placeScopes(root: ScopeSummary, names: Names): readonly PlacedScope[] {
  const scopes: PlacedScope[] = [];
  place(root, HEAD, undefined, scopes, new Array(names.states.count));
  return scopes;
}

type Placing = { -readonly [K in keyof PlacedState]: PlacedState[K] };

/** `known` has the first state of each name so far, of all scopes: names are unique in a machine as a rule. */
function place(
  summary: ScopeSummary,
  piece: number,
  outer: PlacedScope['outer'],
  scopes: PlacedScope[],
  known: (PlacedState | undefined)[],
): void {
  // Of this scope, once a name has been found that another scope has too.
  let own: Map<number, PlacedState> | undefined;
  const find = (number: number): PlacedState | undefined => {
    const found = known[number];
    if (found === undefined || states[found.index] === found) return found;
    own ??= firstByName(states);
    return own.get(number);
  };
  let hasInner = false;
  const states: readonly Placing[] = summary.states.map((each, index) => {
    const { number } = each;
    const isNameTaken = known[number] !== undefined;
    const state: Placing = {
      summary: each,
      piece: piece === HEAD ? index : piece,
      index,
      next: NOWHERE,
      areWaysKnown: each.isWayKnown,
      isFirst: true,
      isNameTaken,
    };
    if (!isNameTaken) known[number] = state;
    if (each.scopes.length > 0) hasInner = true;
    return state;
  });
  // Each name is looked up once here, so that no rule has to.
  for (const state of states) {
    const { ways, number } = state.summary;
    if (state.isNameTaken) state.isFirst = find(number) === state;
    if (ways.length === 0) continue;
    // `map` makes a list that is no longer than needed, which `push` does not.
    state.next = ways.map(({ number }) => find(number));
    for (const found of state.next) if (!found) state.areWaysKnown = false;
  }
  const start = summary.startAt && find(summary.startAt.number);
  const scope: PlacedScope = { summary, piece, states, start, outer };
  scopes.push(scope);
  if (!hasInner) return;
  for (const state of states) {
    for (const inner of state.summary.scopes) place(inner, state.piece, { scope, state }, scopes, known);
  }
}

function firstByName(states: readonly PlacedState[]): Map<number, PlacedState> {
  const first = new Map<number, PlacedState>();
  for (const state of states) {
    const { number } = state.summary;
    if (!first.has(number)) first.set(number, state);
  }
  return first;
}

const NOWHERE: readonly PlacedState[] = [];

/** The states that can be reached from one, itself included: a number that is not 0 for each by its index. */
export function reachedFrom(from: PlacedState, { states }: PlacedScope): Uint8Array {
  const isReached = new Uint8Array(states.length);
  const waiting = [from];
  isReached[from.index] = 1;
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    for (const next of state.next) {
      if (!next || isReached[next.index]) continue;
      isReached[next.index] = 1;
      waiting.push(next);
    }
  }
  return isReached;
}
