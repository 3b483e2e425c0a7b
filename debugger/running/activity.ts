// What is known of one state while a run is folded: its status, its visits, the ways it was left by, how its parts fare.
import type { StateCode } from '../../interpreter/index.ts';
import type { StateActivity, StateStatus } from '../protocol.ts';
import { Parts } from './parts.ts';
import { allWays, type Way, type Ways, waysOf } from './ways.ts';

/** Written to in place: there is one for each state, and an event for every few microseconds. All members at once, in one order. */
export interface Activity {
  pointer: string | undefined;
  status: StateStatus | undefined;
  visits: number;
  lastMs: number;
  enteredAt: number;
  retries: number;
  /** Of the visit that is about to end. */
  rule: number;
  catcher: number;
  ways: Ways;
  /** Of a Parallel or a Map. */
  parts: Parts | undefined;
  /** The Parallel or Map it is in. */
  container: Activity | undefined;
  isChanged: boolean;
}

export function newActivity(code: StateCode): Activity {
  return {
    pointer: code.state.pointer,
    status: undefined,
    visits: 0,
    lastMs: 0,
    enteredAt: 0,
    retries: 0,
    rule: -1,
    catcher: -1,
    ways: waysOf(code),
    parts: partsOf(code),
    container: undefined,
    isChanged: false,
  };
}

/** The state is defined otherwise now: what it did stays as far as it can be said of that. */
export function redefine(activity: Activity, code: StateCode): void {
  const ways = waysOf(code);
  const before = allWays(activity.ways);
  for (const way of allWays(ways)) {
    const same = before.find(one => one.pointer === way.pointer && one.to === way.to);
    if (same) way.times = same.times;
  }
  activity.pointer = code.state.pointer;
  activity.ways = ways;
  activity.parts ??= partsOf(code);
}

export function forget(activity: Activity): void {
  activity.status = undefined;
  activity.visits = 0;
  activity.lastMs = 0;
  activity.enteredAt = 0;
  activity.retries = 0;
  activity.rule = -1;
  activity.catcher = -1;
  activity.isChanged = false;
  activity.parts?.forget();
  for (const way of allWays(activity.ways)) setTimes(way, 0);
}

export interface Snapshot {
  readonly known: Pick<Activity, 'status' | 'visits' | 'lastMs' | 'enteredAt' | 'retries' | 'rule' | 'catcher'>;
  readonly parts: Parts | undefined;
  /** In the order of `allWays`. */
  readonly times: readonly number[];
}

export function snapshotOf({
  status,
  visits,
  lastMs,
  enteredAt,
  retries,
  rule,
  catcher,
  parts,
  ways,
}: Activity): Snapshot {
  const known = { status, visits, lastMs, enteredAt, retries, rule, catcher };
  return { known, parts: parts?.copy(), times: allWays(ways).map(({ times }) => times) };
}

/** Of an activity that was forgotten. */
export function restore(activity: Activity, { known, parts, times }: Snapshot): void {
  Object.assign(activity, known);
  if (parts) activity.parts?.take(parts);
  for (const [i, way] of allWays(activity.ways).entries()) setTimes(way, times[i] ?? 0);
}

export function told({ status, visits, lastMs, retries, parts }: Activity): StateActivity | undefined {
  if (!status) return undefined;
  const counts = parts?.counts;
  if (retries === 0 && !counts) return { status, visits, lastMs };
  return { status, visits, lastMs, ...(retries > 0 && { retries }), ...(counts && { parts: counts }) };
}

function setTimes(way: Way, times: number): void {
  way.times = times;
  way.isChanged = false;
}

function partsOf({ state }: StateCode): Parts | undefined {
  if (state.type === 'Parallel') return new Parts(state.branches.length);
  return state.type === 'Map' ? new Parts(0) : undefined;
}
