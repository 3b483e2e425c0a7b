// What is offered while a call is typed: services, actions, members at any depth, their values, error names. Each row in JSON
// and in YAML, under both query languages where they differ.
import assert from 'node:assert/strict';
import { analyze, type Format } from '../../language/index.ts';
import { accepting, labelsAt } from '../support/completions.ts';

const SDK = 'arn:aws:states:::aws-sdk';

/** A Task in JSON and in YAML; `lines` as they stand in each. */
function task(format: Format, language: string, lines: string): string {
  return format === 'json'
    ? `{ "QueryLanguage": "${language}", "StartAt": "A", "States": { "A": { "Type": "Task",\n${lines}\n} } }`
    : `QueryLanguage: ${language}\nStartAt: A\nStates:\n  A:\n    Type: Task\n${lines.replace(/^/gm, '    ')}\n`;
}

/** [language, what is there in JSON, in YAML, what is accepted, what is there then in JSON, in YAML] */
type Row = readonly [language: string, json: string, yaml: string, label: string, jsonAfter: string, yamlAfter: string];

const ROWS: readonly Row[] = [
  [
    'JSONata',
    `"Resource": "${SDK}:<|>"`,
    `Resource: "${SDK}:<|>"`,
    `${SDK}:secretsmanager:`,
    `"Resource": "${SDK}:secretsmanager:<|>"`,
    `Resource: '${SDK}:secretsmanager:<|>'`,
  ],
  [
    'JSONPath',
    `"Resource": "${SDK}:<|>`,
    `Resource: ${SDK}:<|>`,
    `${SDK}:sqs:`,
    `"Resource": "${SDK}:sqs:<|>"`,
    `Resource: '${SDK}:sqs:<|>'`,
  ],
  [
    'JSONPath',
    `"Resource": "${SDK}:sqs:<|>`,
    `Resource: ${SDK}:sqs:<|>`,
    `${SDK}:sqs:purgeQueue`,
    `"Resource": "${SDK}:sqs:purgeQueue"`,
    `Resource: ${SDK}:sqs:purgeQueue`,
  ],
  [
    'JSONata',
    `"Resource": "${SDK}:secr<|>"`,
    `Resource: ${SDK}:secr<|>`,
    `${SDK}:secretsmanager:`,
    `"Resource": "${SDK}:secretsmanager:<|>"`,
    `Resource: '${SDK}:secretsmanager:<|>'`,
  ],
  [
    'JSONPath',
    `"Resource": "${SDK}:s3:<|>"`,
    `Resource: '${SDK}:s3:<|>'`,
    `${SDK}:s3:getObject`,
    `"Resource": "${SDK}:s3:getObject"`,
    `Resource: ${SDK}:s3:getObject`,
  ],
  [
    'JSONPath',
    `"Resource": "${SDK}:s3:getObj<|>"`,
    `Resource: ${SDK}:s3:getObj<|>`,
    `${SDK}:s3:getObjectTagging`,
    `"Resource": "${SDK}:s3:getObjectTagging"`,
    `Resource: ${SDK}:s3:getObjectTagging`,
  ],
  [
    'JSONPath',
    `"Resource": "${SDK}:sqs:sendMessage.<|>"`,
    `Resource: ${SDK}:sqs:sendMessage.<|>`,
    `${SDK}:sqs:sendMessage.waitForTaskToken`,
    `"Resource": "${SDK}:sqs:sendMessage.waitForTaskToken"`,
    `Resource: ${SDK}:sqs:sendMessage.waitForTaskToken`,
  ],
  [
    'JSONata',
    `"Resource": "${SDK}:s3:getObject",\n<|>`,
    `Resource: ${SDK}:s3:getObject\n<|>`,
    'Arguments',
    '"Arguments": {\n  "Bucket": "<|>",\n  "Key": ""\n}',
    'Arguments:\n      Bucket: <|>\n      Key: ',
  ],
  [
    'JSONPath',
    '"Resource": "arn:aws:states:::sqs:sendMessage",\n<|>',
    'Resource: arn:aws:states:::sqs:sendMessage\n<|>',
    'Parameters',
    '"Parameters": {\n  "QueueUrl": "<|>",\n  "MessageBody": ""\n}',
    'Parameters:\n      QueueUrl: <|>\n      MessageBody: ',
  ],
  [
    'JSONata',
    `"Resource": "${SDK}:s3:getObject", "Arguments": { <|> }`,
    `Resource: ${SDK}:s3:getObject\nArguments:\n  <|>`,
    'required members',
    '"Bucket": "<|>",\n"Key": ""',
    'Bucket: <|>\n      Key: ',
  ],
  [
    'JSONata',
    `"Resource": "${SDK}:s3:getObject", "Arguments": { "Ra<|>" }`,
    `Resource: ${SDK}:s3:getObject\nArguments:\n  Ra<|>`,
    'Range',
    '"Arguments": { "Range": "<|>" }',
    'Range: <|>',
  ],
  [
    'JSONPath',
    `"Resource": "${SDK}:s3:getObject", "Parameters": { "Buck<|>" }`,
    `Resource: ${SDK}:s3:getObject\nParameters:\n  Buck<|>`,
    'Bucket.$',
    '"Parameters": { "Bucket.$": "$.<|>" }',
    'Bucket.$: $.<|>',
  ],
  [
    'JSONata',
    `"Resource": "${SDK}:s3:putObject", "Arguments": { "StorageClass": "<|>" }`,
    `Resource: ${SDK}:s3:putObject\nArguments:\n  StorageClass: <|>`,
    'GLACIER',
    '"StorageClass": "GLACIER"',
    'StorageClass: GLACIER',
  ],
  [
    'JSONPath',
    `"Resource": "${SDK}:dynamodb:query", "Parameters": { "ConsistentRead": <|> }`,
    `Resource: ${SDK}:dynamodb:query\nParameters:\n  ConsistentRead: <|>`,
    'true',
    '"ConsistentRead": true',
    'ConsistentRead: true',
  ],
  [
    'JSONata',
    `"Resource": "${SDK}:dynamodb:putItem", "Arguments": { "Item": { "id": { <|> } } }`,
    `Resource: ${SDK}:dynamodb:putItem\nArguments:\n  Item:\n    id:\n      <|>`,
    'Bool',
    '"id": { "Bool": <|>true }',
    'Bool: <|>true',
  ],
  [
    'JSONata',
    '"Resource": "arn:aws:states:::dynamodb:putItem", "Arguments": { "Item": { "id": { <|> } } }',
    'Resource: arn:aws:states:::dynamodb:putItem\nArguments:\n  Item:\n    id:\n      <|>',
    'BOOL',
    '"id": { "BOOL": <|>true }',
    'BOOL: <|>true',
  ],
  [
    'JSONata',
    `"Resource": "${SDK}:ec2:createTags", "Arguments": { "Tags": [{ <|> }] }`,
    `Resource: ${SDK}:ec2:createTags\nArguments:\n  Tags:\n    - <|>`,
    'Key',
    '"Tags": [{ "Key": "<|>" }]',
    '- Key: <|>',
  ],
  [
    'JSONPath',
    '"Resource": "arn:aws:states:::events:putEvents", "Parameters": { "Entries": [<|>] }',
    'Resource: arn:aws:states:::events:putEvents\nParameters:\n  Entries:\n    - <|>',
    'object',
    '"Entries": [{\n  <|>\n}]',
    '- <|>',
  ],
  [
    'JSONata',
    `"Resource": "${SDK}:secretsmanager:getSecretValue", "Catch": [{ "ErrorEquals": ["<|>"] }]`,
    `Resource: ${SDK}:secretsmanager:getSecretValue\nCatch:\n  - ErrorEquals:\n      - <|>`,
    'SecretsManager.ResourceNotFoundException',
    '["SecretsManager.ResourceNotFoundException"]',
    '- SecretsManager.ResourceNotFoundException',
  ],
  [
    'JSONPath',
    '"Resource": "arn:aws:states:::dynamodb:putItem", "Retry": [{ "ErrorEquals": ["<|>"] }]',
    'Resource: arn:aws:states:::dynamodb:putItem\nRetry:\n  - ErrorEquals: [<|>]',
    'DynamoDB.ConditionalCheckFailedException',
    '["DynamoDB.ConditionalCheckFailedException"]',
    '["DynamoDB.ConditionalCheckFailedException"]',
  ],
];

function syntaxProblems(text: string, format: Format): readonly string[] {
  const { problems } = analyze(text.replaceAll('<|>', ''), { format });
  return problems.filter(({ code }) => code === `${format}-syntax`).map(({ message }) => message);
}

describe('completion of calls', () => {
  for (const [language, json, yaml, label, jsonAfter, yamlAfter] of ROWS) {
    for (const [format, lines, after] of [
      ['json', json, jsonAfter],
      ['yaml', yaml, yamlAfter],
    ] as const) {
      it(`${language} ${lines.replaceAll('\n', ' ⏎ ')} takes ${label}`, () => {
        const text = accepting(task(format, language, lines), label, format);
        assert.deepEqual(syntaxProblems(text, format), [], text);
        assert.ok(text.includes(after), `${text}\nhas no\n${after}`);
      });
    }
  }

  const labels = (language: string, lines: string) => labelsAt(task('json', language, lines), 'json');

  it('what is required comes first, what is there is not offered again', () => {
    const offered = labels('JSONata', `"Resource": "${SDK}:s3:getObject", "Arguments": { <|> }`);
    assert.deepEqual(offered.slice(0, 3), ['required members', 'Bucket', 'Key']);
    assert.ok(!offered.some(label => label.endsWith('.$')));
    const others = labels('JSONPath', `"Resource": "${SDK}:s3:getObject", "Parameters": { "Bucket.$": "$.b", <|> }`);
    assert.deepEqual([others[0], others.includes('Bucket'), others.includes('Key.$')], ['Key', false, true]);
  });

  it('of a union one member is given', () => {
    const lines = (members: string) =>
      `"Resource": "${SDK}:bedrock:createEvaluationJob", "Arguments": { "EvaluationConfig": { ${members}<|> } }`;
    assert.deepEqual(labels('JSONata', lines('')), ['Automated', 'Human']);
    assert.deepEqual(labels('JSONata', lines('"Human": {}, ')), []);
  });

  it('keys of maps and members of what is not known are free', () => {
    assert.deepEqual(labels('JSONata', `"Resource": "${SDK}:dynamodb:putItem", "Arguments": { "Item": { <|> } }`), []);
    assert.deepEqual(labels('JSONata', `"Resource": "${SDK}:s3:newer", "Arguments": { <|> }`), []);
    assert.deepEqual(labels('JSONata', `"Resource": "${SDK}:newer:<|>"`), []);
  });

  it('where the first key of an item stands, only keys are offered', () => {
    const lines = `Resource: ${SDK}:ec2:createTags\nArguments:\n  Tags:\n    - <|>Ke: a\nCatch: []`;
    assert.deepEqual(labelsAt(task('yaml', 'JSONata', lines), 'yaml'), ['Key', 'Value']);
  });

  it('functions take anything', () => {
    const lines = '"Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Arguments": { <|> }';
    assert.deepEqual(labels('JSONata', lines), []);
  });

  it('a service whose ARN names another partition', () => {
    const offered = labels('JSONata', '"Resource": "arn:aws-cn:states:::aws-sdk:sfn:startE<|>"');
    assert.ok(offered.includes('arn:aws-cn:states:::aws-sdk:sfn:startExecution'), offered.join(', '));
  });
});
