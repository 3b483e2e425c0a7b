// A client that asks anything at any time: every request is answered, no answer is a fault of ours, and the session goes on.
// Machines and requests are generated; a failure names its seed, and STEPTHROUGH_SEED=N plays that one alone.
import assert from 'node:assert/strict';
import { createDebugClient, type DebugClient } from '../support/debugClient.ts';
import { RANDOM_INPUT, type Random, randomFrom, randomMachine } from '../support/randomMachine.ts';

const FILE = '/random.asl.json';
const given = process.env['STEPTHROUGH_SEED'];
const seeds = given === undefined ? Array.from({ length: 60 }, (_, i) => i + 1) : [Number(given)];
const REQUESTS_EACH = 80;

const WORDS = [
  '$',
  '$.n',
  '$.items[1]',
  '$v2',
  '$$.State',
  '{% $states.input.n %}',
  '$sum([1',
  ':seek 3',
  ':goto S2',
  ':who $.t',
];
const MORE = [
  ':mock S1 {"return": 1}',
  ':answer 1',
  ':fail Busy',
  ':history',
  ':timelines',
  ':help',
  '1',
  '"x"',
  '= $.n',
  'S*',
];
const TEXTS = [...WORDS, ...MORE, 'type:Wait', '> 2', '#1', '% 2', '', 'nonsense', '["$.t","Top"]', '{}'];

type Make = (random: Random) => object;

const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T;
const text = (random: Random) => pick(random, TEXTS);
const source = { path: FILE };
/** Of those there are, mostly. */
let threads: readonly number[] = [];
const strand = (random: Random) => (random(8) === 0 ? random(9) : (threads[random(threads.length)] ?? 1));
const frame = (random: Random) => strand(random) * 1000 + (random(4) === 0 ? 1 : 0);
const breakpoint = (random: Random) => ({
  line: 1 + random(60),
  ...(random(3) === 0 && { condition: text(random) }),
  ...(random(3) === 0 && { hitCondition: text(random) }),
  ...(random(4) === 0 && { logMessage: `at {${text(random)}}` }),
  ...(random(4) === 0 && { mode: pick(random, ['task', 'result', 'retry', 'exit', 'odd']) }),
  ...(random(4) === 0 && { column: 1 + random(40) }),
});

const threadOnly: Make = random => ({ threadId: strand(random) });
const stepped: Make = random => ({
  threadId: strand(random),
  granularity: pick(random, [undefined, 'statement', 'line', 'instruction']),
});

const REQUESTS: Readonly<Record<string, Make>> = {
  threads: () => ({}),
  stackTrace: threadOnly,
  scopes: random => ({ frameId: frame(random) }),
  variables: random => ({ variablesReference: random(30), start: random(3), count: random(3) }),
  evaluate: random => ({
    expression: text(random),
    context: pick(random, ['repl', 'watch', 'hover', 'clipboard']),
    ...(random(2) === 0 && { frameId: frame(random) }),
  }),
  continue: threadOnly,
  next: stepped,
  stepIn: random => ({ ...stepped(random), ...(random(3) === 0 && { targetId: random(4) }) }),
  stepOut: threadOnly,
  stepBack: stepped,
  reverseContinue: threadOnly,
  pause: threadOnly,
  stepInTargets: random => ({ frameId: frame(random) }),
  gotoTargets: random => ({ source, line: 1 + random(60) }),
  goto: random => ({ threadId: strand(random), targetId: 1 + random(3) }),
  restartFrame: random => ({ frameId: frame(random) }),
  terminateThreads: random => ({
    threadIds: [strand(random)],
    error: pick(random, [undefined, 'Busy', 'States.Runtime']),
  }),
  setVariable: random => ({
    variablesReference: random(30),
    name: pick(random, ['n', '[0]', 'Error', 'v2']),
    value: text(random),
  }),
  setExpression: random => ({ expression: text(random), value: text(random), frameId: frame(random) }),
  completions: random => ({ text: text(random), column: 1 + random(9), frameId: frame(random) }),
  exceptionInfo: threadOnly,
  dataBreakpointInfo: random => ({ name: text(random), ...(random(2) === 0 && { variablesReference: random(20) }) }),
  setDataBreakpoints: random => ({ breakpoints: [{ dataId: text(random) }, { dataId: '["$.t","Top"]' }] }),
  setFunctionBreakpoints: random => ({ breakpoints: [{ name: text(random) }, { name: `S${random(9)}:exit` }] }),
  setExceptionBreakpoints: random => ({
    filters: ['caught', 'retried'].slice(random(2)),
    filterOptions: [{ filterId: 'uncaught', condition: text(random) }],
  }),
  setBreakpoints: random => ({ source, breakpoints: Array.from({ length: random(4) }, () => breakpoint(random)) }),
  breakpointLocations: random => ({ source, line: 1 + random(60), endLine: random(80) }),
  locations: random => ({ locationReference: random(5) }),
  restart: () => ({}),
  'stepthrough/seek': random => ({ moment: random(60), ...(random(3) === 0 && { timeline: 1 + random(3) }) }),
  'stepthrough/timelines': () => ({}),
  'stepthrough/history': () => ({ from: 0, most: 50 }),
  'stepthrough/compareTimelines': random => ({ a: 1, b: 1 + random(3) }),
  'stepthrough/whoSet': random => ({ expression: text(random) }),
  'stepthrough/visit': random => ({ direction: pick(random, ['next', 'previous']) }),
  'stepthrough/answer': random => ({
    question: 1 + random(4),
    ...(random(2) ? { result: random(9) } : { error: 'Busy' }),
    remember: random(2) === 0,
  }),
  'stepthrough/setMock': random => ({
    state: `S${1 + random(6)}`,
    mock: pick(random, [null, { return: { n: 2 } }, { throw: { error: 'Busy' } }]),
  }),
};

async function ask(client: DebugClient, seed: number, random: Random, definition: string): Promise<string[]> {
  const faults: string[] = [];
  const names = [...Object.keys(REQUESTS), 'stepthrough/definitionChanged'];
  for (let i = 0; i < REQUESTS_EACH; i++) {
    const answer = await client.request<{ threads: { id: number }[] }>('threads');
    threads = answer.threads.map(({ id }) => id);
    // The execution is over.
    if (threads.length === 0) await client.request('restart', {});
    if (random(2) === 0) await client.request('scopes', { frameId: frame(random) }).catch(() => undefined);
    const command = pick(random, names);
    const args = REQUESTS[command]?.(random) ?? {
      text: definition.replace('"Seconds": ', '"Seconds": 1'),
      apply: pick(random, ['unentered', 'restart']),
    };
    await client.request(command, args).catch((error: Error) => {
      if (/^Stepthrough failed/.test(error.message)) faults.push(`seed ${seed}, ${command} ${JSON.stringify(args)}`);
    });
    if (random(2) === 0) await new Promise(done => setImmediate(done));
  }
  return faults;
}

describe('a client that asks anything', () => {
  it('gets an answer each time, and no fault', async () => {
    for (const seed of seeds) {
      const random = randomFrom(seed * 31);
      const definition = JSON.stringify(randomMachine(seed, { isOrdered: false }), null, 1);
      const client = createDebugClient();
      await client.request('initialize', { supportsProgressReporting: true, supportsInvalidatedEvent: true });
      const attributes = {
        text: definition,
        input: RANDOM_INPUT,
        stopOnEntry: random(2) === 0,
        stopAtEnd: random(3) > 0,
      };
      await client.request('launch', { definition: FILE, ...attributes });
      await client.request('configurationDone');
      const faults = await ask(client, seed, random, definition);
      const logged = client.log.filter(line => /^ {2}\| .*(Error|at .*\.ts)/.test(line) && / at /.test(line));
      assert.deepEqual([faults, logged.slice(0, 3)], [[], []]);
      client.dispose();
    }
  }).timeout(60_000);
});
