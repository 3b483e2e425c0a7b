// Measures what CONTRIBUTING.md promises and exits with 1 when a promise is broken. Times are compared within one run:
// a figure alone differs from machine to machine.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { root } from './esbuild.mjs';
import { inlineMapGrowth, loopGrowth } from './growth.mjs';
import { mapGrowth } from './mapGrowth.mjs';

const ROUNDS = 6;
const RUNS = 5;

await build();
const faults = [];
check('stepthrough check, CPU time beside `node -e 0`', startRatio(), 1.6, times);
check(
  'language server, started and initialized, beside loading amazon-states-language-service, without Node itself',
  serverRatio(),
  0.2,
  times,
);
check('client bundle', fs.statSync(path.join(root, 'dist/client.js')).size, 60_000, bytes => `${bytes} bytes`);
const { timePerItem, memory } = mapGrowth();
check('distributed Map, time per item when there are ten times as many', timePerItem, 1.4, times);
check('distributed Map, memory when there are ten times as many', memory, 2.5, times);
const loop = loopGrowth();
check('a million rounds of a loop, time per round beside 100,000', loop.timePerRound, 1.3, times);
check('a million rounds of a loop, memory beside 100,000', loop.memory, 1.2, times);
check('inline Map of 100,000, time per item beside 10,000', inlineMapGrowth().timePerItem, 1.4, times);
process.exitCode = faults.length > 0 ? 1 : 0;

/** @param {number} ratio */
function times(ratio) {
  return `${ratio.toFixed(2)} times`;
}

/** @param {string} what @param {number} value @param {number} limit @param {(value: number) => string} print */
function check(what, value, limit, print) {
  const isKept = value <= limit;
  if (!isKept) faults.push(what);
  console.log(`${isKept ? 'ok    ' : 'BROKEN'} ${what}: ${print(value)} (at most ${print(limit)})`);
}

// The two take turns, so that other work on the machine meets both; the smallest of each is the one least disturbed.
function startRatio() {
  const nothing = ['-e', '0'];
  const checking = [path.join(root, 'dist/cli.js'), 'check', path.join(root, 'samples/order.asl.json')];
  const least = { nothing: Number.POSITIVE_INFINITY, checking: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++) {
    least.nothing = Math.min(least.nothing, cpuMs(nothing));
    least.checking = Math.min(least.checking, cpuMs(checking));
  }
  return least.checking / least.nothing;
}

// A whole life of the server against the mere loading of the peer.
function serverRatio() {
  const messages = [
    { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } },
    { method: 'initialized', params: {} },
    { id: 2, method: 'shutdown' },
    { method: 'exit' },
  ].map(message => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    return `Content-Length: ${body.length}\r\n\r\n${body}`;
  });
  const input = path.join(root, 'out/initialize.txt');
  fs.writeFileSync(input, messages.join(''));
  const server = [path.join(root, 'dist/server.js'), '--stdio'];
  const peer = ['-e', "require('amazon-states-language-service')"];
  const least = { nothing: Number.POSITIVE_INFINITY, server: Number.POSITIVE_INFINITY, peer: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++) {
    least.nothing = Math.min(least.nothing, cpuMs(['-e', '0']));
    least.server = Math.min(least.server, cpuMs(server, input));
    least.peer = Math.min(least.peer, cpuMs(peer));
  }
  return (least.server - least.nothing) / (least.peer - least.nothing);
}

/** CPU time of a child process, user and system, in milliseconds. Needs a POSIX shell: its `times` counts children. */
function cpuMs(args, input = '/dev/null') {
  const script = `i=0; while [ $i -lt ${RUNS} ]; do "$@" >/dev/null <"${input}"; i=$((i+1)); done; times`;
  const { stdout } = spawnSync('sh', ['-c', script, 'sh', process.execPath, ...args], { encoding: 'utf8' });
  const children = stdout.trim().split('\n').at(-1) ?? '';
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(match => Number(match[1]) * 60 + Number(match[2]));
  return (seconds.reduce((sum, one) => sum + one, 0) * 1000) / RUNS;
}
