// The requests of somebody who types: completion and the signatures of functions.
import { type Candidate, type CandidateKind, complete } from '../language/index.ts';
import type { Ask } from './ask.ts';
import { toOffset, toRange, toTextEdit } from './convert.ts';
import { type Analyzed, type Part, partAt } from './documents.ts';
import { signatureAt } from './features/signature.ts';
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type SignatureHelp,
} from './lsp.ts';
import { placedEdit } from './placed.ts';

const KINDS: Readonly<Record<CandidateKind, CompletionItemKind>> = {
  field: CompletionItemKind.Property,
  state: CompletionItemKind.Class,
  type: CompletionItemKind.EnumMember,
  value: CompletionItemKind.Value,
  error: CompletionItemKind.Event,
  resource: CompletionItemKind.Interface,
  variable: CompletionItemKind.Variable,
  function: CompletionItemKind.Function,
  member: CompletionItemKind.Field,
  placeholder: CompletionItemKind.Constant,
  snippet: CompletionItemKind.Snippet,
};

/** Shows the list again, for what was just inserted. Only an editor that has said so knows it. */
const ASK_AGAIN = { title: '', command: 'editor.action.triggerSuggest' };

export function registerAuthoring({ connection, answer, links, settings }: Ask): void {
  connection.onCompletion(({ textDocument: { uri }, position }) =>
    answer('completion', uri, null, (document, text): CompletionList | null => {
      const found = partAt(document, toOffset(position, document.lines));
      if (!found) return null;
      const names = placeholdersOf(uri, document, found.part);
      const { candidates, isIncomplete } = complete(found.part.definition, found.inner, names);
      const host = text.getText();
      const items = candidates.flatMap((candidate, rank) => itemOf(candidate, rank, found.part, host, document));
      return { items, isIncomplete };
    }),
  );
  connection.onSignatureHelp(({ textDocument: { uri }, position }) =>
    answer('signatureHelp', uri, null, (document): SignatureHelp | null => {
      const found = partAt(document, toOffset(position, document.lines));
      const call = found && signatureAt(found.part.definition, found.inner);
      if (!call) return null;
      const { label, doc, parameters, argument } = call;
      return {
        signatures: [
          { label, documentation: doc, parameters: parameters.map(([start, end]) => ({ label: [start, end] })) },
        ],
        activeSignature: 0,
        activeParameter: argument,
      };
    }),
  );

  function placeholdersOf(uri: string, { machines }: Analyzed, { machine }: Part): readonly string[] {
    if (!machine) return links.namesOf(uri);
    const own = machines.find(({ name }) => name === machine.name);
    return [...(own?.binding?.names?.keys() ?? [])];
  }

  function itemOf(
    candidate: Candidate,
    rank: number,
    part: Part,
    host: string,
    { lines }: Analyzed,
  ): readonly CompletionItem[] {
    const { label, kind, detail, doc, filter, commaAt, asksAgain } = candidate;
    const hasSnippets = settings().snippets;
    const text = hasSnippets ? candidate.snippet : withoutStops(candidate.snippet);
    const edit = placedEdit({ span: candidate.span, text }, part, host);
    if (!edit) return [];
    const comma = commaAt === undefined ? undefined : part.toHost({ start: commaAt, end: commaAt });
    return [
      {
        label,
        kind: KINDS[kind],
        // The list comes in our order.
        sortText: String(rank).padStart(4, '0'),
        filterText: filter,
        insertTextFormat: hasSnippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
        insertTextMode: InsertTextMode.adjustIndentation,
        textEdit: { range: toRange(edit.span, lines), newText: edit.text },
        ...(detail && { detail }),
        ...(doc && { documentation: { kind: MarkupKind.Markdown, value: doc } }),
        ...(comma && { additionalTextEdits: [toTextEdit({ span: comma, text: ',' }, lines)] }),
        ...(asksAgain && settings().asksAgain && { command: ASK_AGAIN }),
      },
    ];
  }
}

function withoutStops(snippet: string): string {
  return snippet
    .replace(/(?<!\\)\$(?:\d|\{\d(?::([^}]*))?\})/g, (_, word: string | undefined) => word ?? '')
    .replace(/\\([\\$}])/g, '$1');
}
