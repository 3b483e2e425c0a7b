// The breakpoints of a document for the graph: as the page is told of them, and set as the page asks.
import * as vscode from 'vscode';
import type { BreakpointSort, TextBreakpoint } from '../graph/protocol.ts';

export function breakpointsIn(document: vscode.TextDocument): readonly TextBreakpoint[] {
  return sourceBreakpoints(document).map(breakpoint => {
    const { id, enabled, condition, hitCondition, logMessage } = breakpoint;
    const when = [condition, hitCondition && `hit ${hitCondition}`].filter(Boolean).join(', ');
    const sort: BreakpointSort = logMessage ? 'log' : when ? 'conditional' : 'plain';
    const text = logMessage ?? when;
    const { start, end, field } = placeOf(breakpoint, document);
    const at = field === undefined ? {} : { field };
    return { id, start, end, ...at, sort, isEnabled: enabled, ...(text && { text }) };
  });
}

/** Asks for the condition or the text, and sets it in place of what is at the same place. */
export async function addBreakpoint(document: vscode.TextDocument, start: number, sort: BreakpointSort): Promise<void> {
  const position = document.positionAt(start);
  const { text: line } = document.lineAt(position);
  // At a column only where something else stands before it: a line is what one sees in the margin.
  const isAlone = line.slice(0, position.character).trim() === '';
  const at = isAlone ? position.with({ character: 0 }) : position;
  const there = sourceBreakpoints(document).filter(({ location }) => location.range.start.isEqual(at));
  const text = sort === 'plain' ? undefined : await askFor(sort, there[0]);
  if (sort !== 'plain' && !text) return;
  const [condition, logMessage] = sort === 'log' ? [there[0]?.condition, text] : [text, undefined];
  const location = new vscode.Location(document.uri, at);
  vscode.debug.removeBreakpoints(there);
  vscode.debug.addBreakpoints([
    new vscode.SourceBreakpoint(location, true, condition, there[0]?.hitCondition, logMessage),
  ]);
}

export function removeBreakpoints(ids: readonly string[]): void {
  vscode.debug.removeBreakpoints(vscode.debug.breakpoints.filter(({ id }) => ids.includes(id)));
}

/** They cannot be changed, so each is set anew. */
export function enableBreakpoints(ids: readonly string[], isEnabled: boolean): void {
  const before = vscode.debug.breakpoints.filter(({ id }) => ids.includes(id));
  vscode.debug.removeBreakpoints(before);
  vscode.debug.addBreakpoints(before.flatMap(breakpoint => again(breakpoint, isEnabled) ?? []));
}

function again(breakpoint: vscode.Breakpoint, isEnabled: boolean): vscode.Breakpoint | undefined {
  const { condition, hitCondition, logMessage } = breakpoint;
  if (breakpoint instanceof vscode.SourceBreakpoint) {
    return new vscode.SourceBreakpoint(breakpoint.location, isEnabled, condition, hitCondition, logMessage);
  }
  if (!(breakpoint instanceof vscode.FunctionBreakpoint)) return undefined;
  return new vscode.FunctionBreakpoint(breakpoint.functionName, isEnabled, condition, hitCondition, logMessage);
}

function sourceBreakpoints({ uri }: vscode.TextDocument): readonly vscode.SourceBreakpoint[] {
  const own = uri.toString();
  return vscode.debug.breakpoints.filter(
    breakpoint => breakpoint instanceof vscode.SourceBreakpoint && breakpoint.location.uri.toString() === own,
  ) as vscode.SourceBreakpoint[];
}

function placeOf(
  { location }: vscode.SourceBreakpoint,
  document: vscode.TextDocument,
): { start: number; end: number; field?: string } {
  const { start } = location.range;
  if (start.character > 0) {
    const offset = document.offsetAt(start);
    return { start: offset, end: offset };
  }
  // A breakpoint may be below the end of a text that has become shorter.
  const line = document.lineAt(Math.min(start.line, document.lineCount - 1));
  const first = line.range.start.translate(0, line.firstNonWhitespaceCharacterIndex);
  const [, field] = /^\s*"?([\w.$-]+)"?\s*:/.exec(line.text) ?? [];
  const at = field === undefined ? {} : { field };
  return { start: document.offsetAt(first), end: document.offsetAt(line.range.end), ...at };
}

function askFor(
  sort: 'conditional' | 'log',
  before: vscode.SourceBreakpoint | undefined,
): Thenable<string | undefined> {
  const value = (sort === 'log' ? before?.logMessage : before?.condition) ?? '';
  const [title, placeHolder] =
    sort === 'log'
      ? ['What is logged when the state is entered', 'order {$.order.id}: expressions stand in braces']
      : ['Stop at the state when this holds', "In the state's own query language: $.total > 100"];
  return vscode.window.showInputBox({ title, value, placeHolder });
}
