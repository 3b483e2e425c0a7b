// The function breakpoints for the graph: each with the states that its name means there.
import * as vscode from 'vscode';
import type { TextBreakpoint } from '../graph/protocol.ts';
import { type DrawnState, statesMeant } from './statesMeant.ts';

/** Those that mean a state of the graph. */
export function functionBreakpoints(states: readonly DrawnState[]): readonly TextBreakpoint[] {
  return vscode.debug.breakpoints.flatMap(breakpoint => {
    if (!(breakpoint instanceof vscode.FunctionBreakpoint)) return [];
    const { id, functionName: name, enabled, condition, hitCondition } = breakpoint;
    const ids = statesMeant(name, states);
    if (ids.length === 0) return [];
    const text = [condition, hitCondition && `hit ${hitCondition}`].filter(Boolean).join(', ');
    const about = { id, isEnabled: enabled, pattern: { name, states: ids }, ...(text && { text }) };
    return { start: -1, end: -1, sort: 'function', ...about } satisfies TextBreakpoint;
  });
}
