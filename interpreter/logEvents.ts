// History → the events AWS writes to CloudWatch Logs where logging is on, which for Express is all there is (spec/api.md §6.3).
import type { Value } from '../expressions/index.ts';
import type { HistoryEvent } from './history.ts';

export type LogLevel = 'ALL' | 'ERROR' | 'FATAL' | 'OFF';

export interface LogOptions {
  readonly level: LogLevel;
  readonly includeExecutionData: boolean;
  readonly executionArn: string;
  readonly redriveCount: number;
}

/** Numbers are texts, as recorded. */
export interface LogEvent {
  readonly id: string;
  readonly type: string;
  readonly details: { readonly [field: string]: Value };
  readonly previous_event_id: string;
  /** Milliseconds since 1970. */
  readonly event_timestamp: string;
  readonly execution_arn: string;
  readonly redrive_count: string;
}

export function toLogEvents(history: readonly HistoryEvent[], options: LogOptions): readonly LogEvent[] {
  const { level, includeExecutionData, executionArn, redriveCount } = options;
  return history.filter(IS_LOGGED[level]).map(event => ({
    id: String(event.id),
    type: event.type,
    details: detailsOf(includeExecutionData ? event : withoutData(event)),
    previous_event_id: String(event.previousEventId),
    event_timestamp: String(Math.round(event.timestamp * 1000)),
    execution_arn: executionArn,
    redrive_count: String(redriveCount),
  }));
}

const IS_LOGGED: Readonly<Record<LogLevel, (event: HistoryEvent) => boolean>> = {
  ALL: () => true,
  // Caught failures too. That an aborted state counts as one is not on record.
  ERROR: ({ type }) => /(Failed|TimedOut|Aborted)$/.test(type),
  FATAL: ({ type }) => /^Execution(Failed|TimedOut|Aborted)$/.test(type),
  OFF: () => false,
};

function detailsOf(event: HistoryEvent): LogEvent['details'] {
  const name = Object.keys(event).find(key => key.endsWith('EventDetails')) as `${string}EventDetails` | undefined;
  return name === undefined ? {} : (event[name] ?? {});
}

/** Members that hold payloads, with what is said about them. */
const DATA = new Set(['input', 'inputDetails', 'output', 'outputDetails', 'parameters', 'assignedVariables']);

/** An event as it is told to those who shall not see what the execution works on. */
export function withoutData(event: HistoryEvent): HistoryEvent {
  const entries = Object.entries(event).map(([name, value]) => {
    if (!name.endsWith('EventDetails')) return [name, value];
    return [name, Object.fromEntries(Object.entries(value).filter(([member]) => !DATA.has(member)))];
  });
  return Object.fromEntries(entries) as HistoryEvent;
}
