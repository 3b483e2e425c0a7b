// Tasks that nothing answers, as transcripts.
import assert from 'node:assert/strict';
import { useCatalogue } from '../support/catalogue.ts';
import { startDebugging } from '../support/debugClient.ts';
import { BRANCHES, SHOP, SHOP_INPUT } from '../support/debugMachines.ts';
import { checkGolden } from '../support/golden.ts';

const FILE = '/shop.asl.json';

const TASKS = `{ "StartAt": "Both", "States": { "Both": { "Type": "Parallel", "End": true, "Branches": [
  { "StartAt": "Send", "States": { "Send": { "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage",
    "Parameters": { "QueueUrl": "u", "MessageBody": "m" }, "Retry": [{ "ErrorEquals": ["Mine"] }] } } },
  { "StartAt": "Wait", "States": { "Wait": { "Type": "Wait", "Seconds": 60, "Next": "Ask" },
    "Ask": { "Type": "Task", "End": true, "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ask" } } } ] } } }`;

describe('a task that nothing answers', () => {
  before(() => void useCatalogue());

  it('stops the debugger, which is told a result, an error, or to remember', async () => {
    const client = await startDebugging(FILE, { attributes: { text: TASKS, trace: false } });
    await client.move('configurationDone');
    await client.show();
    await client.move('continue');
    await client.say('stepthrough/answer', { question: 7, result: 1 });
    await client.say('stepthrough/answer', { question: 1 });
    await client.say('stepthrough/answer', { question: 1, error: 'Mine', cause: 'no' });
    await client.move('continue');
    await client.say('stepthrough/answer', { question: 2, result: { MessageId: 'x' }, remember: true });
    await client.move('continue');
    await client.move('stepBack');
    await client.move('continue');
    await client.say('evaluate', { expression: ':fail Nobody it is late', context: 'repl' });
    await client.say('setExceptionBreakpoints', { filters: ['uncaught'] });
    await client.move('continue');
    await client.move('continue');
    checkGolden('debugger/questions', client.transcript());
    client.dispose();
  });

  it('fails where the policy says so, and when nobody debugs', async () => {
    for (const more of [{ taskPolicy: 'mock' }, { noDebug: true }]) {
      const client = await startDebugging(FILE, { attributes: { text: SHOP, input: SHOP_INPUT, ...more } });
      await client.move('configurationDone');
      assert.match(client.log.join('\n'), /Charge failed: States\.Runtime/);
      client.dispose();
    }
    const start = startDebugging(FILE, { attributes: { text: BRANCHES, taskPolicy: 'live' } });
    await assert.rejects(start, { message: '"taskPolicy" is "ask" or "mock", not "live".' });
  });
});
