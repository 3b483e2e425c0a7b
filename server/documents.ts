// The open documents and what is known of each. A Definition is made at most once for each text, when somebody asks.
import { analyze, createLineIndex, type Definition, type Format, type LineIndex } from '../language/index.ts';
import type { TextDocument } from './lsp.ts';

export interface Analyzed {
  readonly definition: Definition;
  readonly lines: LineIndex;
}

const known = new WeakMap<TextDocument, Analyzed & { readonly version: number }>();

export function analyzed(document: TextDocument): Analyzed {
  const before = known.get(document);
  if (before?.version === document.version) return before;
  const text = document.getText();
  const previous = before && { previous: before.definition };
  const definition = analyze(text, { format: formatOf(document), ...previous });
  const after = { definition, lines: createLineIndex(text), version: document.version };
  known.set(document, after);
  return after;
}

/** Editors say the language; one that knows none of ours says it by the file's name. */
function formatOf(document: TextDocument): Format {
  return document.languageId.includes('yaml') || /\.ya?ml$/i.test(document.uri) ? 'yaml' : 'json';
}
