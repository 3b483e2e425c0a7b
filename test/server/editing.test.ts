// Authoring by conversation: what an editor asks while somebody writes, in a file and across a template.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createLineIndex } from '../../language/index.ts';
import { type Editor, type Range, startEditor } from '../support/editor.ts';

interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

interface WorkspaceEdit {
  readonly changes: Readonly<Record<string, readonly TextEdit[]>>;
}

interface Lens {
  readonly command: { readonly title: string; readonly command: string; readonly arguments: readonly unknown[] };
}

const URI = 'file:///order.asl.json';
const ORDER = `{
  "StartAt": "Read",
  "States": {
    "Read": { "Type": "Pass", "Assign": { "total": 1 }, "Next": "Pay" },
    "Pay": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "OutputPath": "$total", "Retry": [{ "ErrorEquals": ["States.ALL"] }], "End": true }
  }
}
`;

function placeOf(text: string, marked: string): { line: number; character: number } {
  const offset = text.indexOf(marked.replace('<|>', '')) + marked.indexOf('<|>');
  const { line0, character0 } = createLineIndex(text).position(offset);
  return { line: line0, character: character0 };
}

function applied(text: string, edits: readonly TextEdit[]): string {
  const lines = createLineIndex(text);
  const offset = ({ line, character }: Range['start']) => lines.offset(line, character);
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    );
}

function at(text: string, marked: string, uri = URI) {
  return { textDocument: { uri }, position: placeOf(text, marked) };
}

async function withOrder(ask: (editor: Editor) => Promise<void>): Promise<void> {
  const editor = await startEditor({ codeLens: true });
  editor.open(URI, 'asl', ORDER);
  await ask(editor);
  editor.close();
}

describe('authoring', () => {
  it('a state is renamed wherever it is named', () =>
    withOrder(async editor => {
      const params = { ...at(ORDER, '"Next": "P<|>ay"'), newName: 'Pay "now"' };
      const edit = await editor.request<WorkspaceEdit>('textDocument/rename', params);
      const after = applied(ORDER, edit.changes[URI] ?? []);
      assert.deepEqual(JSON.parse(after).States.Read.Next, 'Pay "now"');
      assert.deepEqual(Object.keys(JSON.parse(after).States), ['Read', 'Pay "now"']);
    }));

  it('a name that is taken is refused with a sentence', () =>
    withOrder(async editor => {
      const params = { ...at(ORDER, '"Next": "P<|>ay"'), newName: 'Read' };
      await assert.rejects(editor.request('textDocument/rename', params), /There is a state named "Read" already\./);
    }));

  it('a variable is found and renamed in expressions', () =>
    withOrder(async editor => {
      const params = { ...at(ORDER, '"$to<|>tal"'), newName: 'sum' };
      const edit = await editor.request<WorkspaceEdit>('textDocument/rename', params);
      const { States } = JSON.parse(applied(ORDER, edit.changes[URI] ?? []));
      assert.deepEqual([States.Read.Assign, States.Pay.OutputPath], [{ sum: 1 }, '$sum']);
      const [definition] = await editor.request<{ targetSelectionRange: Range }[]>(
        'textDocument/definition',
        at(ORDER, '"$to<|>tal"'),
      );
      assert.equal(definition?.targetSelectionRange.start.line, 3);
    }));

  it('a variable may be called as one of another branch is, but not as one it can be seen with', async () => {
    const branch = (name: string) =>
      `{ "StartAt": "${name}1", "States": { "${name}1": { "Type": "Pass", "Assign": { "${name}": 1 }, "End": true } } }`;
    const text = `{ "StartAt": "P", "States": { "P": { "Type": "Parallel", "Branches": [${branch('a')}, ${branch('b')}], "Assign": { "c": 1 }, "End": true } } }`;
    const editor = await startEditor();
    editor.open(URI, 'asl', text);
    const rename = (newName: string) =>
      editor.request<WorkspaceEdit>('textDocument/rename', { ...at(text, '{ "<|>a": 1'), newName });
    assert.equal((await rename('b')).changes[URI]?.length, 1);
    await assert.rejects(rename('c'), /There is a variable named "c" already\./);
    editor.close();
  });

  it('what Terraform fills in is not formatted', async () => {
    const text = '{\n%{ if a }\n"StartAt":"A",\n%{ endif }\n"B":${x},"C":${jsonencode({a=1})}}\n';
    const uri = 'file:///shop.asl.json.tftpl';
    const editor = await startEditor();
    editor.open(uri, 'asl', text);
    const params = { textDocument: { uri }, options: { tabSize: 2, insertSpaces: true } };
    const after = applied(text, await editor.request<TextEdit[]>('textDocument/formatting', params));
    assert.deepEqual(after.match(/[$%]\{.*\}/g), ['%{ if a }', '%{ endif }', '${x}', '${jsonencode({a=1})}']);
    assert.equal(after.replace(/\s/g, ''), text.replace(/\s/g, ''));
    editor.close();
  });

  it('hover tells what a variable, a Resource and a function are', async () => {
    const text = `{ "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "Assign": { "total": "{% $sum($states.result.rows) %}" }, "Next": "B" }, "B": { "Type": "Succeed", "Output": "{% $total %}" } } }`;
    const editor = await startEditor();
    editor.open(URI, 'asl', text);
    const hover = async (marked: string) =>
      (await editor.request<{ contents: { value: string } }>('textDocument/hover', at(text, marked))).contents.value;
    assert.match(await hover('$to<|>tal %}'), /workflow variable\n\nAssigned in A\./);
    assert.match(
      await hover('sqs:send<|>Message'),
      /optimized integration\n\nWaits until somebody.*\n\nNeeds `QueueUrl`/,
    );
    assert.match(await hover('$s<|>um('), /The sum of the numbers|sum/);
    assert.match(await hover('$states.re<|>sult'), /What the work came to/);
    const help = await editor.request<{ signatures: { label: string }[] }>(
      'textDocument/signatureHelp',
      at(text, '$sum(<|>$states'),
    );
    assert.equal(help.signatures[0]?.label, '$sum(array)');
    editor.close();
  });

  it('the lines above a state machine in a template say which one is meant', async () => {
    const editor = await startEditor({ codeLens: true });
    const one = (id: string) => `  ${id}:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        StartAt: A
        States:
          A: { Type: Pass, Next: B }
          B:
            Type: Map
            End: true
            ItemProcessor: { StartAt: ${id}C, States: { ${id}C: { Type: Succeed } } }
`;
    const uri = 'file:///template.yaml';
    editor.open(uri, 'yaml', `Resources:\n${one('First')}${one('Second')}`);
    const lenses = await editor.request<Lens[]>('textDocument/codeLens', { textDocument: { uri } });
    assert.deepEqual(
      lenses.flatMap(({ command: { title, command, arguments: given } }) =>
        command === 'stepthrough.showReferences' ? [] : [[title, ...given.slice(1)].join(' ')],
      ),
      [
        '$(play) Run 6',
        '$(debug-alt) Debug 6',
        'Debug from here B 9',
        'Debug from here FirstC 12',
        '$(play) Run 17',
        '$(debug-alt) Debug 17',
        'Debug from here B 20',
        'Debug from here SecondC 23',
      ],
    );
    editor.close();
  });

  it('calls, lenses, hints, folding and format', () =>
    withOrder(async editor => {
      const textDocument = { uri: URI };
      const [item] = await editor.request<object[]>('textDocument/prepareCallHierarchy', at(ORDER, '"P<|>ay": {'));
      const calls = await editor.request<{ from: { name: string } }[]>('callHierarchy/incomingCalls', { item });
      assert.deepEqual(
        calls.map(({ from }) => from.name),
        ['Read'],
      );
      const lenses = await editor.request<{ command: { title: string } }[]>('textDocument/codeLens', { textDocument });
      assert.deepEqual(
        lenses.map(({ command }) => command.title),
        ['$(play) Run', '$(debug-alt) Debug', '1 reference', '1 reference', 'Debug from here'],
      );
      const range = { start: { line: 0, character: 0 }, end: { line: 7, character: 0 } };
      const hints = await editor.request<{ label: string }[]>('textDocument/inlayHint', { textDocument, range });
      assert.deepEqual(
        hints.map(({ label }) => label),
        [' 1 s, 3 times, × 2'],
      );
      const tokens = await editor.request<{ data: number[] }>('textDocument/semanticTokens/range', {
        textDocument,
        range,
      });
      // `$total`, a variable, on the fifth line.
      const column = (ORDER.split('\n')[4] ?? '').indexOf('$total');
      assert.deepEqual(tokens.data, [4, column, 6, 1, 0]);
      const folds = await editor.request<{ startLine: number; endLine: number }[]>('textDocument/foldingRange', {
        textDocument,
      });
      assert.deepEqual(folds, [
        { startLine: 0, endLine: 5 },
        { startLine: 2, endLine: 4 },
      ]);
      const options = { tabSize: 2, insertSpaces: true };
      const edits = await editor.request<TextEdit[]>('textDocument/formatting', { textDocument, options });
      const formatted = applied(ORDER, edits);
      assert.deepEqual(JSON.parse(formatted), JSON.parse(ORDER));
      assert.ok(formatted.split('\n').length > 15);
    }));

  it('a placeholder is renamed in the definition and in its template, and completed from it', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-'));
    const template = `Resources:
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: order.asl.json
      DefinitionSubstitutions:
        PayFunction: !GetAtt Pay.Arn
`;
    const definition = `{ "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "\${PayFunction}", "End": true } } }`;
    fs.writeFileSync(path.join(folder, 'template.yaml'), template);
    fs.writeFileSync(path.join(folder, 'order.asl.json'), definition);
    const [templateUri, uri] = ['template.yaml', 'order.asl.json'].map(
      file => pathToFileURL(path.join(folder, file)).href,
    );
    assert.ok(templateUri && uri);
    const editor = await startEditor({}, pathToFileURL(folder).href);
    editor.open(uri, 'asl', definition);
    const params = { ...at(definition, '${Pay<|>Function}', uri), newName: 'Charge' };
    const edit = await editor.request<WorkspaceEdit>('textDocument/rename', params);
    assert.ok(applied(definition, edit.changes[uri] ?? []).includes('"${Charge}"'));
    assert.ok(applied(template, edit.changes[templateUri] ?? []).includes('        Charge: !GetAtt Pay.Arn'));
    const { items } = await editor.request<{ items: { label: string }[] }>(
      'textDocument/completion',
      at(definition, '"${<|>PayFunction}"', uri),
    );
    assert.deepEqual(
      items.map(({ label }) => label),
      ['PayFunction'],
    );
    const hover = await editor.request<{ contents: { value: string } }>(
      'textDocument/hover',
      at(definition, '${Pay<|>Function}', uri),
    );
    assert.match(hover.contents.value, /The template fills in .*GetAtt Pay/);
    editor.open(templateUri, 'yaml', template);
    const back = { ...at(template, 'Pay<|>Function:', templateUri), newName: 'Charge' };
    const other = await editor.request<WorkspaceEdit>('textDocument/rename', back);
    assert.deepEqual(Object.keys(other.changes).sort(), [uri, templateUri].sort());
    editor.close();
    fs.rmSync(folder, { recursive: true });
  });

  it('a definition inside a template is completed and renamed in the words of the template', async () => {
    const text = `Resources:
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: "{ \\"StartAt\\": \\"A\\", \\"States\\": { \\"A\\": { \\"Type\\": \\"Pass\\", \\"Next\\": \\"B\\" }, \\"B\\": { \\"Type\\": \\"Succeed\\" } } }"
`;
    const uri = 'file:///template.yaml';
    const editor = await startEditor();
    editor.open(uri, 'yaml', text);
    const renamed = await editor.request<WorkspaceEdit>('textDocument/rename', {
      ...at(text, 'Next\\": \\"<|>B', uri),
      newName: 'C "d"',
    });
    const after = applied(text, renamed.changes[uri] ?? []);
    assert.ok(after.includes('\\"Next\\": \\"C \\\\\\"d\\\\\\"\\"'), after);
    const { items } = await editor.request<{ items: { label: string; textEdit: TextEdit }[] }>(
      'textDocument/completion',
      at(text, 'Next\\": \\"<|>B', uri),
    );
    const [first] = items.filter(({ label }) => label === 'A');
    assert.equal(first?.textEdit.newText, '\\"A\\"');
    editor.close();
  });

  it('an object of Terraform is completed, renamed and followed as what it becomes', async () => {
    const text = `resource "aws_sfn_state_machine" "order" {
  definition = jsonencode({
    StartAt = "Check"
    States = {
      Check = {
        Type = "Task"
        Resource = aws_lambda_function.check.arn
        Ne
      }
      Pay = { Type = "Pass", Next = "Done" }
      Done = { Type = "Succeed" }
    }
  })
}
`;
    const uri = 'file:///main.tf';
    const editor = await startEditor();
    editor.open(uri, 'terraform', text);
    type Items = { items: { label: string; textEdit: TextEdit }[] };
    const accepted = async (marked: string, wanted: string) => {
      const { items } = await editor.request<Items>('textDocument/completion', at(text, marked, uri));
      const edit = items.find(({ label }) => label === wanted)?.textEdit;
      assert.ok(edit, `${wanted} is not offered.`);
      return applied(text, [edit]);
    };
    assert.equal(await accepted('        Ne<|>', 'Next'), text.replace('        Ne', '        Next = ""'));
    assert.equal(await accepted('StartAt = "<|>Check', 'Pay'), text.replace('StartAt = "Check"', 'StartAt = "Pay"'));
    const rename = async (newName: string) => {
      const params = { ...at(text, 'Next = "<|>Done', uri), newName };
      const { changes } = await editor.request<WorkspaceEdit>('textDocument/rename', params);
      return applied(text, changes[uri] ?? []);
    };
    assert.equal(await rename('End'), text.replaceAll('Done', 'End'));
    assert.equal(await rename('The end'), text.replace('"Done"', '"The end"').replace('Done =', '"The end" ='));
    const targets = await editor.request<{ targetRange: Range }[]>(
      'textDocument/definition',
      at(text, 'Next = "<|>Done', uri),
    );
    assert.deepEqual(
      targets.map(({ targetRange }) => targetRange.start),
      [placeOf(text, '<|>Done = {')],
    );
    editor.close();
  });
});
