// The distributed Map: every item or batch an execution of its own, items that come in pages, results that are kept or written,
// and what may fail.
import assert from 'node:assert/strict';
import { createMockedData, createVirtualClock, Driver, type MapData, readMocks } from '../../host/index.ts';
import {
  advance,
  type ExecutionEvent,
  type Item,
  Journal,
  type ResultEntry,
  start,
  toHistory,
  type Value,
} from '../../interpreter/index.ts';
import { executionWith, programOf, runFast, runSteps, START_TIME, transcript } from '../support/runs.ts';

const PROCESSOR = `
      ItemProcessor:
        ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }
        StartAt: Work`;

/** A Map with these fields, whose children do what `work` says. */
function map(fields: string, work = 'Type: Pass, End: true', language = 'JSONPath'): string {
  return `
QueryLanguage: ${language}
StartAt: Each
States:
  Each:
      Type: Map
      Label: Each
      End: true${fields
        .split('\n')
        .map(line => `\n      ${line}`)
        .join('')}${PROCESSOR}
        States: { Work: { ${work} } }
`;
}

function outputOf(text: string, input: Value): Value | string | undefined {
  const { run } = runSteps(programOf(text), input);
  const fast = runFast(programOf(text), input);
  assert.deepEqual([fast.output, fast.failure], [run.output, run.failure]);
  return run.failure ? `${run.failure.error}: ${run.failure.cause}` : run.output;
}

/** Items handed out so many at a time, and what was written. */
function dataOf(
  items: readonly Value[],
  pageSize: number,
): { mapData: MapData; written: ResultEntry[]; pages: number } {
  const written: ResultEntry[] = [];
  let at = 0;
  const data = {
    written,
    pages: 0,
    mapData: {
      read: (_command, answer) => {
        data.pages++;
        const page: Item[] = items.slice(at, at + pageSize).map(value => ({ value, source: 'S3://b/k' }));
        at += pageSize;
        answer({ kind: 'items', items: page, isLast: at >= items.length });
      },
      write: ({ entries, isLast }, answer) => {
        written.push(...entries);
        if (isLast) answer();
      },
      cancel: () => undefined,
    } satisfies MapData,
  };
  return data;
}

function runWithData(text: string, input: Value, mapData: MapData) {
  const events: ExecutionEvent[] = [];
  const started = start(programOf(text), executionWith(input), { events: true });
  const driver = new Driver(started, {
    clock: createVirtualClock(START_TIME),
    mapData,
    sink: more => events.push(...more),
  });
  for (let pumped = driver.pump(1000); pumped.kind !== 'ended'; pumped = driver.pump(1000)) {
    if (pumped.kind === 'sleeping') throw new Error('The run waits for ever.');
  }
  return { run: driver.run, events };
}

const READER = `ItemReader:
  Resource: arn:aws:states:::s3:getObject
  ReaderConfig: { InputType: JSONL }
  Parameters: { Bucket: b, Key: k }`;

describe('distributed Map', () => {
  it('ends Express children after five minutes', () => {
    const express = (fields: string) =>
      map(fields, 'Type: Wait, SecondsPath: $, End: true').replace('STANDARD', 'EXPRESS');
    const { run, events } = runSteps(programOf(express('ToleratedFailureCount: 1')), [400, 2]);
    assert.deepEqual(run.output, [2]);
    assert.equal(run.now, START_TIME + 300_000);
    const ends = events.flatMap(event => (event.kind === 'childEnded' ? [event.status] : []));
    assert.deepEqual(ends, ['SUCCEEDED', 'TIMED_OUT']);
    assert.deepEqual(runFast(programOf(express('ToleratedFailureCount: 1')), [400, 2]).output, [2]);
    assert.match(String(outputOf(express(''), [400, 2])), /^States.ExceedToleratedFailureThreshold/);
    assert.deepEqual(outputOf(map('', 'Type: Wait, SecondsPath: $, End: true'), [400]), [400]);
  });

  it('runs every item as an execution of its own, and gives the results in the order of the items', () => {
    assert.deepEqual(outputOf(map('MaxConcurrency: 2'), [1, 2, 3]), [1, 2, 3]);
  });

  it('a child has a context object of its own', () => {
    const work = 'Type: Pass, End: true, Parameters: { "e.$": $$.Execution, "m.$": $$.StateMachine }';
    const [child] = outputOf(map('', work), ['item']) as { e: { [name: string]: Value }; m: Value }[];
    assert.match(
      String(child?.e['Id']),
      /^arn:aws:states:us-east-1:123456789012:execution:StateMachine\/Each:[0-9a-f-]{36}$/,
    );
    assert.equal(child?.e['Input'], 'item');
    assert.deepEqual(child?.m, {
      Id: 'arn:aws:states:us-east-1:123456789012:stateMachine:StateMachine/Each',
      Name: 'StateMachine/Each',
    });
  });

  it('the members of an object have a key', () => {
    const fields = `Items: '{% $states.input %}'
ItemSelector: { k: '{% $states.context.Map.Item.Key %}', v: '{% $states.context.Map.Item.Value %}' }`;
    assert.deepEqual(outputOf(map(fields, undefined, 'JSONata'), { a: 1, b: 2 }), [
      { k: 'a', v: 1 },
      { k: 'b', v: 2 },
    ]);
  });

  it('its history tells of the Map Run, and each child has a history of its own', () => {
    const { run, events } = runSteps(programOf(map('')), ['a']);
    const types = toHistory(events, run.execution).map(
      ({ type, id, previousEventId }) => `${id} ${type} <- ${previousEventId}`,
    );
    assert.deepEqual(types, [
      '1 ExecutionStarted <- 0',
      '2 MapStateEntered <- 0',
      '3 MapStateStarted <- 2',
      '4 MapRunStarted <- 3',
      '5 MapRunSucceeded <- 4',
      '6 MapStateSucceeded <- 5',
      '7 MapStateExited <- 4',
      '8 ExecutionSucceeded <- 7',
    ]);
    const child = events.find(event => event.kind === 'childStarted');
    assert.ok(child?.kind === 'childStarted');
    const own = toHistory(events, child.execution).map(
      ({ type, id, previousEventId }) => `${id} ${type} <- ${previousEventId}`,
    );
    assert.deepEqual(own, [
      '1 ExecutionStarted <- 0',
      '2 PassStateEntered <- 0',
      '3 PassStateExited <- 2',
      '4 ExecutionSucceeded <- 3',
    ]);
  });

  it('prints what becomes of its items', () => {
    const work =
      'Type: Choice, Default: Bad, Choices: [{ Variable: $, NumericEquals: 1, Next: Good }] }, Good: { Type: Succeed }, Bad: { Type: Fail, Error: Oh';
    assert.equal(
      transcript(map('ToleratedFailureCount: 1', work), [1, 2]).replace(/[0-9a-f-]{36}/, 'UUID'),
      `0s  started with [1,2]
0s  Each starts the Map Run arn:aws:states:us-east-1:123456789012:mapRun:StateMachine/Each:UUID
0s  Work -> Good  1
0s  Work -> Bad  2
0s  Good -> (end)  1
0s  Bad failed: Oh
0s  Each: 1 of 2 items succeeded, 1 failed
0s  Each -> (end)  [1]
0s  SUCCEEDED with [1]
`,
    );
  });

  it('fails when more fail than it tolerates', () => {
    const fail = 'Type: Fail, Error: Oh';
    const threshold = 'States.ExceedToleratedFailureThreshold: The specified tolerated failure threshold was exceeded';
    assert.equal(outputOf(map('', fail), [1]), threshold);
    assert.equal(outputOf(map('ToleratedFailureCount: 1', fail), [1, 2]), threshold);
    assert.deepEqual(outputOf(map('ToleratedFailureCount: 2', fail), [1, 2]), []);
    assert.equal(outputOf(map('ToleratedFailurePercentage: 99', fail), [1, 2]), threshold);
    assert.deepEqual(outputOf(map('ToleratedFailurePercentage: 100', fail), [1, 2]), []);
  });

  it('batches items by number and by size', () => {
    const byCount = `ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { "n.$": $.n } }
ItemsPath: $.all`;
    assert.deepEqual(outputOf(map(byCount), { n: 7, all: [1, 2, 3] }), [
      { BatchInput: { n: 7 }, Items: [1, 2] },
      { BatchInput: { n: 7 }, Items: [3] },
    ]);
    // {"Items":["aaaa","bbbb"]} has 25 bytes.
    assert.deepEqual(outputOf(map('ItemBatcher: { MaxInputBytesPerBatch: 25 }'), ['aaaa', 'bbbb', 'cccc']), [
      { Items: ['aaaa', 'bbbb'] },
      { Items: ['cccc'] },
    ]);
    assert.deepEqual(outputOf(map('ItemBatcher: { MaxInputBytesPerBatch: 24 }'), ['aaaa', 'bbbb']), [
      { Items: ['aaaa'] },
      { Items: ['bbbb'] },
    ]);
  });

  it('reads items page by page, and never holds many that have not begun', () => {
    const items = Array.from({ length: 2000 }, (_, i) => i);
    const data = dataOf(items, 500);
    const { run } = runWithData(map(`${READER}\nMaxConcurrency: 10`), {}, data.mapData);
    assert.deepEqual(run.output, items);
    assert.equal(data.pages, 4);
  });

  it('a batch goes on over the end of a page', () => {
    const data = dataOf([1, 2, 3, 4, 5], 2);
    const { run } = runWithData(map(`${READER}\nItemBatcher: { MaxItemsPerBatch: 3 }`), {}, data.mapData);
    assert.deepEqual(run.output, [{ Items: [1, 2, 3] }, { Items: [4, 5] }]);
  });

  it('says where an item is from', () => {
    const data = dataOf([1], 1);
    const { run } = runWithData(map(`${READER}\nItemSelector: { "s.$": $$.Map.Item.Source }`), {}, data.mapData);
    assert.deepEqual(run.output, [{ s: 'S3://b/k' }]);
    assert.deepEqual(outputOf(map('ItemSelector: { "s.$": $$.Map.Item.Source }'), [1]), [{ s: 'STATE_DATA' }]);
  });

  it('hands results on to be written, and gives the place of the manifest', () => {
    const data = dataOf([], 1);
    const writer = `ResultWriter:
  Resource: arn:aws:states:::s3:putObject
  Parameters: { Bucket: out, Prefix: jobs }`;
    const { run } = runWithData(map(writer), ['a', 'b'], data.mapData);
    const { MapRunArn: arn, ResultWriterDetails: details } = run.output as {
      MapRunArn: string;
      ResultWriterDetails: Value;
    };
    assert.deepEqual(details, { Bucket: 'out', Key: `jobs/${arn.split(':').at(-1)}/manifest.json` });
    assert.deepEqual(
      data.written.map(({ status, input, output }) => [status, input, output]),
      [
        ['SUCCEEDED', 'a', 'a'],
        ['SUCCEEDED', 'b', 'b'],
      ],
    );
  });

  it('writes what there is when it fails, too', () => {
    const data = dataOf([], 1);
    const writer = `MaxConcurrency: 2
ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: out } }`;
    const work =
      'Type: Choice, Default: Slow, Choices: [{ Variable: $, NumericEquals: 1, Next: Bad }] }, Slow: { Type: Wait, Seconds: 9, End: true }, Bad: { Type: Fail';
    const { run } = runWithData(map(writer, work), [1, 2, 3], data.mapData);
    assert.equal(run.failure?.error, 'States.ExceedToleratedFailureThreshold');
    assert.deepEqual(
      data.written.map(({ status, input }) => `${status} ${input}`),
      ['FAILED 1', 'ABORTED 2', 'PENDING 3'],
    );
  });

  it('results that are too much fail it when all have run', () => {
    const items = Array.from({ length: 30 }, (_, i) => `${i}`.padEnd(9_000, 'x'));
    const { run, events } = runWithData(map(READER), {}, dataOf(items, 10).mapData);
    assert.equal(run.failure?.error, 'States.DataLimitExceeded');
    assert.equal(events.filter(event => event.kind === 'childEnded').length, 30);
  });

  it('without anything that stands in for S3 says so', () => {
    assert.equal(
      outputOf(map(READER), {}),
      'States.ItemReaderFailed: Nothing stands in for S3 here: name a folder with a folder for each bucket (--s3), or an endpoint on this machine (S3_ENDPOINT).',
    );
  });

  it('a mock of the Map stands for what is read', () => {
    const text = map(READER);
    const itemsOf = (mock: Value) => {
      const { mocks } = readMocks({ Each: mock }, { stateMachine: 'test', testCase: undefined });
      const { run } = runWithData(text, {}, createMockedData(mocks ?? new Map()));
      return run.failure ? `${run.failure.error}: ${run.failure.cause}` : run.output;
    };
    assert.deepEqual(itemsOf({ return: [1, 2] }), [1, 2]);
    assert.deepEqual(itemsOf({ return: { a: 1 } }), [{ Key: 'a', Value: 1 }]);
    assert.equal(
      itemsOf({ throw: { error: 'States.ItemReaderFailed', cause: 'gone' } }),
      'States.ItemReaderFailed: gone',
    );
    assert.equal(
      itemsOf({ return: 1 }),
      'States.Runtime: The mock of the Map "Each" must give a list of items, or an object.',
    );
  });

  it('a child whose history is full fails alone', () => {
    const work =
      'Type: Pass, Next: Again }, Again: { Type: Choice, Choices: [{ Variable: $, NumericEquals: 1, Next: Done }], Default: Work }, Done: { Type: Succeed';
    assert.deepEqual(outputOf(map('ToleratedFailureCount: 1', work), [1, 2]), [1]);
  }).timeout(20_000);

  it('what runs when the Map fails is aborted', () => {
    const work =
      'Type: Choice, Default: Slow, Choices: [{ Variable: $, NumericEquals: 1, Next: Bad }] }, Slow: { Type: Wait, Seconds: 9, End: true }, Bad: { Type: Fail';
    const { events } = runSteps(programOf(map('', work)), [1, 2]);
    const ends = events.flatMap(event => (event.kind === 'childEnded' ? [event.status] : []));
    assert.deepEqual(ends, ['FAILED', 'ABORTED']);
  });

  it('every moment can be reached again, with nothing read twice', () => {
    const data = dataOf([1, 2, 3, 4], 2);
    const started = start(programOf(map(`${READER}\nMaxConcurrency: 1`)), executionWith({}), { events: true });
    const journal = new Journal(started);
    const driver = new Driver(started, { clock: createVirtualClock(START_TIME), journal, mapData: data.mapData });
    while (driver.pump(1000).kind !== 'ended');
    const ended = driver.run;
    for (let moment = journal.head; moment > 0; moment -= 7) driver.seek(moment);
    driver.seek(0);
    while (driver.pump(1000).kind !== 'ended');
    assert.deepEqual(driver.run.output, ended.output);
    assert.equal(data.pages, 2);
  });

  const inner = (work: string) => `
            Type: Map
            End: true
            Items: [1, 2]
            ItemProcessor:
              ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }
              StartAt: Deep
              States: { Deep: { ${work} } }`;

  it('may be in a child of another', () => {
    const text = `
QueryLanguage: JSONata
StartAt: Each
States:
  Each:
    Type: Map
    Label: Outer
    Items: [a, b]
    End: true
    ItemProcessor:
      ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }
      StartAt: Inner
      States:
        Inner:
            Label: Inner${inner("Type: Pass, End: true, Output: '{% $states.context.StateMachine.Name %}'")}
`;
    assert.deepEqual(outputOf(text, {}), Array(2).fill(Array(2).fill('StateMachine/Inner')));
  });

  const besideFail = `
QueryLanguage: JSONata
StartAt: Both
States:
  Both:
    Type: Parallel
    End: true
    Branches:
      - StartAt: Each
        States:
          Each:${inner('Type: Wait, Seconds: 9, End: true')}
      - StartAt: Pause
        States:
          Pause: { Type: Wait, Seconds: 1, Next: Bad }
          Bad: { Type: Fail, Error: Oh }
`;

  it('is aborted with the branch it is in', () => {
    const { run, events } = runSteps(programOf(besideFail), {});
    assert.equal(run.failure?.error, 'Oh');
    const types = toHistory(events, run.execution).map(({ type }) => type);
    assert.deepEqual(types.slice(-6), [
      'WaitStateExited',
      'FailStateEntered',
      'MapRunAborted',
      'MapStateAborted',
      'ParallelStateFailed',
      'ExecutionFailed',
    ]);
  });

  it('is aborted with its execution', () => {
    const program = programOf(map('', 'Type: Wait, Seconds: 9, End: true'));
    const started = start(program, executionWith([1, 2]), { events: true });
    const { run } = advance(started.run, { kind: 'go', steps: 100, now: START_TIME }, { events: true });
    const stopped = advance(run, { kind: 'stop', now: START_TIME, failure: {} }, { events: true });
    assert.deepEqual(
      stopped.events.map(({ kind }) => kind),
      ['childEnded', 'childEnded', 'mapRunAborted', 'executionAborted'],
    );
    assert.deepEqual([stopped.run.status, stopped.run.childEventCounts.size], ['ABORTED', 0]);
  });

  it('is retried as a new Map Run, and its errors can be caught', () => {
    const handlers = `Retry: [{ ErrorEquals: [States.ItemReaderFailed], MaxAttempts: 1 }]
Catch: [{ ErrorEquals: [States.ALL], Next: Caught }]`;
    const text = `${map(`${READER}\n${handlers}`)}  Caught: { Type: Pass, End: true }\n`;
    const { run, events } = runSteps(programOf(text), {});
    assert.equal((run.output as { Error?: Value }).Error, 'States.ItemReaderFailed');
    const runs = new Set(events.flatMap(event => (event.kind === 'mapRunStarted' ? [event.mapRun.arn] : [])));
    assert.equal(runs.size, 2);
  });

  it('tasks of its children are called, and cancelled when it fails', () => {
    const work = 'Type: Task, Resource: "arn:aws:lambda:us-east-1:123456789012:function:f", End: true';
    const driver = new Driver(start(programOf(map('', work)), executionWith([1, 2]), { events: false }), {
      clock: createVirtualClock(START_TIME),
      tasks: {
        call: ({ id, iteration }, answer) => {
          called.push(`${id} for ${iteration}`);
          if (iteration === 1) answer({ kind: 'failed', failure: { error: 'E' } });
        },
        cancel: id => called.push(`cancel ${id}`),
      },
    });
    const called: string[] = [];
    while (driver.pump(1000).kind !== 'ended');
    assert.deepEqual(called, ['1 for 0', '2 for 1', 'cancel 1']);
    assert.equal(driver.run.failure?.error, 'States.ExceedToleratedFailureThreshold');
  });

  it('an item that cannot be selected, or is too large, fails the Map', () => {
    const selector = map('ItemSelector: { "n.$": $.nope }');
    assert.match(
      String(outputOf(selector, [1])),
      /^States\.Runtime: An error occurred while executing the state 'Each' \(entered at the event id #2\)\. The JSONPath '\$\.nope'/,
    );
    const huge = outputOf(map('ItemBatcher: { MaxInputBytesPerBatch: 10 }'), ['0123456789']);
    assert.match(String(huge), /^States\.DataLimitExceeded: /);
  });
});
