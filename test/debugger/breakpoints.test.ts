// Breakpoints of every kind, as transcripts of what a client says and hears.
import assert from 'node:assert/strict';
import { type DebugClient, startDebugging } from '../support/debugClient.ts';
import { BRANCHES, BRANCHES_INPUT, BUSY_FIRST, lineOf, PAID, SHOP, SHOP_INPUT } from '../support/debugMachines.ts';
import { checkGolden } from '../support/golden.ts';

const FILE = '/shop.asl.json';
const source = { path: FILE };

const shop = (more: object = {}, breakpoints: object[] = []) =>
  startDebugging(FILE, {
    breakpoints: breakpoints as { line: number }[],
    attributes: { text: SHOP, input: SHOP_INPUT, mocks: PAID, trace: false, ...more },
  });
const branches = (more: object = {}) =>
  startDebugging(FILE, { attributes: { text: BRANCHES, input: BRANCHES_INPUT, trace: false, ...more } });

async function toEnd(client: DebugClient): Promise<void> {
  for (let stop = await client.move('configurationDone'); stop; ) stop = await client.move('continue');
}

describe('breakpoints', () => {
  it('stand on states, phases, handlers and exits, and say where they were moved', async () => {
    const client = await shop();
    const at = (part: string) => lineOf(SHOP, part);
    const lines = [
      1,
      at('"Charge": {'),
      at('"Type": "Task"'),
      at('"Parameters": { "Fun'),
      at('"Retry"'),
      at('["Refused"]'),
    ];
    const more = [at('"NumericGreaterThan"'), at('"Default"'), at('"ResultPath": "$.payment"'), at('"Report": {') - 1];
    await client.say('setBreakpoints', { source, breakpoints: [...lines, ...more].map(line => ({ line })) });
    checkGolden('debugger/breakpoints-placed', client.transcript());
    client.dispose();
  });

  it('have columns, which a client can ask for', async () => {
    const client = await branches();
    const line = lineOf(BRANCHES, '"Right"');
    await client.say('breakpointLocations', { source, line });
    await client.say('breakpointLocations', { source, line: 2, endLine: 7 });
    const text = BRANCHES.split('\n')[line - 1] ?? '';
    await client.say('setBreakpoints', {
      source,
      breakpoints: [
        { line, column: text.indexOf('"Way": {') + 2 },
        { line, column: text.lastIndexOf('"End"') + 1 },
      ],
    });
    await toEnd(client);
    checkGolden('debugger/breakpoints-columns', client.transcript());
    client.dispose();
  });

  it('stop under conditions in the language of the state, or JSONata anywhere', async () => {
    const client = await shop({}, [
      { line: lineOf(SHOP, '"Read": {'), condition: '$.total > 15 && $.id == "A"' },
      { line: lineOf(SHOP, '"Report": {'), condition: '$states.input.total > 30' },
      { line: lineOf(SHOP, '"More": {'), condition: '{% $count = 2 and $states.input.total = 20 %}' },
    ]);
    await toEnd(client);
    checkGolden('debugger/conditions', client.transcript());
    client.dispose();
  });

  it('a condition that cannot be evaluated is explained once and counts as true', async () => {
    const client = await shop({}, [
      { line: lineOf(SHOP, '"Read": {'), condition: '$.total >' },
      { line: lineOf(SHOP, '"Report": {'), condition: '$nope(' },
    ]);
    await toEnd(client);
    checkGolden('debugger/conditions-broken', client.transcript());
    client.dispose();
  });

  it('count their hits, also those before they were set', async () => {
    const line = lineOf(SHOP, '"Read": {');
    const client = await shop({ stopAtEnd: true }, [{ line, hitCondition: '2' }, { line: 999 }]);
    await client.say('setBreakpoints', { source, breakpoints: [{ line, hitCondition: 'often' }] });
    await client.say('setBreakpoints', { source, breakpoints: [{ line, hitCondition: '2' }] });
    await client.move('configurationDone');
    await client.move('continue');
    await client.say('setBreakpoints', { source, breakpoints: [{ line, hitCondition: '>= 2' }] });
    await client.move('reverseContinue');
    await client.move('reverseContinue');
    await client.say('setBreakpoints', { source, breakpoints: [{ line, hitCondition: '% 3' }] });
    await client.move('continue');
    await client.move('continue');
    checkGolden('debugger/hit-counts', client.transcript());
    client.dispose();
  });

  it('stop in one iteration of a Map', async () => {
    const client = await branches();
    const line = lineOf(BRANCHES, '"Give": {');
    await client.say('setBreakpoints', { source, breakpoints: [{ line, hitCondition: '#2' }] });
    await client.move('configurationDone');
    await client.show();
    await client.say('setFunctionBreakpoints', { breakpoints: [{ name: 'Each#1/Take' }] });
    await client.move('reverseContinue');
    checkGolden('debugger/hit-iteration', client.transcript());
    client.dispose();
  });

  it('print messages instead, once for each moment, on the way back too', async () => {
    const line = lineOf(SHOP, '"Report": {');
    const client = await shop({ stopAtEnd: true }, [
      { line, logMessage: 'order {$states.input.id}: {$states.input.total} {{braces}} {$nope(} {"a{b"}' },
    ]);
    await client.move('configurationDone');
    const read = lineOf(SHOP, '"Read": {');
    await client.say('setBreakpoints', { source, breakpoints: [{ line: read, logMessage: 'read {$.total}' }] });
    await client.move('reverseContinue');
    await client.move('continue');
    checkGolden('debugger/log-points', client.transcript());
    client.dispose();
  });

  it('have modes', async () => {
    const line = lineOf(SHOP, '"Type": "Task"');
    const client = await shop({ mocks: BUSY_FIRST });
    const breakpoints = ['entry', 'task', 'result', 'retry', 'exit', 'never'].map(mode => ({ line, mode }));
    const onChoice = { line: lineOf(SHOP, '"More": {'), mode: 'task' };
    await client.say('setBreakpoints', { source, breakpoints: [...breakpoints, onChoice] });
    for (let i = 0, stop = await client.move('configurationDone'); stop && i < 6; i++)
      stop = await client.move('continue');
    checkGolden('debugger/breakpoint-modes', client.transcript());
    client.dispose();
  });

  it('by the names of states', async () => {
    const client = await branches();
    const names = ['Take', 'B*', 'Both[1]/*', 'type:Wait', 'resource:*lambda*', 'After:exit', 'Aftr', 'Mend:retry'];
    await client.say('setFunctionBreakpoints', { breakpoints: names.map(name => ({ name })) });
    await toEnd(client);
    checkGolden('debugger/function-breakpoints', client.transcript());
    client.dispose();
  });

  it('on data stop when a value is written that is another', async () => {
    const client = await shop({ stopOnEntry: true });
    await client.move('configurationDone');
    const info = await client.say<{ dataId: string }>('dataBreakpointInfo', { name: '$count' });
    const total = await client.say<{ dataId: string }>('dataBreakpointInfo', { name: '$.total' });
    await client.say('dataBreakpointInfo', { name: '$sum($.x)' });
    const { scopes } = await client.request<{ scopes: { variablesReference: number }[] }>('scopes', { frameId: 1000 });
    const variablesReference = scopes[0]?.variablesReference;
    await client.say('dataBreakpointInfo', { variablesReference, name: 'id' });
    await client.say('setDataBreakpoints', {
      breakpoints: [
        { dataId: info?.dataId, accessType: 'write' },
        { dataId: total?.dataId, condition: '{% $states.input.total > 20 %}' },
        { dataId: 'nonsense' },
      ],
    });
    for (let i = 0, stop = await client.move('continue'); stop && i < 5; i++) stop = await client.move('continue');
    await client.move('reverseContinue');
    checkGolden('debugger/data-breakpoints', client.transcript());
    client.dispose();
  });

  it('filters stop at failures by what becomes of them, with conditions', async () => {
    const mocks = {
      Charge: {
        sequence: [
          { throw: { error: 'Busy', cause: '{"errorType":"Inner","errorMessage":"deep"}' } },
          { throw: { error: 'Refused' } },
          { throw: { error: 'Busy' } },
          { return: { Payload: 1 } },
        ],
      },
    };
    const client = await shop({ mocks });
    await client.say('setExceptionBreakpoints', {
      filters: ['uncaught'],
      filterOptions: [{ filterId: 'retried', condition: "$error = 'Busy' and $attempt = 0" }, { filterId: 'caught' }],
    });
    for (let stop = await client.move('configurationDone'); stop; stop = await client.move('continue')) {
      await client.say('exceptionInfo', { threadId: 1 });
    }
    checkGolden('debugger/exceptions', client.transcript());
    client.dispose();
  });

  it('an uncaught failure and a Fail state stop before the end', async () => {
    const text = `{ "StartAt": "A", "States": {
      "A": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Next": "B",
        "Catch": [{ "ErrorEquals": ["Other"], "Next": "B" }] },
      "B": { "Type": "Fail", "Error": "E", "Cause": "C" } } }`;
    const filters = { filters: ['uncaught', 'failState'] };
    for (const A of [{ throw: { error: 'Bad' } }, { throw: { error: 'Other' } }]) {
      const client = await startDebugging(FILE, { attributes: { text, mocks: { A }, trace: false } });
      await client.say('setExceptionBreakpoints', filters);
      for (let stop = await client.move('configurationDone'); stop; stop = await client.move('continue')) {
        await client.say('exceptionInfo', { threadId: 1 });
      }
      checkGolden(`debugger/uncaught-${A.throw.error}`, client.transcript());
      client.dispose();
    }
  });

  it('stay at their states when the definition is formatted or edited', async () => {
    const client = await shop({ stopOnEntry: true }, [
      { line: lineOf(SHOP, '"Report": {') },
      { line: lineOf(SHOP, '"Default"') },
      { line: lineOf(SHOP, '"Assign": { "count": 1 }') },
    ]);
    await client.move('configurationDone');
    const edited = `\n\n${SHOP.replace('      "Assign": { "count": 1 },\n', '').replace('$count + 1', '1')}`;
    await client.say('stepthrough/definitionChanged', { text: edited, apply: 'unentered' });
    await client.stop();
    await client.move('continue');
    await client.show();
    await client.move('continue');
    checkGolden('debugger/breakpoints-edited', client.transcript());
    client.dispose();
  });

  it('children of a distributed Map that fail within what it tolerates stop as such', async () => {
    const text = `{ "StartAt": "Each", "QueryLanguage": "JSONata", "States": { "Each": { "Type": "Map", "End": true,
      "Items": [1, 2, 3], "MaxConcurrency": 1, "ToleratedFailureCount": 1, "ItemProcessor": {
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, "StartAt": "Try", "States": {
          "Try": { "Type": "Choice", "Choices": [{ "Condition": "{% $states.input > 1 %}", "Next": "No" }], "Default": "Yes" },
          "Yes": { "Type": "Succeed" }, "No": { "Type": "Fail", "Error": "{% 'No' & $states.input %}" } } } } } }`;
    const client = await startDebugging(FILE, { attributes: { text, trace: false } });
    await client.say('setExceptionBreakpoints', {
      filters: ['tolerated', 'uncaught'],
      filterOptions: [{ filterId: 'failState', condition: "$error = 'No3'" }],
    });
    for (let stop = await client.move('configurationDone'); stop; stop = await client.move('continue'))
      await client.show();
    checkGolden('debugger/tolerated', client.transcript());
    client.dispose();
  });
});

describe('a breakpoint on what a Map hands its iterations', () => {
  const map = (fields: string) => `{
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
${fields}
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
        "StartAt": "One",
        "States": { "One": { "Type": "Pass", "End": true } }
      },
      "End": true
    }
  }
}`;

  it('stops once, where the items are settled, and stays at its field', async () => {
    const selector = '"ItemSelector": {\n        "item.$": "$$.Map.Item.Value"\n      },';
    for (const [fields, line, shown] of [
      [`      "ItemsPath": "$.items",\n      ${selector}`, 8, 7],
      [`      "ItemsPath": "$.items",\n      ${selector}`, 6, 6],
      [`      ${selector}`, 7, 6],
      [
        `      "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "JSON" }, "Parameters": { "Bucket": "b", "Key": "k" } },\n      ${selector}`,
        8,
        7,
      ],
      ['      "ItemsPath": "$.items",\n      "Parameters": { "x.$": "$$.Map.Item.Index" },', 7, 7],
    ] as const) {
      const input = fields.startsWith('      "ItemS') ? [1, 2] : { items: [1, 2] };
      const attributes = { text: map(fields), input, trace: false, mocks: { Each: { return: [1, 2] } } };
      const client = await startDebugging(FILE, { lines: [line], attributes });
      assert.deepEqual(client.log, [`breakpoint at ${shown}`], fields);
      await client.move('configurationDone');
      assert.match(client.log.at(-1) ?? '', /stopped \(breakpoint\) \[1\]: Paused before Parameters of "Each"/);
      const text = map(`\n${fields}`);
      await client.request('stepthrough/definitionChanged', { text, apply: 'unentered' });
      await client.stop();
      assert.match(client.log.join('\n'), new RegExp(`"line":${shown + 1}`), fields);
      await client.move('continue');
      assert.equal(client.log.at(-1), 'terminated');
      client.dispose();
    }
  });
});
