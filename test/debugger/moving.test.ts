// Threads, stacks, steps and what changes where a run goes on, as transcripts.
import assert from 'node:assert/strict';
import type { DebugProtocol } from '../../debugger/dap.ts';
import { type DebugClient, startDebugging } from '../support/debugClient.ts';
import { BRANCHES, BRANCHES_INPUT, BUSY_FIRST, lineOf, PAID, SHOP, SHOP_INPUT } from '../support/debugMachines.ts';
import { checkGolden } from '../support/golden.ts';

const FILE = '/shop.asl.json';
const source = { path: FILE };

async function branches(more: object = {}, lines: number[] = []): Promise<DebugClient> {
  const attributes = { text: BRANCHES, input: BRANCHES_INPUT, trace: false, stopOnEntry: true, ...more };
  const client = await startDebugging(FILE, { lines, attributes, client: { supportsInvalidatedEvent: true } });
  await client.move('configurationDone');
  return client;
}

async function shop(more: object = {}): Promise<DebugClient> {
  const attributes = { text: SHOP, input: SHOP_INPUT, mocks: PAID, trace: false, stopOnEntry: true, ...more };
  const client = await startDebugging(FILE, { attributes });
  await client.move('configurationDone');
  return client;
}

describe('moving', () => {
  it('steps into containers, over branches, out of scopes and back', async () => {
    const client = await branches();
    await client.move('stepIn');
    await client.say('threads');
    await client.move('next');
    await client.move('stepOut');
    await client.move('stepIn', { granularity: 'line' });
    await client.move('next', { granularity: 'instruction' });
    await client.move('next');
    await client.show();
    await client.move('stepBack', { granularity: 'line' });
    await client.move('stepBack');
    checkGolden('debugger/steps', client.transcript());
    client.dispose();
  });

  it('steps into a branch or an iteration that was chosen, or the phases of a state', async () => {
    const client = await branches();
    await client.say('stepIn', { threadId: 1, targetId: 4 });
    await client.move('stepIn', { granularity: 'line' });
    await client.move('stepIn', { granularity: 'line' });
    await client.say('stepInTargets', { frameId: 1000 });
    await client.move('stepIn', { targetId: 4 });
    await client.show();
    await client.move('stepOut');
    await client.move('next', { threadId: 1 });
    await client.say('stepInTargets', { frameId: 1000 });
    await client.move('stepIn', { targetId: 2 });
    await client.say('stepInTargets', { frameId: 6000 });
    checkGolden('debugger/step-targets', client.transcript());
    client.dispose();
  });

  it('a step whose strand ends with its sibling stops where the failure is taken', async () => {
    const client = await branches({}, [lineOf(BRANCHES, '"Left"')]);
    await client.say('setFunctionBreakpoints', { breakpoints: [{ name: 'Right' }] });
    await client.say('setBreakpoints', { source, breakpoints: [] });
    const stop = await client.move('continue');
    await client.say('terminateThreads', { threadIds: [stop?.threadId], error: 'Broken', cause: 'by hand' });
    await client.stop();
    await client.say('exceptionInfo', { threadId: stop?.threadId });
    await client.move('next');
    await client.show();
    await client.move('next');
    checkGolden('debugger/terminate-threads', client.transcript());
    client.dispose();
  });

  it('goes to another state of the scope, and nowhere else', async () => {
    const client = await branches();
    const targets = (part: string) => client.say('gotoTargets', { source, line: lineOf(BRANCHES, part) });
    await targets('"After": {');
    await targets('"Give": {');
    await targets('"StartAt": "Each"');
    await client.say('goto', { threadId: 1, targetId: 2 });
    await client.say('goto', { threadId: 1, targetId: 9 });
    await client.say('goto', { threadId: 1, targetId: 1 });
    await client.stop();
    await client.show();
    await client.move('continue');
    checkGolden('debugger/goto', client.transcript());
    client.dispose();
  });

  it('runs a state again, and a container with all that is in it', async () => {
    const client = await branches();
    await client.move('stepIn');
    await client.move('next');
    await client.say('restartFrame', { frameId: 2000 });
    await client.stop();
    await client.say('restartFrame', { frameId: 2001 });
    await client.stop();
    await client.say('threads');
    await client.move('next');
    checkGolden('debugger/restart-frame', client.transcript());
    client.dispose();
  });

  it('starts again with the text as it is now', async () => {
    const client = await shop();
    await client.say('setFunctionBreakpoints', { breakpoints: [{ name: 'More' }] });
    await client.move('continue');
    await client.say('restart', { arguments: { input: { id: 'B', total: 100 }, stopOnEntry: false } });
    await client.stop();
    await client.show();
    await client.move('continue');
    checkGolden('debugger/restart', client.transcript());
    client.dispose();
  });

  it('begins where it is told, with variables', async () => {
    const client = await shop({ startAt: 'Report', variables: { count: 7 } });
    await client.show();
    await client.move('next');
    assert.equal(await client.evaluate('$count'), '8');
    client.dispose();
    const start = startDebugging(FILE, { attributes: { text: SHOP, startAt: 'Reprt' } });
    await assert.rejects(start, {
      message: '"startAt" names no state: "Reprt". Did you mean "Report"?',
    });
  });

  it('begins inside a container, whose scope is then the whole execution', async () => {
    const inner = (name: string) => `{"StartAt":"${name}","States":{"${name}":{"Type":"Pass","Next":"After ${name}"},
      "After ${name}":{"Type":"Pass","Parameters":{"got.$":"$","item.$":"$$.Map.Item.Value"},"End":true}}}`;
    const text = `{"StartAt":"Each","States":{"Each":{"Type":"Map","ItemProcessor":${inner('First')},"Next":"Both"},
      "Both":{"Type":"Parallel","Branches":[${inner('A')},${inner('B')}],"End":true}}}`;
    const begin = async (startAt: string, more: object = {}) => {
      const attributes = { text, input: 7, startAt, trace: false, stopOnEntry: true, stopAtEnd: true, ...more };
      const client = await startDebugging(FILE, { attributes });
      await client.move('configurationDone');
      return client;
    };
    const client = await begin('First');
    await client.show();
    await client.move('continue');
    await client.show();
    checkGolden('debugger/begin-inside', client.transcript());
    client.dispose();
    const other = await begin('After B', { context: { Map: { Item: { Index: 4, Value: 'mine' } } } });
    await other.move('next');
    assert.equal(await other.evaluate('$'), '{"got":7,"item":"mine"}');
    other.dispose();
    await assert.rejects(begin('First', { history: { events: [] } }), {
      message: 'A history is lived again from its own beginning: "startAt" does not go with it.',
    });
  });

  it('reads deep stacks in parts', async () => {
    const client = await branches();
    await client.move('stepIn');
    await client.say('stackTrace', { threadId: 2, startFrame: 1, levels: 1 });
    await client.say('stackTrace', { threadId: 2, startFrame: 0, levels: 1, format: { line: true } });
    checkGolden('debugger/stack-parts', client.transcript());
    client.dispose();
  });

  it('a pause is heard while everything waits for the real clock', async () => {
    const text = '{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":1000,"Next":"B"},"B":{"Type":"Succeed"}}}';
    const client = await startDebugging(FILE, { attributes: { text, clock: 'real', trace: false } });
    await client.request('configurationDone');
    await client.move('pause');
    await client.show();
    await client.say('goto', { threadId: 1, targetId: 1 });
    const answer = await client.say('gotoTargets', { source, line: 1, column: text.indexOf('"B":') + 2 });
    assert.ok(answer);
    await client.say('goto', { threadId: 1, targetId: 1 });
    await client.stop();
    await client.move('continue');
    checkGolden('debugger/pause-asleep', client.transcript());
    client.dispose();
  });

  it('threads are told when they end', async () => {
    const client = await branches();
    await client.move('stepIn');
    await client.move('stepOut');
    const told: string[] = [];
    for (let i = 0; i < 3; i++) {
      const { reason, threadId } = await client.event<DebugProtocol.ThreadEvent['body']>('thread');
      told.push(`${reason} ${threadId}`);
    }
    assert.deepEqual(told, ['started 3', 'exited 2', 'exited 3']);
    client.dispose();
  });

  it('ends when it is told to, and the adapter says so once', async () => {
    for (const request of ['terminate', 'disconnect']) {
      const client = await shop();
      await client.say(request, { terminateDebuggee: true });
      await client.stop();
      await client.say('threads');
      assert.equal(client.log.filter(line => line === 'terminated').length, 1);
      checkGolden(`debugger/${request}`, client.transcript());
      client.dispose();
    }
  });

  it('progress of a large Map is told, and giving up waiting pauses it', async () => {
    const input = { items: Array.from({ length: 30_000 }, (_, i) => i) };
    const text = BRANCHES.replace('"MaxConcurrency": 2', '"MaxConcurrency": 40');
    const attributes = { text, input, trace: false };
    const client = await startDebugging(FILE, { attributes, client: { supportsProgressReporting: true } });
    await client.request('configurationDone');
    const { progressId, title, cancellable } =
      await client.event<DebugProtocol.ProgressStartEvent['body']>('progressStart');
    await client.event('progressUpdate');
    await client.request('cancel', { progressId });
    const stop = await client.stop();
    assert.equal(stop?.reason, 'pause');
    const ended = await client.event<{ progressId: string }>('progressEnd');
    assert.deepEqual([progressId, title, cancellable, ended.progressId], ['map-1', 'Each', true, 'map-1']);
    client.dispose();
  });

  it('threads come and go, of thousands only some', async () => {
    const input = { items: Array.from({ length: 3000 }, (_, i) => i) };
    const text = BRANCHES.replace('"MaxConcurrency": 2', '"MaxConcurrency": 40');
    const client = await startDebugging(FILE, { attributes: { text, input, trace: false } });
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'Each#2000/Give' }] });
    await client.move('configurationDone');
    const { threads } = await client.request<{ threads: DebugProtocol.Thread[] }>('threads');
    assert.equal(threads.length, 41);
    assert.equal(threads.at(-1)?.name, 'Each ▸ #2039');
    client.dispose();
  });

  it('an attempt later shows as such', async () => {
    const client = await shop({ mocks: BUSY_FIRST });
    await client.say('setExceptionBreakpoints', { filters: ['retried'] });
    await client.move('continue');
    await client.show();
    await client.move('stepIn');
    await client.show();
    checkGolden('debugger/attempts', client.transcript());
    client.dispose();
  });
});
