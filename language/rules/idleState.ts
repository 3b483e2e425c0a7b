// state-idle: a state that changes nothing and could be left out. A hint. Not for the first and last states of a scope and for
// those where several ways meet: people draw them as places in a picture.

import type { MachineRule, PlacedScope, PlacedState } from '../check/placed.ts';
import type { Report } from '../machine/fields.ts';
import type { PassState, WaitState } from '../machine/machine.ts';
import { messages } from '../problems.ts';

export function idleWait({ fields, name, pointer }: WaitState, report: Report): void {
  const seconds = fields.get('Seconds')?.value;
  if (seconds?.kind !== 'number' || seconds.value !== 0) return;
  report('state-idle', seconds, `${pointer}/Seconds`, messages.waitsNothing(name), 'info', name);
}

export const idlePass: MachineRule = (scopes, report) => {
  for (const scope of scopes) {
    let ways: ReadonlyMap<string, number> | undefined;
    for (const state of scope.states) {
      if (!state.summary.isIdle) continue;
      ways ??= countWays(scope);
      if (!isOnTheWay(state, scope, ways)) continue;
      const { name, pointer } = state.summary.key;
      report('state-idle', state, state.summary.key, pointer, messages.stateIdle(name), 'info', name);
    }
  }
};

/** Whether a Pass state has nothing to do. */
export function isIdle({ node }: PassState): boolean {
  return node.members.every(({ name }) => IDLE_FIELDS.includes(name));
}

const IDLE_FIELDS: readonly string[] = ['Type', 'QueryLanguage', 'Next', 'End'];

// One way leads here, not from a Choice or a Catch, whose ends are places with names; and one goes on.
function isOnTheWay({ summary, next }: PlacedState, scope: PlacedScope, ways: ReadonlyMap<string, number>): boolean {
  const { name } = summary.key;
  const way = summary.ways.findIndex(({ kind }) => kind === 'next');
  const isPlaced = !next[way] || scope.summary.startAt?.name === name;
  return !isPlaced && ways.get(name) === 1;
}

function countWays({ states }: PlacedScope): ReadonlyMap<string, number> {
  const ways = new Map<string, number>();
  for (const { summary } of states) {
    for (const { name, kind } of summary.ways) ways.set(name, (ways.get(name) ?? 0) + (kind === 'next' ? 1 : 2));
  }
  return ways;
}
