// Runs taken up again: what is run a second time, what is kept, and what the history says (spec/api.md §6.4).
import assert from 'node:assert/strict';
import { createVirtualClock, Driver, type MapData, type Tasks } from '../../host/index.ts';
import {
  type Answer,
  type Execution,
  type ExecutionEvent,
  type HistoryEvent,
  Journal,
  NO_COUNTS,
  start,
  toHistory,
  type Value,
} from '../../interpreter/index.ts';
import { checkGolden } from '../support/golden.ts';
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

function played(text: string, tasks: Tasks, input: Value = {}, mapData?: MapData) {
  const events: ExecutionEvent[] = [];
  const started = start(programOf(text), executionWith(input), { events: true });
  const journal = new Journal(started);
  const sink = (more: readonly ExecutionEvent[]) => events.push(...more);
  const driver = new Driver(started, {
    clock: createVirtualClock(START_TIME),
    tasks,
    journal,
    sink,
    ...(mapData && { mapData }),
  });
  const finish = () => {
    while (driver.pump(1000).kind !== 'ended');
  };
  finish();
  return { driver, finish, journal, events, history: () => toHistory(events, driver.run.execution) };
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

/** A distributed Map whose children wait as long as their item says, then work; and what follows it. */
const children = (work: string, { fields = '', type = 'STANDARD' } = {}) => `
StartAt: Each
States:
  Each:
    Type: Map
    Label: Each
    End: true
    ${fields}
    ItemProcessor:
      ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: ${type} }
      StartAt: Begin
      States: { Begin: { Type: Pass, Next: Work }, ${work} }`;

const TASK = `Work: { Type: Task, ${FN}, End: true }`;

/** The history of the run, then those of the children, each with the ids its events point to. */
function told(events: readonly ExecutionEvent[], execution: Execution): string {
  const lines = (history: readonly HistoryEvent[]) =>
    history.map(({ id, previousEventId, type }) => `  ${id} ${type} <- ${previousEventId}`);
  const own = events.flatMap(event => (event.kind === 'childStarted' ? [event.execution] : []));
  const parts = [execution, ...own].map((one, i) => {
    return [i === 0 ? 'run' : `child ${i} of ${JSON.stringify(one.input)}`, ...lines(toHistory(events, one))];
  });
  return `${parts.flat().join('\n')}\n`;
}

describe('a redrive of a Map Run', () => {
  it('goes on with the children that failed or were aborted, and with items not begun', () => {
    const tasks = failing({ Work: 1 });
    const run = played(children(TASK, { fields: 'MaxConcurrency: 2' }), tasks, ['a', 'b', 'c']);
    assert.equal(run.driver.run.failure?.error, 'States.ExceedToleratedFailureThreshold');
    run.driver.redrive();
    run.finish();
    assert.deepEqual(run.driver.run.output, ['a', 'b', 'c']);
    checkGolden('runs/redrive-map-run', told(run.events, run.driver.run.execution));
  });

  it('leaves what succeeded as it is', () => {
    const tasks = failing({ Work: 1 });
    const run = played(children(TASK, { fields: 'MaxConcurrency: 1\n    ToleratedFailureCount: 0' }), tasks, [1, 2]);
    const before = tasks.calls.length;
    run.driver.redrive();
    run.finish();
    assert.deepEqual(run.driver.run.output, [1, 2]);
    assert.equal(tasks.calls.length - before, 2);
  });

  it('starts Express children anew', () => {
    const tasks = failing({ Work: 1 });
    const run = played(children(TASK, { type: 'EXPRESS' }), tasks, ['a']);
    run.driver.redrive();
    run.finish();
    assert.deepEqual(run.driver.run.output, ['a']);
    checkGolden('runs/redrive-express-children', told(run.events, run.driver.run.execution));
  });

  it('can be done again, and counts', () => {
    const run = played(children(TASK), failing({ Work: 2 }), ['a']);
    run.driver.redrive();
    run.finish();
    assert.equal(run.driver.run.status, 'FAILED');
    run.driver.redrive();
    run.finish();
    assert.deepEqual(run.driver.run.output, ['a']);
    const counts = run.events.flatMap(event => (event.kind === 'mapRunRedriven' ? [event.mapRun.redriveCount] : []));
    assert.deepEqual(counts, [1, 2]);
    const ends = run.events.flatMap(event => (event.kind === 'mapRunSucceeded' ? [event.counts.items] : []));
    assert.deepEqual(ends, [{ ...NO_COUNTS, succeeded: 1 }]);
  });

  it('is one of what was under way when the machine timed out', () => {
    const wait = 'Work: { Type: Wait, SecondsPath: $, End: true }';
    const run = played(`TimeoutSeconds: 5\n${children(wait)}`, failing({}), [1, 7, 3]);
    assert.equal(run.driver.run.status, 'TIMED_OUT');
    const before = run.events.length;
    // The state begins again, and so does its time: it is too long still.
    run.driver.redrive();
    run.finish();
    assert.equal(run.driver.run.status, 'TIMED_OUT');
    const again = run.events.slice(before).filter(({ kind }) => kind === 'childRedriven');
    assert.equal(again.length, 1);
  });

  it('is one in a Parallel whose other branch failed, and keeps the places of results', () => {
    const tasks = failing({ Bad: 1 });
    const map = children('Work: { Type: Wait, Seconds: 9, End: true }').replace('StartAt: Each\nStates:', '');
    const indented = map.split('\n').map(line => `      ${line}`);
    const text = `
StartAt: All
States:
  All:
    Type: Parallel
    End: true
    Branches:
      - StartAt: Each
        States:
  ${indented.join('\n  ')}
      - { StartAt: Later, States: { Later: { Type: Wait, Seconds: 1, Next: Bad }, Bad: { Type: Task, ${FN}, End: true } } }`;
    const run = played(text, tasks, [1, 2]);
    assert.equal(run.driver.run.status, 'FAILED');
    run.driver.redrive();
    run.finish();
    assert.deepEqual(run.driver.run.output, [
      [1, 2],
      [1, 2],
    ]);
  });

  it('takes a Map up inside of a child', () => {
    const inner = `Work: { Type: Map, End: true, ItemProcessor: { StartAt: Deep, States: { Deep: { Type: Task, ${FN}, End: true } } } }`;
    const tasks = failing({ Deep: 1 });
    const run = played(children(inner), tasks, [
      ['a', 'b'],
      ['c', 'd'],
    ]);
    run.driver.redrive();
    run.finish();
    assert.deepEqual(run.driver.run.output, [
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('takes a Map Run up inside of a child', () => {
    const processor = `ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: Deep, States: { Deep: { Type: Task, ${FN}, End: true } }`;
    const inner = `Work: { Type: Map, End: true, ItemProcessor: { ${processor} } }`;
    const run = played(children(inner), failing({ Deep: 1 }), [['a', 'b'], ['c']]);
    run.driver.redrive();
    run.finish();
    assert.deepEqual(run.driver.run.output, [['a', 'b'], ['c']]);
    const redriven = run.events.filter(({ kind }) => kind === 'mapRunRedriven');
    // That of the second child had succeeded: it is not one of those.
    assert.equal(redriven.length, 2);
  });

  it('reads on behind the items it knows', () => {
    const skips: number[] = [];
    // A reader that is new begins behind what is known.
    const places = new Map<number, number>();
    const mapData: MapData = {
      read: ({ id, skip }, answer) => {
        skips.push(skip);
        const at = places.get(id) ?? skip;
        places.set(id, at + 1);
        answer({ kind: 'items', items: [{ value: 'abc'[at] ?? '' }], isLast: at === 2 });
      },
      write: () => undefined,
      cancel: () => undefined,
    };
    const fields =
      'ItemReader: { Resource: "arn:aws:states:::s3:getObject", Parameters: { Bucket: b, Key: k }, ReaderConfig: { InputType: JSON } }';
    const run = played(children(TASK, { fields }), failing({ Work: 1 }), {}, mapData);
    assert.equal(run.driver.run.status, 'FAILED');
    run.driver.redrive();
    run.finish();
    assert.deepEqual(run.driver.run.output, ['a', 'b', 'c']);
    // The second item was under way when the first failed.
    assert.deepEqual(skips, [0, 1, 1, 2]);
  });

  it('says in the context how often a child was taken up', () => {
    const work = `Work: { Type: Task, ${FN}, Parameters: { count.$: $$.Execution.RedriveCount }, End: true }`;
    const run = played(children(work), failing({ Work: 1 }), ['a']);
    run.driver.redrive();
    run.finish();
    assert.deepEqual(run.driver.run.output, [{ count: 1 }]);
  });

  it('is the same for who looks on and who does not', () => {
    const text = children(TASK, { fields: 'MaxConcurrency: 2' });
    const ends = [true, false].map(events => {
      const started = start(programOf(text), executionWith(['a', 'b', 'c']), { events });
      const driver = new Driver(started, { clock: createVirtualClock(START_TIME), tasks: failing({ Work: 1 }) });
      const finish = () => {
        while (driver.pump(1000).kind !== 'ended');
      };
      finish();
      driver.redrive();
      finish();
      const { output, eventCount } = driver.run;
      return { output, eventCount };
    });
    assert.deepEqual(ends[0], ends[1]);
    const observed = played(text, failing({ Work: 1 }), ['a', 'b', 'c']);
    observed.driver.redrive();
    observed.finish();
    const { output, eventCount } = observed.driver.run;
    assert.deepEqual(ends[0], { output, eventCount });
  });
});
