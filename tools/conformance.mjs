// Plays the cases recorded on AWS against the built service and prints how many are answered as AWS answered, by outcome
// and to the character. `npm run conformance -- [--cases DIR] [--kind K,K] [--filter REGEX] [--json FILE] [--update] [--verbose]`
// test/conformance/service.json keeps the counts, which may only rise, and why each miss is one; `--update` writes them anew.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { root } from './esbuild.mjs';

const RUNNER = path.join(root, '../shared/conformance/run.mjs');
const KEPT = path.join(root, 'test/conformance/service.json');
/** The services the runner plays itself. */
const FAKED = 's3,sqs';

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string' },
    kind: { type: 'string' },
    filter: { type: 'string' },
    json: { type: 'string' },
    update: { type: 'boolean' },
    verbose: { type: 'boolean' },
  },
});

if (!fs.existsSync(RUNNER)) {
  console.error(`The recorded cases are not beside this project: there is no ${RUNNER}.`);
  process.exit(2);
}
await build();
const runner = fs.realpathSync(RUNNER);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'conformance-'));
let service;
try {
  process.exitCode = await play();
} finally {
  service?.kill();
  fs.rmSync(folder, { recursive: true, force: true });
}

async function play() {
  const selection = options.cases === undefined ? [] : ['--cases', path.resolve(options.cases)];
  const mocks = path.join(folder, 'mocks.json');
  await run([...selection, '--write-mock-config', mocks], 'ignore');
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  service = spawn(process.execPath, [path.join(root, 'dist/cli.js'), 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      LAMBDA_ENDPOINT: endpoint,
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ENDPOINT_URL_SQS: endpoint,
      SFN_MOCK_CONFIG: mocks,
    },
  });
  const url = await firstLine(service);
  const result = path.join(folder, 'result.json');
  await run(
    [
      ...['--endpoint', url, '--lambda-port', String(port), '--fake', FAKED, '--mock-config', '--json', result],
      // Cases share names of state machines, and each deletes its own: side by side they would get into each other's way.
      ...['--concurrency', '1', ...selection],
      ...(options.kind === undefined ? [] : ['--kind', options.kind]),
      ...(options.filter === undefined ? [] : ['--filter', options.filter]),
      ...(options.verbose ? ['--verbose'] : []),
    ],
    'inherit',
  );
  if (options.json !== undefined) fs.copyFileSync(result, options.json);
  const { cases } = JSON.parse(fs.readFileSync(result, 'utf8'));
  const counts = countByKind(cases);
  printCounts(counts);
  // A part of the cases, or others, says nothing about the counts that are kept.
  if (options.cases !== undefined || options.filter !== undefined) return 0;
  if (options.update) return write(cases, counts);
  return compare(cases, counts);
}

/** @param {string[]} args @param {'inherit' | 'ignore'} output */
function run(args, output) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [runner, ...args], { stdio: ['ignore', output, 'inherit'] });
    child.on('error', reject);
    child.on('exit', code => (code === 2 ? reject(new Error('The cases could not be played.')) : resolve(code)));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {net.AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** The address in `Listening on …`. */
function firstLine(child) {
  return new Promise((resolve, reject) => {
    child.on('exit', code => reject(new Error(`The service ended with ${code} before it was ready.`)));
    readline.createInterface({ input: child.stdout }).once('line', line => resolve(line.replace('Listening on ', '')));
  });
}

/** @returns {Record<string, { played: number, outcome: number, detail: number }>} */
function countByKind(cases) {
  const counts = {};
  for (const { kind, skipped, outcome, detail } of cases) {
    counts[kind] ??= { played: 0, outcome: 0, detail: 0 };
    if (skipped !== undefined) continue;
    counts[kind].played++;
    if (outcome) counts[kind].outcome++;
    if (detail) counts[kind].detail++;
  }
  return Object.fromEntries(Object.entries(counts).sort());
}

function printCounts(counts) {
  console.log('\nkind          played  outcome  full detail');
  for (const [kind, { played, outcome, detail }] of Object.entries(counts)) {
    console.log(`${kind.padEnd(12)}  ${String(played).padStart(6)}  ${part(outcome, played)}  ${part(detail, played)}`);
  }
}

function part(count, of) {
  return `${String(count).padStart(4)} ${(of === 0 ? 100 : (count / of) * 100).toFixed(1).padStart(5)}%`;
}

function isMiss({ skipped, outcome, detail }) {
  return skipped === undefined && !(outcome && detail);
}

function idOf({ group, id }) {
  return `${group}/${id}`;
}

function compare(cases, counts) {
  const kept = JSON.parse(fs.readFileSync(KEPT, 'utf8'));
  const faults = [];
  for (const [kind, { outcome, detail }] of Object.entries(counts)) {
    const before = kept.counts[kind] ?? { outcome: 0, detail: 0 };
    if (outcome < before.outcome) faults.push(`${kind}: ${outcome} outcomes, ${before.outcome} before`);
    if (detail < before.detail) faults.push(`${kind}: ${detail} in full detail, ${before.detail} before`);
  }
  for (const one of cases) {
    const reason = kept.misses[idOf(one)];
    if (isMiss(one) && !reason) faults.push(`${idOf(one)} is missed, and nothing says why`);
    if (!isMiss(one) && reason && one.skipped === undefined) {
      faults.push(`${idOf(one)} is answered now: take it off the list with --update`);
    }
  }
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}

// Reasons are written by people and kept; a new miss gets an empty one, which the next run complains about.
function write(cases, counts) {
  const kept = fs.existsSync(KEPT) ? JSON.parse(fs.readFileSync(KEPT, 'utf8')) : { counts: {}, misses: {} };
  const misses = { ...kept.misses };
  for (const one of cases) {
    if (isMiss(one)) misses[idOf(one)] ??= '';
    else delete misses[idOf(one)];
  }
  const sorted = Object.fromEntries(Object.entries(misses).sort());
  fs.writeFileSync(KEPT, `${JSON.stringify({ counts: { ...kept.counts, ...counts }, misses: sorted }, null, 2)}\n`);
  const open = Object.entries(sorted).filter(([, reason]) => reason === '');
  for (const [id] of open) console.error(`${id}: write in ${path.relative(root, KEPT)} why it is missed`);
  return open.length === 0 ? 0 : 1;
}
