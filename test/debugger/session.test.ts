// Debugging by conversation: what a client says and sees, as transcripts.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { DebugProtocol } from '../../debugger/dap.ts';
import { createDebugClient, startDebugging } from '../support/debugClient.ts';
import { lineOf, SHOP, SHOP_INPUT } from '../support/debugMachines.ts';
import { checkGolden } from '../support/golden.ts';

const ORDER = path.resolve('samples/order.asl.json');
const input = { order: { id: 'A-1', total: 5000, customer: { trusted: false } } };

describe('what is printed', () => {
  it('has colours for clients that show them, and none for others', async () => {
    const mocks = { Charge: { sequence: [{ throw: { error: 'Busy' } }, { throw: { error: 'Refused' } }] } };
    for (const supportsANSIStyling of [true, false]) {
      const client = await startDebugging('/shop.asl.json', {
        attributes: { text: SHOP, input: SHOP_INPUT, mocks },
        breakpoints: [{ line: lineOf(SHOP, '"Read": {'), logMessage: 'reads {$.id}' }],
        client: supportsANSIStyling ? { supportsANSIStyling } : {},
      });
      await client.move('configurationDone');
      if (supportsANSIStyling) checkGolden('debugger/styled', client.transcript());
      else assert.ok(!client.transcript().includes('\u001b'));
      client.dispose();
    }
  });
});

describe('debug sessions', () => {
  it('stops at breakpoints, steps over states, shows the data, steps back', async () => {
    const client = await startDebugging(ORDER, { lines: [13, 37], attributes: { input } });
    await client.move('configurationDone');
    await client.show();
    await client.move('next');
    await client.show();
    await client.move('continue');
    await client.show();
    await client.move('stepBack');
    await client.show();
    await client.move('reverseContinue');
    await client.move('reverseContinue');
    await client.show();
    await client.move('continue');
    await client.move('continue');
    await client.move('continue');
    checkGolden('debugger/order', client.log.map(line => `${line}\n`).join(''));
    client.dispose();
  });

  it('steps into the phases of states, and back through them', async () => {
    const client = await startDebugging(ORDER, { attributes: { input, stopOnEntry: true } });
    await client.move('configurationDone');
    for (let i = 0; i < 8; i++) {
      await client.move('stepIn');
      await client.show();
    }
    await client.move('stepBack');
    await client.move('stepBack');
    await client.move('next');
    checkGolden('debugger/phases', client.log.map(line => `${line}\n`).join(''));
    client.dispose();
  });

  it('a breakpoint inside a state that names no phase moves to the state and says so', async () => {
    const client = await startDebugging(ORDER, { lines: [2, 6, 8, 11, 14, 33, 54], attributes: { input } });
    checkGolden('debugger/breakpoints', client.log.map(line => `${line}\n`).join(''));
    client.dispose();
  });

  it('paths are evaluated against what the state works on', async () => {
    const client = await startDebugging(ORDER, { lines: [13], attributes: { input } });
    await client.move('configurationDone');
    const evaluate = async (expression: string) => {
      const { result } = await client.request<DebugProtocol.EvaluateResponse['body']>('evaluate', { expression });
      return result;
    };
    assert.equal(await evaluate('$.total'), '5000');
    assert.equal(await evaluate('$orderId'), '"A-1"');
    assert.equal(await evaluate('$$.Execution.Name'), '"test"');
    assert.equal(await evaluate(' $.customer '), '{"trusted":false}');
    await assert.rejects(evaluate('$.nope'), { message: '$.nope leads to nothing here.' });
    await assert.rejects(evaluate('total'), { message: /Write a JSONPath/ });
    client.dispose();
  });

  it('long lists are read in pages', async () => {
    const items = Array.from({ length: 250 }, (_, i) => i);
    const attributes = { input: { items }, stopOnEntry: true };
    const client = await startDebugging(path.resolve('samples/hello-world.asl.json'), { attributes });
    await client.move('configurationDone');
    const { scopes } = await client.request<DebugProtocol.ScopesResponse['body']>('scopes', { frameId: 1000 });
    const read = (args: object) => client.request<DebugProtocol.VariablesResponse['body']>('variables', args);
    const { variables } = await read({ variablesReference: scopes[0]?.variablesReference });
    assert.equal(variables[0]?.indexedVariables, 250);
    const page = await read({
      variablesReference: variables[0]?.variablesReference,
      filter: 'indexed',
      start: 100,
      count: 3,
    });
    assert.deepEqual(
      page.variables.map(({ name, value, evaluateName }) => [name, value, evaluateName]),
      [100, 101, 102].map(i => [`[${i}]`, `${i}`, `$.items[${i}]`]),
    );
    client.dispose();
  });

  it('pause stops an endless loop', async () => {
    const rule = { Variable: '$.stop', IsPresent: true, Next: 'C' };
    const states = {
      A: { Type: 'Wait', Seconds: 1, Next: 'B' },
      B: { Type: 'Choice', Choices: [rule], Default: 'A' },
      C: { Type: 'Succeed' },
    };
    const text = JSON.stringify({ StartAt: 'A', States: states });
    const client = await startDebugging('/endless.asl.json', { attributes: { text } });
    await client.request('configurationDone');
    await client.request('pause', { threadId: 1 });
    const { reason } = await client.event<DebugProtocol.StoppedEvent['body']>('stopped');
    assert.equal(reason, 'pause');
    client.dispose();
  });

  it('live views are told what changed, and everything after going back', async () => {
    const client = await startDebugging(ORDER, { lines: [32], attributes: { input } });
    await client.move('configurationDone');
    const first = await client.event<{ reset: boolean; states: Record<string, { status: string }>; cursor?: object }>(
      'stepthrough/batch',
    );
    assert.equal(first.reset, true);
    assert.deepEqual(
      Object.entries(first.states).map(([pointer, { status }]) => `${pointer} ${status}`),
      ['/States/Read order succeeded', '/States/Check total succeeded'],
    );
    assert.deepEqual(first.cursor, { pointer: '/States/Cool off', phase: 'enter', label: 'entry' });
    await client.move('stepBack');
    const back = await client.event<typeof first>('stepthrough/batch');
    assert.deepEqual(Object.keys(back.states), ['/States/Read order']);
    assert.equal(back.reset, true);
    client.dispose();
  });

  it('branches and iterations are threads with stacks, and stepping out of one leads to the state around it', async () => {
    const fulfil = path.resolve('samples/fulfil.asl.json');
    const attributes = { input: 'inputs/fulfil.json', mocks: 'fulfil.mocks.json' };
    const client = await startDebugging(fulfil, { lines: [12, 57], attributes });
    const show = async (threadId: number) => {
      const { threads } = await client.request<DebugProtocol.ThreadsResponse['body']>('threads');
      client.log.push(`    threads: ${threads.map(({ id, name }) => `${id} ${name}`).join(', ')}`);
      const { stackFrames } = await client.request<DebugProtocol.StackTraceResponse['body']>('stackTrace', {
        threadId,
      });
      for (const { name, line } of stackFrames) client.log.push(`    ${threadId}: ${name} ${line}`);
    };
    await client.move('configurationDone');
    await show(2);
    await client.move('stepOut', { threadId: 2 });
    await show(1);
    await client.move('continue');
    await show(4);
    await client.move('next', { threadId: 4 });
    await client.move('continue');
    await client.move('continue');
    checkGolden('debugger/threads', client.log.map(line => `${line}\n`).join(''));
    client.dispose();
  });

  it('a definition with errors is refused in a sentence with lines', async () => {
    const client = createDebugClient();
    await client.request('initialize', {});
    const text = '{\n"StartAt": "A",\n"States": {"A": {"Type": "Pass", "Next": "Nope"}}}';
    await assert.rejects(client.request('launch', { definition: '/x.asl.json', text }), {
      message: 'x.asl.json cannot be run: Line 3: No state is named "Nope".',
    });
    await assert.rejects(client.request('launch', {}), { message: /names no definition/ });
    await assert.rejects(client.request('launch', { definition: '/no/such.asl.json' }), {
      message: /there is no such file/,
    });
    client.dispose();
  });
});

describe('an Express machine', () => {
  const launched = async (state: object, machineType: string) => {
    const client = createDebugClient();
    await client.request('initialize', {});
    const text = JSON.stringify({ StartAt: 'A', States: { A: state } });
    await client.request('launch', { definition: '/x.asl.json', text, machineType });
    await client.request('configurationDone', {});
    await client.event('terminated');
    client.dispose();
    return client.log.at(-1);
  };

  it('is over after five minutes, and a Standard one is not', async () => {
    const wait = { Type: 'Wait', Seconds: 400, End: true };
    assert.equal(await launched(wait, 'EXPRESS'), '  | 5m  TIMED_OUT');
    assert.equal(await launched(wait, 'STANDARD'), '  | 6m 40s  SUCCEEDED with {}');
  });

  it('is refused when it waits for a job, and so is another type', async () => {
    const job = { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', Arguments: {}, End: true };
    await assert.rejects(launched(job, 'EXPRESS'), { message: /Express/ });
    const message = '"machineType" is STANDARD or EXPRESS, not "Express".';
    await assert.rejects(launched({ Type: 'Succeed' }, 'Express'), { message });
  });
});

describe('a distributed Map', () => {
  it('has its children as threads, which can be stepped through and back', async () => {
    const definition = path.resolve('samples/import.asl.json');
    const line =
      fs
        .readFileSync(definition, 'utf8')
        .split('\n')
        .findIndex(one => one.includes('"Read total": {')) + 1;
    const attributes = { input: { file: 'orders.csv' }, s3: 'buckets' };
    const client = await startDebugging(definition, { lines: [line], attributes });
    const threads = async () => {
      const answer = await client.request<DebugProtocol.ThreadsResponse['body']>('threads');
      for (const { id, name } of answer.threads) client.log.push(`    ${id} ${name}`);
    };
    await client.move('configurationDone');
    await threads();
    await client.show();
    await client.move('next', { threadId: 2 });
    await client.move('stepBack', { threadId: 2 });
    await threads();
    client.log.push('> setBreakpoints none');
    await client.request('setBreakpoints', { source: { path: definition }, breakpoints: [] });
    await client.move('continue');
    const log = client.log.map(one => `${one.replace(/[0-9a-f-]{36}/, 'UUID')}\n`);
    checkGolden('debugger/distributed-map', log.join(''));
    client.dispose();
  });
});
