// The language server by conversation, in memory: what an editor asks and is told.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { PassThrough } from 'node:stream';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { createConnection } from '../../server/lsp.ts';
import { serve } from '../../server/session.ts';

interface Editor {
  open(uri: string, languageId: string, text: string): void;
  change(uri: string, version: number, text: string): void;
  diagnostics(): Promise<{ uri: string; diagnostics: { code: string; message: string; range: Range }[] }>;
  notification<T>(method: string): Promise<T>;
  notify(method: string, params: object): void;
  request<T>(method: string, params: object): Promise<T>;
  close(): void;
}

interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

async function startEditor(initializationOptions: object = {}): Promise<Editor> {
  const up = new PassThrough();
  const down = new PassThrough();
  serve(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)));
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const heard = new Map<string, unknown[]>();
  const waiting = new Map<string, ((params: unknown) => void)[]>();
  client.onUnhandledNotification(({ method, params }) => {
    const waiter = waiting.get(method)?.shift();
    if (waiter) waiter(params);
    else heard.set(method, [...(heard.get(method) ?? []), params]);
  });
  client.listen();
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {}, initializationOptions });
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
    open: (uri, languageId, text) =>
      notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, text) =>
      notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] }),
    diagnostics: () => notification('textDocument/publishDiagnostics'),
    notification,
    notify,
    request: (method, params) => client.sendRequest(method, params),
    close: () => client.end(),
  };
}

const URI = 'file:///order.asl.json';
const order = fs.readFileSync('samples/order.asl.json', 'utf8');
const at = (text: string, line: number) => {
  const row = order.split('\n')[line] ?? '';
  return { textDocument: { uri: URI }, position: { line, character: row.indexOf(text) + 1 } };
};

describe('the language server', () => {
  it('says what is wrong while typing, and what is right again', async () => {
    const editor = await startEditor();
    editor.open(URI, 'asl', order);
    assert.deepEqual((await editor.diagnostics()).diagnostics, []);
    editor.change(URI, 2, order.replace('"Default": "Pay"', '"Default": "Pya"'));
    const [diagnostic, ...more] = (await editor.diagnostics()).diagnostics;
    assert.equal(diagnostic?.message, 'No state is named "Pya". Did you mean "Pay"?');
    assert.equal(diagnostic?.code, 'state-unknown');
    assert.deepEqual(diagnostic?.range, { start: { line: 29, character: 17 }, end: { line: 29, character: 22 } });
    assert.equal(more.length, 0);
    editor.change(URI, 3, order);
    assert.deepEqual((await editor.diagnostics()).diagnostics, []);
    editor.close();
  });

  it('says nothing when problems are switched off, and everything when switched on again', async () => {
    const editor = await startEditor({ diagnostics: false });
    editor.open(URI, 'asl', '{}');
    assert.deepEqual((await editor.diagnostics()).diagnostics, []);
    editor.notify('stepthrough/settings', { diagnostics: true });
    assert.equal((await editor.diagnostics()).diagnostics.length, 2);
    editor.close();
  });

  it('goes to the state a target names', async () => {
    const editor = await startEditor();
    editor.open(URI, 'asl', order);
    type Link = { targetSelectionRange: Range };
    const [link] = await editor.request<Link[]>('textDocument/definition', at('"Pay"', 29));
    assert.deepEqual(link?.targetSelectionRange.start, { line: 36, character: 4 });
    assert.equal(await editor.request('textDocument/definition', at('Comment', 1)), null);
    editor.close();
  });

  it('explains fields, states and types', async () => {
    const editor = await startEditor();
    editor.open(URI, 'asl', order);
    const hover = async (text: string, line: number) => {
      const answer = await editor.request<{ contents: { value: string } } | null>('textDocument/hover', at(text, line));
      return answer?.contents.value.split('\n')[0];
    };
    assert.equal(await hover('StartAt', 2), '**StartAt** · required · name of a state');
    assert.equal(await hover('InputPath', 6), '**InputPath** · path · JSONPath states only');
    assert.equal(await hover('Variable', 17), '**Variable** · path · JSONPath states only');
    assert.equal(await hover('Check total', 10), '**Check total** · Choice');
    assert.equal(await hover('Cool off', 31), '**Cool off** · Wait');
    assert.equal(await hover('"Wait"', 32), '**Wait**');
    assert.equal(await hover('86400', 33), undefined);
    editor.close();
  });

  it('lists the states', async () => {
    const editor = await startEditor();
    editor.open(URI, 'asl', order);
    const symbols = await editor.request<{ name: string; detail: string }[]>('textDocument/documentSymbol', at('', 0));
    assert.deepEqual(
      symbols.map(({ name, detail }) => `${name} (${detail})`),
      [
        'Read order (Pass)',
        'Check total (Choice)',
        'Cool off (Wait)',
        'Pay (Pass)',
        'Order done (Succeed)',
        'Refuse (Fail)',
      ],
    );
    editor.close();
  });

  it('sends the graph of a watched document, and keeps the last complete one while the text is broken', async () => {
    const editor = await startEditor();
    type Graph = { notice?: string; layout: { nodes: unknown[] }; problems: Record<string, { message: string }> };
    const graph = () => editor.notification<Graph>('stepthrough/graph');
    editor.open(URI, 'asl', order);
    editor.notify('stepthrough/watchGraph', { uri: URI, watch: true, direction: 'down' });
    const whole = await graph();
    assert.equal(whole.notice, undefined);
    editor.change(URI, 2, order.slice(0, 700));
    const broken = await graph();
    assert.equal(broken.notice, 'The text has errors: showing the last complete picture');
    assert.deepEqual(broken.layout, whole.layout);
    editor.change(URI, 3, order.replace('"Default": "Pay"', '"Default": "Pya"'));
    const wrong = await graph();
    assert.equal(wrong.problems['/States/Check total']?.message, 'No state is named "Pya". Did you mean "Pay"?');
    editor.close();
  });

  it('answers for documents nobody opened, and for YAML by its name', async () => {
    const editor = await startEditor();
    assert.equal(await editor.request('textDocument/hover', at('StartAt', 2)), null);
    editor.open('file:///x.asl.yml', 'yaml', 'StartAt: A\nStates:\n  A: { Type: Succeed }\n');
    assert.deepEqual((await editor.diagnostics()).diagnostics, []);
    editor.close();
  });
});
