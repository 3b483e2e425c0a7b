// JSONPath beside jsonpath-plus in one run: each result is compared first, then timed. Definite paths only: the others
// walk through jsonpath-plus here too.
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { build } from 'esbuild';
import { JSONPath } from 'jsonpath-plus';
import { node, root } from '../esbuild.mjs';

const DATA = {
  order: {
    id: 'A-17',
    total: 1250,
    customer: { name: 'Ada', address: { city: 'London', lines: ['1 Street', 'Floor 2'] } },
    items: [
      { sku: 'a', price: 20 },
      { sku: 'b', price: 45 },
    ],
  },
  'first name': 'Ada',
};

const PATHS = [
  '$',
  '$.order',
  '$.order.id',
  '$.order.customer.address.city',
  '$.order.items[1].price',
  '$.order.customer.address.lines[0]',
  "$['first name']",
  "$.order['customer']['name']",
];

const MILLISECONDS = 80;

/** @returns the ratios per path */
export async function benchJsonpath() {
  const outfile = path.join(root, 'out/test/expressions.cjs');
  await build({ ...node, entryPoints: ['expressions/index.ts'], outfile });
  const { compilePath, parsePath } = (await import(`file://${outfile}`)).default;
  return PATHS.map(text => {
    const read = compilePath(parsePath(text).path);
    const scope = { data: DATA, context: () => ({}), variable: () => undefined };
    const options = { path: text, json: DATA, wrap: false, eval: false };
    if (!isDeepStrictEqual(read(scope), JSONPath(options))) throw new Error(`${text} gives another value.`);
    return { text, ratio: microseconds(() => JSONPath(options)) / microseconds(() => read(scope)) };
  });
}

/** The best of several rounds, so that other work on the machine counts less. */
function microseconds(run) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 4; round++) {
    const started = performance.now();
    let calls = 0;
    while (performance.now() - started < MILLISECONDS / 4) {
      for (let i = 0; i < 200; i++) run();
      calls += 200;
    }
    best = Math.min(best, ((performance.now() - started) * 1000) / calls);
  }
  return best;
}
