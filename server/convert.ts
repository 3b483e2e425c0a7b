// The doorstep: offsets become lines and characters here and nowhere else in this room.
import { createLineIndex, type LineIndex, type Problem, type Span } from '../language/index.ts';
import type { StateItem } from './features/callHierarchy.ts';
import type { StateTarget } from './features/goToState.ts';
import type { OutlineEntry } from './features/outline.ts';
import type { Edit } from './features/rename.ts';
import type { FilePlace } from './links.ts';
import {
  type CallHierarchyItem,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentSymbol,
  type FoldingRange,
  type LocationLink,
  type Position,
  type Range,
  type SelectionRange,
  SymbolKind,
  type TextEdit,
} from './lsp.ts';

export function toPosition(offset: number, lines: LineIndex): Position {
  const { line0, character0 } = lines.position(offset);
  return { line: line0, character: character0 };
}

export function toRange({ start, end }: Span, lines: LineIndex): Range {
  return { start: toPosition(start, lines), end: toPosition(end, lines) };
}

export function toOffset({ line, character }: Position, lines: LineIndex): number {
  return lines.offset(line, character);
}

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

export function toDiagnostic(problem: Problem, lines: LineIndex): Diagnostic {
  return {
    range: toRange(problem, lines),
    severity: SEVERITIES[problem.severity],
    code: problem.code,
    source: 'stepthrough',
    message: problem.message,
  };
}

const KINDS = { machine: SymbolKind.Module, state: SymbolKind.Class, branch: SymbolKind.Namespace } as const;

export function toDocumentSymbol(entry: OutlineEntry, lines: LineIndex): DocumentSymbol {
  return {
    name: entry.name,
    detail: entry.detail,
    kind: KINDS[entry.kind],
    range: toRange(entry.span, lines),
    selectionRange: toRange(entry.selection, lines),
    children: entry.children.map(child => toDocumentSymbol(child, lines)),
  };
}

export function toLocationLink(target: StateTarget, uri: string, lines: LineIndex): LocationLink {
  return {
    targetUri: uri,
    originSelectionRange: toRange(target.from, lines),
    targetRange: toRange(target.span, lines),
    targetSelectionRange: toRange(target.selection, lines),
  };
}

/** To a place in another file; `lines` are those of the document the link is in. */
export function toFileLink({ uri, text, span }: FilePlace, from: Span, lines: LineIndex): LocationLink {
  const range = toRange(span, createLineIndex(text));
  return {
    targetUri: uri,
    originSelectionRange: toRange(from, lines),
    targetRange: range,
    targetSelectionRange: range,
  };
}

export function toTextEdit({ span, text }: Edit, lines: LineIndex): TextEdit {
  return { range: toRange(span, lines), newText: text };
}

export function toCallHierarchyItem(item: StateItem, uri: string, lines: LineIndex): CallHierarchyItem {
  return {
    uri,
    name: item.name,
    detail: item.detail,
    kind: KINDS.state,
    range: toRange(item.span, lines),
    selectionRange: toRange(item.selection, lines),
  };
}

/** Only what has more than one line; the first of several that begin on a line. */
export function toFoldingRanges(spans: readonly Span[], lines: LineIndex, closes: boolean): FoldingRange[] {
  const found = new Map<number, FoldingRange>();
  for (const span of spans) {
    const startLine = lines.position(span.start).line0;
    const last = lines.position(span.end);
    // The line of a closing bracket stays, and so does the one behind a block of YAML.
    const endLine = closes || last.character0 === 0 ? last.line0 - 1 : last.line0;
    if (endLine > startLine && !found.has(startLine)) found.set(startLine, { startLine, endLine });
  }
  return [...found.values()];
}

/** `spans` innermost first. */
export function toSelectionRange(spans: readonly Span[], position: Position, lines: LineIndex): SelectionRange {
  let outer: SelectionRange | undefined;
  for (const span of [...spans].reverse()) outer = { range: toRange(span, lines), ...(outer && { parent: outer }) };
  return outer ?? { range: { start: position, end: position } };
}
