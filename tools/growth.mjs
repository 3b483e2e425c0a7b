// How runs grow: an inline Map and a loop with ten times as many items and rounds, each in a process of its own. Express and
// without a history, as such runs are.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './esbuild.mjs';

const LOOP = {
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
};

const MAP = {
  StartAt: 'Each',
  States: {
    Each: { Type: 'Map', ItemProcessor: { StartAt: 'Copy', States: { Copy: { Type: 'Pass', End: true } } }, End: true },
  },
};

/** @returns {{ timePerRound: number, memory: number }} ratios: a million rounds beside 100,000 */
export function loopGrowth() {
  const few = measure(LOOP, '{ n: 0, most: 100_000 }');
  const many = measure(LOOP, '{ n: 0, most: 1_000_000 }');
  return { timePerRound: many.cpu / few.cpu / 10, memory: many.memory / few.memory };
}

/** @returns {{ timePerItem: number }} ratio: 100,000 items beside 10,000 */
export function inlineMapGrowth() {
  const few = measure(MAP, 'Array(10_000).fill(0)');
  const many = measure(MAP, 'Array(100_000).fill(0)');
  return { timePerItem: many.cpu / few.cpu / 10 };
}

/** CPU time of the run alone, in microseconds, and the memory of its process. */
function measure(definition, input) {
  const script = `
    const { compile, run } = require(${JSON.stringify(path.join(root, 'dist/engine.js'))});
    const program = compile(${JSON.stringify(definition)});
    const warm = ${input.replaceAll(/\d+_000|1_000_000/g, '20_000')};
    run(program, { input: warm, type: 'EXPRESS' });
    const before = process.cpuUsage();
    const { status, failure } = run(program, { input: ${input}, type: 'EXPRESS' });
    const { user, system } = process.cpuUsage(before);
    if (status !== 'SUCCEEDED') throw new Error(JSON.stringify(failure));
    console.log(JSON.stringify({ cpu: user + system, memory: process.resourceUsage().maxRSS }));`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
