// Documents by their addresses, open or not, as they are told: what is drawn of a document may stand in others.

import { type Analyzed, isHost } from './documents.ts';
import type { Links } from './links.ts';
import { TextDocument } from './lsp.ts';
import type { Library } from './startedGraphs.ts';

export interface LibraryParts {
  readonly links: Links;
  openDocument(uri: string): TextDocument | undefined;
  /** With the problems that are told of it. */
  told(document: TextDocument): Analyzed;
}

export function createLibrary({ links, openDocument, told }: LibraryParts): Library {
  // What is known of a text is kept with the document it was made for.
  const unopened = new Map<string, TextDocument>();

  function documentNow(uri: string): TextDocument | undefined {
    const open = openDocument(uri);
    const now = open ?? unopenedAt(uri, links);
    const before = unopened.get(uri);
    if (open || !now) unopened.delete(uri);
    else if (before?.getText() === now.getText()) return before;
    else unopened.set(uri, now);
    return now;
  }

  return {
    links,
    documentAt: uri => {
      const document = documentNow(uri);
      if (!document) return undefined;
      const about = told(document);
      if (!isHost(document) || about.machines.length > 0) return about;
      // A file without state machines is a definition itself, whatever it is called.
      const language = /\.ya?ml$/i.test(uri) ? 'asl-yaml' : 'asl';
      return told(TextDocument.create(uri, language, document.version, document.getText()));
    },
  };
}

/** A file that nobody has opened, as if somebody had. */
export function unopenedAt(uri: string, links: Links): TextDocument | undefined {
  const text = links.textAt(uri);
  const language = /\.(?:tf|tofu)$/i.test(uri) ? 'terraform' : /\.ya?ml$/i.test(uri) ? 'yaml' : 'json';
  return text === undefined ? undefined : TextDocument.create(uri, language, 0, text);
}
