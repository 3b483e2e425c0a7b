// Fixes as the code actions of the protocol.
import type { LineIndex, Span } from '../language/index.ts';
import { toDiagnostic, toRange } from './convert.ts';
import { fixEverything, fixesAt, type ToldDocument } from './features/fixes.ts';
import { type CodeAction, CodeActionKind } from './lsp.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.stepthrough`;

/** `only` are the kinds the editor asks for; without it all that is about the span. */
export function codeActions(
  uri: string,
  document: ToldDocument,
  span: Span,
  only: readonly string[] | undefined,
  read: (text: string) => ToldDocument,
): CodeAction[] {
  const { lines } = document.about;
  const wants = (kind: string) => only === undefined || only.some(each => kind === each || kind.startsWith(`${each}.`));
  const actions = wants(CodeActionKind.QuickFix) ? quickFixes(uri, document, span, lines) : [];
  // Computed for the whole document, so only when it is asked for by name.
  const all = only !== undefined && wants(FIX_ALL) ? fixEverything(document, read) : undefined;
  if (!all) return actions;
  const { start, oldEnd, newEnd } = all.change;
  const edit = { range: toRange({ start, end: oldEnd }, lines), newText: all.text.slice(start, newEnd) };
  return [...actions, { title: 'Fix all problems', kind: FIX_ALL, edit: { changes: { [uri]: [edit] } } }];
}

function quickFixes(uri: string, document: ToldDocument, span: Span, lines: LineIndex): CodeAction[] {
  return fixesAt(document, span).map(({ problem, fix: { title, edits, isPreferred } }) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(problem, lines)],
    ...(isPreferred && { isPreferred }),
    edit: { changes: { [uri]: edits.map(edit => ({ range: toRange(edit, lines), newText: edit.text })) } },
  }));
}
