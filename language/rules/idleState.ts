// state-idle: a state that changes nothing and could be left out. A hint. Not for the first and last states of a scope and for
// those where several ways meet: people draw them as places in a picture.
import { type Scope, type State, transitionsOf } from '../machine/machine.ts';
import { messages } from '../problems.ts';
import type { Rule } from './rule.ts';

export const idleState: Rule = (machine, report) => {
  for (const scope of machine.scopes) {
    let ways: ReadonlyMap<string, number> | undefined;
    for (const state of scope.states) {
      if (state.type === 'Wait') {
        const seconds = state.fields.get('Seconds')?.value;
        if (seconds?.kind !== 'number' || seconds.value !== 0) continue;
        report(
          'state-idle',
          seconds,
          `${state.pointer}/Seconds`,
          messages.waitsNothing(state.name),
          'info',
          state.name,
        );
      } else if (state.type === 'Pass' && hasOnly(state, IDLE_FIELDS)) {
        ways ??= countWays(scope);
        if (!isOnTheWay(state, scope, ways)) continue;
        report('state-idle', state.key, state.pointer, messages.stateIdle(state.name), 'info', state.name);
      }
    }
  }
};

const IDLE_FIELDS: readonly string[] = ['Type', 'QueryLanguage', 'Next', 'End'];

function hasOnly(state: State, names: readonly string[]): boolean {
  for (const name of state.fields.keys()) if (!names.includes(name)) return false;
  return true;
}

// One way leads here, not from a Choice or a Catch, whose ends are places with names; and one goes on.
function isOnTheWay(state: State & { type: 'Pass' }, scope: Scope, ways: ReadonlyMap<string, number>): boolean {
  const isPlaced = !state.next || !scope.byName.has(state.next.value) || scope.startAt?.value === state.name;
  return !isPlaced && ways.get(state.name) === 1;
}

function countWays(scope: Scope): ReadonlyMap<string, number> {
  const ways = new Map<string, number>();
  for (const state of scope.states) {
    for (const { target, kind } of transitionsOf(state)) {
      ways.set(target.value, (ways.get(target.value) ?? 0) + (kind === 'next' ? 1 : 2));
    }
  }
  return ways;
}
