// What went over a way the last time: looked for from a moment backwards, so that what happened lately is found soon.
import type { ExecutionEvent, Journal, Moment, Value, Variables } from '../../interpreter/index.ts';
import { isFirst } from './ways.ts';

/** One of the ways out of a state, or the one into the first. */
export interface AskedWay {
  readonly pointer: string;
  /** The path of the state it leads out of; for `start` the one it leads to. */
  readonly state: string;
  readonly kind: 'start' | 'next' | 'end' | 'choice' | 'default' | 'catch';
  readonly index: number;
  readonly to: string | undefined;
}

export interface Flowed {
  readonly way: AskedWay;
  readonly value: Value;
  readonly assigned?: Variables | undefined;
}

type Exit = Extract<ExecutionEvent, { kind: 'stateExited' }>;

/** A visit that was left. Why is said by what happened before; by none of the ways asked about, if there is no `way` then. */
interface Left {
  readonly exit: Exit;
  isSettled: boolean;
  way: AskedWay | undefined;
}

/** `isMeant`: of the events only these count. */
export function lastFlow(
  journal: Journal,
  until: Moment,
  ways: readonly AskedWay[],
  isMeant: (event: ExecutionEvent) => boolean = () => true,
): Flowed | undefined {
  const states = new Set(ways.map(({ state }) => state));
  // The newest first: it is the answer as soon as it is known to be one.
  const left: Left[] = [];
  for (let moment = until; moment >= 0; moment--) {
    const events = journal.eventsAt(moment);
    for (let i = events.length - 1; i >= 0; i--) {
      const event = events[i] as ExecutionEvent;
      if (!('state' in event) || !states.has(event.state) || !isMeant(event)) continue;
      const start = event.kind === 'stateEntered' && isFirst(event) && ways.find(way => leadsInto(way, event.state));
      if (start) return { way: start, value: event.input };
      if (event.kind === 'stateExited') left.push({ exit: event, isSettled: false, way: undefined });
      else settle(left, event, ways);
      while (left[0]?.isSettled) {
        const { exit, way } = left[0];
        if (way) return { way, value: exit.output, assigned: exit.assigned };
        left.shift();
      }
    }
  }
  return undefined;
}

function leadsInto({ kind, state }: AskedWay, path: string): boolean {
  return kind === 'start' && state === path;
}

// An event that says why a visit was left.
function settle(
  left: readonly Left[],
  event: ExecutionEvent & Pick<Exit, 'strand' | 'state'>,
  ways: readonly AskedWay[],
): void {
  const why = whyLeft(event);
  const isOne = ({ exit, isSettled }: Left) => !isSettled && exit.strand === event.strand && exit.state === event.state;
  const one = why && left.find(isOne);
  if (!one) return;
  one.isSettled = true;
  one.way = ways.find(way => way.state === event.state && way.to === one.exit.next && why(way));
}

function whyLeft(event: ExecutionEvent): ((way: AskedWay) => boolean) | undefined {
  if (event.kind === 'stateCaught') return ({ kind, index }) => kind === 'catch' && index === event.catcher;
  if (event.kind === 'phase' && event.rule !== undefined) {
    return event.taken
      ? ({ kind, index }) => kind === 'choice' && index === event.rule
      : ({ kind }) => kind === 'default';
  }
  return event.kind === 'stateEntered' ? ({ kind }) => kind !== 'catch' && kind !== 'start' : undefined;
}
