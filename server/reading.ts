// The requests of somebody who reads: hints in the text and lines above it.
import { allScopes, innerScopes, type State } from '../language/index.ts';
import type { Ask } from './ask.ts';
import { TOKEN_TYPES } from './capabilities.ts';
import { toOffset, toPosition, toRange } from './convert.ts';
import type { Analyzed, Part } from './documents.ts';
import { inlayHints } from './features/inlayHints.ts';
import { type Lens, lenses } from './features/lenses.ts';
import { semanticTokens } from './features/semanticTokens.ts';
import { type CodeLens, InlayHintKind, type Range, SemanticTokensBuilder } from './lsp.ts';
import { valueOfPlaceholder } from './placeholders.ts';

export function registerReading({ connection, answer, links, settings }: Ask): void {
  connection.languages.inlayHint.on(({ textDocument: { uri }, range }) =>
    answer('inlayHint', uri, null, document => {
      const start = toOffset(range.start, document.lines);
      const end = toOffset(range.end, document.lines);
      return document.parts.flatMap(part => {
        const span = { start: part.fromHost(start) ?? 0, end: part.fromHost(end) ?? part.definition.text.length };
        const hints = inlayHints(part.definition, statesIn(part, span), span, name =>
          valueOfPlaceholder(uri, document, part, name, links),
        );
        return hints.map(({ offset, text }) => ({
          position: toPosition(part.toHost({ start: offset, end: offset }).start, document.lines),
          label: text,
          kind: InlayHintKind.Parameter,
        }));
      });
    }),
  );
  connection.languages.semanticTokens.onRange(({ textDocument: { uri }, range }) =>
    answer('semanticTokens', uri, { data: [] }, document => tokensIn(document, range)),
  );
  connection.onCodeLens(({ textDocument: { uri } }) =>
    answer('codeLens', uri, null, document => {
      if (!settings().codeLens) return null;
      return document.parts.flatMap(part => lenses(part.definition).map(lens => toCodeLens(lens, uri, part, document)));
    }),
  );
}

function tokensIn({ parts, lines }: Analyzed, range: Range): { data: number[] } {
  const builder = new SemanticTokensBuilder();
  const shown = { start: toOffset(range.start, lines), end: toOffset(range.end, lines) };
  for (const part of parts) {
    const start = part.fromHost(shown.start) ?? 0;
    const end = part.fromHost(shown.end) ?? part.definition.text.length;
    for (const { type, ...span } of semanticTokens(part.definition, { start, end })) {
      const place = part.toHost(span);
      const from = toPosition(place.start, lines);
      // A token ends on its line.
      if (toPosition(place.end, lines).line !== from.line) continue;
      builder.push(from.line, from.character, place.end - place.start, TOKEN_TYPES.indexOf(type), 0);
    }
  }
  return { data: builder.build().data };
}

// Only those that are shown are looked at: the trees of others may not have been made.
function statesIn({ definition: { machine } }: Part, { start, end }: { start: number; end: number }): readonly State[] {
  if (!machine) return [];
  const outer = machine.scope.states.filter(({ key, node }) => key.start <= end && start <= node.end);
  const inner = outer.flatMap(state => innerScopes(state).flatMap(scope => [...allScopes(scope)]));
  return [...outer, ...inner.flatMap(({ states }) => states)];
}

function toCodeLens(
  { span, title, action, places, state }: Lens,
  uri: string,
  part: Part,
  { lines }: Analyzed,
): CodeLens {
  const range = toRange(part.toHost(span), lines);
  const command = `stepthrough.${action}`;
  // In a template the line says which state machine is meant.
  const line = range.start.line + 1;
  if (action === 'debugFrom') return { range, command: { title, command, arguments: [uri, state, line] } };
  if (action !== 'references') return { range, command: { title, command, arguments: [uri, line] } };
  const locations = places.map(place => ({ uri, range: toRange(part.toHost(place), lines) }));
  return { range, command: { title, command: 'stepthrough.showReferences', arguments: [uri, range.start, locations] } };
}
