// What a debug session costs: one step, one jump in a long journal, being attached without stopping, and a Map of ten thousand.
// `node tools/bench/debugger.mjs [--quick]`.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { build } from 'esbuild';
import { node, root } from '../esbuild.mjs';
import { describe, isKept } from './language.mjs';

const require = createRequire(import.meta.url);

const pass = (i, last) => ({
  Type: 'Pass',
  Parameters: { 'n.$': 'States.MathAdd($.n, 1)', 'list.$': '$.list', 'name.$': "States.Format('item {}', $.n)" },
  ...(i === last ? { End: true } : { Next: `S${i + 1}` }),
});

const chain = count =>
  JSON.stringify({
    StartAt: 'S0',
    States: Object.fromEntries(Array.from({ length: count }, (_, i) => [`S${i}`, pass(i, count - 1)])),
  });

const LOOP = JSON.stringify({
  StartAt: 'Add',
  States: {
    Add: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)', 'most.$': '$.most' }, Next: 'More' },
    More: {
      Type: 'Choice',
      Choices: [{ Variable: '$.n', NumericLessThanPath: '$.most', Next: 'Add' }],
      Default: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
});

const GETS = JSON.stringify({
  StartAt: 'Get',
  States: {
    Get: {
      Type: 'Task',
      Resource: 'arn:aws:lambda:us-east-1:123456789012:function:get',
      Parameters: { 'n.$': '$.n' },
      ResultPath: '$.got',
      Next: 'Add',
    },
    Add: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)', 'most.$': '$.most' }, Next: 'More' },
    More: {
      Type: 'Choice',
      Choices: [{ Variable: '$.n', NumericLessThanPath: '$.most', Next: 'Get' }],
      Default: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
});

const MAP = JSON.stringify({
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemsPath: '$.list',
      MaxConcurrency: 100,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'One',
        States: { One: { Type: 'Pass', Next: 'Two' }, Two: { Type: 'Pass', End: true } },
      },
      End: true,
    },
  },
});

async function load() {
  const outfile = path.join(root, 'out/test/debugger.cjs');
  const contents = `export * from './host/index.ts'; export * from './interpreter/index.ts';
    export { analyze } from './language/index.ts'; export { StepthroughSession } from './debugger/session.ts';
    export { nodeEnvironment } from './debugger/nodeEnvironment.ts';`;
  await build({ ...node, format: 'cjs', stdin: { contents, resolveDir: root, loader: 'ts' }, outfile });
  return require(outfile);
}

/** A client that waits for answers and stops. */
function connect({ StepthroughSession, nodeEnvironment }, given = {}) {
  const session = new StepthroughSession(nodeEnvironment(given));
  const answers = new Map();
  const stops = [];
  let hear;
  let seq = 0;
  session.onDidSendMessage(message => {
    if (message.type === 'response') answers.get(message.request_seq)?.(message);
    else if (message.event === 'stopped' || message.event === 'terminated') {
      if (hear) hear(message);
      else stops.push(message);
      hear = undefined;
    }
  });
  const request = (command, args = {}) =>
    new Promise((resolve, reject) => {
      const id = ++seq;
      answers.set(id, response => {
        answers.delete(id);
        if (response.success) resolve(response.body);
        else reject(new Error(`${command}: ${response.message}`));
      });
      session.handleMessage({ type: 'request', seq: id, command, arguments: args });
    });
  const stop = () => (stops.length > 0 ? Promise.resolve(stops.shift()) : new Promise(resolve => (hear = resolve)));
  return {
    request,
    stop,
    dispose: () => session.dispose(),
    async launch(attributes) {
      await request('initialize', {});
      await request('launch', { definition: '/bench.asl.json', ...attributes });
      await request('configurationDone');
    },
    async move(command, args = { threadId: 1 }) {
      await request(command, args);
      return stop();
    },
  };
}

/** What a client asks for after each stop. */
async function look(client, threadId = 1) {
  await client.request('threads');
  const { stackFrames } = await client.request('stackTrace', { threadId });
  const { scopes } = await client.request('scopes', { frameId: stackFrames[0].id });
  for (const { variablesReference } of scopes) await client.request('variables', { variablesReference });
}

// Such an execution has no history to fill.
const EXPRESS = { machineType: 'EXPRESS' };

const INPUT = { n: 0, list: Array.from({ length: 50 }, (_, i) => i) };

/** Milliseconds from the request to everything shown, median. */
async function steps(engine) {
  const client = connect(engine);
  await client.launch({ text: chain(100), input: INPUT, stopOnEntry: true });
  await client.stop();
  const times = [];
  for (let i = 0; i < 90; i++) {
    const started = performance.now();
    await client.move(i % 2 === 0 ? 'next' : 'stepIn');
    await look(client);
    times.push(performance.now() - started);
  }
  client.dispose();
  return median(times);
}

async function seeks(engine) {
  const client = connect(engine);
  const most = 20_000;
  await client.launch({ text: LOOP, input: { n: 0, most }, stopAtEnd: true, stopOnEntry: true, ...EXPRESS });
  await client.stop();
  await client.move('continue');
  const { timelines } = await client.request('stepthrough/timelines');
  const { head } = timelines[0];
  const times = [];
  for (let i = 0; i < 30; i++) {
    const moment = Math.floor(((i * 7919) % 30) * (head / 30));
    const started = performance.now();
    await client.move('stepthrough/seek', { moment });
    times.push(performance.now() - started);
  }
  client.dispose();
  return { median: median(times), worst: Math.max(...times), head };
}

/** The engine's own way with all events and a journal, and the same through a session that stops nowhere. */
async function attached(engine, rounds) {
  const text = LOOP;
  const input = { n: 0, most: 10_000 };
  const { program } = engine.compile(engine.analyze(text, { format: 'json' }));
  const own = () => {
    const execution = engine.createExecution({ name: 'bench', input, startTime: 0, seed: 1, type: 'EXPRESS' });
    const started = engine.start(program, execution, { events: true });
    const events = [];
    const driver = new engine.Driver(started, {
      clock: engine.createVirtualClock(0),
      journal: new engine.Journal(started),
      sink: more => events.push(more),
    });
    while (driver.pump(500).kind !== 'ended');
  };
  const debugged = async () => {
    const client = connect(engine);
    await client.request('initialize', {});
    await client.request('launch', { definition: '/bench.asl.json', text, input, ...EXPRESS });
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'Done', condition: '$.n < 0' }] });
    await client.request('setExceptionBreakpoints', { filters: ['uncaught'] });
    const started = performance.now();
    await client.move('configurationDone');
    const time = performance.now() - started;
    client.dispose();
    return time;
  };
  const times = { own: [], debugged: [] };
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    own();
    times.own.push(performance.now() - started);
    times.debugged.push(await debugged());
  }
  return Math.min(...times.own) / Math.min(...times.debugged);
}

async function largeMap(engine, count) {
  v8.setFlagsFromString('--expose-gc');
  const gc = vm.runInNewContext('gc');
  const client = connect(engine);
  const list = Array.from({ length: count }, (_, i) => ({ i }));
  gc();
  const before = process.memoryUsage().heapUsed;
  await client.launch({ text: MAP, input: { list }, stopAtEnd: true });
  await new Promise(resolve => setTimeout(resolve, 20));
  const asked = performance.now();
  const stopped = await client.move('pause');
  const pause = performance.now() - asked;
  if (stopped.event !== 'stopped') throw new Error('The Map was over before it could be paused.');
  const { threads } = await client.request('threads');
  await client.move('continue');
  gc();
  const memory = (process.memoryUsage().heapUsed - before) / 1e6;
  client.dispose();
  return { pause, threads: threads.length, memory };
}

/** Megabytes that stay of so many answers of a tenth of a megabyte each, under a budget of 16. */
async function answers(engine, count) {
  v8.setFlagsFromString('--expose-gc');
  const gc = vm.runInNewContext('gc');
  const client = connect(engine, { pastBytes: 16e6 });
  const input = { n: 0, most: count };
  const mocks = {
    Get: { jsonata: "{% {'rows': [1..1000].{'id': $, 'name': 'a name of some length', 'price': $ * 2}} %}" },
  };
  gc();
  const before = process.memoryUsage().heapUsed;
  await client.launch({ text: GETS, input, mocks, stopAtEnd: true, trace: false, ...EXPRESS });
  await client.stop();
  gc();
  const memory = (process.memoryUsage().heapUsed - before) / 1e6;
  const started = performance.now();
  await client.move('stepthrough/seek', { moment: 40 });
  const seek = performance.now() - started;
  client.dispose();
  return { memory, seek };
}

function median(times) {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

/** @param {{ quick: boolean }} options */
export async function benchDebugger({ quick }) {
  const engine = await load();
  await steps(engine);
  const step = await steps(engine);
  const seek = await seeks(engine);
  const ratio = await attached(engine, quick ? 8 : 40);
  const map = await largeMap(engine, 10_000);
  const past = await answers(engine, quick ? 500 : 2000);
  const { head } = seek;
  return [
    { what: 'a step and all that is shown, 100 states, ms', ratio: step, most: 5 },
    { what: `a jump in a journal of ${head} moments, ms, median`, ratio: seek.median, most: 20 },
    { what: `a jump in a journal of ${head} moments, ms, worst`, ratio: seek.worst, most: 20 },
    { what: 'attached without a stop, of the observed engine', ratio: ratio, least: 0.8 },
    { what: 'Map of 10,000: threads listed', ratio: map.threads, most: 201 },
    { what: 'Map of 10,000: pause answered, ms', ratio: map.pause, most: 200 },
    { what: 'Map of 10,000: memory kept for all of its past, MB', ratio: map.memory, most: 250 },
    {
      what: `${quick ? 40 : 160} MB of answers under a budget of 16 MB: memory kept, MB`,
      ratio: past.memory,
      most: 40,
    },
    { what: 'a jump into what was written out, ms', ratio: past.seek, most: 200 },
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const figures = await benchDebugger({ quick: process.argv.includes('--quick') });
  for (const figure of figures) console.log(describe(figure));
  process.exitCode = figures.every(isKept) ? 0 : 1;
}
