// A run as people read it: one line per event, for the command line, the debug console and tests.
import type { ExecutionEvent } from './events.ts';
import type { Failure } from './failure.ts';
import { childOf } from './history.ts';
import { printValue } from './json.ts';
import { type MapRunCounts, totalOf } from './mapRun.ts';

/** Longer values are cut: a line is for the eye. */
const VALUE_LENGTH = 120;

/** A Map Run may have a million children: what so many of them do is printed. */
const SHOWN_CHILDREN = 100;

/** Prints a whole run, batch by batch. Times count from the start. What executions that Tasks start do has their machine's name before it. */
export class RunPrinter {
  readonly #startTime: number;
  readonly #shown = new Set<number>();
  /** By the strand a child began with. */
  readonly #labels = new Map<number, string>();
  #isCut = false;

  constructor(startTime: number) {
    this.#startTime = startTime;
  }

  /** A line for each event that is large enough to be one. */
  print(events: readonly ExecutionEvent[]): readonly string[] {
    return events.flatMap(event => this.#lineOf(event) ?? []);
  }

  #lineOf(event: ExecutionEvent): string | undefined {
    const child = childOf(event);
    if (event.kind === 'childStarted') this.#label(event);
    const label = child === undefined ? '' : (this.#labels.get(child) ?? '');
    if (event.kind === 'childEnded') this.#labels.delete(event.execution.root);
    if (child !== undefined && !this.#shown.has(child)) {
      if (this.#isCut) return undefined;
      this.#isCut = this.#shown.size === SHOWN_CHILDREN;
      if (this.#isCut) return `(what more than ${SHOWN_CHILDREN} child executions do is not shown)`;
      this.#shown.add(child);
    }
    const line = printEvent(event, this.#startTime);
    return label === '' ? line : line?.replace('  ', `  ${label}`);
  }

  #label({ execution }: Extract<ExecutionEvent, { kind: 'childStarted' }>): void {
    const { depth, within, root, kind, stateMachineName } = execution;
    if (depth === 0) return;
    const around = (within === undefined ? undefined : this.#labels.get(within)) ?? '';
    this.#labels.set(root, kind === 'nested' ? `${around}${stateMachineName} ▸ ` : around);
  }
}

/** The line for an event, or undefined for events that are too small to be one. Times count from the start. */
export function printEvent(event: ExecutionEvent, startTime: number): string | undefined {
  const time = printDuration(event.now - startTime);
  switch (event.kind) {
    case 'executionStarted':
      return `${time}  started with ${shortValue(printValue(event.input))}`;
    case 'callScheduled':
      return `${time}  ${event.name} calls ${event.call.resource.arn} with ${shortValue(printValue(event.call.input))}`;
    case 'callSucceeded':
      return `${time}  ${event.name} is answered ${shortValue(printValue(event.output))}`;
    case 'callTimedOut':
      return `${time}  ${event.name} timed out`;
    case 'containerStarted':
      if (event.isDistributed) return undefined;
      return `${time}  ${event.name} starts ${event.length === undefined ? 'its branches' : `${event.length} iterations`}`;
    case 'mapRunStarted':
      return `${time}  ${event.name} starts the Map Run ${event.mapRun.arn}`;
    case 'mapRunRedriven':
      return `${time}  ${event.name} takes its Map Run up again (redrive ${event.mapRun.redriveCount})`;
    case 'mapRunSucceeded':
    case 'mapRunFailed':
    case 'mapRunAborted':
      // Nothing could be read: the failure that follows says why.
      return totalOf(event.counts.items) === 0 && event.kind !== 'mapRunSucceeded'
        ? undefined
        : `${time}  ${event.name}: ${printCounts(event.counts)}`;
    case 'stateRetried':
      return `${time}  ${event.name} is tried again in ${printDuration(event.until - event.now)} (attempt ${event.attempt})`;
    case 'stateCaught':
      return `${time}  ${event.name} is caught: ${event.next} follows`;
    case 'callStarted':
    case 'callSubmitted':
    case 'callFailed':
    case 'containerSucceeded':
    case 'containerFailed':
    case 'iterationStarted':
    case 'iterationSucceeded':
    case 'iterationFailed':
    case 'iterationAborted':
    case 'stateAborted':
    case 'childRedriven':
    case 'stateEntered':
    case 'evaluationFailed':
    case 'phase':
      return undefined;
    // Of a Map Run's children only the Map Run is told.
    case 'childStarted':
      return event.execution.kind === 'nested'
        ? `${time}  started with ${shortValue(event.execution.inputText)}`
        : undefined;
    case 'childEnded':
      return event.execution.kind === 'nested' ? `${time}  ${endOf(event)}` : undefined;
    case 'waiting':
      return `${time}  ${event.name} waits ${printDuration(event.until - event.now)}`;
    case 'stateExited': {
      const target = event.next === undefined ? '(end)' : event.next;
      return `${time}  ${event.name} -> ${target}  ${shortValue(printValue(event.output))}`;
    }
    case 'stateFailed':
      return `${time}  ${event.name} failed: ${printFailure(event.failure)}`;
    case 'executionRedriven':
      return `${time}  taken up again (redrive ${event.redriveCount})`;
    case 'executionSucceeded':
      return `${time}  SUCCEEDED with ${shortValue(printValue(event.output))}`;
    case 'executionFailed':
      return `${time}  FAILED`;
    case 'executionTimedOut':
      return `${time}  TIMED_OUT`;
    case 'executionAborted':
      return `${time}  ABORTED`;
  }
}

function endOf({ status, output = null, failure = {} }: Extract<ExecutionEvent, { kind: 'childEnded' }>): string {
  if (status === 'SUCCEEDED') return `SUCCEEDED with ${shortValue(printValue(output))}`;
  return failure.error === undefined && failure.cause === undefined ? status : `${status}: ${printFailure(failure)}`;
}

// `3 of 4 items succeeded, 1 failed`
function printCounts({ items }: MapRunCounts): string {
  const { succeeded, failed, timedOut, aborted, pending, pendingRedrive } = items;
  const rest = [
    [failed, 'failed'],
    [timedOut, 'timed out'],
    [aborted, 'aborted'],
    [pending, 'never begun'],
    [pendingRedrive, 'not begun again'],
  ] as const;
  const parts = rest.filter(([count]) => count > 0).map(([count, what]) => `, ${count} ${what}`);
  return `${succeeded} of ${totalOf(items)} items succeeded${parts.join('')}`;
}

export function printFailure({ error, cause }: Failure): string {
  return [error, cause].filter(part => part !== undefined && part !== '').join(': ') || 'no error given';
}

/** `0s`, `1m 5.25s`, `2d 3h` */
export function printDuration(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, size] of UNITS) {
    if (rest >= size) parts.push(`${Math.floor(rest / size)}${unit}`);
    rest %= size;
  }
  if (rest > 0 || parts.length === 0) parts.push(`${rest / 1000}s`);
  return parts.join(' ');
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
] as const;

function shortValue(text: string): string {
  return text.length <= VALUE_LENGTH ? text : `${text.slice(0, VALUE_LENGTH)}… (${text.length} characters)`;
}
