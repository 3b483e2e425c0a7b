// Map Runs through the API: what is told of them and of their children, and how they are changed and stopped.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRealClock, findStore } from '../../host/index.ts';
import { type Reply, type Talk, talk } from '../support/service.ts';

function each(work: object, more: object = {}) {
  const config = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
  const processor = { ProcessorConfig: config, StartAt: 'Work', States: { Work: work } };
  return { Each: { Type: 'Map', Label: 'Each', ItemProcessor: processor, End: true, ...more } };
}

/** The Map Run of a new execution, and the execution. */
async function start(
  { call, machine }: Talk,
  states: object,
  input: unknown,
): Promise<{ executionArn: string; mapRunArn: string }> {
  const stateMachineArn = await machine('m', states);
  const { executionArn } = await call('StartExecution', { stateMachineArn, input: JSON.stringify(input) });
  for (;;) {
    const { mapRuns } = await call('ListMapRuns', { executionArn });
    if (mapRuns.length > 0) return { executionArn, mapRunArn: mapRuns[0].mapRunArn };
    await new Promise(resolve => setImmediate(resolve));
  }
}

const zeros = { pending: 0, running: 0, succeeded: 0, failed: 0, timedOut: 0, aborted: 0 };
const PASS = { Type: 'Pass', End: true };
const WAIT = { Type: 'Wait', Seconds: 60, End: true };

describe('Map Runs', () => {
  it('are listed and described', async () => {
    const service = talk();
    const { executionArn, mapRunArn } = await start(
      service,
      each(PASS, { ItemBatcher: { MaxItemsPerBatch: 2 } }),
      [1, 2, 3],
    );
    await service.service.execution(executionArn).ended;
    const { startDate, stopDate, ...described } = await service.call('DescribeMapRun', { mapRunArn });
    assert.deepEqual([typeof startDate, typeof stopDate], ['number', 'number']);
    assert.deepEqual(described, {
      mapRunArn,
      executionArn,
      status: 'SUCCEEDED',
      maxConcurrency: 0,
      toleratedFailureCount: 0,
      toleratedFailurePercentage: 0,
      itemCounts: { ...zeros, succeeded: 3, total: 3, resultsWritten: 3 },
      executionCounts: { ...zeros, succeeded: 2, total: 2, resultsWritten: 2 },
    });
  });

  it('have children that can be listed, described and told', async () => {
    const service = talk();
    const { executionArn, mapRunArn } = await start(service, each(PASS), ['a', 'b']);
    await service.service.execution(executionArn).ended;
    const { executions } = await service.call('ListExecutions', { mapRunArn, statusFilter: 'SUCCEEDED' });
    assert.deepEqual(
      executions.map(({ stateMachineArn, itemCount, ...one }: Reply) => [
        stateMachineArn.split(':').at(-1),
        itemCount,
        one.mapRunArn,
      ]),
      [
        ['m/Each', 1, mapRunArn],
        ['m/Each', 1, mapRunArn],
      ],
    );
    const child = executions[1].executionArn;
    const described = await service.call('DescribeExecution', { executionArn: child });
    assert.deepEqual(
      [described.status, described.input, described.output, described.mapRunArn],
      ['SUCCEEDED', '"a"', '"a"', mapRunArn],
    );
    const { events } = await service.call('GetExecutionHistory', { executionArn: child });
    assert.deepEqual(
      events.map(({ type }: Reply) => type),
      ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'],
    );
    const machine = await service.call('DescribeStateMachineForExecution', { executionArn: child });
    assert.deepEqual([machine.name, machine.label, JSON.parse(machine.definition).StartAt], ['m/Each', 'Each', 'Work']);
  });

  it('have a machine of their own, which can be described but not started', async () => {
    const { call, machine } = talk();
    const arn = await machine('m', each({ Type: 'Pass', Parameters: { 'a.$': '$x' }, End: true }));
    const stateMachineArn = `${arn}/Each`;
    const described = await call('DescribeStateMachine', { stateMachineArn });
    assert.deepEqual(
      [described.stateMachineArn, described.name, described.label, described.type],
      [stateMachineArn, 'm/Each', 'Each', 'STANDARD'],
    );
    assert.deepEqual(JSON.parse(described.definition).StartAt, 'Work');
    assert.deepEqual(described.variableReferences, { Work: ['x'] });
    assert.match(await call('DescribeStateMachine', { stateMachineArn: `${arn}/Eech` }), /^StateMachineDoesNotExist: /);
    assert.match(await call('StartExecution', { stateMachineArn }), /^ValidationException: Labeled /);
    assert.equal('label' in (await call('DescribeStateMachine', { stateMachineArn: arn })), false);
  });

  it('that are not there are not found', async () => {
    const { call } = talk();
    const mapRunArn = 'arn:aws:states:us-east-1:123456789012:mapRun:m/Each:1';
    const missing = 'ResourceNotFound: Request references a resource that does not exist.';
    assert.equal(await call('DescribeMapRun', { mapRunArn }), missing);
    assert.equal(await call('ListExecutions', { mapRunArn }), missing);
    assert.match(await call('ListMapRuns', { executionArn: mapRunArn }), /^InvalidArn: /);
  });

  it('take other limits while they run, and none when they are over', async () => {
    const service = talk({ clock: createRealClock() });
    const { executionArn, mapRunArn } = await start(service, each(WAIT, { MaxConcurrency: 1 }), [1, 2, 3]);
    assert.deepEqual((await service.call('DescribeMapRun', { mapRunArn })).itemCounts, {
      ...zeros,
      running: 1,
      pending: 2,
      total: 3,
      resultsWritten: 0,
    });
    assert.deepEqual(
      await service.call('UpdateMapRun', { mapRunArn, maxConcurrency: 2, toleratedFailurePercentage: 50 }),
      {},
    );
    const changed = await service.call('DescribeMapRun', { mapRunArn });
    assert.deepEqual(
      [changed.maxConcurrency, changed.toleratedFailurePercentage, changed.executionCounts.running],
      [2, 50, 2],
    );
    await service.call('StopExecution', { executionArn });
    assert.match(await service.call('UpdateMapRun', { mapRunArn, maxConcurrency: 1 }), /^ValidationException: /);
    const { status, executionCounts } = await service.call('DescribeMapRun', { mapRunArn });
    assert.deepEqual([status, executionCounts.aborted], ['ABORTED', 2]);
  });

  it('a child can be stopped alone', async () => {
    const service = talk({ clock: createRealClock() });
    const { executionArn, mapRunArn } = await start(service, each(WAIT), [1]);
    const { executions } = await service.call('ListExecutions', { mapRunArn });
    await service.call('StopExecution', { executionArn: executions[0].executionArn, error: 'E' });
    const child = await service.call('DescribeExecution', { executionArn: executions[0].executionArn });
    assert.deepEqual([child.status, child.error], ['ABORTED', 'E']);
    await service.service.execution(executionArn).ended;
    assert.equal((await service.call('DescribeExecution', { executionArn })).output, '[]');
  });

  it('read and write a folder, and tasks of S3 do too', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-s3-'));
    try {
      const { store } = findStore(folder, {});
      assert.ok(store);
      const { machine, run } = talk({ objects: store });
      const task = (action: string, parameters: object, more: object) => ({
        Type: 'Task',
        Resource: `arn:aws:states:::aws-sdk:s3:${action}`,
        Parameters: parameters,
        ResultPath: null,
        ...more,
      });
      const reader = {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSON' },
        Parameters: { Bucket: 'b', Key: 'k' },
      };
      const writer = { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b', Prefix: 'out' } };
      const arn = await machine('m', {
        Make: task('createBucket', { Bucket: 'b' }, { Next: 'Put' }),
        Put: task('putObject', { Bucket: 'b', Key: 'k', 'Body.$': '$' }, { Next: 'Each' }),
        ...each(PASS, {
          ItemReader: reader,
          ResultWriter: writer,
          ResultSelector: { 'key.$': '$.ResultWriterDetails.Key' },
          End: undefined,
          Next: 'Get',
        }),
        Get: {
          ...task('getObject', { Bucket: 'b', 'Key.$': '$.key' }, { End: true }),
          ResultPath: '$',
          ResultSelector: { 'manifest.$': 'States.StringToJson($.Body)' },
        },
      });
      const { output, cause } = await run(arn, ['x', 'y']);
      assert.ok(output, cause);
      const [{ Key: key }] = JSON.parse(output).manifest.ResultFiles.SUCCEEDED;
      const results = JSON.parse(fs.readFileSync(path.join(folder, 'b', key), 'utf8'));
      assert.deepEqual(
        results.map(({ Output: one }: Reply) => one),
        ['"x"', '"y"'],
      );
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  it('an Express machine has none', async () => {
    const { machine } = talk();
    const message = 'Express state machine does not support a distributed Map at /States/Each';
    assert.equal(
      await machine('m', each(PASS), { type: 'EXPRESS' }),
      `InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ${message}'`,
    );
  });

  it('a task of S3 fails with the name the service gives', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-s3-'));
    try {
      const { store } = findStore(folder, {});
      assert.ok(store);
      const { machine, run } = talk({ objects: store });
      const get = {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:s3:getObject',
        Parameters: { Bucket: 'b', Key: 'k' },
        End: true,
      };
      const { error, cause } = await run(await machine('m', { Get: get }));
      assert.equal(error, 'S3.NoSuchBucketException');
      assert.match(
        cause,
        /^The specified bucket does not exist \(Service: S3, Status Code: 404, Request ID: [\w-]+, Extended Request ID: [\w-]+\)$/,
      );
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
