// How much faster executions are here than with aws-local-stepfunctions, with their history kept on both sides, and than a
// loop over npm jsonata; and how many executions a second there are when nobody looks. Outcomes are compared before
// anything is measured. `node tools/bench/engine.mjs [--quick]`.
import { createRequire } from 'node:module';
import path from 'node:path';
import v8 from 'node:v8';
import vm from 'node:vm';
import { build } from 'esbuild';
import { node, root } from '../esbuild.mjs';

const require = createRequire(import.meta.url);
// The peer is written for Node 22.
Promise.withResolvers ??= () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};

const pass = (next, more = {}) => ({ Type: 'Pass', ...more, ...(next === undefined ? { End: true } : { Next: next }) });

const ORDER = { id: 'o-1', total: 412.5, customer: { name: 'Ana', tier: 'gold' }, items: [1, 2, 3], count: 0 };

const TASK = 'arn:aws:lambda:us-east-1:123456789012:function:charge';
const charge = () => ({ charged: true });

// As workflows are: fields chosen by paths, a decision, a function, its result put in its place.
const FIVE_STATES = {
  StartAt: 'Receive',
  States: {
    Receive: pass('Check', {
      Parameters: { 'id.$': '$.id', 'total.$': '$.total', 'items.$': '$.items', 'customer.$': '$.customer' },
    }),
    Check: {
      Type: 'Choice',
      Choices: [
        {
          And: [
            { Variable: '$.total', NumericGreaterThan: 100 },
            { Variable: '$.customer.tier', StringEquals: 'gold' },
          ],
          Next: 'Charge',
        },
      ],
      Default: 'Done',
    },
    Charge: {
      Type: 'Task',
      Resource: TASK,
      Parameters: { 'amount.$': '$.total', 'from.$': '$.customer.name' },
      ResultSelector: { 'ok.$': '$.charged' },
      ResultPath: '$.payment',
      Next: 'Confirm',
    },
    Confirm: pass('Done', {
      Parameters: { 'text.$': "States.Format('{} paid {}', $.customer.name, $.total)", 'order.$': '$' },
    }),
    Done: { Type: 'Succeed', OutputPath: '$.text' },
  },
};

const TEN_PASSES = {
  StartAt: 'S0',
  States: Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [
      `S${i}`,
      pass(i < 9 ? `S${i + 1}` : undefined, {
        Parameters: {
          'label.$': "States.Format('order {} of {}', $.id, $.customer.name)",
          'count.$': 'States.MathAdd($.count, 1)',
          'length.$': 'States.ArrayLength($.items)',
          'id.$': '$.id',
          'customer.$': '$.customer',
          'items.$': '$.items',
        },
      }),
    ]),
  ),
};

const LOOP = {
  StartAt: 'Add',
  States: {
    Add: pass('More', { Parameters: { 'count.$': 'States.MathAdd($.count, 1)' } }),
    More: { Type: 'Choice', Choices: [{ Variable: '$.count', NumericLessThan: 1000, Next: 'Add' }], Default: 'Done' },
    Done: { Type: 'Succeed' },
  },
};

const MAP = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemsPath: '$.list',
      MaxConcurrency: 10,
      ItemProcessor: { StartAt: 'Copy', States: { Copy: pass(undefined, { Parameters: { 'n.$': '$.n' } }) } },
      End: true,
    },
  },
};

const PARALLEL = {
  StartAt: 'All',
  States: {
    All: {
      Type: 'Parallel',
      Branches: Array.from({ length: 10 }, (_, i) => ({
        StartAt: `B${i}`,
        States: { [`B${i}`]: pass(undefined, { Parameters: { branch: i, 'id.$': '$.id' } }) },
      })),
      End: true,
    },
  },
};

const LIST = { list: Array.from({ length: 1000 }, (_, n) => ({ n, name: `item ${n}` })) };

const CASES = [
  { what: 'five states', definition: FIVE_STATES, input: ORDER, wanted: 30 },
  { what: 'ten Pass states with intrinsics', definition: TEN_PASSES, input: ORDER, wanted: 20 },
  { what: 'a loop of 1,000 rounds', definition: LOOP, input: { count: 0 }, wanted: 60 },
  { what: 'a Map of 1,000', definition: MAP, input: LIST, wanted: 60 },
  { what: 'a Parallel of 10', definition: PARALLEL, input: ORDER, wanted: 60 },
];

const EXPRESSIONS = [
  '$states.input.items[price > 20].name',
  '$sum($states.input.items.(price * qty))',
  '{"id": $states.input.id, "total": $states.input.total, "name": $uppercase($states.input.customer.name)}',
];
const BASKET = {
  ...ORDER,
  items: Array.from({ length: 8 }, (_, i) => ({ name: `Thing ${i}`, price: 5 + i * 4, qty: (i % 3) + 1 })),
};
const JSONATA = {
  QueryLanguage: 'JSONata',
  StartAt: 'S0',
  States: Object.fromEntries(
    EXPRESSIONS.map((expression, i) => [
      `S${i}`,
      pass(i < EXPRESSIONS.length - 1 ? `S${i + 1}` : undefined, {
        Assign: { [`v${i}`]: `{% ${expression} %}` },
        Output: '{% $states.input %}',
      }),
    ]),
  ),
};

async function load() {
  const outfile = path.join(root, 'out/test/engine.cjs');
  const contents =
    "export * from './host/index.ts'; export * from './interpreter/index.ts'; export { analyze } from './language/index.ts';";
  await build({ ...node, format: 'cjs', stdin: { contents, resolveDir: root, loader: 'ts' }, outfile });
  return require(outfile);
}

function programOf(engine, definition) {
  const { program, refusals } = engine.compile(engine.analyze(JSON.stringify(definition), { format: 'json' }));
  if (!program) throw new Error(refusals.map(({ message }) => message).join(' '));
  return program;
}

/** One execution; its history is kept as the events it is projected from when somebody asks for it. */
function execute(engine, program, input, observed) {
  const execution = engine.createExecution({ name: 'bench', input, startTime: 0, seed: 1 });
  const batches = [];
  const sink = events => batches.push(events);
  const driver = new engine.Driver(engine.start(program, execution, { events: observed }), {
    clock: engine.createVirtualClock(0),
    tasks: TASKS,
    ...(observed && { sink, historyOnly: true }),
  });
  while (driver.pump(1_000_000).kind !== 'ended');
  return { output: driver.run.output, history: batches };
}

const TASKS = {
  call: (_command, answer) => answer({ kind: 'succeeded', output: charge() }),
  cancel: () => undefined,
};

const OVERRIDES = { taskResourceLocalHandlers: { Charge: charge } };

async function executePeer(machine, input) {
  const execution = machine.run(input, { overrides: OVERRIDES });
  const history = [];
  for await (const event of execution.eventLogs) history.push(event);
  return { output: await execution.result, history };
}

/** Processor microseconds for one call: the best of several rounds. */
async function measure(run, millis) {
  const ROUNDS = 5;
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    const started = performance.now();
    let calls = 0;
    do {
      const pending = run();
      if (pending instanceof Promise) await pending;
      calls++;
    } while (performance.now() - started < millis / ROUNDS);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / calls);
  }
  return best;
}

/** Bytes that stay for one result, `count` of which are kept. */
async function held(make, count) {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');
  const kept = [await make()];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < count; i++) kept.push(await make());
  collect();
  return (process.memoryUsage().heapUsed - before) / count;
}

export async function benchEngine({ millis = 2000 } = {}) {
  const engine = await load();
  const { StateMachine } = await import('aws-local-stepfunctions');
  const figures = [];
  for (const { what, definition, input, wanted } of CASES) {
    const program = programOf(engine, definition);
    const peer = new StateMachine(definition, { validationOptions: { checkPaths: false, checkArn: false } });
    const ours = execute(engine, program, input, true);
    const theirs = await executePeer(peer, input);
    if (JSON.stringify(ours.output) !== JSON.stringify(theirs.output)) throw new Error(`${what}: the outputs differ`);
    await measure(() => execute(engine, program, input, true), millis / 4);
    const ourTime = await measure(() => execute(engine, program, input, true), millis / 2);
    const theirTime = await measure(() => executePeer(peer, input), millis);
    const more = { ourMicros: ourTime, theirMicros: theirTime };
    figures.push({ what: `Executions, ${what}`, ratio: theirTime / ourTime, wanted, ...more });
    if (what === 'a Map of 1,000') {
      const ourBytes = await held(() => execute(engine, program, input, true).history, 20);
      const theirBytes = await held(async () => (await executePeer(peer, input)).history, 20);
      figures.push({
        what: 'History held, a Map of 1,000',
        ratio: theirBytes / ourBytes,
        wanted: 2,
        ourBytes,
        theirBytes,
      });
    }
  }
  figures.push(await besideJsonata(engine, millis));
  figures.push(await unobserved(engine, millis));
  return figures;
}

async function besideJsonata(engine, millis) {
  const jsonata = require('jsonata');
  const program = programOf(engine, JSONATA);
  const expressions = EXPRESSIONS.map(text => jsonata(text));
  const theirs = async () => {
    const variables = [];
    for (const expression of expressions)
      variables.push(await expression.evaluate(undefined, { states: { input: BASKET } }));
    return variables;
  };
  const ours = () => execute(engine, program, BASKET, true);
  const values = ours()
    .history.flat()
    .flatMap(({ assigned = {} }) => Object.values(assigned));
  if (JSON.stringify(values) !== JSON.stringify(await theirs())) throw new Error('JSONata: the results differ');
  await measure(ours, millis / 4);
  const ourMicros = await measure(ours, millis / 2);
  const theirMicros = await measure(theirs, millis / 2);
  return {
    what: 'JSONata machine beside a loop of npm jsonata',
    ratio: theirMicros / ourMicros,
    wanted: 8,
    ourMicros,
    theirMicros,
  };
}

/** Per second of processor time, in hundred thousands. */
async function unobserved(engine, millis) {
  const program = programOf(engine, FIVE_STATES);
  await measure(() => execute(engine, program, ORDER, false), millis / 4);
  const ourMicros = await measure(() => execute(engine, program, ORDER, false), millis);
  return {
    what: 'Executions of five states a second, unobserved, in 100,000s',
    ratio: 10 / ourMicros,
    wanted: 1,
    ourMicros,
  };
}

async function main() {
  const figures = await benchEngine({ millis: process.argv.includes('--quick') ? 600 : 2000 });
  for (const { what, ratio, wanted, ...more } of figures) {
    const shown = Object.entries(more).map(([name, value]) => `${name} ${value.toFixed(1)}`);
    console.log(
      `${ratio >= wanted ? 'ok    ' : 'BROKEN'} ${ratio.toFixed(1).padStart(7)} (${wanted})  ${what}: ${shown.join(', ')}`,
    );
  }
  process.exitCode = figures.every(({ ratio, wanted }) => ratio >= wanted) ? 0 : 1;
}

if (process.argv[1]?.endsWith('engine.mjs')) await main();
