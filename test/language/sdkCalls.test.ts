// Calls through the AWS SDK compared with the catalogue: what is told, and what is left alone because it may be newer.
import { checkFix, checkFixAll } from '../support/fixes.ts';
import { checkHints, checkProblems } from '../support/problems.ts';

describe('calls through the AWS SDK', () => {
  it('services and actions with a name like another', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Task, Resource: "arn:aws:states:::aws-sdk:stepfunctions:startExecution", Next: B }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning action-unknown: No service "stepfunctions" of the AWS SDK is known. Did you mean "sfn"?
  B: { Type: Task, Resource: "arn:aws:states:::aws-sdk:dynamobd:getItem", Next: C }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning action-unknown: No service "dynamobd" of the AWS SDK is known. Did you mean "dynamodb"?
  C: { Type: Task, Resource: "arn:aws:states:::aws-sdk:s3:getObjct", Next: D }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning action-unknown: No action "getObjct" of "s3" is known. Did you mean "getObject"?
  D: { Type: Task, Resource: "arn:aws:states:::aws-sdk:s3:GetObject.waitForTaskToken", TimeoutSeconds: 9, Parameters: { t.$: $$.Task.Token }, Next: E }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning action-unknown: No action "GetObject" of "s3" is known. Did you mean "getObject"?
  E: { Type: Task, Resource: "arn:\${AWS::Partition}:states:::aws-sdk:sqs:sendMesage", Next: F }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning action-unknown: No action "sendMesage" of "sqs" is known. Did you mean "sendMessage"?
  F: { Type: Task, Resource: "arn:aws:states:::aws-sdk:sts:assumeRole", End: true }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning action-unknown: Step Functions does not call "sts:assumeRole".
`);
  });

  it('what is like nothing may be newer: a hint', () => {
    checkHints(`
StartAt: A
States:
  A: { Type: Task, Resource: "arn:aws:states:::aws-sdk:bedrockagentcore:invokeHarness", Next: B }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info action-unknown: No service "bedrockagentcore" of the AWS SDK is known: it may be newer than aws-sdk 2.1693.0.
  B: { Type: Task, Resource: "arn:aws:states:::aws-sdk:s3:listObjectsV3", Next: C }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info action-unknown: No action "listObjectsV3" of "s3" is known: it may be newer than aws-sdk 2.1693.0.
  C: { Type: Task, Resource: "arn:aws:states:::aws-sdk:sqs:purgeQueue", Parameters: { QueueUrl: q, Everything: true }, End: true }
                                                                                                   ^^^^^^^^^^ info member-unknown: No member "Everything" of "sqs:purgeQueue" is known here: it may be newer than aws-sdk 2.1693.0.
`);
  });

  it('members at any depth', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Task, Resource: "arn:aws:states:::aws-sdk:rds:deleteDBInstance", Parameters: { DBInstanceIdentifier: a }, Next: B }
                                                                                            ^^^^^^^^^^^^^^^^^^^^ warning member-unknown: No member "DBInstanceIdentifier" of "rds:deleteDBInstance" is known here. Did you mean "DbInstanceIdentifier"?
  B: { Type: Task, Resource: "arn:aws:states:::aws-sdk:ec2:createTags", Parameters: { resources.$: $.ids, Tags: [{ key: a, Value.$: $.v }] }, Next: C }
                                                                                      ^^^^^^^^^^^ warning member-unknown: No member "resources" of "ec2:createTags" is known here. Did you mean "Resources"?
                                                                                                                   ^^^ warning member-unknown: No member "key" of "ec2:createTags" is known here. Did you mean "Key"?
  C: { Type: Task, Resource: "arn:aws:states:::aws-sdk:dynamodb:putItem", Parameters: { TableName: t, Item: { anything: { BOOL: true }, s: { SS: [a] }, u: { NULL: true }, n: { "N.$": $.n } } }, Next: D }
                                                                                                                          ^^^^ warning member-unknown: No member "BOOL" of "dynamodb:putItem" is known here. Did you mean "Bool"?
                                                                                                                                             ^^ warning member-unknown: No member "SS" of "dynamodb:putItem" is known here. Did you mean "Ss"?
  D: { Type: Task, QueryLanguage: JSONata, Resource: "arn:aws:states:::aws-sdk:sqs:sendMessage", Arguments: { QueueUrl: q, MessageBody: b, MessageAttributes: { any: { DataTyp: String } } }, End: true }
                                                                                                                                                                       ^^^^^^^ warning member-unknown: No member "DataTyp" of "sqs:sendMessage" is known here. Did you mean "DataType"?
`);
  });

  it('members that are needed', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Task, Resource: "arn:aws:states:::aws-sdk:s3:getObject", Parameters: { Bucket.$: $.b }, Next: B }
                                                                                  ^ warning member-missing: "s3:getObject" needs "Key" here.
  B: { Type: Task, QueryLanguage: JSONata, Resource: "arn:aws:states:::aws-sdk:sqs:sendMessageBatch", Arguments: { QueueUrl: q, Entries: [{ Id: "1" }, "{% $x %}"] }, Next: C }
                                                                                                                                          ^ warning member-missing: "sqs:sendMessageBatch" needs "MessageBody" here.
                                                                                                                                                           ^^ warning variable-undefined: No variable is named "x".
  C: { Type: Task, Resource: "arn:aws:states:::aws-sdk:s3:getObject", Next: D }
  D: { Type: Task, Resource: "arn:aws:states:::aws-sdk:s3:getObject", Parameters: { "\${Rest}": x }, Next: E }
  E: { Type: Task, QueryLanguage: JSONata, Resource: "arn:aws:states:::aws-sdk:s3:getObject", Arguments: "{% $states.input %}", Next: F }
  F: { Type: Task, Resource: "arn:aws:states:::aws-sdk:fis:startExperiment", Parameters: { ExperimentTemplateId: e }, End: true }
`);
  });

  it('in JSON too', () => {
    checkProblems(
      `
{ "StartAt": "A", "States": { "A": { "Type": "Task", "End": true,
  "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
  "Parameters": { "Buckett.$": "$.b", "Key": "k", "Range": "\${Range}" }
                  ^^^^^^^^^^^ warning member-unknown: No member "Buckett" of "s3:getObject" is known here. Did you mean "Bucket"?
} } }
`,
      'json',
    );
  });

  it('the nearest name is a fix', () => {
    const text = (resource: string, members: string) =>
      `{ "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:${resource}", "Parameters": ${members}, "End": true } } }`;
    const members = '{ "QueueUrl.$": "$.q", "MessageBody": "b" }';
    checkFix(
      text('sqs:sendMesage.waitForTaskToken', members),
      { code: 'action-unknown', title: 'Change to "sendMessage"', isPreferred: true },
      text('sqs:sendMessage.waitForTaskToken', members),
    );
    checkFix(
      text('email:sendEmail', members),
      { code: 'action-unknown', title: 'Change to "ses"', isPreferred: true },
      text('ses:sendEmail', members),
    );
    checkFix(
      text('sqs:sendMessage', '{ "QueueUrll.$": "$.q", "MessageBody": "b" }'),
      { code: 'member-unknown', title: 'Change to "QueueUrl"', isPreferred: true },
      text('sqs:sendMessage', members),
    );
  });

  it('unasked only where nothing but the case is another', () => {
    const text = (members: string) => `StartAt: A
States:
  A:
    Type: Task
    Resource: arn:aws:states:::aws-sdk:sqs:sendMessage
    TimeoutSeconds: 60
    Parameters: { ${members} }
    End: true
`;
    checkFixAll(text('queueUrl: q, MesageBody: b'), text('QueueUrl: q, MesageBody: b'));
  });
});
