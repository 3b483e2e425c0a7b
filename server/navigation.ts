// The requests about names and structure: references, highlights, renaming, folding, selections, links, symbols.
import type { Span } from '../language/index.ts';
import type { Ask } from './ask.ts';
import { toFoldingRanges, toOffset, toRange, toSelectionRange, toTextEdit } from './convert.ts';
import { type Analyzed, isHost, partAt } from './documents.ts';
import { foldings } from './features/folding.ts';
import { referencesAt } from './features/references.ts';
import { refusalOf, renamableAt, rename } from './features/rename.ts';
import { selectionsAt } from './features/selectionRanges.ts';
import {
  DocumentHighlightKind,
  ErrorCodes,
  type Location,
  type Position,
  type Range,
  ResponseError,
  type SymbolInformation,
  SymbolKind,
  type TextDocument,
  type TextEdit,
  type WorkspaceEdit,
} from './lsp.ts';
import { outlineOf, placedEdit } from './placed.ts';
import { placeholderAt, placeholderPlaces } from './placeholders.ts';

/** More would not help anybody to choose. */
const MOST_SYMBOLS = 500;

export function registerNavigation({ connection, answer, guarded, links, openDocuments, known }: Ask): void {
  connection.onReferences(({ textDocument: { uri }, position, context }) =>
    answer('references', uri, null, document => {
      const offset = toOffset(position, document.lines);
      const placeholder = placeholderAt(uri, document, offset, links);
      if (!placeholder) return referencesIn(document, offset, context.includeDeclaration).map(at(uri, document));
      return placeholderPlaces(uri, document, placeholder, links).flatMap(({ uri, lines, uses, values }) =>
        [...uses, ...(context.includeDeclaration ? values : [])].map(span => ({ uri, range: toRange(span, lines) })),
      );
    }),
  );
  connection.onDocumentHighlight(({ textDocument: { uri }, position }) =>
    answer('documentHighlight', uri, null, document => {
      const found = partAt(document, toOffset(position, document.lines));
      if (!found) return null;
      return referencesAt(found.part.definition, found.inner).map(mention => ({
        range: toRange(found.part.toHost(mention), document.lines),
        kind: mention.isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
    }),
  );
  connection.onPrepareRename(({ textDocument: { uri }, position }) =>
    answer('prepareRename', uri, null, document => prepareRename(uri, document, position)),
  );
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }) => {
    const renamed = answer('rename', uri, null, (document, text) => renameAt(uri, document, text, position, newName));
    // The client shows the sentence.
    return typeof renamed === 'string' ? new ResponseError(ErrorCodes.InvalidRequest, renamed) : renamed;
  });
  connection.onFoldingRanges(({ textDocument: { uri } }) =>
    answer('foldingRange', uri, null, (document, text) => {
      // In a host the editor folds everything by its indentation.
      const [part] = isHost(text) ? [] : document.parts;
      if (!part) return null;
      return toFoldingRanges(foldings(part.definition), document.lines, part.definition.format === 'json');
    }),
  );
  connection.onSelectionRanges(({ textDocument: { uri }, positions }) =>
    answer('selectionRange', uri, null, document =>
      positions.map(position => {
        const found = partAt(document, toOffset(position, document.lines));
        const spans = found ? selectionsAt(found.part.definition, found.inner).map(found.part.toHost) : [];
        return toSelectionRange(spans, position, document.lines);
      }),
    ),
  );
  connection.onDocumentLinks(({ textDocument: { uri } }) =>
    answer('documentLink', uri, null, document =>
      document.machines.flatMap(({ link }) => {
        const file = link && links.fileAt(uri, document.machines, link.span.start);
        return file ? [{ range: toRange(link.span, document.lines), target: file.uri }] : [];
      }),
    ),
  );
  connection.onWorkspaceSymbol(({ query }) =>
    guarded('workspaceSymbol', () => openDocuments().flatMap(document => symbolsIn(document, query)), []).slice(
      0,
      MOST_SYMBOLS,
    ),
  );

  function prepareRename(uri: string, document: Analyzed, position: Position): Range | null {
    const offset = toOffset(position, document.lines);
    const placeholder = placeholderAt(uri, document, offset, links);
    if (placeholder) {
      // One that no template gives a value belongs to a tool we do not know.
      const places = placeholderPlaces(uri, document, placeholder, links);
      return places.some(({ values }) => values.length > 0) ? toRange(placeholder.span, document.lines) : null;
    }
    const found = partAt(document, offset);
    const renamable = found && renamableAt(found.part.definition, found.inner);
    return renamable ? toRange(found.part.toHost(renamable.span), document.lines) : null;
  }

  /** A sentence when it cannot be done. */
  function renameAt(
    uri: string,
    document: Analyzed,
    text: TextDocument,
    position: Position,
    name: string,
  ): WorkspaceEdit | string | null {
    const offset = toOffset(position, document.lines);
    const placeholder = placeholderAt(uri, document, offset, links);
    if (placeholder) return renamePlaceholderAt(uri, document, placeholder, name);
    const found = partAt(document, offset);
    if (!found) return null;
    const renamed = rename(found.part.definition, found.inner, name);
    if ('refusal' in renamed) return renamed.refusal;
    const host = text.getText();
    const edits = renamed.edits.map(edit => placedEdit(edit, found.part, host));
    if (edits.some(edit => !edit)) return 'The template makes a part of this text itself, which cannot be renamed.';
    const textEdits = edits.flatMap((edit): TextEdit[] => (edit ? [toTextEdit(edit, document.lines)] : []));
    return textEdits.length > 0 ? { changes: { [uri]: textEdits } } : null;
  }

  function renamePlaceholderAt(
    uri: string,
    document: Analyzed,
    placeholder: NonNullable<ReturnType<typeof placeholderAt>>,
    name: string,
  ): WorkspaceEdit | string {
    const { place } = placeholder;
    const definition = 'part' in place ? place.part.definition : place.definition;
    const refusal = refusalOf(definition, { kind: 'placeholder', name: placeholder.name }, name);
    if (refusal !== undefined) return refusal;
    const changes: Record<string, TextEdit[]> = {};
    for (const { uri: file, lines, uses, values } of placeholderPlaces(uri, document, placeholder, links)) {
      const edits = [...uses, ...values].map(span => toTextEdit({ span, text: name }, lines));
      changes[file] = [...(changes[file] ?? []), ...edits];
    }
    return { changes };
  }

  function symbolsIn(document: TextDocument, query: string): SymbolInformation[] {
    const about = known(document);
    const wanted = query.toLowerCase();
    const found: SymbolInformation[] = [];
    const visit = (entries: ReturnType<typeof outlineOf>, container: string): void => {
      for (const { name, kind, selection, children } of entries) {
        if (kind === 'state' && name.toLowerCase().includes(wanted) && found.length < MOST_SYMBOLS) {
          const location = { uri: document.uri, range: toRange(selection, about.lines) };
          found.push({ name, kind: SymbolKind.Class, location, containerName: container });
        }
        visit(children, kind === 'state' ? name : container);
      }
    };
    visit(outlineOf(about), '');
    return found;
  }
}

function referencesIn(document: Analyzed, offset: number, withDefinitions: boolean): readonly Span[] {
  const found = partAt(document, offset);
  if (!found) return [];
  const mentions = referencesAt(found.part.definition, found.inner);
  return mentions.filter(({ isDefinition }) => withDefinitions || !isDefinition).map(found.part.toHost);
}

function at(uri: string, { lines }: Analyzed): (span: Span) => Location {
  return span => ({ uri, range: toRange(span, lines) });
}
