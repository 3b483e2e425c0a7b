// What each capability of the language server does, as a transcript of a talk; a capability without one is a failure.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { checkGolden } from '../support/golden.ts';
import { type Recorder, startRecording } from '../support/transcript.ts';

const SHOP = `{
  "StartAt": "Read",
  "States": {
    "Read": { "Type": "Pass", "Assign": { "total": 1 }, "Next": "Pay" },
    "Pay": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": { "Payload": "{% $sum([$total, $states.input.fee]) %}" },
      "QueryLanguage": "JSONata",
      "Retry": [{ "ErrorEquals": ["States.ALL"] }],
      "End": true
    }
  }
}
`;

const BROKEN_SHOP = `StartAt: A
States:
  A:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Next: Pya
  Pay: { Type: Succeed }
`;

const TEMPLATE = `Resources:
  Shop:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: shop.asl.json
`;

const EMBEDDED = `Resources:
  Shop:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: { StartAt: A, States: { A: { Type: Succeed } } }
`;

interface Talk {
  /** What the capability promises to answer or to hear. */
  readonly methods: readonly string[];
  readonly talk: (recorder: Recorder) => Promise<unknown>;
}

const range = (line: number, endLine: number) => ({
  start: { line, character: 0 },
  end: { line: endLine, character: 0 },
});
const FORMAT = { options: { tabSize: 2, insertSpaces: true } };

/** A request about one place of the shop. */
function inShop(method: string, marked: string | undefined, more?: object): Talk {
  return {
    methods: [method],
    talk: recorder => {
      recorder.open('shop.asl.json', 'asl', SHOP);
      return recorder.ask(method, marked, more);
    },
  };
}

const TALKS: Readonly<Record<string, Talk>> = {
  textDocumentSync: {
    methods: ['textDocument/didOpen', 'textDocument/didChange', 'textDocument/didClose'],
    talk: async recorder => {
      recorder.open(
        'shop.asl.yaml',
        'asl-yaml',
        'StartAt: A\nStates:\n  A: { Type: Pass, Next: Pay }\n  Pay: { Type: Succeed }\n',
      );
      await recorder.heard('textDocument/publishDiagnostics');
      recorder.type('Next: Pay<|>', 's');
      await recorder.heard('textDocument/publishDiagnostics');
      recorder.closeFile();
      await recorder.heard('textDocument/publishDiagnostics');
    },
  },
  hoverProvider: inShop('textDocument/hover', '"Retr<|>y"'),
  definitionProvider: inShop('textDocument/definition', '"Next": "P<|>ay"'),
  documentSymbolProvider: inShop('textDocument/documentSymbol', undefined),
  referencesProvider: inShop('textDocument/references', '"P<|>ay": {', { context: { includeDeclaration: true } }),
  documentHighlightProvider: inShop('textDocument/documentHighlight', '$to<|>tal'),
  renameProvider: {
    methods: ['textDocument/prepareRename', 'textDocument/rename'],
    talk: async recorder => {
      recorder.open('shop.asl.json', 'asl', SHOP);
      await recorder.ask('textDocument/prepareRename', '"P<|>ay": {');
      await recorder.ask('textDocument/rename', '"P<|>ay": {', { newName: 'Charge' });
      const refused = recorder.ask('textDocument/rename', '"P<|>ay": {', { newName: 'Read' });
      await assert.rejects(refused);
    },
  },
  callHierarchyProvider: {
    methods: ['textDocument/prepareCallHierarchy', 'callHierarchy/incomingCalls', 'callHierarchy/outgoingCalls'],
    talk: async recorder => {
      recorder.open('shop.asl.json', 'asl', SHOP);
      const [pay] = await recorder.ask<object[]>('textDocument/prepareCallHierarchy', '"P<|>ay": {');
      await recorder.askAbout('callHierarchy/incomingCalls', { item: pay }, 'of "Pay"');
      const [read] = await recorder.ask<object[]>('textDocument/prepareCallHierarchy', '"R<|>ead": {');
      await recorder.askAbout('callHierarchy/outgoingCalls', { item: read }, 'of "Read"');
    },
  },
  foldingRangeProvider: inShop('textDocument/foldingRange', undefined),
  selectionRangeProvider: {
    methods: ['textDocument/selectionRange'],
    talk: recorder => {
      recorder.open('shop.asl.json', 'asl', SHOP);
      return recorder.ask('textDocument/selectionRange', undefined, { positions: [{ line: 7, character: 43 }] });
    },
  },
  documentLinkProvider: {
    methods: ['textDocument/documentLink'],
    talk: recorder => {
      recorder.open('shop.asl.json', 'asl', '{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }\n');
      recorder.open('template.yaml', 'yaml', TEMPLATE);
      return recorder.ask('textDocument/documentLink');
    },
  },
  workspaceSymbolProvider: {
    methods: ['workspace/symbol'],
    talk: recorder => {
      recorder.open('shop.asl.json', 'asl', SHOP);
      return recorder.askAbout('workspace/symbol', { query: 'pa' }, '"pa"');
    },
  },
  completionProvider: {
    methods: ['textDocument/completion'],
    talk: async recorder => {
      recorder.open(
        'shop.asl.json',
        'asl',
        SHOP.replace('"Next": "Pay"', '"Next": ""').replace('"States.ALL"', '"States.H"'),
      );
      await recorder.ask('textDocument/completion', '"Next": "<|>"');
      await recorder.ask('textDocument/completion', '"States.H<|>"');
    },
  },
  signatureHelpProvider: inShop('textDocument/signatureHelp', '$sum(<|>['),
  inlayHintProvider: inShop('textDocument/inlayHint', undefined, { range: range(0, 13) }),
  codeLensProvider: inShop('textDocument/codeLens', undefined),
  semanticTokensProvider: inShop('textDocument/semanticTokens/range', undefined, { range: range(0, 13) }),
  documentFormattingProvider: {
    methods: ['textDocument/formatting'],
    talk: async recorder => {
      recorder.open('shop.asl.json', 'asl', '{"StartAt":"A", // first\n"States":{"A":{"Type":"Succeed"}}}\n');
      await recorder.ask('textDocument/formatting', undefined, FORMAT);
      recorder.open('shop.asl.yaml', 'asl-yaml', 'StartAt:  A # first\nStates:\n    A: {Type: Succeed}\n');
      await recorder.ask('textDocument/formatting', undefined, FORMAT);
      recorder.open('broken.asl.yaml', 'asl-yaml', 'StartAt:  [\n');
      await recorder.ask('textDocument/formatting', undefined, FORMAT);
      recorder.open('other.yaml', 'yaml', 'a:   1\n');
      await recorder.ask('textDocument/formatting', undefined, FORMAT);
      recorder.open('template.yaml', 'yaml', EMBEDDED);
      await assert.rejects(recorder.ask('textDocument/formatting', undefined, FORMAT));
    },
  },
  documentRangeFormattingProvider: {
    methods: ['textDocument/rangeFormatting'],
    talk: async recorder => {
      recorder.open('shop.asl.json', 'asl', '{\n"StartAt":"A",\n"States":{"A":{"Type":"Succeed"}}\n}\n');
      await recorder.ask('textDocument/rangeFormatting', undefined, { ...FORMAT, range: range(2, 3) });
      recorder.open('shop.asl.yaml', 'asl-yaml', 'StartAt:  A\nStates:\n    A:\n        Type:  Succeed\n');
      await recorder.ask('textDocument/rangeFormatting', undefined, { ...FORMAT, range: range(3, 4) });
    },
  },
  documentOnTypeFormattingProvider: {
    methods: ['textDocument/onTypeFormatting'],
    talk: async recorder => {
      recorder.open('shop.asl.json', 'asl', '{\n  "States": {\n"A": {\n      ');
      await recorder.ask('textDocument/onTypeFormatting', '\n<|>"A"', { ...FORMAT, ch: '\n' });
      recorder.type('"A": {\n      <|>', '}');
      await recorder.ask('textDocument/onTypeFormatting', '      }<|>', { ...FORMAT, ch: '}' });
      recorder.open('shop.asl.yaml', 'asl-yaml', 'States:\n  A:\n');
      await recorder.ask('textDocument/onTypeFormatting', 'A:\n<|>', { ...FORMAT, ch: '\n' });
    },
  },
  codeActionProvider: {
    methods: ['textDocument/codeAction'],
    talk: async recorder => {
      recorder.open('shop.asl.yaml', 'asl-yaml', BROKEN_SHOP);
      const place = { start: { line: 5, character: 11 }, end: { line: 5, character: 11 } };
      for (const kind of ['quickfix', 'refactor.rewrite', 'source.fixAll.stepthrough']) {
        const context = { diagnostics: [], only: [kind] };
        await recorder.ask('textDocument/codeAction', undefined, { range: place, context });
      }
    },
  },
  executeCommandProvider: {
    methods: ['workspace/executeCommand'],
    talk: async recorder => {
      const params = { command: 'stepthrough.showProof', arguments: ['"A" did the same.'] };
      await recorder.askAbout('workspace/executeCommand', params, 'stepthrough.showProof');
      await recorder.heard('window/showMessageRequest');
    },
  },
};

describe('transcripts of the language server', () => {
  for (const [capability, { methods, talk }] of Object.entries(TALKS)) {
    it(capability, async () => {
      const recorder = await startRecording();
      await talk(recorder);
      recorder.editor.close();
      checkGolden(`server/${capability}`, recorder.transcript());
      const unsaid = methods.filter(method => !recorder.methods.has(method));
      assert.deepEqual(unsaid, [], 'The capability promises more than the transcript shows.');
    });
  }

  it('every capability that is announced has one', async () => {
    const { editor } = await startRecording();
    assert.deepEqual(Object.keys(TALKS).sort(), Object.keys(editor.capabilities).sort());
    editor.close();
  });

  it('every kind of code action and every command is in its transcript', async () => {
    const { editor } = await startRecording();
    editor.close();
    const { codeActionProvider, executeCommandProvider } = editor.capabilities;
    const kinds = optionsIn(codeActionProvider, 'codeActionKinds').map(kind => `  kind: "${kind}"\n`);
    const commands = optionsIn(executeCommandProvider, 'commands').map(
      command => `> workspace/executeCommand ${command}\n`,
    );
    const transcripts = ['codeActionProvider', 'executeCommandProvider'].map(name =>
      fs.readFileSync(`test/golden/server/${name}.txt`, 'utf8'),
    );
    const unsaid = [...kinds, ...commands].filter(line => !transcripts.some(text => text.includes(line)));
    assert.deepEqual(unsaid, []);
  });
});

function optionsIn(options: unknown, name: string): readonly string[] {
  const words = (options as Readonly<Record<string, unknown>>)[name];
  assert.ok(Array.isArray(words) && words.length > 0, `${name} is announced.`);
  return words;
}
