// The language server by conversation, in memory: what an editor asks and is told.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { mayHoldDefinitions } from '../../language/index.ts';
import { HOST_WORDS } from '../../server/protocol.ts';
import { type Range, startEditor } from '../support/editor.ts';

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

  it('draws containers as one node where it is asked to, a broken text too', async () => {
    const editor = await startEditor();
    type Graph = { notice?: string; layout: { nodes: { node: { name: string } }[]; hidden?: unknown[] } };
    const names = async () => {
      const { layout } = await editor.notification<Graph>('stepthrough/graph');
      return [layout.nodes.map(({ node }) => node.name).join(), layout.hidden?.length ?? 0] as const;
    };
    const text = `{ "StartAt": "M", "States": { "M": { "Type": "Map", "End": true,
      "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Succeed" } } } } } }`;
    const watch = (collapsed: readonly string[]) => {
      const asked = { uri: URI, watch: true, direction: 'down', offset: 0, collapsed: { '': collapsed } };
      editor.notify('stepthrough/watchGraph', asked);
    };
    editor.open(URI, 'asl', text);
    watch([]);
    assert.deepEqual(await names(), ['Start,M,I,End', 0]);
    watch(['/States/M']);
    assert.deepEqual(await names(), ['Start,M,End', 1]);
    editor.change(URI, 2, text.slice(0, -20));
    assert.deepEqual(await names(), ['Start,M,End', 1]);
    watch([]);
    assert.deepEqual(await names(), ['Start,M,I,End', 0]);
    editor.close();
  });

  it('a definition whose name does not say so is read as what the editor says it is', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-'));
    // Templates of a definition are looked for among the files beside it, and this could be one.
    fs.writeFileSync(path.join(folder, 'workflow.json'), '{}');
    const editor = await startEditor();
    editor.open(pathToFileURL(path.join(folder, 'workflow.json')).href, 'asl', '{}');
    assert.equal((await editor.diagnostics()).diagnostics.length, 2);
    editor.close();
    fs.rmSync(folder, { recursive: true });
  }).timeout(2000);

  it('answers for documents nobody opened, and for YAML by its name', async () => {
    const editor = await startEditor();
    assert.equal(await editor.request('textDocument/hover', at('StartAt', 2)), null);
    editor.open('file:///x.asl.yml', 'yaml', 'StartAt: A\nStates:\n  A: { Type: Succeed }\n');
    assert.deepEqual((await editor.diagnostics()).diagnostics, []);
    editor.close();
  });
});

const TEMPLATE = `Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: |
        {
          "StartAt": "A",
          "States": { "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Succeed" } }
        }
  Pay:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: { StartAt: C, States: { C: { Type: Pass, Next: Dd }, D: { Type: Fail } } }
`;

describe('the language server in templates', () => {
  const uri = 'file:///template.yaml';
  const textDocument = { uri };
  const row = TEMPLATE.split('\n')[7] ?? '';

  it('shows problems, outline, hover and targets at their places in the template', async () => {
    const editor = await startEditor();
    editor.open(uri, 'yaml', TEMPLATE);
    const { diagnostics } = await editor.diagnostics();
    assert.deepEqual(
      diagnostics.map(({ code, range }) => `${code} ${range.start.line}:${range.start.character}`),
      ['state-unknown 12:65'],
    );
    type Symbol = { name: string; children: { name: string; selectionRange: Range }[] };
    const symbols = await editor.request<Symbol[]>('textDocument/documentSymbol', { textDocument });
    assert.deepEqual(
      symbols.map(({ name, children }) => [name, ...children.map(child => child.name)].join(' ')),
      ['Order A B', 'Pay C D'],
    );
    assert.equal(symbols[0]?.children[0]?.selectionRange.start.character, row.indexOf('"A"'));
    const position = { line: 7, character: row.indexOf('"B"') + 1 };
    const hover = await editor.request<{ contents: { value: string }; range: Range }>('textDocument/hover', {
      textDocument,
      position,
    });
    assert.equal(hover.contents.value.split('\n')[0], '**B** · Succeed');
    assert.equal(hover.range.start.character, row.indexOf('"B"'));
    type Link = { targetSelectionRange: Range };
    const [link] = await editor.request<Link[]>('textDocument/definition', { textDocument, position });
    assert.deepEqual(link?.targetSelectionRange.start, { line: 7, character: row.lastIndexOf('"B"') });
    assert.equal(
      await editor.request('textDocument/hover', { textDocument, position: { line: 0, character: 2 } }),
      null,
    );
    editor.close();
  });

  it('draws the definition under the cursor', async () => {
    const editor = await startEditor();
    type Graph = {
      stateMachine?: string;
      layout: { nodes: { node: { kind: string; name: string; start: number } }[] };
    };
    const graph = () => editor.notification<Graph>('stepthrough/graph');
    const states = ({ layout }: Graph) =>
      layout.nodes.flatMap(({ node }) => (node.kind === 'state' ? `${node.name} ${TEMPLATE[node.start]}` : []));
    editor.open(uri, 'yaml', TEMPLATE);
    const watch = { uri, watch: true, direction: 'down' };
    editor.notify('stepthrough/watchGraph', { ...watch, offset: TEMPLATE.indexOf('"B"') });
    const order = await graph();
    assert.equal(order.stateMachine, 'Order');
    assert.deepEqual(states(order), ['A "', 'B "']);
    editor.notify('stepthrough/watchGraph', { ...watch, offset: TEMPLATE.indexOf('"A"') });
    editor.notify('stepthrough/watchGraph', { ...watch, offset: TEMPLATE.indexOf('Dd') });
    const pay = await graph();
    assert.equal(pay.stateMachine, 'Pay');
    assert.deepEqual(states(pay), ['C C', 'D D']);
    editor.close();
  });

  it('compares a template with the files it names, in both documents', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-'));
    const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
    const properties = 'DefinitionUri: sub/pay.asl.yaml, Type: EXPRESS, DefinitionSubstitutions: { Tabel: a }';
    const template = `Resources: { Pay: { Type: AWS::Serverless::StateMachine, Properties: { ${properties} } } }\n`;
    const definition = 'StartAt: A\nStates: { A: { Type: Pass, Comment: "${Table}", End: true } }\n';
    fs.mkdirSync(path.join(folder, 'sub'));
    fs.writeFileSync(path.join(folder, 'template.yaml'), template);
    fs.writeFileSync(path.join(folder, 'sub/pay.asl.yaml'), definition);
    const editor = await startEditor({}, pathToFileURL(folder).href);
    const said = async () => {
      const told = await editor.diagnostics();
      return `${path.basename(told.uri)}: ${told.diagnostics.map(({ code }) => code).join(' ')}`;
    };
    editor.open(uriOf('sub/pay.asl.yaml'), 'asl-yaml', definition);
    assert.equal(await said(), 'pay.asl.yaml: substitution-unknown');
    editor.open(uriOf('template.yaml'), 'yaml', template);
    assert.deepEqual([await said(), await said()].sort(), [
      'pay.asl.yaml: substitution-unknown',
      'template.yaml: substitution-unused',
    ]);
    const fixed = template.replace('Tabel', 'Table');
    editor.change(uriOf('template.yaml'), 2, fixed);
    assert.deepEqual([await said(), await said()].sort(), ['pay.asl.yaml: ', 'template.yaml: ']);
    const targets = async (name: string, line: number, character: number) => {
      const asked = { textDocument: { uri: uriOf(name) }, position: { line, character } };
      type Link = { targetUri: string; targetSelectionRange: Range };
      const found = await editor.request<Link[]>('textDocument/definition', asked);
      return found.map(
        ({ targetUri, targetSelectionRange: { start } }) => `${path.basename(targetUri)} ${start.character}`,
      );
    };
    assert.deepEqual(await targets('template.yaml', 0, fixed.indexOf('sub/')), ['pay.asl.yaml 0']);
    const use = definition.split('\n')[1]?.indexOf('Table') ?? -1;
    assert.deepEqual(await targets('sub/pay.asl.yaml', 1, use), [`template.yaml ${fixed.indexOf('Table')}`]);
    editor.change(uriOf('sub/pay.asl.yaml'), 2, definition.replace('Table', 'Other'));
    assert.deepEqual([await said(), await said()].sort(), [
      'pay.asl.yaml: substitution-unknown',
      'template.yaml: substitution-unused',
    ]);
    editor.close();
    fs.rmSync(folder, { recursive: true });
  });

  interface Action {
    readonly title: string;
    readonly kind: string;
    readonly isPreferred?: boolean;
    readonly disabled?: { readonly reason: string };
    readonly command?: { readonly arguments?: readonly unknown[] };
    readonly edit: { readonly changes: Record<string, readonly { readonly range: Range; readonly newText: string }[]> };
  }

  /** The titles of what is offered at a place, the preferred one with a star, and the text after one of them. */
  async function actionsIn(languageId: string, text: string, mark: string, only?: string, triggerKind?: number) {
    const editor = await startEditor();
    const uri = languageId === 'asl' ? URI : 'file:///template.yaml';
    editor.open(uri, languageId, text);
    const lines = text.slice(0, text.indexOf(mark)).split('\n');
    const position = { line: lines.length - 1, character: (lines.at(-1) ?? '').length + 1 };
    const actions = await editor.request<Action[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [], triggerKind, ...(only && { only: [only] }) },
    });
    editor.close();
    const textAfter = (title: string) => {
      const edits = actions.find(action => action.title === title)?.edit.changes[uri] ?? [];
      const offsetOf = ({ line, character }: Range['start']) =>
        text.split('\n', line).reduce((sum, row) => sum + row.length + 1, 0) + character;
      return edits.reduceRight(
        (now, { range, newText }) => now.slice(0, offsetOf(range.start)) + newText + now.slice(offsetOf(range.end)),
        text,
      );
    };
    return { titles: actions.map(({ title, isPreferred }) => (isPreferred ? `${title}*` : title)), textAfter, actions };
  }

  it('offers what mends a problem, and what silences it', async () => {
    const text = order.replace('"Default": "Pay"', '"Default": "Pya"');
    const { titles, textAfter } = await actionsIn('asl', text, '"Pya"');
    assert.deepEqual(titles, ['Change to "Pay"*', 'Add state "Pya"', 'Silence "state-unknown" here']);
    assert.equal(textAfter('Change to "Pay"'), order);
    assert.match(
      textAfter('Silence "state-unknown" here'),
      /"Check total": \{\n *"Comment": "stepthrough-ignore state-unknown",\n/,
    );
  });

  it('offers the same in a template, at its places', async () => {
    const text = (end: string) =>
      `Resources:\n  Pay:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States:\n          A: { Type: Pass${end} }\n`;
    const { titles, textAfter } = await actionsIn('yaml', text(''), 'A: { Type');
    assert.deepEqual(titles, ['End here*', 'Silence "transition-missing" here']);
    assert.equal(textAfter('End here'), text(', End: true'));
    assert.match(
      textAfter('Silence "transition-missing" here'),
      /\n {10}# stepthrough-ignore transition-missing\n {10}A: /,
    );
  });

  it('writes a state in JSONata in a template, and says why that is the same', async () => {
    const text = (fields: string) =>
      `Resources:\n  Pay:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States:\n          A:\n            Type: Pass\n${fields}            End: true\n`;
    const before = text('            Parameters:\n              x.$: $.a # kept\n');
    const after = text(
      '            QueryLanguage: JSONata\n            Output:\n              x: "{% $states.input.a %}" # kept\n',
    );
    const { titles, textAfter, actions } = await actionsIn('yaml', before, 'Type: Pass', 'refactor');
    const [title = ''] = titles;
    assert.match(title, /^Write "A" in JSONata: the same on \d+ generated inputs$/);
    assert.equal(textAfter(title), after);
    assert.match(String(actions[0]?.command?.arguments?.[0]), /^"A" did the same in JSONPath and in JSONata on \d+/);
    const seed = before.replace('$.a', 'States.MathRandom(1, 5, 7)');
    const refused = await actionsIn('yaml', seed, 'Type: Pass', 'refactor');
    assert.deepEqual(refused.titles, ['Write "A" in JSONata']);
    assert.match(refused.actions[0]?.disabled?.reason ?? '', /^States\.MathRandom with a seed/);
    const automatic = await actionsIn('yaml', before, 'Type: Pass', 'refactor', 2);
    assert.deepEqual(automatic.titles, []);
  });

  it('fixes everything at once', async () => {
    const text = order.replace('"Seconds": 86400', '"Seconds": "86400"').replace('"Type": "Wait"', '"Type": "Wiat"');
    const { titles, textAfter } = await actionsIn('asl', text, 'StartAt', 'source.fixAll');
    assert.deepEqual(titles, ['Fix all problems']);
    assert.equal(textAfter('Fix all problems'), order);
  });

  it('takes the levels of rules from the settings, and comments that silence', async () => {
    const editor = await startEditor({ rules: { 'state-unknown': 'warning' } });
    const text = 'StartAt: A\nStates:\n  A: { Type: Pass, Next: B }\n';
    editor.open('file:///a.asl.yaml', 'asl-yaml', text);
    const told = async () => (await editor.diagnostics()).diagnostics.map(({ code }) => code);
    assert.deepEqual(await told(), ['state-unknown']);
    editor.change('file:///a.asl.yaml', 2, text.replace('B }', 'B } # stepthrough-ignore state-unknown'));
    assert.deepEqual(await told(), []);
    editor.notify('stepthrough/settings', { rules: { 'state-unknown': 'off' } });
    assert.deepEqual(await told(), []);
    editor.close();
  });

  it('says nothing in other files of the same language', async () => {
    const editor = await startEditor();
    editor.open('file:///other.yaml', 'yaml', 'a: [');
    assert.deepEqual((await editor.diagnostics()).diagnostics, []);
    assert.deepEqual(
      await editor.request('textDocument/documentSymbol', { textDocument: { uri: 'file:///other.yaml' } }),
      [],
    );
    editor.close();
  });

  it('knows the files of hosts by the same words as the language', () => {
    for (const text of [
      TEMPLATE,
      'stepFunctions: { stateMachines: {} }',
      'resource "aws_sfn_state_machine" "a" {}',
      '  definition = x',
      'a: 1',
      '"definition": 1',
    ]) {
      assert.equal(HOST_WORDS.test(text), mayHoldDefinitions(text), text);
    }
  });
});
