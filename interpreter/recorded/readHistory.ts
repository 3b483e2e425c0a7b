// The history of an execution as people have it: what GetExecutionHistory answers through the command line, an SDK or the
// console's export, and the log lines of Express executions. One shape comes out; what was not recorded stays absent.
import { isObject, type Value, type ValueObject } from '../../expressions/index.ts';
import { parseValue } from '../json.ts';
import { parseTimestamp } from '../timestamp.ts';

/** One event. `details` is the object under the name that ends in `EventDetails`. */
export interface RecordedEvent {
  /** 0 where it is not known. */
  readonly id: number;
  /** Its place in the history, from 0. */
  readonly order: number;
  readonly previousId: number;
  readonly type: string;
  /** Milliseconds since 1970; absent where no time is known. */
  readonly time: number | undefined;
  readonly details: ValueObject;
}

export type ReadHistory =
  | { readonly events: readonly RecordedEvent[]; readonly problem?: undefined }
  | { readonly problem: string };

export function readHistory(text: string): ReadHistory {
  const { value, problem } = parseValue(text);
  if (problem === undefined) return historyFrom(value);
  return readLines(text) ?? { problem: `The history is not JSON: ${problem}` };
}

/** From a value that was read before. */
export function historyFrom(value: Value): ReadHistory {
  const list = listIn(value);
  if (!list) return { problem: 'This is no history of an execution: it has no list of events.' };
  const events: RecordedEvent[] = [];
  for (const [index, item] of list.entries()) {
    const event = eventFrom(item);
    if (typeof event === 'string') return { problem: `Event ${index + 1} of the history ${event}` };
    events.push(event);
  }
  if (events.length === 0) return { problem: 'The history has no events.' };
  // The newest may come first (--reverse-order); events whose id is not known keep their place.
  const isReversed = (events[0]?.id ?? 0) > (events.at(-1)?.id ?? 0);
  const inOrder = (isReversed ? events.reverse() : events).map((event, order) => ({ ...event, order }));
  if (!inOrder.some(({ type }) => type === 'ExecutionStarted')) {
    return { problem: 'The history has no ExecutionStarted: its first page is missing.' };
  }
  return { events: inOrder };
}

// Logs come as one object a line.
function readLines(text: string): ReadHistory | undefined {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  if (lines.length < 2) return undefined;
  const values: Value[] = [];
  for (const line of lines) {
    const { value, problem } = parseValue(line);
    if (problem !== undefined) return undefined;
    values.push(value);
  }
  return historyFrom(values);
}

function listIn(value: Value): readonly Value[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  const list = value.events ?? value.Events;
  return Array.isArray(list) ? list : undefined;
}

function eventFrom(item: Value): RecordedEvent | string {
  // CloudWatch wraps a log line in an object with its time.
  const event = isObject(item) && typeof item.message === 'string' ? parseValue(item.message).value : item;
  if (!isObject(event)) return 'is no object.';
  const { type } = event;
  if (typeof type !== 'string') return 'has no type.';
  return {
    id: numberOf(event.id) ?? 0,
    order: 0,
    previousId: numberOf(event.previousEventId ?? event.previous_event_id) ?? 0,
    type,
    time: timeOf(event.timestamp ?? event.event_timestamp),
    details: detailsOf(event),
  };
}

function detailsOf(event: ValueObject): ValueObject {
  for (const [name, value] of Object.entries(event)) {
    if ((name.endsWith('EventDetails') || name === 'details') && isObject(value)) return value;
  }
  return {};
}

function numberOf(value: Value | undefined): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Seconds with a fraction as the API sends them, milliseconds as in logs, or a text with the date. */
function timeOf(value: Value | undefined): number | undefined {
  const number = numberOf(value);
  if (number !== undefined) return number < SECONDS_BELOW ? Math.round(number * 1000) : number;
  if (typeof value !== 'string') return undefined;
  return parseTimestamp(value.replace(' ', 'T')) ?? undefined;
}

/** A number below is in seconds: as milliseconds it would be a moment of 1973. */
const SECONDS_BELOW = 1e11;

/** The value of a member that holds JSON as text. `undefined` where nothing or not everything was recorded. */
export function recordedValue(details: ValueObject, member: string): Value | undefined {
  const about = details[`${member}Details`];
  if (isObject(about) && about.truncated === true) return undefined;
  const text = details[member];
  if (typeof text !== 'string') return text;
  const { value, problem } = parseValue(text);
  return problem === undefined ? value : undefined;
}

/** Stands for a value that the history does not hold: never null, which would be one. */
const NOT_RECORDED = 'not recorded';

export function shownValue(details: ValueObject, member: string): Value {
  const value = recordedValue(details, member);
  return value === undefined ? NOT_RECORDED : value;
}
