// Requests of an editor on 1,000 and 10,000 states: completion at `Next` beside amazon-states-language-service, the CPU time
// of every request, and of the first one that needs the catalogue of AWS's APIs. `node tools/bench/editor.mjs [--quick]`.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import zlib from 'node:zlib';
import { build } from 'esbuild';
import { node, root } from '../esbuild.mjs';
import { describe, isKept } from './language.mjs';

const require = createRequire(import.meta.url);

const URI = 'file:///bench.asl.json';
/** Milliseconds of CPU time a request may take at 1,000 states. */
const MOST_MILLIS = 20;

/** What is promised: `most` is the greatest and `least` the smallest ratio that keeps it. */
export async function benchEditor({ quick = false } = {}) {
  const tools = await load();
  const figures = [];
  for (const count of [1000, 10_000]) {
    const text = tools.generateMachine(count).replace('"Next": "Step 501"', '"Next": ""');
    const editor = await startEditor(tools, text);
    const offset = text.indexOf('"Next": ""') + '"Next": "'.length;
    // With our analysis of the keystroke before, because the service reads the text for each request; without transport.
    // Both as often as it takes until they are no faster: the first rounds are those of V8's compilers.
    const ours = measureCompletion(tools, text, offset, quick ? 60 : 120);
    const theirs = await measureService(text, offset, quick ? 6 : 12);
    figures.push({
      what: `completion at Next, ${count} states, times faster than amazon-states-language-service`,
      ratio: theirs / ours,
      least: 10,
    });
    if (count === 1000) figures.push(...(await requestFigures(editor, text, quick ? 3 : 8)));
    if (count === 1000) figures.push(...callFigures(tools, quick ? 3 : 8));
    editor.close();
  }
  return figures;
}

async function requestFigures(editor, text, rounds) {
  const target = positionOf(text, text.indexOf('"Next": "Step 502"') + '"Next": "S'.length);
  const range = { start: { line: 0, character: 0 }, end: { line: 80, character: 0 } };
  const item = { uri: URI, name: 'Step 502', kind: 5, range, selectionRange: { start: target, end: target } };
  const requests = {
    completion: { position: target },
    hover: { position: target },
    definition: { position: target },
    references: { position: target, context: { includeDeclaration: true } },
    documentHighlight: { position: target },
    prepareRename: { position: target },
    rename: { position: target, newName: 'Other' },
    documentSymbol: {},
    foldingRange: {},
    selectionRange: { positions: [target] },
    documentLink: {},
    signatureHelp: { position: target },
    inlayHint: { range },
    'semanticTokens/range': { range },
    formatting: { options: { tabSize: 2, insertSpaces: true } },
    codeLens: {},
    prepareCallHierarchy: { position: target },
    'callHierarchy/incomingCalls': { item },
    'callHierarchy/outgoingCalls': { item },
  };
  const figures = [];
  for (const [name, params] of Object.entries(requests)) {
    const millis = await editor.measureRequest(name, params, rounds);
    figures.push({ what: `${name} at 1000 states, milliseconds of CPU time`, ratio: millis, most: MOST_MILLIS });
  }
  return figures;
}

// The catalogue is opened anew for every round: its index and one service are read from disk. The largest service is `ec2`.
function callFigures({ analyze, complete, generateMachine, provideCatalogue }, rounds) {
  const places = {
    'an action': ['"Resource": "arn:aws:states:::aws-sdk:ec2:desc', '"'],
    'a member': ['"Resource": "arn:aws:states:::aws-sdk:ec2:runInstances", "Parameters": { ', '}'],
    'an error': ['"Resource": "arn:aws:states:::aws-sdk:ec2:runInstances", "Retry": [{ "ErrorEquals": ["', '"] }]'],
  };
  return Object.entries(places).map(([name, [before, after]]) => {
    const task = `"Call": { "Type": "Task", ${before}`;
    const text = generateMachine(1000).replace('"States": {', `"States": { ${task}${after}, "End": true },`);
    const offset = text.indexOf(task) + task.length;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < rounds; i++) {
      provideCatalogue(undefined);
      const definition = analyze(text, { format: 'json' });
      provideCatalogue({
        bytes: () => fs.readFileSync(path.join(root, 'language/catalogue/aws.catalogue')),
        decompress: part => zlib.brotliDecompressSync(part).toString('utf8'),
      });
      const start = process.cpuUsage();
      const { candidates } = complete(definition, offset, []);
      const { user, system } = process.cpuUsage(start);
      if (candidates.length < 10) throw new Error(`Nothing is offered for ${name}.`);
      least = Math.min(least, (user + system) / 1000);
    }
    const what = `completion of ${name} of ec2 at 1000 states, its catalogue read first, milliseconds of CPU time`;
    return { what, ratio: least, most: MOST_MILLIS };
  });
}

async function load() {
  const outfile = path.join(root, 'out/test/editorBench.cjs');
  const contents = `export { analyze, complete, provideCatalogue } from './language/index.ts';
    export { generateMachine } from './test/support/generatedMachine.ts';
    export { serve } from './server/session.ts';
    export { start } from './server/start.ts';
    export { createConnection } from './server/lsp.ts';
    export { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';`;
  await build({ ...node, stdin: { contents, resolveDir: root, loader: 'ts' }, outfile });
  return require(outfile);
}

// Each round follows an edit, as in an editor: what a request makes once for a text it makes again.
async function startEditor(tools, text) {
  const up = new PassThrough();
  const down = new PassThrough();
  const [reader, writer] = [new tools.StreamMessageReader(up), new tools.StreamMessageWriter(down)];
  tools.start(options => tools.createConnection(reader, writer, options), tools.serve);
  const client = tools.createProtocolConnection(new tools.StreamMessageReader(down), new tools.StreamMessageWriter(up));
  client.listen();
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
    initializationOptions: { codeLens: true },
  });
  await client.sendNotification('initialized', {});
  let version = 1;
  const document = { uri: URI, languageId: 'asl', version, text };
  await client.sendNotification('textDocument/didOpen', { textDocument: document });

  async function edit() {
    version++;
    const changed = version % 2 === 0 ? text.replace('"Seconds": 5', '"Seconds": 51') : text;
    const params = { textDocument: { uri: URI, version }, contentChanges: [{ text: changed }] };
    await client.sendNotification('textDocument/didChange', params);
    // The analysis that follows an edit is not what is measured here: tools/bench/language.mjs does that.
    await client.sendRequest('textDocument/hover', { textDocument: { uri: URI }, position: { line: 0, character: 0 } });
  }

  async function measureRequest(name, params, rounds) {
    const method = name.startsWith('callHierarchy/') ? name : `textDocument/${name}`;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < rounds; i++) {
      await edit();
      const before = process.cpuUsage();
      const answer = await client.sendRequest(method, { textDocument: { uri: URI }, ...params });
      const { user, system } = process.cpuUsage(before);
      if (answer === undefined) throw new Error(`${name} has no answer.`);
      least = Math.min(least, (user + system) / 1000);
    }
    return least;
  }

  return {
    measureRequest,
    close: () => client.end(),
  };
}

function measureCompletion({ analyze, complete }, text, offset, rounds) {
  let least = Number.POSITIVE_INFINITY;
  let definition = analyze(text, { format: 'json' });
  for (let i = 0; i < rounds; i++) {
    // A letter is typed, and taken back.
    const typed = i % 2 === 0 ? `${text.slice(0, offset)}S${text.slice(offset)}` : text;
    const before = process.cpuUsage();
    definition = analyze(typed, { format: 'json', previous: definition });
    const { candidates } = complete(definition, i % 2 === 0 ? offset + 1 : offset, []);
    const { user, system } = process.cpuUsage(before);
    if (candidates.length === 0) throw new Error('We offer nothing.');
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

async function measureService(text, offset, rounds) {
  const { getLanguageService } = require('amazon-states-language-service');
  const { TextDocument } = require('vscode-languageserver-textdocument');
  const service = getLanguageService({});
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rounds; i++) {
    const document = TextDocument.create(URI, 'asl', i, text);
    const before = process.cpuUsage();
    const answer = await service.doComplete(document, document.positionAt(offset), service.parseJSONDocument(document));
    const { user, system } = process.cpuUsage(before);
    if (!answer?.items.length) throw new Error('The service offers nothing.');
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

function positionOf(text, offset) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

if (process.argv[1]?.endsWith('editor.mjs')) {
  const figures = await benchEditor({ quick: process.argv.includes('--quick') });
  for (const figure of figures) console.log(describe(figure));
  process.exit(figures.every(isKept) ? 0 : 1);
}
