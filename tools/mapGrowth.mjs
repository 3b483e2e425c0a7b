// A distributed Map over few and over many lines of a file, in processes of their own: how much more CPU time each item takes
// when there are ten times as many, and how much more memory the process needs. Results are written to files, as for so many
// they must be.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './esbuild.mjs';

const FEW = 10_000;
const MANY = 100_000;

/** @returns {{ timePerItem: number, memory: number }} ratios: many beside few */
export function mapGrowth() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-growth-'));
  try {
    for (const bucket of ['in', 'out']) fs.mkdirSync(path.join(folder, bucket));
    const definition = path.join(folder, 'map.asl.json');
    fs.writeFileSync(definition, JSON.stringify(DEFINITION));
    const few = measure(definition, folder, FEW);
    const many = measure(definition, folder, MANY);
    return { timePerItem: many.cpu / MANY / (few.cpu / FEW), memory: many.memory / few.memory };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const DEFINITION = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
        Parameters: { Bucket: 'in', 'Key.$': '$.key' },
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Work',
        States: { Work: { Type: 'Pass', Parameters: { 'name.$': '$.name' }, End: true } },
      },
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'out' } },
      End: true,
    },
  },
};

/** Prints what the process has used when it ends, then does what the command line does. */
const MEASURED = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write('\\n' + JSON.stringify({ cpu: userCPUTime + systemCPUTime, memory: maxRSS }));
});`;

/** @param {string} definition @param {string} folder @param {number} count */
function measure(definition, folder, count) {
  const lines = Array.from({ length: count }, (_, i) => `${i},"name, ${i}",${i % 97}\n`);
  fs.writeFileSync(path.join(folder, 'in/items.csv'), `id,name,amount\n${lines.join('')}`);
  const hook = path.join(folder, 'measured.cjs');
  fs.writeFileSync(hook, MEASURED);
  const args = ['run', definition, '--s3', folder, '--input', '{"key":"items.csv"}'];
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--require', hook, path.join(root, 'dist/cli.js'), ...args],
    { encoding: 'utf8' },
  );
  if (status !== 0 || !stdout.includes(`${count} of ${count} items succeeded`))
    throw new Error(stdout.slice(-500) + stderr);
  return JSON.parse(stderr.trim().split('\n').at(-1) ?? '');
}
