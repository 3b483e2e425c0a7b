// Task, Parallel and Map: calls, retries, catchers, branches and iterations, one fact per test.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createVirtualClock, Driver, type Tasks } from '../../host/index.ts';
import { type Answer, advance, Journal, start, toHistory, type Value } from '../../interpreter/index.ts';
import { checkGolden } from '../support/golden.ts';
import { executionWith, programOf, START_TIME } from '../support/runs.ts';
import { runWithMocks } from '../support/tasks.ts';

const TASK = 'Type: Task, Resource: "arn:aws:states:::lambda:invoke"';

function output(text: string, input: Value, mocks: Value): unknown {
  const { run } = runWithMocks(text, input, mocks);
  return run.status === 'SUCCEEDED' ? run.output : `${run.failure?.error}: ${run.failure?.cause}`;
}

describe('Task', () => {
  it('sends its Parameters and shapes the result', () => {
    const text = `
StartAt: S
States:
  S: { ${TASK}, Parameters: { "x.$": $.a }, ResultSelector: { "got.$": $.b }, ResultPath: $.r, End: true }`;
    assert.deepEqual(output(text, { a: 1 }, { S: { jsonata: '{"b": $states.input.x + 1}' } }), { a: 1, r: { got: 2 } });
  });

  it('Assign sees the raw result, Output in JSONata too', () => {
    const text = `
StartAt: S
QueryLanguage: JSONata
States:
  S: { ${TASK}, Arguments: 1, Assign: { v: "{% $states.result.b %}" }, Output: "{% $states.result.b * 2 %}", Next: T }
  T: { Type: Pass, Output: "{% [$v, $states.input] %}", End: true }`;
    assert.deepEqual(output(text, {}, { S: { return: { b: 4 } } }), [4, 8]);
  });

  it('without an answer fails in a sentence, and nothing catches it', () => {
    const text = `
StartAt: S
States:
  S: { ${TASK}, Catch: [{ ErrorEquals: [States.ALL], Next: T }], End: true }
  T: { Type: Succeed }`;
    assert.match(String(output(text, {}, {})), /^States.Runtime: Nothing says what the state "S" is answered by arn:/);
  });

  it('is retried after the delays of its retrier, then caught', () => {
    const text = `
StartAt: S
States:
  S:
    Type: Task
    Resource: arn:aws:lambda:us-east-1:123456789012:function:f
    Retry: [{ ErrorEquals: [Busy], IntervalSeconds: 2, MaxAttempts: 3, MaxDelaySeconds: 5 }]
    Catch: [{ ErrorEquals: [States.TaskFailed], Next: T, ResultPath: $.error }]
    End: true
  T: { Type: Succeed }`;
    const { lines, run } = runWithMocks(text, { a: 1 }, { S: { throw: { error: 'Busy', cause: 'later' } } });
    checkGolden('runs/retry', lines);
    assert.deepEqual(run.output, { a: 1, error: { Error: 'Busy', Cause: 'later' } });
  });

  it('a retrier whose attempts are used up hands over to the catchers', () => {
    const text = `
StartAt: S
States:
  S:
    ${TASK.replace(', ', '\n    ')}
    Retry: [{ ErrorEquals: [A], MaxAttempts: 1 }, { ErrorEquals: [States.ALL], MaxAttempts: 5 }]
    End: true`;
    const { events } = runWithMocks(text, {}, { S: { throw: { error: 'A' } } });
    assert.equal(events.filter(({ kind }) => kind === 'callScheduled').length, 2);
  });

  it('States.ALL does not catch States.Runtime, and a name catches only itself', () => {
    const text = (names: string) => `
StartAt: S
States:
  S: { ${TASK}, Catch: [{ ErrorEquals: [${names}], Next: T }], End: true }
  T: { Type: Pass, Result: caught, End: true }`;
    const thrown = (error: string) => ({ S: { throw: { error, cause: 'c' } } });
    assert.equal(output(text('States.ALL'), {}, thrown('X')), 'caught');
    assert.equal(output(text('States.ALL'), {}, thrown('States.Runtime')), 'States.Runtime: c');
    assert.equal(output(text('X'), {}, thrown('Y')), 'Y: c');
    assert.equal(output(text('States.TaskFailed'), {}, thrown('States.Timeout')), 'States.Timeout: c');
    assert.equal(output(text('States.TaskFailed'), {}, thrown('Y')), 'caught');
  });

  it("times out by the clock, and a late answer is nobody's", () => {
    const text = `
StartAt: S
States:
  S: { Type: Task, Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", TimeoutSeconds: 60, HeartbeatSeconds: 20, Catch: [{ ErrorEquals: [States.HeartbeatTimeout], Next: T }], End: true }
  T: { Type: Succeed }`;
    const heard: ((answer: Answer) => void)[] = [];
    const cancelled: number[] = [];
    const tasks: Tasks = { call: (_command, answer) => heard.push(answer), cancel: id => cancelled.push(id) };
    const clock = {
      isVirtual: false,
      time: START_TIME,
      now: () => clock.time,
      reach: (time: number) => clock.time >= time,
    };
    const driver = new Driver(start(programOf(text), executionWith({}), { events: true }), { clock, tasks });
    assert.deepEqual(driver.pump(100), { kind: 'sleeping', until: START_TIME + 20_000 });
    clock.time += 15_000;
    heard[0]?.({ kind: 'heartbeat' });
    assert.deepEqual(driver.pump(100), { kind: 'sleeping', until: START_TIME + 35_000 });
    clock.time += 20_000;
    assert.equal(driver.pump(100).kind, 'ended');
    assert.deepEqual(driver.run.output, { Error: 'States.Timeout', Cause: '' });
    assert.deepEqual(cancelled, [1]);
    heard[0]?.({ kind: 'succeeded', output: 1 });
    assert.equal(driver.pump(100).kind, 'ended');
  });

  it('a token task has its token in its arguments', () => {
    const text = `
StartAt: S
States:
  S: { Type: Task, Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", Parameters: { "t.$": $$.Task.Token }, End: true }`;
    assert.match(String((output(text, {}, { S: { jsonata: '$states.input' } }) as { t: string }).t), /^[0-9a-f-]{36}$/);
  });
});

describe('Parallel', () => {
  const BOTH = `
StartAt: Both
States:
  Both:
    Type: Parallel
    Branches:
      - StartAt: A
        States: { A: { Type: Pass, Assign: { v: inner }, Next: A2 }, A2: { Type: Pass, Parameters: { "v.$": $v }, End: true } }
      - StartAt: B
        States: { B: { ${TASK}, End: true } }
    Catch: [{ ErrorEquals: [Broken], Next: Caught }]
    Next: After
  After: { Type: Succeed }
  Caught: { Type: Pass, Result: caught, End: true }`;

  it('gives the results of its branches in the order written', () => {
    assert.deepEqual(output(BOTH, { x: 1 }, { B: { return: 2 } }), [{ v: 'inner' }, 2]);
  });

  it('fails with the error of the branch, which its catchers see', () => {
    assert.equal(output(BOTH, {}, { B: { throw: { error: 'Broken' } } }), 'caught');
    assert.equal(output(BOTH, {}, { B: { throw: { error: 'Other', cause: 'c' } } }), 'Other: c');
  });

  it('ends the other branches when one fails, and cancels their calls', () => {
    const text = `
StartAt: P
States:
  P:
    Type: Parallel
    Branches:
      - { StartAt: A, States: { A: { ${TASK}, End: true } } }
      - { StartAt: B, States: { B: { Type: Wait, Seconds: 1, Next: F }, F: { Type: Fail, Error: E } } }
    End: true`;
    const cancelled: number[] = [];
    const tasks: Tasks = { call: () => undefined, cancel: id => cancelled.push(id) };
    const clock = createVirtualClock(START_TIME);
    const real = { ...clock, isVirtual: false };
    const driver = new Driver(start(programOf(text), executionWith({}), { events: true }), { clock: real, tasks });
    assert.equal(driver.pump(100).kind, 'ended');
    assert.equal(driver.run.failure?.error, 'E');
    assert.deepEqual(cancelled, [1]);
  });
});

describe('Map', () => {
  const each = (fields: string) => `
StartAt: M
States:
  M:
    Type: Map
    ${fields}
    ItemProcessor:
      StartAt: I
      States: { I: { ${TASK}, End: true } }
    End: true`;

  it('gives the results in the order of the items, whatever order they end in', () => {
    const mocks = { I: { jsonata: '$states.input * 10' } };
    assert.deepEqual(output(each('ItemsPath: $.list'), { list: [1, 2, 3] }, mocks), [10, 20, 30]);
  });

  it('ItemSelector sees the item, its index and the input of the Map', () => {
    const selector = 'ItemSelector: { "i.$": $$.Map.Item.Index, "v.$": $$.Map.Item.Value, "all.$": "$.length()" }';
    assert.deepEqual(output(each(selector), ['a', 'b'], { I: { jsonata: '$states.input' } }), [
      { i: 0, v: 'a', all: 2 },
      { i: 1, v: 'b', all: 2 },
    ]);
  });

  it('runs no more iterations at once than it may', () => {
    const { events } = runWithMocks(each('MaxConcurrency: 2'), [1, 2, 3, 4, 5], { I: { return: 0 } });
    let open = 0;
    let most = 0;
    for (const { kind } of events) {
      if (kind === 'iterationStarted') most = Math.max(most, ++open);
      if (kind === 'iterationSucceeded') open--;
    }
    assert.equal(most, 2);
  });

  it('has no iterations for no items', () => assert.deepEqual(output(each(''), [], {}), []));

  it('needs a list', () => {
    assert.match(String(output(each(''), { a: 1 }, {})), /Reference path "\$" must point to array\.$/);
  });

  it('is tried again as a whole', () => {
    const fields = 'Retry: [{ ErrorEquals: [Once] }]';
    const mocks = { I: { sequence: [{ throw: { error: 'Once' } }, { return: 'ok' }] } };
    assert.deepEqual(output(each(fields), [1], mocks), ['ok']);
  });
});

describe('whole runs with tasks', () => {
  const text = fs.readFileSync('samples/fulfil.asl.json', 'utf8');
  const input: Value = JSON.parse(fs.readFileSync('samples/inputs/fulfil.json', 'utf8'));
  const mocks: Value = JSON.parse(fs.readFileSync('samples/fulfil.mocks.json', 'utf8'));

  it('the fulfil sample, and its history', () => {
    const { lines, events } = runWithMocks(text, input, mocks);
    checkGolden('runs/fulfil', lines);
    checkGolden('runs/fulfil-history', `${JSON.stringify(toHistory(events, executionWith(input)), null, 1)}\n`);
  });

  it('every moment can be reached again, with nothing called twice', () => {
    const started = start(programOf(text), executionWith(input), { events: true });
    const journal = new Journal(started);
    let calls = 0;
    const tasks: Tasks = {
      call: ({ state }, answer) => {
        calls++;
        answer({ kind: 'succeeded', output: { Payload: { paid: state.name, carrier: 'bike' } } });
      },
      cancel: () => undefined,
    };
    const driver = new Driver(started, { clock: createVirtualClock(START_TIME), journal, tasks });
    while (driver.pump(1000).kind === 'yielded');
    assert.equal(driver.run.status, 'SUCCEEDED');
    const before = calls;
    const forward = Array.from({ length: journal.head + 1 }, (_, moment) =>
      JSON.stringify(journal.runAt(moment).strands.map(({ id, step, data }) => [id, step, data])),
    );
    driver.seek(0);
    for (let moment = 1; moment <= journal.head; moment++) {
      driver.seek(moment);
      assert.equal(JSON.stringify(driver.run.strands.map(({ id, step, data }) => [id, step, data])), forward[moment]);
    }
    assert.equal(calls, before);
  });

  it('an answer to a call that is not open changes nothing', () => {
    const { run } = start(programOf(text), executionWith(input), { events: true });
    const moved = advance(
      run,
      { kind: 'answer', call: 99, answer: { kind: 'succeeded', output: 1 }, now: START_TIME },
      { events: true },
    );
    assert.deepEqual([moved.run, moved.events, moved.commands], [run, [], []]);
  });
});

describe('limits', () => {
  it('a payload over 256 KiB fails the state that hands it on, and can be caught', () => {
    const text = `
StartAt: S
States:
  S: { ${TASK}, Catch: [{ ErrorEquals: [States.DataLimitExceeded], Next: T }], End: true }
  T: { Type: Pass, Parameters: { "is.$": $.Error }, End: true }`;
    assert.deepEqual(output(text, {}, { S: { return: 'ä'.repeat(131_072) } }), { is: 'States.DataLimitExceeded' });
    assert.equal(String(output(text, {}, { S: { return: 'ä'.repeat(131_071) } })).length, 131_071);
  });

  it('a value nested without end is too large rather than a fault', () => {
    const text = `
StartAt: S
QueryLanguage: JSONata
States:
  S: { Type: Pass, Output: "{% $reduce([1..20000], function($a, $i) { [[$a]] }, 1) %}", End: true }`;
    assert.match(String(output(text, {}, {})), /^States\.(DataLimitExceeded|QueryEvaluationError): /);
  });
});
