// Which breakpoints are on which node, and how they look there.
import type { TextBreakpoint } from '../protocol.ts';
import type { LayoutIndex, ShownState } from './layoutIndex.ts';

/** By the id of the state each is on, drawn or hidden. */
export type StateBreakpoints = ReadonlyMap<string, readonly TextBreakpoint[]>;

/** A breakpoint is on the innermost state of its line; of several on one line the last, as the debugger has it. */
export function breakpointsByState(index: LayoutIndex, breakpoints: readonly TextBreakpoint[]): StateBreakpoints {
  const byState = new Map<string, TextBreakpoint[]>();
  const { nodes, hidden = [] } = index.layout;
  const add = (id: string, breakpoint: TextBreakpoint) => byState.set(id, [...(byState.get(id) ?? []), breakpoint]);
  for (const breakpoint of breakpoints) {
    if (breakpoint.pattern) {
      for (const id of breakpoint.pattern.states) add(id, breakpoint);
      continue;
    }
    let best: ShownState[] = [];
    for (const { node } of [...nodes, ...hidden]) {
      if (node.kind !== 'state' || node.uri !== breakpoint.uri) continue;
      if (node.start > breakpoint.end || node.end <= breakpoint.start) continue;
      const start = best[0]?.start ?? 0;
      // A machine may be drawn in several Tasks.
      if (best.length > 0 && node.start === start && node.name === best[0]?.name) best.push(node);
      else if (node.start >= start) best = [node];
    }
    for (const { id, key } of best) {
      const isOnName = breakpoint.start <= key.start && key.start < breakpoint.end;
      add(id, isOnName ? onName(breakpoint) : breakpoint);
    }
  }
  return byState;
}

/** On the line of the state itself, whatever that begins with. */
function onName({ field: _, ...breakpoint }: TextBreakpoint): TextBreakpoint {
  return breakpoint;
}

/** Those a node shows: its own, and those hidden in it. */
export function shownBreakpoints(index: LayoutIndex, all: StateBreakpoints, id: string): readonly TextBreakpoint[] {
  return [...new Set([id, ...index.hiddenIn(id)].flatMap(state => all.get(state) ?? []))];
}

/** How a node looks that has these: one that stops tells more than one that may, one that is off says least. */
export function markOf(breakpoints: readonly TextBreakpoint[]): TextBreakpoint['sort'] | 'off' | undefined {
  if (breakpoints.length === 0) return undefined;
  const sorts = new Set(breakpoints.filter(({ isEnabled }) => isEnabled).map(({ sort }) => sort));
  return (['plain', 'function', 'conditional', 'log'] as const).find(sort => sorts.has(sort)) ?? 'off';
}

/** A line for each: `Breakpoint at ItemSelector when $.total > 100`, `Log point: paid {$.id} (off)` */
export function breakpointsInWords(breakpoints: readonly TextBreakpoint[]): readonly string[] {
  return breakpoints.map(breakpoint => {
    const { sort, text, isEnabled, field, pattern } = breakpoint;
    const at = field === undefined ? '' : ` at ${field}`;
    const when = text === undefined ? '' : ` when ${text}`;
    const named = pattern ? `${patternInWords(pattern)}${when}` : '';
    const what = {
      plain: `Breakpoint${at}`,
      conditional: `Breakpoint${at}${when}`,
      log: `Log point${at}: ${text}`,
      function: `Function breakpoint ${named}`,
    }[sort];
    return isEnabled ? what : `${what} (off)`;
  });
}

/** `"Charge*", which means 3 states` */
export function patternInWords({ name, states }: NonNullable<TextBreakpoint['pattern']>): string {
  return `"${name}", which means ${states.length === 1 ? 'this state' : `${states.length} states`}`;
}
