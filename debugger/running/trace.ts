// What happened, as lines of the debug console. Lines are kept until the run is held or has had its turn; of a great many only
// the first and the last are written, so that a Map of ten thousand does not bury the console.
import { type ExecutionEvent, RunPrinter } from '../../interpreter/index.ts';
import type { DebugProtocol } from '../dap.ts';
import { styleLine } from './styling.ts';

/** So many from the beginning of a turn, and from its end. */
const MOST = 250;

type Body = DebugProtocol.OutputEvent['body'];

export class Trace {
  readonly #printer: RunPrinter;
  readonly #placeOf: (state: string) => Partial<Body>;
  readonly #isOn: boolean;
  readonly #isStyled: boolean;
  #first: ExecutionEvent[] = [];
  #last: ExecutionEvent[] = [];
  #at = 0;
  #leftOut = 0;

  constructor(
    startTime: number,
    { isOn, isStyled }: { readonly isOn: boolean; readonly isStyled: boolean },
    placeOf: (state: string) => Partial<Body>,
  ) {
    this.#printer = new RunPrinter(startTime);
    this.#isOn = isOn;
    this.#isStyled = isStyled;
    this.#placeOf = placeOf;
  }

  add(events: readonly ExecutionEvent[]): void {
    for (const event of events) {
      // Most are phases, which have no line.
      if (event.kind !== 'phase' && (this.#isOn || isFailure(event))) this.#keep(event);
    }
  }

  /** What is to be written now. */
  take(): Body[] {
    if (this.#first.length === 0) return [];
    const rest = [...this.#last.slice(this.#at), ...this.#last.slice(0, this.#at)];
    const bodies = this.#first.flatMap(event => this.#bodiesOf(event));
    if (this.#leftOut > 0) bodies.push({ category: 'stdout', output: `… ${this.#leftOut} more events\n` });
    for (const event of rest) bodies.push(...this.#bodiesOf(event));
    this.#first = [];
    this.#last = [];
    this.#at = 0;
    this.#leftOut = 0;
    return bodies;
  }

  #keep(event: ExecutionEvent): void {
    if (this.#first.length < MOST) this.#first.push(event);
    else if (this.#last.length < MOST) this.#last.push(event);
    else {
      this.#last[this.#at] = event;
      this.#at = (this.#at + 1) % MOST;
      this.#leftOut++;
    }
  }

  #bodiesOf(event: ExecutionEvent): Body[] {
    const [line] = this.#printer.print([event]) ?? [];
    if (line === undefined) return [];
    const category =
      event.kind === 'executionFailed' ? 'important' : event.kind === 'stateFailed' ? 'stderr' : 'stdout';
    const place = 'state' in event ? this.#placeOf(event.state) : {};
    // Neither references to values, which VS Code shows in place of the line, nor groups, whose later lines it does not show.
    const output = this.#isStyled ? styleLine(line, event) : line;
    return [{ category, output: `${output}\n`, ...place }];
  }
}

function isFailure({ kind }: ExecutionEvent): boolean {
  return kind === 'executionFailed' || kind === 'executionTimedOut' || kind === 'executionAborted';
}
