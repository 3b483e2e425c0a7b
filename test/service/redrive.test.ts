// RedriveExecution: what it answers, what is described afterwards, and what it refuses.
import assert from 'node:assert/strict';
import { createVirtualClock } from '../../host/index.ts';
import { talk } from '../support/service.ts';

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

  it('says that a Map Run cannot be redriven yet', async () => {
    const { call, machine, run } = talk();
    const processor = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'Bad' };
    const ItemProcessor = { ...processor, States: { Bad: { Type: 'Fail' } } };
    const { executionArn } = await run(await machine('map', { Each: { Type: 'Map', ItemProcessor, End: true } }), [1]);
    assert.equal(
      await call('RedriveExecution', { executionArn }),
      "ExecutionNotRedrivable: The Map Run of the distributed Map 'Each' cannot be redriven here yet",
    );
  });
});
