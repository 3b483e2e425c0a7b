// Which Task starts which state machine: in one template, across the files it names, and in the words of each host.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createLineIndex } from '../../language/index.ts';
import { startEditor } from '../support/editor.ts';

interface Item {
  readonly name: string;
  readonly uri: string;
}

const START = 'arn:aws:states:::states:startExecution.sync:2';

const child =
  '{ "StartAt": "First", "States": { "First": { "Type": "Pass", "Next": "Last" }, "Last": { "Type": "Succeed" } } }';

function parent(named: string): string {
  return `{ "StartAt": "Begin", "States": { "Begin": { "Type": "Task", "Resource": "${START}",
    "Parameters": { "StateMachineArn": ${named}, "Input": {} }, "Next": "Done" }, "Done": { "Type": "Succeed" } } }`;
}

/** Files of a folder, the first of them open; calls out of the state "Begin", and into the state "First". */
async function checkStarts(
  files: Readonly<Record<string, string>>,
  parentFile: string,
  childFile: string,
): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-'));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
  const languageOf = (name: string) => (name.endsWith('.tf') ? 'terraform' : name.includes('.asl.') ? 'asl' : 'yaml');
  const editor = await startEditor({}, pathToFileURL(folder).href);
  const open = new Set<string>();
  const prepare = async (name: string, state: RegExp): Promise<Item> => {
    const text = files[name] ?? '';
    if (!open.has(name)) editor.open(uriOf(name), languageOf(name), text);
    open.add(name);
    const offset = (state.exec(text)?.index ?? 0) + 2;
    const { line0, character0 } = createLineIndex(text).position(offset);
    const params = { textDocument: { uri: uriOf(name) }, position: { line: line0, character: character0 } };
    const [item] = await editor.request<Item[]>('textDocument/prepareCallHierarchy', params);
    assert.ok(item, `There is no state at ${state} of ${name}.`);
    return item;
  };
  const begin = await prepare(parentFile, /"?Begin"?:/);
  const out = await editor.request<{ to: Item; fromRanges: unknown[] }[]>('callHierarchy/outgoingCalls', {
    item: begin,
  });
  assert.deepEqual(
    out.map(({ to, fromRanges }) => [to.name, to.uri, fromRanges.length]),
    [
      ['First', uriOf(childFile), 1],
      ['Done', uriOf(parentFile), 1],
    ],
  );
  // On from there, in a file that need not be open.
  const next = await editor.request<{ to: Item }[]>('callHierarchy/outgoingCalls', { item: out[0]?.to });
  assert.deepEqual(
    next.map(({ to }) => to.name),
    ['Last'],
  );
  const first = await prepare(childFile, /"?First"?:/);
  const back = await editor.request<{ from: Item }[]>('callHierarchy/incomingCalls', { item: first });
  assert.deepEqual(
    back.map(({ from }) => [from.name, from.uri]),
    [['Begin', uriOf(parentFile)]],
  );
  const last = await prepare(childFile, /"?Last"?:/);
  const own = await editor.request<{ from: Item }[]>('callHierarchy/incomingCalls', { item: last });
  assert.deepEqual(
    own.map(({ from }) => from.name),
    ['First'],
  );
  editor.close();
  fs.rmSync(folder, { recursive: true });
}

describe('machines that start machines', () => {
  it('two files that a template names and fills in', () =>
    checkStarts(
      {
        'parent.asl.json': parent('"${ChildArn}"'),
        'child.asl.json': child,
        'template.yaml': `Resources:
  Parent:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: parent.asl.json
      DefinitionSubstitutions: { ChildArn: !GetAtt Child.Arn }
  Child:
    Type: AWS::Serverless::StateMachine
    Properties: { DefinitionUri: child.asl.json }
`,
      },
      'parent.asl.json',
      'child.asl.json',
    ));

  it('two definitions in one template, by its own functions', () =>
    checkStarts({ 'template.yaml': templateWith('!Ref Child') }, 'template.yaml', 'template.yaml'));

  it('by the name a template gives a machine', () =>
    checkStarts(
      { 'template.yaml': templateWith('arn:aws:states:eu-west-1:123456789012:stateMachine:the-child') },
      'template.yaml',
      'template.yaml',
    ));

  it('in an escaped text that is filled in', () =>
    checkStarts(
      {
        'template.yaml': `Resources:
  Parent:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        ${parent('"${Child.Arn}"').replace('\n', '\n        ')}
  Child:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: '${child}'
`,
      },
      'template.yaml',
      'template.yaml',
    ));

  it('a file beside, without a template', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-'));
    const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
    fs.writeFileSync(path.join(folder, 'Child.asl.json'), child);
    const text = parent('"arn:aws:states:eu-west-1:123456789012:stateMachine:Child"');
    const editor = await startEditor();
    editor.open(uriOf('parent.asl.json'), 'asl', text);
    const params = { textDocument: { uri: uriOf('parent.asl.json') }, position: { line: 0, character: 37 } };
    const [item] = await editor.request<Item[]>('textDocument/prepareCallHierarchy', params);
    const out = await editor.request<{ to: Item }[]>('callHierarchy/outgoingCalls', { item });
    assert.deepEqual(
      out.map(({ to }) => [to.name, to.uri]),
      [
        ['First', uriOf('Child.asl.json')],
        ['Done', uriOf('parent.asl.json')],
      ],
    );
    editor.close();
    fs.rmSync(folder, { recursive: true });
  });

  it('in Terraform', () =>
    checkStarts(
      {
        'main.tf': `resource "aws_sfn_state_machine" "parent" {
  definition = templatefile("\${path.module}/parent.asl.json", {
    child_arn = aws_sfn_state_machine.child.arn
  })
}
resource "aws_sfn_state_machine" "child" {
  definition = file("\${path.module}/child.asl.json")
}
`,
        'parent.asl.json': parent('"${child_arn}"'),
        'child.asl.json': child,
      },
      'parent.asl.json',
      'child.asl.json',
    ));
});

function templateWith(named: string): string {
  return `Resources:
  Parent:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        StartAt: Begin
        States:
          Begin:
            Type: Task
            Resource: ${START}
            Parameters: { StateMachineArn: ${named} }
            Next: Done
          Done: { Type: Succeed }
  Child:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineName: the-child
      Definition:
        StartAt: First
        States:
          First: { Type: Pass, Next: Last }
          Last: { Type: Succeed }
`;
}
