// TestState: what it answers, and what it shows at which level.
import assert from 'node:assert/strict';
import { ROLE, talk } from '../support/service.ts';

const test = (definition: object, params: object = {}) =>
  talk().call('TestState', { definition: JSON.stringify(definition), ...params });

const TASK = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'f', 'Payload.$': '$.order' },
  ResultPath: '$.result',
  Next: 'Ship',
};

describe('TestState', () => {
  it('a Pass says where it goes and what it hands on', async () => {
    const reply = await test({ Type: 'Pass', Result: 1, Next: 'Ship' }, { input: '{"a":1}' });
    assert.deepEqual(reply, { output: '1', nextState: 'Ship', status: 'SUCCEEDED' });
  });

  it('a mocked task shows every step of its data', async () => {
    const mock = { result: '{"ok": true}' };
    const { inspectionData } = await test(TASK, { input: '{"order": 7}', mock, inspectionLevel: 'DEBUG' });
    assert.deepEqual(inspectionData, {
      input: '{"order": 7}',
      afterInputPath: '{"order": 7}',
      afterParameters: '{"FunctionName":"f","Payload":7}',
      result: '{"ok": true}',
      afterResultSelector: '{"ok": true}',
      afterResultPath: '{"order":7,"result":{"ok": true}}',
    });
  });

  it('a retrier that matches says when it would try again', async () => {
    const Retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 3 }];
    const { status, inspectionData } = await test(
      { ...TASK, Parameters: {}, Retry },
      {
        mock: { errorOutput: { error: 'Busy' } },
        stateConfiguration: { retrierRetryCount: 1 },
        inspectionLevel: 'DEBUG',
      },
    );
    assert.equal(status, 'RETRIABLE');
    assert.deepEqual(inspectionData.errorDetails, { retryIndex: 0, retryBackoffIntervalSeconds: 4 });
  });

  it('a catcher that matches says what it caught', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Apologize' }];
    const reply = await test(
      { ...TASK, Parameters: {}, Catch },
      { mock: { errorOutput: { error: 'No', cause: 'c' } } },
    );
    const output = '{"Error":"No","Cause":"c"}';
    assert.deepEqual(reply, { error: 'No', cause: 'c', output, nextState: 'Apologize', status: 'CAUGHT_ERROR' });
  });

  it('a Map is mocked as a whole; too many failures exceed what it tolerates', async () => {
    const processor = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };
    const state = { Type: 'Map', ItemProcessor: processor, ToleratedFailureCount: 1, End: true };
    const params = { input: '[1, 2, 3]', mock: { result: '[1, 2]' } };
    assert.equal((await test(state, params)).output, '[1, 2]');
    const failed = await test(state, { ...params, stateConfiguration: { mapIterationFailureCount: 2 } });
    assert.equal(failed.error, 'States.ExceedToleratedFailureThreshold');
  });

  it('a state of a machine is found at any depth', async () => {
    const inner = { StartAt: 'In', States: { In: { Type: 'Succeed' } } };
    const definition = { StartAt: 'P', States: { P: { Type: 'Parallel', Branches: [inner], End: true } } };
    assert.equal((await test(definition, { stateName: 'In', input: '5' })).output, '5');
    assert.equal(await test(definition, { stateName: 'Out' }), 'ValidationException: State not found in definition');
  });

  it('the result of a mock must be one the service could give', async () => {
    const resource = { ...TASK, Resource: 'arn:aws:states:::lambda:invoke', Parameters: {} };
    const mock = { result: '{"StatusCode": "200"}' };
    const fault = "ValidationException: Mock result schema validation error: Field 'StatusCode' must be a number";
    assert.equal(await test(resource, { mock }), fault);
    assert.equal((await test(resource, { mock: { ...mock, fieldValidationMode: 'NONE' } })).status, 'SUCCEEDED');
  });

  it('a given context takes the place of the one made up', async () => {
    const state = { ...TASK, Parameters: {}, ResultSelector: { 'name.$': '$$.Execution.Name' }, ResultPath: '$' };
    const mock = { result: '{}' };
    const context = JSON.stringify({ Execution: { Name: 'mine' } });
    assert.equal((await test(state, { mock, context })).output, '{"name":"mine"}');
    const wrong = await test(state, { mock, context: '{"Execution": {"Nam": "x"}}' });
    assert.equal(wrong, "ValidationException: Invalid Context object provided: Field 'Nam' is not allowed");
  });

  it('a task without a mock needs a role, and calls what it names', async () => {
    const wanted = 'ValidationException: RoleArn must be specified when testing a Task state';
    assert.equal(await test({ ...TASK, Parameters: {} }), wanted);
    assert.equal((await test({ ...TASK, Parameters: {} }, { roleArn: ROLE })).error, 'States.Runtime');
  });
});
