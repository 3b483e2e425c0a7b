// Whether the rules about the whole machine would find the same as before, when only this state has changed: everything in
// a summary but the places, and what is wrong in the state itself.
import type { ScopeSummary, StateSummary } from './summary.ts';

export function isSameToOthers(before: StateSummary, after: StateSummary): boolean {
  return (
    isSame(before.key, after.key, ['name', 'pointer']) &&
    isSame(before, after, ['type', 'endsScope', 'isWayKnown', 'isIdle', 'hasOpenNames', 'isDistributed']) &&
    areSame(before.ways, after.ways, ['kind', 'name', 'pointer']) &&
    areSame(before.assignments, after.assignments, ['name', 'owner', 'pointer']) &&
    areSame(before.reads, after.reads, ['name', 'guarded', 'pointer']) &&
    areSame(before.bindings, after.bindings, ['name', 'pointer']) &&
    isSame(before.label ?? NO_LABEL, after.label ?? NO_LABEL, ['name', 'isWrong']) &&
    before.scopes.length === after.scopes.length &&
    before.scopes.every((scope, index) => isSameScope(scope, after.scopes[index]))
  );
}

const NO_LABEL: { readonly name?: string; readonly isWrong?: boolean } = {};

function isSameScope(before: ScopeSummary, after: ScopeSummary | undefined): boolean {
  return (
    after !== undefined &&
    isSame(before, after, ['pointer', 'hasOpenNames']) &&
    before.startAt?.name === after.startAt?.name &&
    (before.statesKey === undefined) === (after.statesKey === undefined) &&
    areSame(before.reads, after.reads, ['name', 'guarded', 'pointer']) &&
    before.states.length === after.states.length &&
    before.states.every((state, index) => {
      const other = after.states[index];
      return other !== undefined && isSameToOthers(state, other);
    })
  );
}

function areSame<T>(before: readonly T[], after: readonly T[], names: readonly (keyof T)[]): boolean {
  return (
    before.length === after.length &&
    before.every((each, index) => {
      const other = after[index];
      return other !== undefined && isSame(each, other, names);
    })
  );
}

function isSame<T>(before: T, after: T, names: readonly (keyof T)[]): boolean {
  return names.every(name => before[name] === after[name]);
}
