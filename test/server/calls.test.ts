// Calls of AWS by conversation: hover and completion in a file, in a template and in the escaped text of one.
import assert from 'node:assert/strict';
import { createLineIndex } from '../../language/index.ts';
import { type Editor, startEditor } from '../support/editor.ts';
import { checkGolden } from '../support/golden.ts';

const SDK = 'arn:aws:states:::aws-sdk';

function at(text: string, marked: string, uri: string) {
  const offset = text.indexOf(marked.replace('<|>', '')) + marked.indexOf('<|>');
  const { line0, character0 } = createLineIndex(text).position(offset);
  return { textDocument: { uri }, position: { line: line0, character: character0 } };
}

async function withText(
  uri: string,
  languageId: string,
  text: string,
  talk: (editor: Editor, place: (marked: string) => object) => Promise<void>,
): Promise<void> {
  const editor = await startEditor();
  editor.open(uri, languageId, text);
  await talk(editor, marked => at(text, marked, uri));
  editor.close();
}

const CALLS = `StartAt: Get
States:
  Get:
    Type: Task
    Resource: ${SDK}:secretsmanager:getSecretValue
    Parameters:
      SecretId.$: $.id
    Next: Put
  Put:
    Type: Task
    Resource: arn:aws:states:::dynamodb:putItem
    Parameters:
      TableName: t
      ReturnValues: NONE
      Item: { id: { S: a } }
    Next: Tag
  Tag:
    Type: Task
    Resource: ${SDK}:ec2:createTags
    Parameters:
      Resources: []
      Tags: [{ Key: a }]
      Unheard: 1
    Next: Run
  Run:
    Type: Task
    Resource: ${SDK}:ec2:runInstances
    Parameters: { MaxCount: 1, MinCount: 1, InstanceType.$: $.type }
    Next: Wait
  Wait:
    Type: Task
    Resource: arn:aws:states:::sqs:sendMessage.waitForTaskToken
    End: true
`;

describe('calls of AWS', () => {
  it('hover tells what a call takes and answers, and what its members are', () =>
    withText('file:///calls.asl.yaml', 'asl-yaml', CALLS, async (editor, place) => {
      const places = `getSecret<|>Value
Secret<|>Id
putIt<|>em
Table<|>Name
ReturnV<|>alues
It<|>em: {
<|>S: a
createT<|>ags
Ta<|>gs: [
<|>Key: a
Unhe<|>ard
Instance<|>Type
sendMess<|>age`;
      const parts: string[] = [];
      for (const marked of places.split('\n')) {
        const hover = await editor.request<{ contents: { value: string } } | null>('textDocument/hover', place(marked));
        parts.push(`== ${marked}\n${hover?.contents.value ?? 'nothing'}\n`);
      }
      checkGolden('hover/calls', parts.join('\n'));
    }));

  it('a template is completed in its own words', async () => {
    const yaml = `Resources:
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: A
        States:
          A:
            Type: Task
            Resource: arn:\${Partition}:states:::aws-sdk:sqs:sendMessage
            Parameters:
              QueueUrl: q
              Me
            End: true
`;
    await withText('file:///template.yaml', 'yaml', yaml, async (editor, place) => {
      const { items } = await editor.request<{ items: { label: string; detail?: string }[] }>(
        'textDocument/completion',
        place('              Me<|>'),
      );
      assert.deepEqual([items[0]?.label, items[0]?.detail], ['MessageBody', 'text, required']);
    });
    const escaped = `Resources:
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: '{ "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "${SDK}:sq", "End": true } } }'
`;
    await withText('file:///escaped.yaml', 'yaml', escaped, async (editor, place) => {
      const { items } = await editor.request<{ items: { label: string; textEdit: { newText: string } }[] }>(
        'textDocument/completion',
        place('aws-sdk:sq<|>'),
      );
      const sqs = items.find(({ label }) => label === `${SDK}:sqs:`);
      assert.equal(sqs?.textEdit.newText, `"${SDK}:sqs:"`);
    });
  });

  it('problems are told, with the nearest name', async () => {
    const text = `{ "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "${SDK}:sqs:sendMesage", "End": true } } }`;
    await withText('file:///a.asl.json', 'asl', text, async editor => {
      const { diagnostics } = await editor.diagnostics();
      assert.deepEqual(
        diagnostics.map(({ code, message }) => `${code}: ${message}`),
        ['action-unknown: No action "sendMesage" of "sqs" is known. Did you mean "sendMessage"?'],
      );
    });
  });
});
