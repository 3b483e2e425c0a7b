// variable-undefined, variable-unassigned, variable-unused, variable-scope: workflow variables against the scopes. An inner
// scope reads the variables of outer ones, except that child executions of a distributed Map see none; what it assigns is
// gone when it ends, and it may not use a name of an outer one (spec: asl.md §4).

import type { MachineReport, MachineRule, PlacedScope, PlacedState } from '../check/placed.ts';
import type { Assignment, Read } from '../check/summary.ts';
import { messages } from '../problems.ts';
import { hasPlaceholder } from '../text/tree.ts';
import { createGuess } from './rule.ts';
import { type Flow, flowOf } from './variableFlow.ts';

export const variables: MachineRule = (scopes, report) => {
  const table = new Table(scopes);
  if (table.isEmpty) return;
  for (const scope of scopes) {
    for (const state of scope.states) {
      for (const assignment of state.summary.assignments) checkAssignment(assignment, scope, state, table, report);
    }
  }
  // A name that is not known until it is deployed could be any of them.
  if (!table.hasOpenNames) checkReads(scopes, table, report);
};

function checkAssignment(
  assignment: Assignment,
  scope: PlacedScope,
  state: PlacedState,
  table: Table,
  report: MachineReport,
): void {
  const { name, number, pointer } = assignment;
  if (name === 'states' || (table.hasOpenNames && hasPlaceholder(name))) return;
  if (table.isAssignedOutside(number, scope)) {
    report('variable-scope', state, assignment, pointer, messages.variableScope(name), 'error', name);
  } else if (!table.isRead(number)) {
    report('variable-unused', state, assignment, pointer, messages.variableUnused(name), 'info', name);
  }
}

function checkReads(scopes: readonly PlacedScope[], table: Table, report: MachineReport): void {
  const said = new Set<string>();
  const guess = createGuess();
  for (const scope of scopes) {
    for (const state of scope.states) {
      for (const read of state.summary.reads) {
        const found = table.lookUp(read, scope, state);
        if (found.kind === 'fine') continue;
        const { name, pointer } = read;
        const once = `${pointer} ${name}`;
        if (said.has(once)) continue;
        said.add(once);
        if (found.kind === 'unassigned') {
          report('variable-unassigned', state, read, pointer, messages.variableUnassigned(name), 'warning', name);
          continue;
        }
        const message =
          found.kind === 'notShared'
            ? messages.variableNotShared(name)
            : found.kind === 'elsewhere'
              ? messages.variableOutOfScope(name)
              : messages.variableUndefined(name, guess(name, found.candidates));
        report('variable-undefined', state, read, pointer, message, 'warning', name);
      }
    }
  }
}

interface Found {
  readonly kind: 'fine' | 'unassigned' | 'notShared' | 'elsewhere' | 'undefined';
  /** The names that can be read there. */
  readonly candidates: readonly string[];
}

const FINE: Found = { kind: 'fine', candidates: [] };

class Table {
  readonly isEmpty: boolean;
  readonly hasOpenNames: boolean;
  /** By scope and number of the variable: the states that assign it. */
  readonly #assigned = new Map<PlacedScope, Map<number, PlacedState[]>>();
  readonly #everAssigned = new Set<number>();
  readonly #everRead = new Set<number>();
  /** Read without asking first whether the variable is there. */
  readonly #everNeeded = new Set<number>();
  readonly #flows = new Map<PlacedScope, Flow>();
  readonly #names = new Map<PlacedScope, string[]>();

  constructor(scopes: readonly PlacedScope[]) {
    let hasOpenNames = false;
    for (const scope of scopes) {
      hasOpenNames ||= scope.summary.hasOpenNames;
      this.#addReads(scope.summary.reads);
      for (const state of scope.states) {
        const { assignments, reads } = state.summary;
        hasOpenNames ||= state.summary.hasOpenNames;
        if (reads.length > 0) this.#addReads(reads);
        for (const { number } of assignments) this.#addAssignment(number, scope, state);
      }
    }
    this.hasOpenNames = hasOpenNames;
    this.isEmpty = this.#everAssigned.size === 0 && this.#everRead.size === 0;
  }

  #addReads(reads: readonly Read[]): void {
    for (const { number, guarded } of reads) {
      this.#everRead.add(number);
      if (!guarded) this.#everNeeded.add(number);
    }
  }

  #addAssignment(number: number, scope: PlacedScope, state: PlacedState): void {
    let variables = this.#assigned.get(scope);
    if (!variables) {
      variables = new Map();
      this.#assigned.set(scope, variables);
    }
    const list = variables.get(number);
    if (list) list.push(state);
    else variables.set(number, [state]);
    this.#everAssigned.add(number);
  }

  isRead(number: number): boolean {
    return this.#everRead.has(number);
  }

  isAssignedOutside(number: number, scope: PlacedScope): boolean {
    for (let { outer } = scope; outer; outer = outer.scope.outer) {
      if (outer.state.summary.isDistributed) return false;
      // What the state around assigns itself comes when its inner states are through (accepted on the service).
      const { state } = outer;
      const states = this.#assigned.get(outer.scope)?.get(number);
      if (states?.some(each => each !== state)) return true;
    }
    return false;
  }

  lookUp({ number, guarded }: Read, inner: PlacedScope, reader: PlacedState): Found {
    if (guarded) return FINE;
    let scope = inner;
    let state = reader;
    let isCut = false;
    const visible: string[][] = [];
    for (;;) {
      const variables = this.#assigned.get(scope);
      if (variables?.has(number)) {
        if (isCut) return { kind: 'notShared', candidates: [] };
        return this.#isAssigned(number, scope, state) ? FINE : { kind: 'unassigned', candidates: [] };
      }
      if (variables && !isCut) visible.push(this.#namesOf(scope));
      const { outer } = scope;
      if (!outer)
        return {
          kind: this.#everAssigned.has(number) ? 'elsewhere' : 'undefined',
          candidates: visible.length === 1 ? (visible[0] ?? []) : visible.flat(),
        };
      isCut ||= outer.state.summary.isDistributed;
      ({ scope, state } = outer);
    }
  }

  #isAssigned(number: number, scope: PlacedScope, state: PlacedState): boolean {
    let flow = this.#flows.get(scope);
    if (!flow) {
      const variables = [...(this.#assigned.get(scope)?.keys() ?? [])].filter(each => this.#everNeeded.has(each));
      flow = flowOf(scope, variables);
      this.#flows.set(scope, flow);
    }
    const bits = flow.before[state.index];
    const bit = flow.indexes.get(number);
    // A state that is never reached has nothing to miss.
    return !bits || bit === undefined || ((bits[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }

  /** Of the variables that are assigned in a scope. */
  #namesOf(scope: PlacedScope): string[] {
    const known = this.#names.get(scope);
    if (known) return known;
    const assignments = scope.states.flatMap(({ summary }) => summary.assignments);
    const made = [...new Set(assignments.map(({ name }) => name))];
    this.#names.set(scope, made);
    return made;
  }
}
