// The expressions part of the tests, in a short form: JSONata's own cases in both dialects, a differential run against npm
// jsonata, and fuzzing of all three parsers. The tools themselves take longer runs: --long, --count.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './esbuild.mjs';

// The cases live beside the project and are played when they are there.
const SUITE = path.resolve(root, '../shared/jsonata-suite');
const RUNS = [
  ...(fs.existsSync(SUITE)
    ? [
        ['jsonataSuite.mjs', SUITE],
        ['jsonataSuite.mjs', SUITE, '--dialect', 'stepFunctions'],
      ]
    : []),
  // A fixed seed: a test must say the same twice. Other seeds are for people, who look at what they find.
  ['jsonataDifferential.mjs', '--seed', '9', '--count', '4000'],
  ['jsonataFuzz.mjs', '--count', '10000'],
  ['expressionsFuzz.mjs', '--count', '20000'],
];

let failures = 0;
let passes = 0;
for (const [tool, ...args] of RUNS) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'tools', tool), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) passes++;
  else failures++;
  const last = stdout.trim().split('\n').at(-1) ?? '';
  console.log(`# ${tool} ${args.slice(-2).join(' ')}: ${last}`.replace(SUITE, ''));
  if (status !== 0) console.log(stdout + stderr);
}
console.log(`${passes} passed, ${failures} failed`);
process.exitCode = failures > 0 ? 1 : 0;
