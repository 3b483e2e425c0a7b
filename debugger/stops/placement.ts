// Lines and columns of the definition → spots. A state's name is its entry, a field the phase that reads it, Next, End and the
// closing brace its exit, a retrier or catcher the failure it takes; anything else in a state is moved to its entry.
import type { Program, StateCode } from '../../interpreter/index.ts';
import type { LineIndex, Span } from '../../language/index.ts';
import { messages } from '../messages.ts';
import { type At, ENTER, EXIT, type Spot, spanOf } from './spot.ts';
import type { Place } from './stateMeaning.ts';

export interface Placed extends Spot {
  readonly span: Span;
  /** Why it is not where it was asked for. */
  readonly message?: string;
}

export type Mode = 'line' | Place;

const MODES: Readonly<Record<Exclude<Mode, 'line'>, At>> = {
  entry: ENTER,
  task: { kind: 'phase', phase: 'task', ordinal: 0 },
  result: { kind: 'result' },
  retry: { kind: 'retry' },
  exit: EXIT,
};

/** Where a breakpoint stops, or a sentence about why it cannot. */
export function placeBreakpoint(
  program: Program,
  lines: LineIndex,
  where: { readonly line0: number; readonly character0?: number | undefined; readonly mode?: string | undefined },
): Placed | { readonly problem: string } {
  const { line0, character0, mode = 'line' } = where;
  const code = stateAround(program, lines, line0, character0);
  if (!code) return { problem: messages.noStateHere() };
  const at = mode === 'line' ? undefined : atOf(mode);
  if (mode !== 'line' && !at) return { problem: messages.unknownMode(mode, ['line', ...Object.keys(MODES)]) };
  if (at) {
    const span = spanOf(code, at);
    return span ? { path: code.path, at, span } : { problem: messages.noSuchPlace(mode, code.name, code.type) };
  }
  return placeInState(code, lines, line0, character0);
}

/** In the definitions of one file: those of a template have their places in different parts of it. */
export function placeInFile(
  definitions: readonly { readonly program: Program; readonly lines: LineIndex }[],
  where: Parameters<typeof placeBreakpoint>[2],
): Placed | { readonly problem: string } {
  let first: Placed | { readonly problem: string } | undefined;
  for (const { program, lines } of definitions) {
    const placed = placeBreakpoint(program, lines, where);
    if (!('problem' in placed)) return placed;
    first ??= placed;
  }
  return first ?? { problem: messages.noStateHere() };
}

export function atOf(mode: string): At | undefined {
  return Object.hasOwn(MODES, mode) ? MODES[mode as keyof typeof MODES] : undefined;
}

/** Everything of a state that a breakpoint can be on, in the order of the text. */
export function spotsOf(code: StateCode): Placed[] {
  const { path, state } = code;
  const spots: Placed[] = [{ path, at: ENTER, span: state.key }];
  const counts = new Map<string, number>();
  for (const { phase, span } of code.steps) {
    const ordinal = counts.get(phase) ?? 0;
    counts.set(phase, ordinal + 1);
    // A phase that no field stands for has nothing of its own to click on.
    if (phase !== 'enter' && span.start !== state.key.start) {
      spots.push({ path, at: { kind: 'phase', phase, ordinal }, span });
    }
  }
  for (const field of state.type === 'Map' && counts.has('args') ? ARGUMENTS_OF_MAP : []) {
    const span = state.fields.get(field);
    const isOwn = span && spots.some(spot => spot.span.start === span.start);
    if (span && !isOwn) spots.push({ path, at: { kind: 'phase', phase: 'args', ordinal: 0, field }, span });
  }
  if ('retriers' in state) {
    for (const of of ['retriers', 'catchers'] as const) {
      for (const [index, { node }] of state[of].entries()) {
        spots.push({ path, at: { kind: 'error', handler: { of, index } }, span: node });
      }
    }
  }
  return spots.sort((a, b) => a.span.start - b.span.start);
}

/** Fields of a Map that are read together, before its iterations begin; what they select is computed for each of these. */
const ARGUMENTS_OF_MAP = ['ItemReader', 'Items', 'ItemsPath', 'ItemSelector', 'Parameters'];

function placeInState(code: StateCode, lines: LineIndex, line0: number, character0: number | undefined): Placed {
  const { path, state } = code;
  const offset = character0 === undefined ? undefined : lines.offset(line0, character0);
  const isOn = (span: Span) =>
    offset === undefined
      ? lineOf(lines, span.start) <= line0 && line0 <= lineOf(lines, lastOffset(span))
      : span.start <= offset && offset < Math.max(span.end, span.start + 1);
  let best: Placed | undefined;
  for (const spot of spotsOf(code)) {
    // The smallest range is the one the line belongs to; of several on one line the first comes first.
    if (isOn(spot.span) && (!best || length(spot.span) < length(best.span))) best = spot;
  }
  const isNameLine = lineOf(lines, state.key.start) === line0;
  if (best && (offset !== undefined || !isNameLine)) return best;
  const end = lastOffset(state.node);
  const isClosing = offset === undefined ? !isNameLine && lineOf(lines, end) === line0 : offset === end;
  if (isClosing) return { path, at: EXIT, span: { start: end, end: end + 1 } };
  const isName = offset === undefined && isNameLine;
  return { path, at: ENTER, span: state.key, ...(!isName && { message: messages.movedToState(code.name) }) };
}

// The innermost; by the column where one is given, as several states may share a line.
function stateAround(
  program: Program,
  lines: LineIndex,
  line0: number,
  character0: number | undefined,
): StateCode | undefined {
  const offset = character0 === undefined ? undefined : lines.offset(line0, character0);
  let onLine: StateCode | undefined;
  let atOffset: StateCode | undefined;
  for (const code of program.states.values()) {
    const { key, node } = code.state;
    const isOnLine = lineOf(lines, key.start) <= line0 && line0 <= lineOf(lines, lastOffset(node));
    if (isOnLine && (!onLine || key.start >= onLine.state.key.start)) onLine = code;
    const isAround = offset !== undefined && key.start <= offset && offset < node.end;
    if (isAround && (!atOffset || key.start >= atOffset.state.key.start)) atOffset = code;
  }
  return atOffset ?? onLine;
}

function lineOf(lines: LineIndex, offset: number): number {
  return lines.position(offset).line0;
}

// The range of a YAML block may end at the start of the next line; its last character is what counts.
function lastOffset({ start, end }: Span): number {
  return Math.max(start, end - 1);
}

function length({ start, end }: Span): number {
  return end - start;
}
