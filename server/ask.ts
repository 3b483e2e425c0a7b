// What groups of handlers are given: the open documents, and the one way to answer a request.
import type { Analyzed } from './documents.ts';
import type { Links } from './links.ts';
import type { Connection, TextDocument } from './lsp.ts';
import type { ServerSettings } from './protocol.ts';

export interface Ask {
  readonly connection: Connection;
  readonly links: Links;
  settings(): ServerSettings;
  /** What a feature says of an open document; `otherwise` for a document nobody opened, or when the feature fails. */
  answer<T>(name: string, uri: string, otherwise: T, feature: (document: Analyzed, text: TextDocument) => T): T;
  guarded<T>(name: string, answer: () => T, otherwise: T): T;
  openDocuments(): readonly TextDocument[];
  /** An open document, or a file that is there. */
  documentAt(uri: string): TextDocument | undefined;
  known(document: TextDocument): Analyzed;
}
