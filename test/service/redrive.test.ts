// RedriveExecution: what it answers, what is described afterwards, and what it refuses.
import assert from 'node:assert/strict';
import { createVirtualClock } from '../../host/index.ts';
import { type Reply, talk } from '../support/service.ts';

const START = Date.UTC(2025, 0, 1);

describe('RedriveExecution', () => {
  it('takes a failed execution up again, once for a token', async () => {
    const { call, service, machine, run } = talk();
    const arn = await machine('again', { Stop: { Type: 'Fail', Error: 'Oh' } });
    const { executionArn } = await run(arn);
    const { redriveDate } = await call('RedriveExecution', { executionArn, clientToken: 't-1' });
    assert.equal(redriveDate, START / 1000);
    await service.execution(executionArn).ended;
    assert.deepEqual(await call('RedriveExecution', { executionArn, clientToken: 't-1' }), { redriveDate });
    const described = await call('DescribeExecution', { executionArn });
    assert.equal(described.status, 'FAILED');
    assert.equal(described.redriveCount, 1);
    assert.equal(described.redriveDate, redriveDate);
    const { events } = await call('GetExecutionHistory', { executionArn });
    assert.deepEqual(events[3].executionRedrivenEventDetails, { redriveCount: 1 });
    assert.equal(events.length, 6);
    const listed = async (redriveFilter: string) =>
      (await call('ListExecutions', { stateMachineArn: arn, redriveFilter })).executions.length;
    assert.deepEqual([await listed('REDRIVEN'), await listed('NOT_REDRIVEN')], [1, 0]);
  });

  it('refuses what succeeded, what is too old, and what it does not know', async () => {
    const clock = createVirtualClock(START);
    const { call, machine, run } = talk({ clock });
    const good = await run(await machine('good', { Done: { Type: 'Succeed' } }));
    const refused = (executionArn: string) => call('RedriveExecution', { executionArn });
    assert.equal(
      await refused(good.executionArn),
      'ExecutionNotRedrivable: Execution is SUCCEEDED and cannot be redriven',
    );
    const bad = await run(await machine('bad', { Stop: { Type: 'Fail' } }));
    clock.reach(START + 15 * 86_400_000);
    assert.equal(await refused(bad.executionArn), 'ExecutionNotRedrivable: Execution redrivable period exceeded');
    const described = await call('DescribeExecution', { executionArn: bad.executionArn });
    assert.equal(described.redriveStatusReason, 'Execution redrivable period exceeded');
    assert.match(await refused(`${bad.executionArn}x`), /^ExecutionDoesNotExist/);
  });

  it('takes a Map Run up again, and its children', async () => {
    const { call, service, machine, run } = talk();
    const processor = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'Check' };
    const Check = { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 1, Next: 'Bad' }], Default: 'Good' };
    const States = { Check, Bad: { Type: 'Fail', Error: 'Oh' }, Good: { Type: 'Succeed' } };
    const each = { Type: 'Map', ToleratedFailureCount: 0, MaxConcurrency: 1, End: true };
    const { executionArn } = await run(
      await machine('map', { Each: { ...each, ItemProcessor: { ...processor, States } } }),
      [2, 1, 3],
    );
    const children = async (more: object = {}) => {
      const { executions } = await call('ListExecutions', { mapRunArn, ...more });
      return executions.map(({ status, redriveCount }: Reply) => [status, redriveCount]);
    };
    const [{ mapRunArn }] = (await call('ListMapRuns', { executionArn })).mapRuns;
    assert.deepEqual(await children(), [
      ['FAILED', 0],
      ['SUCCEEDED', 0],
    ]);
    const [bad] = (await call('ListExecutions', { mapRunArn, statusFilter: 'FAILED' })).executions;
    const described = await call('DescribeExecution', { executionArn: bad.executionArn });
    assert.equal(described.redriveStatus, 'REDRIVABLE_BY_MAP_RUN');
    assert.match(await call('RedriveExecution', { executionArn: bad.executionArn }), /^ExecutionNotRedrivable: /);

    const { redriveDate } = await call('RedriveExecution', { executionArn });
    await service.execution(executionArn).ended;
    const mapRun = await call('DescribeMapRun', { mapRunArn });
    assert.deepEqual([mapRun.status, mapRun.redriveCount, mapRun.redriveDate], ['FAILED', 1, redriveDate]);
    const { failed, succeeded, pending, total, pendingRedrive } = mapRun.itemCounts;
    assert.deepEqual([failed, succeeded, pending, total, pendingRedrive], [1, 1, 1, 3, 0]);
    assert.deepEqual(await children({ redriveFilter: 'REDRIVEN' }), [['FAILED', 1]]);
    assert.deepEqual(await children({ redriveFilter: 'NOT_REDRIVEN' }), [['SUCCEEDED', 0]]);
    const { events } = await call('GetExecutionHistory', { executionArn });
    const redriven = events.find(({ type }: Reply) => type === 'MapRunRedriven');
    assert.deepEqual(redriven.mapRunRedrivenEventDetails, { mapRunArn, redriveCount: 1 });
    const child = await call('GetExecutionHistory', { executionArn: bad.executionArn });
    assert.deepEqual(
      child.events.map(({ type }: Reply) => type),
      [
        ...['ExecutionStarted', 'ChoiceStateEntered', 'ChoiceStateExited', 'FailStateEntered', 'ExecutionFailed'],
        ...['ExecutionRedriven', 'FailStateEntered', 'ExecutionFailed'],
      ],
    );
  });
});
