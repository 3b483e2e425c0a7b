// variable-undefined, variable-unassigned, variable-unused, variable-scope: workflow variables against the scopes. An inner
// scope reads the variables of outer ones, except that child executions of a distributed Map see none; what it assigns is
// gone when it ends, and it may not use a name of an outer one (spec: asl.md §4).
import { givenValue } from '../machine/fields.ts';
import { type Flow, flowOf } from '../machine/flow.ts';
import { allScopes, innerScopes, type Machine, type Scope, type State } from '../machine/machine.ts';
import type { Assignment, VariableRead } from '../machine/variables.ts';
import { messages } from '../problems.ts';
import { hasPlaceholder } from '../text/tree.ts';
import { createGuess, placeOf, type Rule } from './rule.ts';

export const variables: Rule = (machine, report) => {
  if (machine.assignments.length === 0 && machine.reads.length === 0) return;
  const table = new Table(machine);
  for (const { name, key, pointer, part } of machine.assignments) {
    if (name === 'states' || hasPlaceholder(name)) continue;
    if (table.isAssignedOutside(name, part.scope)) {
      report('variable-scope', key, pointer, messages.variableScope(name), 'error', name);
    } else if (!table.isRead(name)) {
      report('variable-unused', key, pointer, messages.variableUnused(name), 'info', name);
    }
  }
  // A name that is not known until it is deployed could be any of them.
  if (table.hasOpenNames) return;
  const said = new Set<string>();
  const guess = createGuess();
  for (const read of machine.reads) {
    const found = table.lookUp(read);
    if (found.kind === 'fine') continue;
    const { name, expression, span } = read;
    const once = `${expression.pointer} ${name}`;
    if (said.has(once)) continue;
    said.add(once);
    const place = placeOf(machine, expression, span);
    if (found.kind === 'unassigned') {
      report('variable-unassigned', place, expression.pointer, messages.variableUnassigned(name), 'warning', name);
      continue;
    }
    const message =
      found.kind === 'notShared'
        ? messages.variableNotShared(name)
        : found.kind === 'elsewhere'
          ? messages.variableOutOfScope(name)
          : messages.variableUndefined(name, guess(name, found.candidates));
    report('variable-undefined', place, expression.pointer, message, 'warning', name);
  }
};

interface Found {
  readonly kind: 'fine' | 'unassigned' | 'notShared' | 'elsewhere' | 'undefined';
  /** The names that can be read there. */
  readonly candidates: readonly string[];
}

const FINE: Found = { kind: 'fine', candidates: [] };

/** The scope around a scope and the state it belongs to. */
interface Outer {
  readonly scope: Scope;
  readonly state: State;
  /** Runs as executions of its own. */
  readonly isDistributed: boolean;
}

class Table {
  readonly hasOpenNames: boolean;
  readonly #outers = new Map<Scope, Outer>();
  readonly #assigned = new Map<Scope, Map<string, Assignment[]>>();
  readonly #everAssigned = new Set<string>();
  readonly #everRead = new Set<string>();
  readonly #flows = new Map<Scope, Flow>();
  readonly #names = new Map<Scope, string[]>();

  constructor({ scope, assignments, reads, parts }: Machine) {
    for (const outer of allScopes(scope)) {
      for (const state of outer.states) {
        const isDistributed = state.type === 'Map' && isDistributedMap(state);
        for (const inner of innerScopes(state)) this.#outers.set(inner, { scope: outer, state, isDistributed });
      }
    }
    for (const assignment of assignments) {
      const { name, part } = assignment;
      const names = this.#assigned.get(part.scope) ?? new Map<string, Assignment[]>();
      this.#assigned.set(part.scope, names);
      const list = names.get(name);
      if (list) list.push(assignment);
      else names.set(name, [assignment]);
      this.#everAssigned.add(name);
    }
    for (const { name } of reads) this.#everRead.add(name);
    this.hasOpenNames =
      assignments.some(({ name }) => hasPlaceholder(name)) ||
      parts.some(({ fields }) => {
        const assign = fields.get('Assign')?.value;
        return assign !== undefined && assign.kind !== 'object';
      });
  }

  isRead(name: string): boolean {
    return this.#everRead.has(name);
  }

  isAssignedOutside(name: string, scope: Scope): boolean {
    for (let outer = this.#outers.get(scope); outer; outer = this.#outers.get(outer.scope)) {
      if (outer.isDistributed) return false;
      // What the state around assigns itself comes when its inner states are through (accepted on the service).
      const { state } = outer;
      if (
        this.#assigned
          .get(outer.scope)
          ?.get(name)
          ?.some(({ part }) => part.state !== state)
      )
        return true;
    }
    return false;
  }

  lookUp({ name, expression, guarded }: VariableRead): Found {
    const { part } = expression;
    if (guarded || !part.state) return FINE;
    let { scope } = part;
    let { state } = part;
    let isCut = false;
    const visible: string[][] = [];
    for (;;) {
      const names = this.#assigned.get(scope);
      if (names?.has(name)) {
        if (isCut) return { kind: 'notShared', candidates: [] };
        return this.#isAssigned(name, scope, state) ? FINE : { kind: 'unassigned', candidates: [] };
      }
      if (names && !isCut) visible.push(this.#namesOf(scope, names));
      const outer = this.#outers.get(scope);
      if (!outer)
        return {
          kind: this.#everAssigned.has(name) ? 'elsewhere' : 'undefined',
          candidates: visible.length === 1 ? (visible[0] ?? []) : visible.flat(),
        };
      isCut ||= outer.isDistributed;
      ({ scope, state } = outer);
    }
  }

  #isAssigned(name: string, scope: Scope, state: State): boolean {
    let flow = this.#flows.get(scope);
    if (!flow) {
      const names = this.#assigned.get(scope) ?? new Map<string, Assignment[]>();
      flow = flowOf(
        scope,
        [...names].filter(([each]) => this.#everRead.has(each)),
      );
      this.#flows.set(scope, flow);
    }
    const bits = flow.before.get(state);
    const bit = flow.indexes.get(name);
    // A state that is never reached has nothing to miss.
    return !bits || bit === undefined || ((bits[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }

  #namesOf(scope: Scope, names: ReadonlyMap<string, unknown>): string[] {
    const known = this.#names.get(scope) ?? [...names.keys()];
    this.#names.set(scope, known);
    return known;
  }
}

function isDistributedMap(state: State & { type: 'Map' }): boolean {
  const config = state.processor && givenValue(state.processor.fields, 'ProcessorConfig');
  const mode = config?.kind === 'object' ? config.members.find(({ key }) => key.value === 'Mode')?.value : undefined;
  return mode?.kind === 'string' && mode.value === 'DISTRIBUTED';
}
