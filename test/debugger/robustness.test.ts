// What a client or a person may do wrong: a clear answer each time, and the session goes on.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { CAPABILITIES } from '../../debugger/capabilities.ts';
import { createDebugClient, startDebugging } from '../support/debugClient.ts';
import { PAID, SHOP, SHOP_INPUT } from '../support/debugMachines.ts';
import { checkGolden } from '../support/golden.ts';

const FILE = '/shop.asl.json';

/** Every request a client may send to a session that is held. */
const REQUESTS = [
  'threads',
  'stackTrace',
  'scopes',
  'variables',
  'evaluate',
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'stepBack',
  'reverseContinue',
  'pause',
  'goto',
  'gotoTargets',
  'restartFrame',
  'terminateThreads',
  'stepInTargets',
  'setVariable',
  'setExpression',
  'completions',
  'exceptionInfo',
  'dataBreakpointInfo',
  'setDataBreakpoints',
  'setFunctionBreakpoints',
  'setExceptionBreakpoints',
  'setBreakpoints',
  'breakpointLocations',
  'locations',
  'source',
  'loadedSources',
  'cancel',
  'restart',
  'stepthrough/seek',
  'stepthrough/timelines',
  'stepthrough/history',
  'stepthrough/compareTimelines',
  'stepthrough/whoSet',
  'stepthrough/visit',
  'stepthrough/definitionChanged',
  'stepthrough/answer',
  'stepthrough/setMock',
  'disassemble',
];

/** What is sent with them: nothing a session could use, but of the form the protocol gives. */
const ARGS = {
  threadId: 77,
  frameId: 77_000,
  expression: '$',
  text: '$',
  column: 2,
  source: { path: FILE },
  line: 1,
  breakpoints: [],
  filters: [],
  targetId: 5,
  variablesReference: 5,
  locationReference: 5,
  name: 'x',
  value: '1',
  threadIds: [77],
  state: 'Nope',
  question: 9,
  moment: -1,
  a: 1,
  b: 9,
  direction: 'next',
};

describe('the manifest', () => {
  it('offers values the adapter takes', async () => {
    const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
    const { properties } = contributes.debuggers[0].configurationAttributes.launch;
    for (const [attribute, { enum: values = [] }] of Object.entries<{ enum?: readonly string[] }>(properties)) {
      for (const value of values) {
        const client = await startDebugging(FILE, {
          attributes: { text: SHOP, stopOnEntry: true, [attribute]: value },
        });
        assert.equal((await client.move('configurationDone'))?.reason, 'entry', `${attribute}: ${value}`);
        client.dispose();
      }
    }
  });
});

describe('requests', () => {
  it('before the launch, before the start and after the end are answered', async () => {
    const client = createDebugClient();
    await client.request('initialize', {});
    const sayAll = async (title: string, except: readonly string[] = []) => {
      client.log.push(`-- ${title}`);
      for (const request of REQUESTS) if (!except.includes(request)) await client.say(request, ARGS);
    };
    await sayAll('before the launch');
    client.log.push('-- launched');
    await client.say('configurationDone');
    const attributes = { text: SHOP, input: SHOP_INPUT, mocks: PAID, trace: false, stopOnEntry: true };
    await client.request('launch', { definition: FILE, ...attributes });
    await client.say('launch', { definition: FILE });
    await sayAll('before the start', ['restart']);
    await client.move('configurationDone');
    await client.say('configurationDone');
    await sayAll('held', ['restart', 'continue', 'reverseContinue', 'stepBack']);
    await client.move('continue');
    await sayAll('after the end', ['restart']);
    client.log.push('-- once more');
    await client.say('restart', {});
    await client.stop();
    const log = client.log.map(line => line.replace(JSON.stringify(ARGS), '…').replace(SHOP.slice(0, 40), ''));
    checkGolden('debugger/out-of-order', log.map(line => `${line.slice(0, 200)}\n`).join(''));
    client.dispose();
  });

  it('while the execution runs are refused where they need it held', async () => {
    const text =
      '{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":1,"Next":"B"},"B":{"Type":"Choice","Choices":[{"Variable":"$.x","IsPresent":true,"Next":"C"}],"Default":"A"},"C":{"Type":"Succeed"}}}';
    const client = await startDebugging(FILE, { attributes: { text, trace: false } });
    await client.request('configurationDone');
    await new Promise(done => setImmediate(done));
    for (const command of ['next', 'continue', 'stepthrough/seek', 'stepBack']) {
      await assert.rejects(client.request(command, { threadId: 1, moment: 1 }), {
        message: 'The execution is running. Pause it first.',
      });
    }
    await client.move('pause');
    assert.match(client.log.at(-1) ?? '', /^stopped \(pause\)/);
    await client.move('next');
    assert.match(client.log.at(-1) ?? '', /^stopped \(step\)/);
    client.dispose();
  });

  it('of a launch that cannot be are refused in a sentence, and a better one is taken', async () => {
    const client = createDebugClient({
      readText: file => ({ problem: `Cannot read ${file}: there is no such file.` }),
    });
    await client.say('initialize', {});
    const text = '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}';
    await client.say('launch', { definition: '/gone.asl.json' });
    await client.say('launch', { definition: FILE, text, input: 'gone.json' });
    await client.say('launch', { definition: FILE, text, mocks: 'gone.json' });
    await client.say('launch', { definition: FILE, text, mocks: { B: { return: 1 } } });
    await client.say('launch', { definition: FILE, text: '{"StartAt":"B","States":{"A":{"Type":"Pas","End":true}}}' });
    await client.say('launch', { definition: FILE, text: 'no machine' });
    await client.say('launch', { definition: FILE, text });
    await client.move('configurationDone');
    const log = client.log.filter(line => !line.includes(JSON.stringify(CAPABILITIES)));
    checkGolden('debugger/launch-refused', log.map(line => `${line}\n`).join(''));
    client.dispose();
  });
});
