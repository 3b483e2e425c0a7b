// The breakpoints of a document for the graph: as the page is told of them, and set as the page asks.
import * as vscode from 'vscode';
import type { BreakpointSort, TextBreakpoint } from '../graph/protocol.ts';
import { textAt } from './documents.ts';

/** Those of a document, and of others by their addresses, which need not be open. */
export async function breakpointsIn(
  document: vscode.TextDocument,
  others: readonly string[],
): Promise<readonly TextBreakpoint[]> {
  const all = [...textBreakpoints(document.uri, document.getText())];
  for (const address of others) {
    const uri = vscode.Uri.parse(address);
    if (uri.toString() === document.uri.toString() || sourceBreakpoints(uri).length === 0) continue;
    const text = await textAt(uri);
    all.push(...textBreakpoints(uri, text).map(breakpoint => ({ ...breakpoint, uri: address })));
  }
  return all;
}

function textBreakpoints(uri: vscode.Uri, text: string): readonly TextBreakpoint[] {
  const breakpoints = sourceBreakpoints(uri);
  const lines = breakpoints.length > 0 ? linesOf(text) : [];
  return breakpoints.map(breakpoint => {
    const { id, enabled, condition, hitCondition, logMessage } = breakpoint;
    const when = [condition, hitCondition && `hit ${hitCondition}`].filter(Boolean).join(', ');
    const sort: BreakpointSort = logMessage ? 'log' : when ? 'conditional' : 'plain';
    const told = logMessage ?? when;
    return { id, ...placeOf(breakpoint, lines), sort, isEnabled: enabled, ...(told && { text: told }) };
  });
}

/** Asks for the condition or the text, and sets it in place of what is at the same place. */
export async function addBreakpoint(document: vscode.TextDocument, start: number, sort: BreakpointSort): Promise<void> {
  const position = document.positionAt(start);
  const { text: line } = document.lineAt(position);
  // At a column only where something else stands before it: a line is what one sees in the margin.
  const isAlone = line.slice(0, position.character).trim() === '';
  const at = isAlone ? position.with({ character: 0 }) : position;
  const there = sourceBreakpoints(document.uri).filter(({ location }) => location.range.start.isEqual(at));
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

/** Of a document, or of all. */
function sourceBreakpoints(uri?: vscode.Uri): readonly vscode.SourceBreakpoint[] {
  const own = uri?.toString();
  return vscode.debug.breakpoints.filter(
    (one): one is vscode.SourceBreakpoint =>
      one instanceof vscode.SourceBreakpoint && (own === undefined || one.location.uri.toString() === own),
  );
}

interface Line {
  readonly start: number;
  readonly text: string;
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ start, text: text.slice(start, index) });
    start = index + end.length;
  }
  return [...lines, { start, text: text.slice(start) }];
}

function placeOf(
  { location }: vscode.SourceBreakpoint,
  lines: readonly Line[],
): { start: number; end: number; field?: string } {
  const { line, character } = location.range.start;
  // A breakpoint may be below the end of a text that has become shorter.
  const { start, text } = lines[line] ?? lines.at(-1) ?? { start: 0, text: '' };
  if (character > 0) {
    const offset = start + Math.min(character, text.length);
    return { start: offset, end: offset };
  }
  const [, field] = /^\s*"?([\w.$-]+)"?\s*:/.exec(text) ?? [];
  const at = field === undefined ? {} : { field };
  return { start: start + (text.length - text.trimStart().length), end: start + text.length, ...at };
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
