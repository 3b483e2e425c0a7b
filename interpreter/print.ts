// A run as people read it: one line per event, for the command line, the debug console and tests.
import type { ExecutionEvent } from './events.ts';
import type { Failure } from './failure.ts';
import { printValue } from './json.ts';

/** Longer values are cut: a line is for the eye. */
const VALUE_LENGTH = 120;

/** The line for an event, or undefined for events that are too small to be one. Times count from the start. */
export function printEvent(event: ExecutionEvent, startTime: number): string | undefined {
  const time = printDuration(event.now - startTime);
  switch (event.kind) {
    case 'executionStarted':
      return `${time}  started with ${shortValue(printValue(event.input))}`;
    case 'stateEntered':
    case 'phase':
      return undefined;
    case 'waiting':
      return `${time}  ${event.name} waits ${printDuration(event.until - event.now)}`;
    case 'stateExited': {
      const target = event.next === undefined ? '(end)' : event.next;
      return `${time}  ${event.name} -> ${target}  ${shortValue(printValue(event.output))}`;
    }
    case 'stateFailed':
      return `${time}  ${event.name} failed: ${printFailure(event.failure)}`;
    case 'executionSucceeded':
      return `${time}  SUCCEEDED with ${shortValue(printValue(event.output))}`;
    case 'executionFailed':
      return `${time}  FAILED: ${printFailure(event.failure)}`;
    case 'executionTimedOut':
      return `${time}  TIMED_OUT`;
    case 'executionAborted':
      return `${time}  ABORTED`;
  }
}

export function printFailure({ error, cause }: Failure): string {
  return [error, cause].filter(part => part !== undefined && part !== '').join(': ') || 'no error given';
}

/** `0.000s`, `1m 05.000s`, `2d 03h 00m 00.000s` */
export function printDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const fraction = String(ms % 1000).padStart(3, '0');
  const parts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const shown = parts
    .map((part, i) => ({ text: `${part}${'dhm'[i]} `, part }))
    .filter((_, i) => parts.slice(0, i + 1).some(Boolean));
  const rest = shown.length > 0 ? String(seconds % 60).padStart(2, '0') : String(seconds % 60);
  return `${shown.map(({ text }) => text).join('')}${rest}.${fraction}s`;
}

function shortValue(text: string): string {
  return text.length <= VALUE_LENGTH ? text : `${text.slice(0, VALUE_LENGTH)}… (${text.length} characters)`;
}
