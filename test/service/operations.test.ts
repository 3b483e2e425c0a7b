// The operations, one fact each.
import assert from 'node:assert/strict';
import { checkGolden } from '../support/golden.ts';
import { ROLE, talk } from '../support/service.ts';

const PASS = { Greet: { Type: 'Pass', Result: 'hello', End: true } };
const ARN = 'arn:aws:states:us-east-1:123456789012';

describe('state machines of the service', () => {
  it('creating the same machine again answers the one that is there', async () => {
    const { machine } = talk();
    assert.equal(await machine('greet', PASS), `${ARN}:stateMachine:greet`);
    assert.equal(
      await machine('greet', PASS, { roleArn: 'arn:aws:iam::123456789012:role/other' }),
      `${ARN}:stateMachine:greet`,
    );
  });

  it('another machine of the same name is refused', async () => {
    const { machine } = talk();
    await machine('greet', PASS);
    const reply = await machine('greet', { Greet: { Type: 'Succeed' } });
    assert.equal(reply, `StateMachineAlreadyExists: State Machine Already Exists: '${ARN}:stateMachine:greet'`);
  });

  it('a definition with problems is refused with them', async () => {
    const { call } = talk();
    const reply = await call('CreateStateMachine', { name: 'broken', definition: '{"States": {}}', roleArn: ROLE });
    assert.match(
      reply,
      /^InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields/,
    );
  });

  it('a text that is not JSON is refused in the words of the service', async () => {
    const { call } = talk();
    const { diagnostics } = await call('ValidateStateMachineDefinition', { definition: 'not a definition' });
    assert.equal(
      diagnostics[0].message,
      `Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: (String)"not a definition"; line: 1, column: 4]`,
    );
  });

  it('an Express machine cannot wait for a task token', async () => {
    const { machine } = talk();
    const reply = await machine(
      'express',
      { Wait: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', End: true } },
      { type: 'EXPRESS' },
    );
    assert.match(
      reply,
      /Express state machine does not support '\.waitForTaskToken' service integration {2}at \/States\/Wait/,
    );
  });

  it('an update makes a revision; executions under way keep theirs', async () => {
    const { call, machine, run } = talk();
    const stateMachineArn = await machine('greet', PASS);
    const { executionArn } = await run(stateMachineArn);
    const definition = JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } });
    const { revisionId } = await call('UpdateStateMachine', { stateMachineArn, definition });
    assert.equal((await call('DescribeStateMachine', { stateMachineArn })).revisionId, revisionId);
    const before = await call('DescribeStateMachineForExecution', { executionArn });
    assert.equal(before.revisionId, undefined);
    assert.match(before.definition, /hello/);
  });

  it('published versions are started by their number', async () => {
    const { call, machine, run } = talk();
    await machine('greet', PASS, { publish: true });
    const described = await run(`${ARN}:stateMachine:greet:1`);
    assert.equal(described.stateMachineVersionArn, `${ARN}:stateMachine:greet:1`);
    assert.match(await call('StartExecution', { stateMachineArn: `${ARN}:stateMachine:greet:2` }), /DoesNotExist/);
  });
});

describe('what belongs to a state machine of the service', () => {
  it('an alias leads to a version, and executions say through which they were started', async () => {
    const { call, machine, run } = talk();
    await machine('greet', PASS, { publish: true });
    const stateMachineVersionArn = `${ARN}:stateMachine:greet:1`;
    const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
    const { stateMachineAliasArn } = await call('CreateStateMachineAlias', { name: 'live', routingConfiguration });
    const described = await run(stateMachineAliasArn);
    assert.equal(described.stateMachineAliasArn, stateMachineAliasArn);
    assert.equal(described.stateMachineVersionArn, stateMachineVersionArn);
    assert.match(await call('DeleteStateMachineVersion', { stateMachineVersionArn }), /^ConflictException: .*\[live\]/);
    await call('DeleteStateMachineAlias', { stateMachineAliasArn });
    assert.deepEqual(await call('DeleteStateMachineVersion', { stateMachineVersionArn }), {});
  });

  it('the weights of an alias sum to 100', async () => {
    const { call, machine } = talk();
    await machine('greet', PASS, { publish: true });
    const routingConfiguration = [{ stateMachineVersionArn: `${ARN}:stateMachine:greet:1`, weight: 70 }];
    assert.equal(
      await call('CreateStateMachineAlias', { name: 'live', routingConfiguration }),
      'ValidationException: Sum of routing configuration weights must equal 100. Received: [70]',
    );
  });

  it('tags are kept, replaced and removed by key', async () => {
    const { call, machine } = talk();
    const resourceArn = await machine('greet', PASS, { tags: [{ key: 'team', value: 'a' }] });
    await call('TagResource', {
      resourceArn,
      tags: [
        { key: 'team', value: 'b' },
        { key: 'stage', value: 'test' },
      ],
    });
    await call('UntagResource', { resourceArn, tagKeys: ['stage'] });
    assert.deepEqual(await call('ListTagsForResource', { resourceArn }), { tags: [{ key: 'team', value: 'b' }] });
  });

  it('a description lists the variables each state reads', async () => {
    const { call, machine } = talk();
    const stateMachineArn = await machine('vars', {
      Set: { Type: 'Pass', Assign: { b: 1, a: 2 }, Next: 'Use' },
      Use: { Type: 'Pass', Parameters: { 'x.$': '$b', 'y.$': '$a' }, End: true },
    });
    const { variableReferences } = await call('DescribeStateMachine', { stateMachineArn });
    assert.deepEqual(variableReferences, { Use: ['a', 'b'] });
  });
});

describe('executions of the service', () => {
  it('a conversation from creation to history', async () => {
    const { call, machine, run } = talk();
    const stateMachineArn = await machine('greet', {
      Pause: { Type: 'Wait', Seconds: 30, Next: 'Greet' },
      ...PASS,
    });
    const { executionArn } = await call('StartExecution', { stateMachineArn, name: 'first', input: '{"a": 1}' });
    const again = await call('StartExecution', { stateMachineArn, name: 'first', input: '{"a": 1}' });
    assert.equal(again.executionArn, executionArn);
    const lines = [['DescribeExecution while it runs', await call('DescribeExecution', { executionArn })]];
    await run(stateMachineArn);
    lines.push(['DescribeExecution at the end', await call('DescribeExecution', { executionArn })]);
    lines.push(['GetExecutionHistory', await call('GetExecutionHistory', { executionArn })]);
    lines.push(['StartExecution by the same name', await call('StartExecution', { stateMachineArn, name: 'first' })]);
    const text = lines.map(([title, reply]) => `${title}\n${JSON.stringify(reply, null, 2)}\n`).join('\n');
    checkGolden('service/execution', text);
  });

  it('a history comes in pages, forwards and backwards', async () => {
    const { call, machine, run } = talk();
    const { executionArn } = await run(await machine('greet', PASS));
    const first = await call('GetExecutionHistory', { executionArn, maxResults: 3 });
    const rest = await call('GetExecutionHistory', { executionArn, maxResults: 3, nextToken: first.nextToken });
    const ids = (page: { events: { id: number }[] }) => page.events.map(({ id }) => id);
    assert.deepEqual([...ids(first), ...ids(rest)], [1, 2, 3, 4]);
    assert.equal(rest.nextToken, undefined);
    assert.deepEqual(ids(await call('GetExecutionHistory', { executionArn, reverseOrder: true })), [4, 3, 2, 1]);
  });

  it('a token of another list is refused', async () => {
    const { call, machine, run } = talk();
    const stateMachineArn = await machine('greet', PASS);
    const { executionArn } = await run(stateMachineArn);
    const { nextToken } = await call('GetExecutionHistory', { executionArn, maxResults: 1 });
    assert.equal(
      await call('ListExecutions', { stateMachineArn, nextToken }),
      "InvalidToken: Invalid Token: 'Invalid token'",
    );
  });

  it('a history without data keeps names and leaves out payloads', async () => {
    const { call, machine, run } = talk();
    const { executionArn } = await run(await machine('greet', PASS));
    const { events } = await call('GetExecutionHistory', { executionArn, includeExecutionData: false });
    assert.deepEqual(events[1].stateEnteredEventDetails, { name: 'Greet' });
  });

  it('input that is not JSON is refused', async () => {
    const { call, machine } = talk();
    const stateMachineArn = await machine('greet', PASS);
    assert.equal(
      await call('StartExecution', { stateMachineArn, input: "{'not': 'json'" }),
      "InvalidExecutionInput: Invalid State Machine Execution Input: 'Unexpected character (''' (code 39)): was expecting double-quote to start field name'",
    );
  });

  it('all broken constraints are said at once', async () => {
    const { call } = talk();
    const reply = await call('ListExecutions', { maxResults: 1001, statusFilter: 'succeeded' });
    assert.match(reply, /^ValidationException: 2 validation errors detected: Value '1001' at 'maxResults'/);
  });

  it('a stopped execution is aborted with what was said', async () => {
    const { call, machine, service } = talk();
    const activity = await call('CreateActivity', { name: 'ask' });
    const stateMachineArn = await machine('ask', { Ask: { Type: 'Task', Resource: activity.activityArn, End: true } });
    const { executionArn } = await call('StartExecution', { stateMachineArn });
    await call('StopExecution', { executionArn, error: 'Enough', cause: 'of this' });
    await service.execution(executionArn).ended;
    const { status, error, cause } = await call('DescribeExecution', { executionArn });
    assert.deepEqual({ status, error, cause }, { status: 'ABORTED', error: 'Enough', cause: 'of this' });
  });

  it('an Express execution is answered at its end, also when it fails', async () => {
    const { call, machine } = talk();
    const stateMachineArn = await machine('fail', { No: { Type: 'Fail', Error: 'No' } }, { type: 'EXPRESS' });
    const { status, error, billingDetails } = await call('StartSyncExecution', { stateMachineArn });
    assert.deepEqual({ status, error }, { status: 'FAILED', error: 'No' });
    assert.deepEqual(billingDetails, { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 });
  });

  it('an endless loop leaves room for other calls', async () => {
    const { call, machine } = talk();
    const done = { Variable: '$.never', IsPresent: true, Next: 'Done' };
    const stateMachineArn = await machine('loop', {
      Round: { Type: 'Choice', Choices: [done], Default: 'Again' },
      Again: { Type: 'Pass', Next: 'Round' },
      Done: { Type: 'Succeed' },
    });
    const { executionArn } = await call('StartExecution', { stateMachineArn });
    assert.equal((await call('DescribeExecution', { executionArn })).status, 'RUNNING');
    await call('StopExecution', { executionArn });
  });
});
