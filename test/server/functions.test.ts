// From a Task to its Lambda function: to the code where it is found, and to the template that declares it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createLineIndex } from '../../language/index.ts';
import { type Range, startEditor } from '../support/editor.ts';

interface Link {
  readonly targetUri: string;
  readonly targetSelectionRange: Range;
}

/** Where the mark `|` of a file leads to, one `file:line:column "text"` each. The mark is no part of the file. */
async function definitionsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-')));
  const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
  let asked: { name: string; text: string; offset: number } | undefined;
  for (const [name, marked] of Object.entries(files)) {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    if (offset >= 0) asked = { name, text, offset };
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  assert.ok(asked);
  const editor = await startEditor({}, pathToFileURL(folder).href);
  const languageId = asked.name.includes('.asl.') ? 'asl' : 'yaml';
  editor.open(uriOf(asked.name), languageId, asked.text);
  const { line0, character0 } = createLineIndex(asked.text).position(asked.offset);
  const links = await editor.request<Link[] | null>('textDocument/definition', {
    textDocument: { uri: uriOf(asked.name) },
    position: { line: line0, character: character0 },
  });
  const said = (links ?? []).map(({ targetUri, targetSelectionRange: { start, end } }) => {
    const file = fileURLToPath(targetUri);
    const lines = createLineIndex(fs.readFileSync(file, 'utf8'));
    const text = fs
      .readFileSync(file, 'utf8')
      .slice(lines.offset(start.line, start.character), lines.offset(end.line, end.character));
    return `${path.relative(folder, file).replaceAll('\\', '/')}:${start.line + 1}:${start.character + 1} "${text}"`;
  });
  editor.close();
  fs.rmSync(folder, { recursive: true });
  return said;
}

const FUNCTION = `  Pay:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/pay/
      Handler: app.handle
`;
const PYTHON = 'import json\n\n\ndef handle(event, context):\n    return {}\n';

describe('from a Task to its function', () => {
  it('through a substitution of the template that names the definition', async () => {
    const template = `Resources:\n${FUNCTION}  Machine:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      DefinitionUri: order.asl.json\n      DefinitionSubstitutions:\n        PayFunction: !GetAtt Pay.Arn\n`;
    const definition = `{ "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "\${Pay|Function}", "End": true } } }`;
    assert.deepEqual(
      await definitionsOf({ 'template.yaml': template, 'order.asl.json': definition, 'src/pay/app.py': PYTHON }),
      ['src/pay/app.py:4:5 "handle"', 'template.yaml:2:3 "Pay"', 'template.yaml:12:9 "PayFunction"'],
    );
    // Without the code, the template alone.
    assert.deepEqual(await definitionsOf({ 'template.yaml': template, 'order.asl.json': definition }), [
      'template.yaml:2:3 "Pay"',
      'template.yaml:12:9 "PayFunction"',
    ]);
  });

  it('in a definition that stands in the template, by a function of CloudFormation', async () => {
    const machine = (resource: string) =>
      `  Machine:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States:\n          A:\n            Type: Task\n            Resource: ${resource}\n            End: true\n`;
    const globals = 'Globals:\n  Function:\n    Runtime: nodejs20.x\n    CodeUri: lambda\n';
    const plain = '  Pay:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: pay.handler\n';
    const files = { 'lambda/pay.ts': 'export const handler = async () => ({});\n' };
    const places = ['lambda/pay.ts:1:14 "handler"', 'template.yaml:6:3 "Pay"'];
    for (const resource of [
      '!GetAtt Pa|y.Arn',
      '!Ref P|ay',
      '!Sub "${P|ay.Arn}:live"',
      '{ "Fn::GetAtt": [P|ay, Arn] }',
    ]) {
      const template = `${globals}Resources:\n${plain}${machine(resource)}`;
      assert.deepEqual(await definitionsOf({ 'template.yaml': template, ...files }), places, resource);
    }
  });

  it('in a Serverless Framework file, by the name it gives the resource', async () => {
    const file = `functions:
  pay-card:
    handler: src/pay.run
stepFunctions:
  stateMachines:
    order:
      definition:
        StartAt: A
        States:
          A:
            Type: Task
            Resource: { Fn::GetAtt: [PayDash|cardLambdaFunction, Arn] }
            End: true
`;
    assert.deepEqual(
      await definitionsOf({ 'serverless.yml': file, 'src/pay.js': 'module.exports.run = () => {};\n' }),
      ['src/pay.js:1:16 "run"', 'serverless.yml:2:3 "pay-card"'],
    );
  });

  it('to a method in Java, and nowhere where nothing is known', async () => {
    const template = (handler: string) =>
      `Resources:\n  Pay:\n    Type: AWS::Lambda::Function\n    Properties:\n      Handler: ${handler}\n      Code: .\n  Machine:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States:\n          A: { Type: Task, Resource: !GetAtt Pa|y.Arn, End: true }\n`;
    const java = 'package com.shop;\n\nclass Pay {\n  public String charge(Order order) {\n    return "";\n  }\n}\n';
    assert.deepEqual(
      await definitionsOf({
        'template.yaml': template('com.shop.Pay::charge'),
        'src/main/java/com/shop/Pay.java': java,
      }),
      ['src/main/java/com/shop/Pay.java:4:17 "charge"', 'template.yaml:2:3 "Pay"'],
    );
    assert.deepEqual(await definitionsOf({ 'template.yaml': template('x.y').replace('Pa|y.Arn', 'Oth|er.Arn') }), []);
  });
});
