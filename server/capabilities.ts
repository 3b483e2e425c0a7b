// What the server announces. Read before anything of definitions is loaded, so it knows nothing of them.
import {
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type InitializeResult,
  TextDocumentSyncKind,
} from './lsp.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.stepthrough`;

/** Shows why a rewrite is known to do the same; run after it was taken. */
export const SHOW_PROOF = 'stepthrough.showProof';

export const TOKEN_TYPES = ['function', 'variable', 'property'] as const;

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  hoverProvider: true,
  definitionProvider: true,
  documentSymbolProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  callHierarchyProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: {},
  workspaceSymbolProvider: true,
  completionProvider: { triggerCharacters: ['"', '.', '$', ':', '{', '%'] },
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  inlayHintProvider: true,
  codeLensProvider: {},
  semanticTokensProvider: { legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [] }, range: true },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL] },
  executeCommandProvider: { commands: [SHOW_PROOF] },
};

const ON_TYPE = { firstTriggerCharacter: '\n', moreTriggerCharacter: ['}', ']'] };

const FORMATTING: InitializeResult['capabilities'] = {
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: ON_TYPE,
};

/** Which documents are formatted: not templates, which others format. */
const DEFINITIONS = [
  { language: 'asl' },
  { language: 'asl-yaml' },
  { pattern: '**/*.asl' },
  { pattern: '**/*.asl.{json,yaml,yml}' },
];

/** An editor that can be told later which documents are formatted is not told at first that all are. */
export function capabilitiesFor(client: ClientCapabilities): InitializeResult['capabilities'] {
  return canBeToldLater(client) ? CAPABILITIES : { ...CAPABILITIES, ...FORMATTING };
}

export function tellFormatting(connection: Connection, client: ClientCapabilities): void {
  if (!canBeToldLater(client)) return;
  const documentSelector = DEFINITIONS;
  void connection.client.register(DocumentFormattingRequest.type, { documentSelector });
  void connection.client.register(DocumentRangeFormattingRequest.type, { documentSelector });
  void connection.client.register(DocumentOnTypeFormattingRequest.type, { documentSelector, ...ON_TYPE });
}

function canBeToldLater({ textDocument }: ClientCapabilities): boolean {
  const { formatting, rangeFormatting, onTypeFormatting } = textDocument ?? {};
  return [formatting, rangeFormatting, onTypeFormatting].every(each => each?.dynamicRegistration === true);
}
