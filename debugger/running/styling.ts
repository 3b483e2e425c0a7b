// Colours of the debug console, for clients that show them: times stand back, failures and what helps against them stand out. The
// client's theme says which colours these are.
import type { ExecutionEvent } from '../../interpreter/index.ts';

const RED = 31;
const GREEN = 32;
const YELLOW = 33;
const FAINT = 2;

/** A line that begins with a time. */
export function styleLine(line: string, event?: ExecutionEvent): string {
  const [, time = '', rest = line] = /^(\S.*?)( {2}.*)$/s.exec(line) ?? [];
  const colour = event && colourOf(event);
  return `${time === '' ? '' : styled(time, FAINT)}${colour === undefined ? rest : styled(rest, colour)}`;
}

function colourOf(event: ExecutionEvent): number | undefined {
  switch (event.kind) {
    case 'stateFailed':
    case 'callTimedOut':
    case 'mapRunFailed':
    case 'executionFailed':
    case 'executionTimedOut':
    case 'executionAborted':
      return RED;
    case 'stateRetried':
    case 'stateCaught':
      return YELLOW;
    case 'executionSucceeded':
      return GREEN;
    case 'childEnded':
      return event.status === 'SUCCEEDED' ? GREEN : RED;
    default:
      return undefined;
  }
}

function styled(text: string, code: number): string {
  return `\u001b[${code}m${text}\u001b[0m`;
}
