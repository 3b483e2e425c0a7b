// The patterns a new workflow begins with: both formats mean the same, nothing is said about them, and each runs to its end
// with the answers that lie beside it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../../cli/commands/run.ts';
import { analyze, toValue } from '../../language/index.ts';

const FOLDER = 'samples/patterns';
const NAMES = fs
  .readdirSync(FOLDER)
  .filter(file => file.endsWith('.asl.yaml'))
  .map(file => file.replace('.asl.yaml', ''));

/** What each begins with, and how it ends. */
const RUNS: Readonly<Record<string, readonly [input: unknown, output: unknown]>> = {
  choice: [{ amount: 20 }, { decision: 'pay', amount: 20 }],
  'distributed-map': [{ bucket: 'imports', key: 'orders.csv' }, undefined],
  'hello-world': [{ name: 'Ada' }, { greeting: 'Hello, Ada!' }],
  'human-approval': [{ what: 'a lamp' }, { approved: true }],
  map: [
    { items: ['lamp', 'bulb'], currency: 'EUR' },
    {
      prices: [
        { item: 'lamp', price: 12 },
        { item: 'bulb', price: 3 },
      ],
      total: 15,
    },
  ],
  parallel: [{ customerId: 'c-1' }, { customer: 'Ada', credit: 250 }],
  'retry-and-catch': [{}, { charged: true }],
  saga: [{}, { error: 'Hotel.Full', cause: 'No room is left.' }],
  sequence: [{}, { orderId: 'o-1' }],
  'wait-and-poll': [{}, { rows: 42 }],
};

describe('patterns', () => {
  const text = (name: string, ending: string) => fs.readFileSync(path.join(FOLDER, name + ending), 'utf8');

  it('are those the extension offers', () => {
    const offered = [...fs.readFileSync('client/newWorkflow.ts', 'utf8').matchAll(/\bname: '([\w-]+)',\s+label/g)];
    assert.deepEqual(offered.map(([, name]) => name).sort(), NAMES);
    assert.deepEqual(Object.keys(RUNS), NAMES);
  });

  it('say the same in both formats, and nothing is wrong with them', () => {
    for (const name of NAMES) {
      const yaml = analyze(text(name, '.asl.yaml'), { format: 'yaml' });
      const json = analyze(text(name, '.asl.json'), { format: 'json' });
      assert.deepEqual([...yaml.problems, ...json.problems], [], name);
      assert.deepEqual(yaml.root && toValue(yaml.root), json.root && toValue(json.root), name);
    }
  });

  for (const [name, [input, output]] of Object.entries(RUNS)) {
    it(`${name} runs`, async () => {
      const mocks = path.join(FOLDER, `${name}.mocks.json`);
      // Results are written to a copy.
      const buckets = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-'));
      fs.cpSync('samples/buckets', buckets, { recursive: true });
      const args = [path.join(FOLDER, `${name}.asl.json`), '--input', JSON.stringify(input), '--format', 'json'];
      if (fs.existsSync(mocks)) args.push('--mocks', mocks);
      const { out = '', exit } = await run([...args, '--s3', buckets]);
      fs.rmSync(buckets, { recursive: true });
      const ended = JSON.parse(out);
      if (output === undefined) assert.equal(ended.status, 'SUCCEEDED');
      else if (exit === 0) assert.deepEqual(ended.output, output);
      else assert.deepEqual({ error: ended.error, cause: ended.cause }, output);
    });
  }
});
