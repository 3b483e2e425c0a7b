// What a state machine's logging writes, by level (spec/api.md §6.3).
import assert from 'node:assert/strict';
import type { LogEvent } from '../../interpreter/index.ts';
import { talk } from '../support/service.ts';

async function logged(level: string, includeExecutionData: boolean): Promise<readonly LogEvent[]> {
  const lines: LogEvent[] = [];
  const { machine, call } = talk({ log: events => lines.push(...events) });
  const loggingConfiguration = {
    level,
    includeExecutionData,
    destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:g:*' } }],
  };
  const inner = { Bad: { Type: 'Fail', Error: 'Oh' } };
  const stateMachineArn = await machine(
    'logs',
    {
      Both: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'Bad', States: inner }],
        Catch: [{ ErrorEquals: ['Oh'], Next: 'Stop' }],
        End: true,
      },
      Stop: { Type: 'Fail', Error: 'Stopped' },
    },
    { type: 'EXPRESS', loggingConfiguration },
  );
  await call('StartSyncExecution', { stateMachineArn, name: 'one', input: '{"a": 1}' });
  return lines;
}

const types = (events: readonly LogEvent[]) => events.map(({ type }) => type);

describe('log events', () => {
  it('are all of the history, failures, or only the end', async () => {
    assert.equal((await logged('ALL', true)).length, 8);
    assert.deepEqual(types(await logged('ERROR', true)), ['ParallelStateFailed', 'ExecutionFailed']);
    assert.deepEqual(types(await logged('FATAL', true)), ['ExecutionFailed']);
    assert.deepEqual(await logged('OFF', true), []);
  });

  it('have texts for numbers, and no payloads unless wanted', async () => {
    const [first] = await logged('ALL', true);
    const { execution_arn, ...rest } = first ?? { execution_arn: '' };
    assert.match(execution_arn, /:express:logs:one:/);
    assert.deepEqual(rest, {
      id: '1',
      type: 'ExecutionStarted',
      details: {
        input: '{"a": 1}',
        inputDetails: { truncated: false },
        roleArn: 'arn:aws:iam::123456789012:role/test',
      },
      previous_event_id: '0',
      event_timestamp: '1735689600000',
      redrive_count: '0',
    });
    const [bare] = await logged('ALL', false);
    assert.deepEqual(bare?.details, { roleArn: 'arn:aws:iam::123456789012:role/test' });
  });
});
