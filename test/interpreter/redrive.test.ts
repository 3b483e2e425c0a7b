// Runs taken up again: what is run a second time, what is kept, and what the history says (spec/api.md §6.4).
import assert from 'node:assert/strict';
import { createVirtualClock, Driver, type Tasks } from '../../host/index.ts';
import {
  type Answer,
  distributedMapIn,
  type ExecutionEvent,
  Journal,
  start,
  toHistory,
  type Value,
} from '../../interpreter/index.ts';
import { executionWith, programOf, START_TIME } from '../support/runs.ts';

const FN = "Resource: 'arn:aws:lambda:us-east-1:123456789012:function:work'";

/** Every state fails so many times, then gives its input. */
function failing(times: Readonly<Record<string, number>>): Tasks & { readonly calls: string[] } {
  const left = new Map(Object.entries(times));
  const calls: string[] = [];
  return {
    calls,
    call({ state, call }, answer) {
      const more = left.get(state.name) ?? 0;
      left.set(state.name, more - 1);
      calls.push(state.name);
      const failed: Answer = { kind: 'failed', failure: { error: 'Oh' } };
      answer(more > 0 ? failed : { kind: 'succeeded', output: call.input });
    },
    cancel: () => undefined,
  };
}

function played(text: string, tasks: Tasks, input: Value = {}) {
  const events: ExecutionEvent[] = [];
  const started = start(programOf(text), executionWith(input), { events: true });
  const journal = new Journal(started);
  const sink = (more: readonly ExecutionEvent[]) => events.push(...more);
  const driver = new Driver(started, { clock: createVirtualClock(START_TIME), tasks, journal, sink });
  const finish = () => {
    while (driver.pump(1000).kind !== 'ended');
  };
  finish();
  return { driver, finish, journal, history: () => toHistory(events, driver.run.execution) };
}

describe('a redrive', () => {
  it('schedules a failed task again, in the same history', () => {
    const run = played(
      `
StartAt: First
States:
  First: { Type: Pass, Assign: { kept: 1 }, Next: Work }
  Work: { Type: Task, ${FN}, Parameters: { kept.$: $kept, again.$: $$.Execution.RedriveCount }, Retry: [{ ErrorEquals: [Oh], MaxAttempts: 1 }], End: true }`,
      failing({ Work: 3 }),
    );
    assert.equal(run.driver.run.status, 'FAILED');
    run.driver.redrive();
    run.finish();
    const { status, output, execution, eventCount } = run.driver.run;
    assert.equal(status, 'SUCCEEDED');
    assert.deepEqual(output, { kept: 1, again: 1 });
    assert.equal(execution.redriveTime, START_TIME + 1000);
    const lines = run.history().map(({ id, previousEventId, type }) => `${id} ${type} <- ${previousEventId}`);
    assert.equal(lines.length, eventCount);
    assert.deepEqual(lines.slice(10, 14), [
      '11 ExecutionFailed <- 10',
      '12 ExecutionRedriven <- 11',
      '13 LambdaFunctionScheduled <- 12',
      '14 LambdaFunctionStarted <- 13',
    ]);
  });

  it('of a Parallel runs what failed and what was aborted, and keeps what succeeded', () => {
    const tasks = failing({ Bad: 1 });
    const run = played(
      `
StartAt: All
States:
  All:
    Type: Parallel
    End: true
    Branches:
      - { StartAt: Good, States: { Good: { Type: Task, ${FN}, End: true } } }
      - { StartAt: Later, States: { Later: { Type: Wait, Seconds: 1, Next: Bad }, Bad: { Type: Task, ${FN}, End: true } } }
      - StartAt: Inner
        States:
          Inner: { Type: Parallel, End: true, Branches: [{ StartAt: Long, States: { Long: { Type: Wait, Seconds: 9, Next: Last }, Last: { Type: Task, ${FN}, End: true } } }] }`,
      tasks,
      'x',
    );
    assert.equal(run.driver.run.status, 'FAILED');
    run.driver.redrive();
    run.finish();
    assert.deepEqual(run.driver.run.output, ['x', 'x', ['x']]);
    assert.deepEqual(tasks.calls, ['Good', 'Bad', 'Bad', 'Last']);
    const types = run.history().map(({ type }) => type);
    assert.equal(types.filter(type => type === 'ParallelStateStarted').length, 2);
  });

  it('of a Map runs the iterations that failed, and those not begun', () => {
    const tasks = failing({ Work: 1 });
    const run = played(
      `
StartAt: Each
States:
  Each: { Type: Map, MaxConcurrency: 1, End: true, ItemProcessor: { StartAt: Work, States: { Work: { Type: Task, ${FN}, End: true } } } }`,
      tasks,
      [1, 2],
    );
    assert.equal(run.driver.run.status, 'FAILED');
    run.driver.redrive();
    run.finish();
    assert.deepEqual(run.driver.run.output, [1, 2]);
    assert.equal(tasks.calls.length, 3);
  });

  it('can be done more than once, and a Fail state fails again', () => {
    const run = played('{StartAt: A, States: {A: {Type: Fail, Error: Oh}}}', failing({}));
    for (const count of [1, 2]) {
      run.driver.redrive();
      run.finish();
      assert.equal(run.driver.run.status, 'FAILED');
      assert.equal(run.driver.run.execution.redriveCount, count);
    }
    const types = run.history().map(({ type }) => type);
    const once = ['ExecutionRedriven', 'FailStateEntered', 'ExecutionFailed'];
    assert.deepEqual(types, ['ExecutionStarted', 'FailStateEntered', 'ExecutionFailed', ...once, ...once]);
  });

  it('begins the time of the machine anew', () => {
    const run = played(
      '{StartAt: A, TimeoutSeconds: 5, States: {A: {Type: Wait, Seconds: 9, End: true}}}',
      failing({}),
    );
    assert.equal(run.driver.run.status, 'TIMED_OUT');
    run.driver.redrive();
    run.finish();
    assert.equal(run.driver.run.status, 'TIMED_OUT');
    assert.equal(run.driver.run.now, START_TIME + 10_000);
  });

  it('is no more than a signal: the journal replays it', () => {
    const run = played(`{StartAt: A, States: {A: {Type: Task, ${FN}, End: true}}}`, failing({ A: 1 }), 7);
    const failedAt = run.journal.head;
    run.driver.redrive();
    run.finish();
    assert.equal(run.journal.runAt(failedAt).status, 'FAILED');
    assert.equal(run.journal.runAt(failedAt + 1).status, 'RUNNING');
    assert.equal(run.journal.runAt(run.journal.head).output, 7);
  });

  it('does nothing to a run that succeeded or runs', () => {
    const run = played('{StartAt: A, States: {A: {Type: Succeed}}}', failing({}));
    run.driver.redrive();
    assert.equal(run.driver.run.status, 'SUCCEEDED');
    assert.equal(run.driver.run.kept.strands.length, 0);
  });

  it('names the distributed Map it cannot take up', () => {
    const run = played(
      `
StartAt: Each
States:
  Each: { Type: Map, End: true, ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: A, States: { A: { Type: Fail } } } }`,
      failing({}),
      [1],
    );
    assert.equal(distributedMapIn(run.driver.run.kept), 'Each');
  });

  it('keeps nothing of failures that were handled', () => {
    const run = played(
      `
StartAt: Each
States:
  Each: { Type: Map, End: true, ItemProcessor: { StartAt: Both, States: {
    Both: { Type: Parallel, Catch: [{ ErrorEquals: [States.ALL], Next: Done }], End: true, Branches: [{ StartAt: Bad, States: { Bad: { Type: Fail } } }] },
    Done: { Type: Succeed } } } }`,
      failing({}),
      [1, 2, 3],
    );
    assert.equal(run.driver.run.status, 'SUCCEEDED');
    assert.deepEqual(run.driver.run.kept.broken, []);
  });
});
