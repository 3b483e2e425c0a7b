// What changed between two timelines, state by state: the visits of each state side by side, by what went in and came out.
import { type ExecutionEvent, type Journal, type Moment, sameValue, type Value } from '../../interpreter/index.ts';
import type { ComparedVisit, VisitData } from '../protocol.ts';
import type { Turns } from './turns.ts';

/** So many moments between two looks at the time. */
const LOOK = 1024;

interface Visit {
  readonly state: string;
  readonly number: number;
  readonly moment: Moment;
  readonly input: Value;
  output?: Value;
  error?: string;
}

/** In the order of the first, then what only the second has. */
export async function compareTimelines(a: Journal, b: Journal, turns: Turns): Promise<ComparedVisit[]> {
  const [inA, inB] = [await visitsOf(a, turns), await visitsOf(b, turns)];
  const compared = [...inA].map(([key, one]): ComparedVisit => {
    const other = inB.get(key);
    const { state, number: visit } = one;
    if (!other) return { state, visit, kind: 'onlyA', a: dataOf(one) };
    const kind = isSame(one, other) ? 'same' : 'differs';
    return { state, visit, kind, a: dataOf(one), b: dataOf(other) };
  });
  const onlyB = [...inB].filter(([key]) => !inA.has(key));
  return [
    ...compared,
    ...onlyB.map(([, one]): ComparedVisit => ({ state: one.state, visit: one.number, kind: 'onlyB', b: dataOf(one) })),
  ];
}

// By strand, state and how often: strands have the same numbers as long as the same is started in the same order.
async function visitsOf(journal: Journal, turns: Turns): Promise<Map<string, Visit>> {
  const visits = new Map<string, Visit>();
  const current = new Map<number, Visit>();
  const counts = new Map<string, number>();
  const numbers = new Map<string, number>();
  for (let moment = 0; moment <= journal.head; moment++) {
    if (moment % LOOK === 0) await turns.rest();
    for (const event of journal.eventsAt(moment)) note(event, moment);
  }
  return visits;

  function note(event: ExecutionEvent, moment: Moment): void {
    if (event.kind === 'stateEntered') {
      const place = `${event.strand} ${event.state}`;
      const count = (counts.get(place) ?? 0) + 1;
      const number = (numbers.get(event.state) ?? 0) + 1;
      counts.set(place, count);
      numbers.set(event.state, number);
      const visit: Visit = { state: event.state, number, moment, input: event.input };
      visits.set(`${place} ${count}`, visit);
      current.set(event.strand, visit);
    } else if (event.kind === 'stateExited') {
      const visit = current.get(event.strand);
      if (visit) visit.output = event.output;
    } else if (event.kind === 'stateFailed') {
      const visit = current.get(event.strand);
      if (visit) visit.error = event.failure.error ?? '';
    }
  }
}

function isSame(a: Visit, b: Visit): boolean {
  return same(a.input, b.input) && same(a.output, b.output) && a.error === b.error;
}

function same(a: Value | undefined, b: Value | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sameValue(a, b));
}

function dataOf({ input, output, error, moment }: Visit): VisitData {
  return { input, moment, ...(output !== undefined && { output }), ...(error !== undefined && { error }) };
}
