// The built adapter as a process, with a client that nobody here wrote: Microsoft's for testing adapters.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import { CALLER, STOCK } from '../support/debugChildren.ts';

const ORDER = path.resolve('samples/order.asl.json');
const FULFIL = path.resolve('samples/fulfil.asl.json');
const input = { order: { id: 'A-1', total: 5000, customer: { trusted: false } } };

describe('the built adapter, with another client', () => {
  let client: DebugClient;

  beforeEach(async () => {
    client = new DebugClient('node', 'dist/adapter.js', 'stepthrough');
    await client.start();
  });
  afterEach(() => client.stop());

  it('stops at a breakpoint, steps over, back and into phases', async () => {
    await client.hitBreakpoint({ definition: ORDER, input }, { path: ORDER, line: 13 });
    await Promise.all([
      client.stepInRequest({ threadId: 1 }),
      client.assertStoppedLocation('step', { path: ORDER, line: 16 }),
    ]);
    await Promise.all([
      client.nextRequest({ threadId: 1 }),
      client.assertStoppedLocation('step', { path: ORDER, line: 32 }),
    ]);
    await Promise.all([
      client.stepBackRequest({ threadId: 1 }),
      client.assertStoppedLocation('step', { path: ORDER, line: 13 }),
    ]);
    const { body } = await client.evaluateRequest({ expression: '$.total', context: 'hover', frameId: 1000 });
    assert.equal(body.result, '5000');
  });

  it('runs to the end, and says so', async () => {
    await Promise.all([
      client.configurationSequence(),
      client.launch({ definition: ORDER, input }),
      client.waitForEvent('exited').then(event => assert.equal(event.body.exitCode, 0)),
      client.waitForEvent('terminated'),
    ]);
  });

  it('writes log points, and stops nowhere for them', async () => {
    const log = { line: 32, logMessage: 'cooling {$.id}' };
    await Promise.all([
      client
        .waitForEvent('initialized')
        .then(() => client.setBreakpointsRequest({ source: { path: ORDER }, breakpoints: [log] }))
        .then(() => client.configurationDoneRequest()),
      client.launch({ definition: ORDER, input, trace: false }),
      client.assertOutput('console', '0s  Top/Cool off: cooling A-1'),
      client.waitForEvent('terminated'),
    ]);
  });

  it('stops at a failure, and tells what was considered', async () => {
    const mocks = { 'Charge card': { throw: { error: 'CardBroken', cause: 'No chip.' } }, Reserve: { return: {} } };
    await Promise.all([
      client
        .waitForEvent('initialized')
        .then(() => client.setExceptionBreakpointsRequest({ filters: ['uncaught'] }))
        .then(() => client.configurationDoneRequest()),
      client.launch({ definition: FULFIL, input: 'inputs/fulfil.json', mocks }),
      client.assertStoppedLocation('exception', { path: FULFIL, line: 12 }),
    ]);
  });

  it('stops in the file of a state machine that a Task starts, goes back to the Task, and out of it', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-'));
    const [caller, child] = ['order.asl.json', 'stock.asl.json'].map(name => path.join(folder, name)) as [
      string,
      string,
    ];
    fs.writeFileSync(caller, CALLER);
    fs.writeFileSync(child, STOCK);
    try {
      await client.hitBreakpoint({ definition: caller, input: { count: 3 } }, { path: child, line: 9 });
      const { stackFrames } = (await client.stackTraceRequest({ threadId: 1 })).body;
      assert.deepEqual(
        stackFrames.map(
          ({ name, source }) => `${name} ${source?.path === undefined ? '' : path.basename(source.path)}`,
        ),
        [
          'Take stock.asl.json',
          '── child execution ── ',
          'Reserve · waiting for the execution it has started order.asl.json',
        ],
      );
      for (const [request, place] of [
        ['stepBack', { path: child, line: 4 }],
        ['stepBack', { path: caller, line: 4 }],
        ['stepIn', { path: child, line: 4 }],
        ['stepOut', { path: child, line: 9 }],
      ] as const) {
        const reason = request === 'stepOut' ? 'breakpoint' : 'step';
        await Promise.all([
          client.customRequest(request, { threadId: 1 }),
          client.assertStoppedLocation(reason, { path: place.path, line: place.line }),
        ]);
      }
      await Promise.all([
        client.stepOutRequest({ threadId: 1 }),
        client.assertStoppedLocation('step', { path: caller, line: 8 }),
      ]);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  it('answers requests that make no sense, and lives on', async () => {
    await client.initializeRequest();
    await assert.rejects(client.nextRequest({ threadId: 1 }));
    await assert.rejects(client.customRequest('noSuchThing'));
    await assert.rejects(client.launchRequest({ definition: '/no/such.asl.json' } as never), {
      message: /there is no such file/,
    });
    const { success } = await client.launchRequest({ definition: ORDER, input, stopOnEntry: true } as never);
    assert.equal(success, true);
  });
});
