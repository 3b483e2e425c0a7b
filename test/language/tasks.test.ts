// What a Task calls, and with what.
import { checkExpress, checkHints, checkProblems } from '../support/problems.ts';

describe('tasks', () => {
  it('resources that cannot be called', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Task, Resource: my-function, Next: B }
                             ^^^^^^^^^^^ error resource-unknown: "my-function" is not an ARN.
  B: { Type: Task, Resource: "arn:aws:states:::sns:publsh", Next: C }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-unknown: Step Functions has no integration "sns:publsh". Did you mean "sns:publish"?
  C: { Type: Task, Resource: "arn:aws:sns:us-east-1:123456789012:topic", Next: D }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-unknown: A task cannot be an ARN of the service "sns". Functions, activities and "arn:aws:states:::…" integrations can be called.
  D: { Type: Task, Resource: "arn:aws:states:::s3:getObject", Next: E }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-unknown: "s3:getObject" is for the reader or writer of a distributed Map. A task uses "aws-sdk:s3:getObject".
  E: { Type: Task, Resource: "arn:\${AWS::Partition}:states:::sqs:sendMesage", Next: F }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-unknown: Step Functions has no integration "sqs:sendMesage". Did you mean "sqs:sendMessage"?
  F: { Type: Task, Resource: "arn:aws:states:::aws-sdk:s3:getObject", Next: G }
  G: { Type: Task, Resource: "arn:aws-cn:lambda:cn-north-1:123456789012:function:f:live", Next: H }
  H: { Type: Task, Resource: "arn:aws:states:us-east-1:123456789012:activity:a", End: true }
`);
  });

  it('ways of waiting that do not exist', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Task, Resource: "arn:aws:states:::dynamodb:getItem.sync", Next: B }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-pattern: "dynamodb:getItem" cannot be called with ".sync".
  B: { Type: Task, Resource: "arn:aws:states:::batch:submitJob.waitForTaskToken", Parameters: { JobName: a, JobQueue: b, JobDefinition.$: $$.Task.Token }, Next: C }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-pattern: "batch:submitJob" cannot be called with ".waitForTaskToken". It can with ".sync".
  C: { Type: Task, Resource: "arn:aws:states:::aws-sdk:s3:getObject.sync", Next: D }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-pattern: "s3:getObject" cannot be called with ".sync". It can with ".waitForTaskToken".
  D: { Type: Task, Resource: "arn:aws:states:::states:startExecution.sync:2", Next: E }
  E: { Type: Task, Resource: "arn:aws:states:::ecs:runTask.synch", End: true }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-pattern: "ecs:runTask" cannot be called with ".synch". It can with ".sync" or ".waitForTaskToken".
`);
  });

  it('an Express machine does not wait', () => {
    checkExpress(`
StartAt: A
States:
  A: { Type: Task, Resource: "arn:aws:states:::states:startExecution.sync:2", Next: B }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-express: An Express machine cannot use ".sync:2".
  B: { Type: Task, Resource: "arn:aws:states:us-east-1:123456789012:activity:a", Next: C }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-express: An Express machine cannot use activities.
  C:
  ^ error resource-express: An Express machine cannot use a distributed Map.
    Type: Map
    ItemProcessor:
      ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: EXPRESS }
      StartAt: D
      States: { D: { Type: Succeed } }
    End: true
`);
  });

  it('arguments of optimized integrations', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Task, Resource: "arn:aws:states:::lambda:invoke", Parameters: { Payload.$: $ }, Next: B }
                                                                           ^ warning argument-missing: Integration "lambda:invoke" needs "FunctionName".
  B: { Type: Task, Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctoinName: f }, Next: C }
                                                                             ^^^^^^^^^^^^ warning argument-unknown: Integration "lambda:invoke" has no argument "FunctoinName". Did you mean "FunctionName"?
  C: { Type: Task, Resource: "arn:aws:states:::sqs:sendMessage", Parameters: { QueueUrl.$: $.q, MessageBody: x, Delay: 5 }, Next: D }
                                                                                                                ^^^^^ warning argument-unknown: Integration "sqs:sendMessage" has no argument "Delay".
  D: { Type: Task, Resource: "arn:aws:states:::http:invoke", QueryLanguage: JSONata, Arguments: { ApiEndpoint: x }, End: true }
                                                                                                ^ warning argument-missing: Integration "http:invoke" needs "Method".
`);
  });

  it('a task token that nobody gets', () => {
    checkHints(`
StartAt: A
States:
  A: { Type: Task, Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", Parameters: { QueueUrl: q, MessageBody: x }, Next: B }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info timeout-missing: Without "TimeoutSeconds" or "HeartbeatSeconds" this waits for its token for up to a year.
                                                                                  ^^^^^^^^^^ warning token-missing: The task waits for its token, but no argument holds it: nobody can answer.
  B: { Type: Task, Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", HeartbeatSeconds: 60, Parameters: { QueueUrl: q, MessageBody: { t.$: $$.Task.Token } }, End: true }
`);
  });

  it('a role to take on', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Task, Resource: "arn:aws:states:::lambda:invoke", Credentials: { Role: x }, Next: B }
                                                               ^^^^^^^^^^^ error credentials-role: "Credentials" needs "RoleArn".
  B: { Type: Task, Resource: "arn:aws:states:::lambda:invoke", Credentials: { RoleArn.$: $.role }, End: true }
`);
  });

  it('a heartbeat is shorter than the timeout', () => {
    checkProblems(`
StartAt: A
States:
  A: { Type: Task, Resource: "arn:aws:states:::lambda:invoke", TimeoutSeconds: 60, HeartbeatSeconds: 60, Next: B }
                                                                                                     ^^ error timeout-order: "HeartbeatSeconds" must be less than "TimeoutSeconds".
  B: { Type: Task, Resource: "arn:aws:states:::lambda:invoke", TimeoutSeconds: 0, HeartbeatSeconds: "5", End: true }
                                                                               ^ error field-range: "TimeoutSeconds" must lie between 1 and 99999999.
                                                                                                    ^^^ error field-value: "HeartbeatSeconds" must be a whole number.
`);
  });
});
