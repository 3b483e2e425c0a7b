// Fixes and rewrites as the code actions of the protocol.
import type { Edit, LineIndex, Span } from '../language/index.ts';
import { FIX_ALL, SHOW_PROOF } from './capabilities.ts';
import { toDiagnostic, toRange } from './convert.ts';
import { partAt } from './documents.ts';
import { fixEverything, fixesAt, type ToldDocument } from './features/fixes.ts';
import { rewritesIn } from './features/rewrites.ts';
import { type CodeAction, type CodeActionContext, CodeActionKind, CodeActionTriggerKind } from './lsp.ts';

/** `only` are the kinds the editor asks for; without it all that is about the span. Rewrites when a person asks. */
export function codeActions(
  uri: string,
  document: ToldDocument,
  span: Span,
  { only, triggerKind }: Pick<CodeActionContext, 'only' | 'triggerKind'>,
  read: (text: string) => ToldDocument,
): CodeAction[] {
  const { lines } = document.about;
  const wants = (kind: string) => only === undefined || only.some(each => kind === each || kind.startsWith(`${each}.`));
  const fixes = wants(CodeActionKind.QuickFix) ? quickFixes(uri, document, span, lines) : [];
  // Trying a rewrite takes a few milliseconds: too many for every move of the cursor.
  const isAsked = triggerKind !== CodeActionTriggerKind.Automatic;
  const rewrites = isAsked && wants(CodeActionKind.RefactorRewrite) ? refactorings(uri, document, span) : [];
  const actions = [...fixes, ...rewrites];
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
    edit: editOf(uri, edits, lines),
  }));
}

function refactorings(uri: string, { about }: ToldDocument, span: Span): CodeAction[] {
  const found = partAt(about, span.start);
  if (!found) return [];
  const kind = CodeActionKind.RefactorRewrite;
  return rewritesIn(found.part, found.inner).map(rewrite => {
    const { title } = rewrite;
    if ('reason' in rewrite) return { title, kind, disabled: { reason: rewrite.reason } };
    const { edits, proof } = rewrite;
    const command = proof === undefined ? {} : { command: { title: 'Why', command: SHOW_PROOF, arguments: [proof] } };
    return { title, kind, edit: editOf(uri, edits, about.lines), ...command };
  });
}

function editOf(uri: string, edits: readonly Edit[], lines: LineIndex): NonNullable<CodeAction['edit']> {
  return { changes: { [uri]: edits.map(edit => ({ range: toRange(edit, lines), newText: edit.text })) } };
}
