// What happened, as lines of the debug console. Lines are kept until the run is held or has had its turn; of a great many only
// the first and the last are written, so that a Map of ten thousand does not bury the console.
import { type ExecutionEvent, RunPrinter, type Value } from '../../interpreter/index.ts';
import type { DebugProtocol } from '../dap.ts';
import { VariableStore } from '../values/variables.ts';

/** So many from the beginning of a turn, and from its end. */
const MOST = 250;

type Body = DebugProtocol.OutputEvent['body'];

export class Trace {
  readonly store = new OutputValues();
  readonly #printer: RunPrinter;
  readonly #placeOf: (state: string) => Partial<Body>;
  readonly #isOn: boolean;
  #first: ExecutionEvent[] = [];
  #last: ExecutionEvent[] = [];
  #at = 0;
  #leftOut = 0;
  #hasGroup = false;

  constructor(startTime: number, isOn: boolean, placeOf: (state: string) => Partial<Body>) {
    this.#printer = new RunPrinter(startTime);
    this.#isOn = isOn;
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
    const bodies: Body[] = [];
    // Groups nest; only what the main strand starts is sure to end before the next begins.
    if (this.#hasGroup && isOfMain(event) && !/^(phase|containerStarted|mapRun)/.test(event.kind)) {
      bodies.push({ category: 'stdout', output: '', group: 'end' });
      this.#hasGroup = false;
    }
    if (line === undefined) return bodies;
    const category =
      event.kind === 'executionFailed' ? 'important' : event.kind === 'stateFailed' ? 'stderr' : 'stdout';
    const place = 'state' in event ? this.#placeOf(event.state) : {};
    const value = shownValue(event);
    const reference = value === undefined ? 0 : this.store.keep(line, value);
    const isGroup = event.kind === 'containerStarted' && isOfMain(event) && !this.#hasGroup;
    if (isGroup) this.#hasGroup = true;
    const more = {
      ...(reference > 0 && { variablesReference: reference }),
      ...(isGroup && { group: 'start' as const }),
    };
    bodies.push({ category, output: `${line}\n`, ...place, ...more });
    return bodies;
  }
}

/**
 * Values behind lines of the console: they are looked at long after the run has moved on. What a client shows of a line with a
 * reference are the children of the reference, not the line: so the line is the only child, and the value is what it unfolds to.
 */
class OutputValues {
  #store = new VariableStore(FIRST_REFERENCE);
  /** The lines by reference. References are never used twice. */
  #lines = new Map<number, DebugProtocol.Variable>();
  #newest = FIRST_LINE;

  /** 0 for a value with nothing in it. */
  keep(line: string, value: Value): number {
    const inside = this.#store.referTo({ value, expression: undefined });
    if (inside === 0) return 0;
    const reference = ++this.#newest;
    this.#lines.set(reference, { name: '', value: line, variablesReference: inside });
    // Nobody unfolds what has scrolled by so far.
    if (this.#lines.size > MOST_LINES) {
      this.#lines = new Map();
      this.#store = new VariableStore(this.#store.next);
    }
    return reference;
  }

  children(args: DebugProtocol.VariablesArguments): DebugProtocol.Variable[] | undefined {
    const { variablesReference } = args;
    if (variablesReference < FIRST_REFERENCE) return undefined;
    if (variablesReference < FIRST_LINE) return this.#store.children(args);
    const line = this.#lines.get(variablesReference);
    return line ? [line] : [];
  }
}

const FIRST_REFERENCE = 1_000_000;
const FIRST_LINE = 1_000_000_000;
const MOST_LINES = 5_000;

function isFailure({ kind }: ExecutionEvent): boolean {
  return kind === 'executionFailed' || kind === 'executionTimedOut' || kind === 'executionAborted';
}

function isOfMain(event: ExecutionEvent): boolean {
  return !('strand' in event) || event.strand === 1;
}

function shownValue(event: ExecutionEvent): Value | undefined {
  if (event.kind === 'stateEntered' || event.kind === 'executionStarted') return event.input;
  return event.kind === 'stateExited' || event.kind === 'executionSucceeded' ? event.output : undefined;
}
