// Recorded executions in the debugger: gone through both ways, differences told, gone on from where they end, mocks made of them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type EndedRun, MOCKS_REQUEST, type MocksAnswer } from '../../debugger/protocol.ts';
import { createDebugClient, startDebugging } from '../support/debugClient.ts';
import { checkGolden } from '../support/golden.ts';

const ORDER = path.resolve('samples/order.asl.json');
const FULFIL = path.resolve('samples/fulfil.asl.json');

/** What a session says of its run when it is over. */
async function recorded(definition: string, attributes: object): Promise<EndedRun> {
  const client = await startDebugging(definition, { attributes });
  await client.request('configurationDone');
  const ended = await client.event<EndedRun>('stepthrough/ended');
  client.dispose();
  return ended;
}

const orderInput = { order: { id: 'A-1', total: 5000, customer: { trusted: false } } };

describe('a recorded execution', () => {
  it('is gone through to its end and back, without a word to the outside', async () => {
    const { history, status } = await recorded(FULFIL, { input: 'inputs/fulfil.json', mocks: 'fulfil.mocks.json' });
    assert.equal(status, 'SUCCEEDED');
    const client = await startDebugging(FULFIL, { lines: [57], attributes: { history: { events: history } } });
    await client.move('configurationDone');
    await client.move('next');
    await client.move('continue');
    await client.move('continue');
    await client.move('continue');
    await client.move('continue');
    await client.show();
    await client.move('reverseContinue');
    await client.move('reverseContinue');
    await client.move('reverseContinue');
    await client.move('reverseContinue');
    checkGolden('debugger/replay', client.transcript());
    const { mocks } = await client.request<MocksAnswer>(MOCKS_REQUEST);
    assert.deepEqual(Object.keys(mocks).sort(), ['Charge card', 'Reserve', 'Ship']);
    client.dispose();
    const again = await recorded(FULFIL, { input: 'inputs/fulfil.json', mocks });
    assert.equal(again.status, 'SUCCEEDED');
    assert.deepEqual(
      again.history.map(event => (event as { type: string }).type),
      history.map(event => (event as { type: string }).type),
    );
  });

  it('is compared with the definition at hand, and goes on with it where the record ends', async () => {
    const { history } = await recorded(ORDER, { input: orderInput });
    const text = fs
      .readFileSync(ORDER, 'utf8')
      .replace('"amount.$": "$.total"', '"amount.$": "$.customer"')
      .replace('"Next": "Order done"', '"Next": "Refuse"')
      .replace('"Default": "Pay"', '"Default": "Order done"');
    const client = await startDebugging(ORDER, { attributes: { text, history: { events: history } } });
    await client.move('configurationDone');
    for (let i = 0; i < 4; i++) {
      await client.move('next');
      await client.show();
    }
    await client.move('continue');
    checkGolden('debugger/replay-diverged', client.transcript());
    client.dispose();
  });

  it('that cannot be read is refused in a sentence', async () => {
    const client = createDebugClient();
    await client.request('initialize', {});
    await assert.rejects(client.request('launch', { definition: ORDER, history: {} }), {
      message: 'This is no history of an execution: it has no list of events.',
    });
    await assert.rejects(client.request('launch', { definition: ORDER, history: 'no-such.json' }), {
      message: /there is no such file/,
    });
    await assert.rejects(client.request('launch', { definition: ORDER, history: 'inputs/order.json' }), {
      message: 'The history order.json cannot be read. This is no history of an execution: it has no list of events.',
    });
    client.dispose();
  });
});
