// Lines of the definition → steps of the program. A breakpoint is kept as a state and a step, not as a line, so it stays
// where it was when the text around it moves.
import type { Program, StateCode, Step } from '../interpreter/index.ts';
import type { LineIndex, Span } from '../language/index.ts';
import { messages } from './messages.ts';

export interface Placed {
  readonly code: StateCode;
  readonly step: number;
  readonly line0: number;
  /** Why it is not where it was asked for. */
  readonly message?: string;
}

/** Where a breakpoint on a line stops, or undefined when no state stands there. */
export function placeBreakpoint(program: Program, lines: LineIndex, line0: number): Placed | undefined {
  const code = innermostState(program, lines, line0);
  if (!code) return undefined;
  const lineOf = (offset: number) => lines.position(offset).line0;
  const on = (span: Span) => lineOf(span.start) <= line0 && line0 <= lineOf(lastOffset(span));
  let best: { step: Step; index: number } | undefined;
  for (const [index, step] of code.steps.entries()) {
    if (!on(step.span)) continue;
    // The smallest range is the one the line belongs to; of several on one line the first comes first.
    if (!best || length(step.span) < length(best.step.span)) best = { step, index };
  }
  const enters = lineOf(code.state.key.start) === line0;
  if (best && !enters) return { code, step: best.index, line0: lineOf(best.step.span.start) };
  const isClosing = !enters && lineOf(lastOffset(code.state.node)) === line0;
  if (isClosing) return { code, step: code.steps.length - 1, line0 };
  const keyLine0 = lineOf(code.state.key.start);
  return { code, step: 0, line0: keyLine0, ...(!enters && { message: messages.movedToState(code.name) }) };
}

function innermostState(program: Program, lines: LineIndex, line0: number): StateCode | undefined {
  let found: StateCode | undefined;
  for (const code of program.states.values()) {
    const { key, node } = code.state;
    const first = lines.position(key.start).line0;
    const last = lines.position(lastOffset(node)).line0;
    const isInside = first <= line0 && line0 <= last;
    if (isInside && (!found || key.start >= found.state.key.start)) found = code;
  }
  return found;
}

// The range of a YAML block may end at the start of the next line; its last character is what counts.
function lastOffset({ start, end }: Span): number {
  return Math.max(start, end - 1);
}

function length({ start, end }: Span): number {
  return end - start;
}

/** The breakpoints in force. */
export class Breakpoints {
  #placed: readonly Placed[] = [];

  set(placed: readonly Placed[]): void {
    this.#placed = placed;
  }

  isAt(code: StateCode, step: number): boolean {
    return this.#placed.some(one => one.code === code && one.step === step);
  }
}
