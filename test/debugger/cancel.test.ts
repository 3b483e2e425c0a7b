// What takes long can be given up: moves by their progress, requests by their number. Time is told by counting, so that a second
// passes without waiting.
import assert from 'node:assert/strict';
import type { DebugProtocol } from '../../debugger/dap.ts';
import { type DebugClient, startDebugging } from '../support/debugClient.ts';

const FILE = '/loop.asl.json';
const LOOP = `{ "StartAt": "Add", "States": {
  "Add": { "Type": "Pass", "Parameters": { "n.$": "States.MathAdd($.n, 1)", "most.$": "$.most" }, "Next": "More" },
  "More": { "Type": "Choice", "Default": "Done",
    "Choices": [{ "Variable": "$.n", "NumericLessThanPath": "$.most", "Next": "Add" }] },
  "Done": { "Type": "Succeed" } } }`;

async function loop(most: number): Promise<DebugClient> {
  let now = 0;
  const client = await startDebugging(FILE, {
    attributes: { text: LOOP, input: { n: 0, most }, trace: false, stopAtEnd: true, machineType: 'EXPRESS' },
    client: { supportsProgressReporting: true },
    // Every look at the time is a turn later.
    environment: { now: () => (now += 25) },
  });
  return client;
}

type Start = DebugProtocol.ProgressStartEvent['body'];

/** Other moves may have been shown before. */
async function startOf(client: DebugClient, title: string): Promise<Start> {
  const start = await client.event<Start>('progressStart');
  return start.title === title ? start : startOf(client, title);
}

describe('what takes long', () => {
  it('is a move: its progress is shown, and giving it up holds the run where it is', async () => {
    const client = await loop(1e9);
    await client.request('configurationDone');
    const { title, cancellable, progressId } = await client.event<Start>('progressStart');
    assert.deepEqual([title, cancellable], ['Running', true]);
    await client.event('progressUpdate');
    await client.request('cancel', { progressId });
    const stopped = await client.stop();
    assert.equal(stopped?.reason, 'pause');
    assert.equal((await client.event<{ progressId: string }>('progressEnd')).progressId, progressId);
    await client.move('stepBack');
    client.dispose();
  });

  it('is a way back, which is given up where it began, and the way on from there', async () => {
    const client = await loop(4000);
    await client.move('configurationDone');
    const end = client.log.at(-1);
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'Add', condition: '$.n < 0' }] });
    await client.request('reverseContinue', { threadId: 1 });
    const back = await startOf(client, 'Going back');
    assert.match(`${back.title} ${back.message}`, /^Going back \d+ of \d+ moments$/);
    await client.request('cancel', { progressId: back.progressId });
    await client.stop();
    assert.equal(client.log.at(-1)?.replace(', SUCCEEDED after that', ''), end?.replace(', SUCCEEDED after that', ''));
    await client.move('stepthrough/seek', { moment: 5 });
    await client.request('continue', { threadId: 1 });
    const on = await startOf(client, 'Going through the past');
    await client.request('cancel', { progressId: on.progressId });
    const stopped = await client.stop();
    assert.equal(stopped?.reason, 'pause');
    assert.match(stopped?.description ?? '', /replaying \d+ of \d+/);
    client.dispose();
  });

  it('is a question about the past, which is given up by its number', async () => {
    const client = await loop(4000);
    await client.move('configurationDone');
    for (const [command, args] of [
      ['stepthrough/whoSet', { expression: '$.most' }],
      ['stepthrough/compareTimelines', { a: 1, b: 1 }],
      ['evaluate', { expression: ':who $.most', context: 'repl' }],
    ] as const) {
      const asked = client.request(command, args);
      const given = client.cancel();
      await assert.rejects(asked, { message: 'cancelled' }, command);
      await given;
    }
    const { state } = await client.request<{ state?: string }>('stepthrough/whoSet', { expression: '$.n' });
    assert.equal(state, 'Top/Add');
    client.dispose();
  });

  it('is a request that has not had its turn yet', async () => {
    const client = await loop(10);
    await client.move('configurationDone');
    const first = client.evaluate('$.n');
    const second = client.evaluate('$.most');
    const given = client.cancel();
    assert.equal(await first, '10');
    await assert.rejects(second, { message: 'cancelled' });
    await given;
    client.dispose();
  });
});
