// An editor's side of the language server, in memory: what it asks, and what it is told.
import { PassThrough } from 'node:stream';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { createConnection } from '../../server/lsp.ts';
import { serve } from '../../server/session.ts';
import { start } from '../../server/start.ts';
import { useCatalogue } from './catalogue.ts';

useCatalogue();

export interface Editor {
  /** What the server announced when it was started. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  open(uri: string, languageId: string, text: string): void;
  change(uri: string, version: number, text: string): void;
  diagnostics(): Promise<{ uri: string; diagnostics: { code: string; message: string; range: Range }[] }>;
  /** What the server says or asks of its own accord. */
  notification<T>(method: string): Promise<T>;
  notify(method: string, params: object): void;
  request<T>(method: string, params: object): Promise<T>;
  close(): void;
}

export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export async function startEditor(
  initializationOptions: object = {},
  rootUri: string | null = null,
  capabilities: object = {},
): Promise<Editor> {
  const up = new PassThrough();
  const down = new PassThrough();
  start(options => createConnection(new StreamMessageReader(up), new StreamMessageWriter(down), options), serve);
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const heard = new Map<string, unknown[]>();
  const waiting = new Map<string, ((params: unknown) => void)[]>();
  const hear = (method: string, params: unknown) => {
    const waiter = waiting.get(method)?.shift();
    if (waiter) waiter(params);
    else heard.set(method, [...(heard.get(method) ?? []), params]);
  };
  client.onUnhandledNotification(({ method, params }) => hear(method, params));
  for (const method of ['window/showMessageRequest', 'client/registerCapability']) {
    client.onRequest(method, (params: unknown) => {
      hear(method, params);
      return null;
    });
  }
  client.listen();
  const params = { processId: null, rootUri, capabilities, initializationOptions };
  const initialized = await client.sendRequest<{ capabilities: Editor['capabilities'] }>('initialize', params);
  const notify = (method: string, params: object) => void client.sendNotification(method, params);
  notify('initialized', {});
  function notification<T>(method: string): Promise<T> {
    const before = heard.get(method)?.shift();
    if (before !== undefined) return Promise.resolve(before as T);
    return new Promise(resolve => {
      waiting.set(method, [...(waiting.get(method) ?? []), params => resolve(params as T)]);
    });
  }
  return {
    capabilities: initialized.capabilities,
    open: (uri, languageId, text) =>
      notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, text) =>
      notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] }),
    diagnostics: () => notification('textDocument/publishDiagnostics'),
    notification,
    notify,
    request: (method, params) => client.sendRequest(method, params),
    close: () => void client.sendRequest('shutdown').then(() => client.end()),
  };
}
