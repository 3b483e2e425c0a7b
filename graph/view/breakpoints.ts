// Which breakpoints are on which node, and how they look there.
import type { BreakpointSort, TextBreakpoint } from '../protocol.ts';
import type { LayoutIndex, ShownState } from './layoutIndex.ts';

/** By the id of the state each is on, drawn or hidden. */
export type StateBreakpoints = ReadonlyMap<string, readonly TextBreakpoint[]>;

/** A breakpoint is on the innermost state of its line; of several on one line the last, as the debugger has it. */
export function breakpointsByState(index: LayoutIndex, breakpoints: readonly TextBreakpoint[]): StateBreakpoints {
  const byState = new Map<string, TextBreakpoint[]>();
  const { nodes, hidden = [] } = index.layout;
  for (const breakpoint of breakpoints) {
    let best: ShownState[] = [];
    for (const { node } of [...nodes, ...hidden]) {
      if (node.kind !== 'state' || node.uri !== breakpoint.uri) continue;
      if (node.start > breakpoint.end || node.end <= breakpoint.start) continue;
      const start = best[0]?.start ?? 0;
      // A machine may be drawn in several Tasks.
      if (best.length > 0 && node.start === start && node.name === best[0]?.name) best.push(node);
      else if (node.start >= start) best = [node];
    }
    for (const { id } of best) byState.set(id, [...(byState.get(id) ?? []), breakpoint]);
  }
  return byState;
}

/** Those a node shows: its own, and those hidden in it. */
export function shownBreakpoints(index: LayoutIndex, all: StateBreakpoints, id: string): readonly TextBreakpoint[] {
  return [id, ...index.hiddenIn(id)].flatMap(state => all.get(state) ?? []);
}

/** How a node looks that has these: one that stops tells more than one that may, one that is off says least. */
export function markOf(breakpoints: readonly TextBreakpoint[]): BreakpointSort | 'off' | undefined {
  if (breakpoints.length === 0) return undefined;
  const sorts = new Set(breakpoints.filter(({ isEnabled }) => isEnabled).map(({ sort }) => sort));
  return (['plain', 'conditional', 'log'] as const).find(sort => sorts.has(sort)) ?? 'off';
}

/** A line for each: `Breakpoint when $.total > 100`, `Log point: paid {$.id} (off)` */
export function breakpointsInWords(breakpoints: readonly TextBreakpoint[]): readonly string[] {
  return breakpoints.map(({ sort, text, isEnabled }) => {
    const what = { plain: 'Breakpoint', conditional: `Breakpoint when ${text}`, log: `Log point: ${text}` }[sort];
    return isEnabled ? what : `${what} (off)`;
  });
}
