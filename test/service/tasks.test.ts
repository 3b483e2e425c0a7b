// What the tasks of an execution call: functions, activities, tokens, nested machines, mocks.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { talk } from '../support/service.ts';

const INVOKE = {
  Call: {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: 'greet', 'Payload.$': '$' },
    OutputPath: '$.Payload',
    End: true,
  },
};
const DIRECT = {
  Call: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:greet', End: true },
};

describe('functions behind a Lambda endpoint', () => {
  let server: http.Server;
  let lambdaEndpoint: string;
  let reply: { status?: number; headers?: Record<string, string>; body: string };
  let asked: { url: string | undefined; body: string };

  before(done => {
    server = http.createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      asked = { url: request.url, body };
      response.writeHead(reply.status ?? 200, reply.headers ?? {});
      response.end(reply.body);
    });
    server.listen(0, '127.0.0.1', () => {
      lambdaEndpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  it('lambda:invoke sends the payload and gives the answer parsed', async () => {
    reply = { body: '{"hello": "Ada"}' };
    const { machine, run } = talk({ lambdaEndpoint });
    const { output } = await run(await machine('invoke', INVOKE), { name: 'Ada' });
    assert.equal(output, '{"hello":"Ada"}');
    assert.deepEqual(asked, { url: '/2015-03-31/functions/greet/invocations', body: '{"name":"Ada"}' });
  });

  it('the cause of an exception is the payload as it came, or written again, by the way of calling', async () => {
    reply = { headers: { 'X-Amz-Function-Error': 'Unhandled' }, body: '{"errorMessage": "no", "errorType": "Oops"}' };
    const { machine, run } = talk({ lambdaEndpoint });
    const direct = await run(await machine('direct', DIRECT));
    const invoked = await run(await machine('invoke', INVOKE));
    assert.deepEqual([direct.error, direct.cause], ['Oops', '{"errorMessage": "no", "errorType": "Oops"}']);
    assert.deepEqual([invoked.error, invoked.cause], ['Oops', '{"errorMessage":"no","errorType":"Oops"}']);
  });

  it('a function nobody knows is named in the cause', async () => {
    const headers = { 'x-amzn-ErrorType': 'ResourceNotFoundException', 'x-amzn-RequestId': 'r' };
    reply = { status: 404, headers, body: '{"message": "Function not found: greet"}' };
    const { machine, run } = talk({ lambdaEndpoint });
    const { error, cause } = await run(await machine('invoke', INVOKE));
    assert.equal(error, 'Lambda.ResourceNotFoundException');
    assert.equal(
      cause,
      'Function not found: greet (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: r; Proxy: null)',
    );
  });

  it('a result over the limit is States.DataLimitExceeded', async () => {
    reply = { body: 'a'.repeat(263_168) };
    const { machine, run } = talk({ lambdaEndpoint });
    const { error } = await run(await machine('direct', DIRECT));
    assert.equal(error, 'States.DataLimitExceeded');
  });

  it('a message to a queue that refuses it is an error of SQS', async () => {
    reply = { status: 400, body: '{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "No such queue."}' };
    const { machine, run } = talk({ sqsEndpoint: lambdaEndpoint });
    const Parameters = { QueueUrl: 'q', MessageBody: { a: 1 } };
    const send = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters, End: true };
    const { error, cause } = await run(await machine('send', { Send: send }));
    assert.equal(error, 'SQS.AmazonSQSException');
    assert.match(cause, /^No such queue\. \(Service: AmazonSQS; Status Code: 400; Error Code: QueueDoesNotExist;/);
    assert.equal(asked.body, '{"QueueUrl":"q","MessageBody":"{\\"a\\":1}"}');
  });

  it('without an endpoint the error says how to mock the task', async () => {
    const { machine, run } = talk();
    const { error, cause } = await run(await machine('invoke', INVOKE));
    assert.equal(error, 'States.Runtime');
    assert.match(cause, /"Call" is answered by arn:aws:states:::lambda:invoke\. Give it an answer in a mock file/);
  });
});

describe('activities', () => {
  it('a worker that waits gets the next task, and ends it', async () => {
    const { call, machine, service } = talk();
    const { activityArn } = await call('CreateActivity', { name: 'ask' });
    const stateMachineArn = await machine('ask', { Ask: { Type: 'Task', Resource: activityArn, End: true } });
    const task = call('GetActivityTask', { activityArn, workerName: 'Ada' });
    const { executionArn } = await call('StartExecution', { stateMachineArn, input: '{"q":1}' });
    const { taskToken, input } = await task;
    assert.equal(input, '{"q":1}');
    await call('SendTaskHeartbeat', { taskToken });
    await call('SendTaskSuccess', { taskToken, output: '42' });
    await service.execution(executionArn).ended;
    const { events } = await call('GetExecutionHistory', { executionArn });
    assert.deepEqual(events.map(({ type }: { type: string }) => type).slice(2, 5), [
      'ActivityScheduled',
      'ActivityStarted',
      'ActivitySucceeded',
    ]);
    assert.equal((await call('DescribeExecution', { executionArn })).output, '42');
    assert.match(await call('SendTaskSuccess', { taskToken, output: '1' }), /^TaskTimedOut/);
  });

  it('an answer that is not JSON leaves the task open', async () => {
    const { call, machine } = talk();
    const { activityArn } = await call('CreateActivity', { name: 'ask' });
    const stateMachineArn = await machine('ask', { Ask: { Type: 'Task', Resource: activityArn, End: true } });
    await call('StartExecution', { stateMachineArn });
    const { taskToken } = await call('GetActivityTask', { activityArn });
    assert.match(await call('SendTaskSuccess', { taskToken, output: 'no' }), /^InvalidOutput/);
    assert.deepEqual(await call('SendTaskFailure', { taskToken }), {});
  });

  it('a token nobody gave is refused', async () => {
    assert.equal(
      await talk().call('SendTaskHeartbeat', { taskToken: 'x' }),
      "InvalidToken: Invalid Token: 'Invalid token'",
    );
  });
});

describe('nested state machines', () => {
  const nested = (pattern: string, input: object) => ({
    Start: {
      Type: 'Task',
      Resource: `arn:aws:states:::states:startExecution${pattern}`,
      Parameters: { StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:child', Input: input },
      End: true,
    },
  });

  it('.sync gives the output as text, .sync:2 as a value', async () => {
    const { machine, run } = talk();
    await machine('child', { Done: { Type: 'Succeed' } });
    const sync = await run(await machine('sync', nested('.sync', { a: 1 })));
    const sync2 = await run(await machine('sync2', nested('.sync:2', { a: 1 })));
    assert.equal(JSON.parse(sync.output).Output, '{"a":1}');
    assert.deepEqual(JSON.parse(sync2.output).Output, { a: 1 });
  });

  it('a child that fails is States.TaskFailed with its description', async () => {
    const { machine, run } = talk();
    await machine('child', { No: { Type: 'Fail', Error: 'No' } });
    const { error, cause } = await run(await machine('sync', nested('.sync', {})));
    assert.equal(error, 'States.TaskFailed');
    assert.equal(JSON.parse(cause).Error, 'No');
  });

  it('a machine that is not there fails the task', async () => {
    const { machine, run } = talk();
    const { error } = await run(await machine('sync', nested('.sync', {})));
    assert.equal(error, 'StepFunctions.StateMachineDoesNotExistException');
  });

  it('a task token is answered through the API', async () => {
    const { call, machine, service } = talk();
    const { activityArn } = await call('CreateActivity', { name: 'ask' });
    await machine('child', { Ask: { Type: 'Task', Resource: activityArn, End: true } });
    const stateMachineArn = await machine('token', nested('.waitForTaskToken', { 'token.$': '$$.Task.Token' }));
    const { executionArn } = await call('StartExecution', { stateMachineArn });
    const { token } = JSON.parse((await call('GetActivityTask', { activityArn })).input);
    await call('SendTaskSuccess', { taskToken: token, output: '"done"' });
    await service.execution(executionArn).ended;
    assert.equal((await call('DescribeExecution', { executionArn })).output, '"done"');
  });
});

describe('mock files', () => {
  it('a test case behind the ARN answers the tasks; attempts count from 0', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mocks-'));
    const mockFile = path.join(folder, 'mocks.json');
    const mocks = {
      StateMachines: { invoke: { TestCases: { Slow: { Call: 'Second' } } } },
      MockedResponses: {
        Second: { '0': { Throw: { Error: 'Busy', Cause: 'once' } }, '1': { Return: { Payload: 'ok' } } },
      },
    };
    fs.writeFileSync(mockFile, JSON.stringify(mocks));
    const { call, machine, run } = talk({ mockFile });
    const arn = await machine('invoke', { Call: { ...INVOKE.Call, Retry: [{ ErrorEquals: ['Busy'] }] } });
    assert.equal((await run(`${arn}#Slow`)).output, '"ok"');
    assert.match(await call('StartExecution', { stateMachineArn: `${arn}#Fast` }), /^ValidationException: .*"Slow"/);
    fs.rmSync(folder, { recursive: true });
  });
});
