// How far an execution had come with a row of its history: its states, the ways that were taken, what went over them, its iterations.
// Of all lanes, or of one and those inside it.
import {
  detailsOf,
  isWithin,
  type Lane,
  type PartsSoFar,
  type Passage,
  type Trail,
  type TrailEvent,
  type VisitStatus,
} from './trail.ts';

export interface StateSoFar {
  readonly status: VisitStatus;
  readonly visits: number;
  /** Attempts that followed a failed one. */
  readonly retries?: number;
  /** How the iterations of a Map fare that was entered last, or the branches of a Parallel that is over. */
  readonly parts?: PartsSoFar;
}

/**
 * What each state had come to with a row: of all lanes, or of one and those inside it. With an iteration what is outside of its Map
 * is there too.
 */
export function statesAt(trail: Trail, row: number, lane = 0): ReadonlyMap<string, StateSoFar> {
  const { visits, lanes } = trail;
  const states = new Map<string, StateSoFar>();
  const parts = partsAt(trail, row, lane);
  for (const visit of visits) {
    if (visit.first > row || !isShownWith(lanes, visit.lane, lane)) continue;
    const before = states.get(visit.state);
    let status: VisitStatus = 'running';
    let retries = before?.retries ?? 0;
    for (const change of visit.statuses) {
      if (change.row > row) break;
      status = change.status;
      if (status === 'retrying') retries++;
    }
    const of = parts.get(visit.state);
    states.set(visit.state, {
      status,
      visits: (before?.visits ?? 0) + 1,
      ...(retries > 0 && { retries }),
      ...(of && { parts: of }),
    });
  }
  return states;
}

function partsAt({ partSteps, lanes }: Trail, row: number, lane: number): ReadonlyMap<string, PartsSoFar> {
  const parts = new Map<string, PartsSoFar>();
  for (const step of partSteps) {
    if (step.row > row || !isShownWith(lanes, step.lane, lane)) continue;
    const before = parts.get(step.state) ?? NO_PARTS;
    if (step.what === 'anew') parts.set(step.state, NO_PARTS);
    else parts.set(step.state, { ...before, [step.what]: before[step.what] + step.count });
  }
  for (const [state, { total, succeeded, failed }] of parts) if (total + succeeded + failed === 0) parts.delete(state);
  return parts;
}

const NO_PARTS: PartsSoFar = { total: 0, succeeded: 0, failed: 0, aborted: 0 };

/** The ways that had been taken with a row: in all lanes, or in one and those inside it. */
export function passagesAt({ steps, lanes }: Trail, row: number, lane = 0): readonly Passage[] {
  const passages = new Map<string, { from: string; to: string; isCaught: boolean; times: number }>();
  for (const step of steps) {
    if (step.row > row || !isShownWith(lanes, step.lane, lane)) continue;
    const { from, to, isCaught } = step;
    const key = JSON.stringify([from, to, isCaught]);
    const known = passages.get(key);
    if (known) known.times++;
    else passages.set(key, { from, to, isCaught, times: 1 });
  }
  return [...passages.values()];
}

/** The event that tells what was handed on the last time this way was taken. */
export function lastStep(
  { steps, lanes, rows }: Trail,
  { from, to, isCaught }: Omit<Passage, 'times'>,
  row = rows.length,
  lane = 0,
): TrailEvent | undefined {
  const step = steps.findLast(
    one =>
      one.row <= row &&
      one.from === from &&
      one.to === to &&
      one.isCaught === isCaught &&
      isShownWith(lanes, one.lane, lane),
  );
  return step && rows[step.source]?.event;
}

export interface IterationLane {
  readonly lane: number;
  readonly index: number;
  readonly status: 'running' | 'succeeded' | 'failed' | 'aborted';
}

/** The iterations of a Map in their order; of several visits of it the last. */
export function iterationsOf({ lanes, rows }: Trail, state: string): readonly IterationLane[] {
  const found: IterationLane[] = [];
  for (const [lane, { iteration }] of lanes.entries()) {
    if (iteration?.state === state) found[iteration.index] = { lane, index: iteration.index, status: 'running' };
  }
  for (const { event } of rows) {
    const [, ending] = /^MapIteration(Succeeded|Failed|Aborted)$/.exec(event.type) ?? [];
    const { name, index } = detailsOf(event) as { name?: string; index?: number };
    const one = name === state && index !== undefined ? found[index] : undefined;
    if (ending && one) found[one.index] = { ...one, status: ending.toLowerCase() as IterationLane['status'] };
  }
  return found.filter(Boolean);
}

/** With an iteration only the others of its Map are hidden. */
function isShownWith(lanes: readonly Lane[], inner: number, chosen: number): boolean {
  const map = lanes[chosen]?.iteration?.state;
  if (map === undefined) return isWithin(lanes, inner, chosen);
  for (let at: number | undefined = inner; at !== undefined; at = lanes[at]?.parent) {
    if (at === chosen) return true;
    if (lanes[at]?.iteration?.state === map) return false;
  }
  return true;
}
