// `npm test`: set-up, build, and every test of the project, with one closing line for all: `N passed, N failed`.
// `npm test -- --only unit|expressions|neovim|vscode|ui [WORD…]` runs one part, and in it the tests whose name (unit: file) holds a word.
// Each part is a process of its own that ends with such a line too; its output is shown when something failed.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setUp, setUpHost } from './setup.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const CHECKS = {
  build: ['tools/build.mjs'],
  lint: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
  types: ['node_modules/typescript/bin/tsc', '-b'],
};
const TESTS = {
  unit: ['tools/unit.mjs'],
  expressions: ['tools/expressions.mjs'],
  neovim: ['test/neovim/run.mjs'],
  vscode: ['test/vscode/run.mjs'],
  ui: ['test/ui/run.mjs'],
};
const ANNOUNCEMENTS = {
  expressions: 'Trying the expression languages against their references (about 15 s)…',
  neovim: 'Trying the language server in Neovim (about 3 s)…',
  vscode: 'Trying the extension inside VS Code (about 15 s)…',
  ui: 'Driving VS Code in a browser (about 5 min)…',
};
/** A part that said it cannot be run here, and why, is no failure: it needs what not every machine has. */
const LEFT_OUT = /^# left out: /m;
/** The parts that need a VS Code, one after the other. */
const IN_HOST = ['vscode', 'ui'];
const PART_LIMIT_MS = 10 * 60_000;

/** Runs the named parts and prints their results. Resolves to whether all went well. */
export async function runParts({ checks, tests, words }) {
  const total = { passed: 0, failed: 0 };
  const run = async (name, args) => {
    const result = await runPart(name, args);
    total.passed += result.passed;
    total.failed += result.failed;
    return result.failed === 0;
  };
  try {
    await setUp();
    // While the processor builds, lints and tests, the network brings the VS Code host and the browser.
    const host = tests.some(name => IN_HOST.includes(name)) ? settle(prepareHost()) : undefined;
    const neovim = tests.includes('neovim') ? settle(prepareNeovim(host)) : undefined;
    const isBuilt = await run('build', CHECKS.build);
    for (const name of checks) await run(name, CHECKS[name]);
    if (tests.includes('unit')) await run('unit', [...TESTS.unit, ...words]);
    if (tests.includes('expressions')) await run('expressions', TESTS.expressions);
    await neovim;
    if (tests.includes('neovim') && isBuilt) await run('neovim', TESTS.neovim);
    const { error } = (await host) ?? {};
    if (error) throw error;
    // One after the other: both measure and wait, and two editors on two cores would slow each other down.
    for (const name of IN_HOST.filter(name => tests.includes(name))) {
      if (isBuilt) await run(name, [...TESTS[name], ...words]);
      else console.log(`${name.padEnd(8)}not run: there is no build to try`);
    }
  } catch (error) {
    console.error(error.message);
    total.failed++;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0;
}

async function prepareHost() {
  await setUpHost();
  const { findBrowser } = await import('./browser.mjs');
  await findBrowser();
}

// After the browser: two that install Debian packages stand in each other's way. The part itself says what came of it.
async function prepareNeovim(host) {
  await host;
  const { findNeovim } = await import('./neovim.mjs');
  await findNeovim();
}

// A promise nobody waits for yet must not be able to reject.
const settle = promise =>
  promise.then(
    () => ({}),
    error => ({ error }),
  );

async function runPart(name, args) {
  if (name in ANNOUNCEMENTS) console.log(ANNOUNCEMENTS[name]);
  const start = performance.now();
  const { code, output } = await runNode(args);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const counts = name in TESTS ? countTests(name, code, output) : { passed: 0, failed: code === 0 ? 0 : 1 };
  if (counts.failed > 0) console.log(output.trimEnd());
  const summary = name in TESTS ? `${counts.passed} passed, ${counts.failed} failed` : code === 0 ? 'ok' : 'failed';
  console.log(`${name.padEnd(8)}${summary.padEnd(24)}${seconds.padStart(6)} s`);
  // What a part has to say about a good run: which VS Code it used, what it measured.
  for (const note of output.match(/^# .*$/gm) ?? []) console.log(`        ${note.slice(2)}`);
  return counts;
}

// A part that dies, or finds no test, has failed, whatever else it says.
function countTests(name, code, output) {
  if (name === 'neovim' && code === 0 && LEFT_OUT.test(output)) return { passed: 0, failed: 0 };
  const closing = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  const passed = Number(closing?.[1] ?? 0);
  const failed = Number(closing?.[2] ?? 0);
  const isSound = failed > 0 || (code === 0 && passed > 0);
  return { passed, failed: isSound ? failed : 1 };
}

function runNode(args) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PART_LIMIT_MS,
    });
    const end = () => child.kill();
    process.on('exit', end);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        output += chunk;
      });
    }
    child.once('close', (code, signal) => {
      process.off('exit', end);
      resolve({ code, output: signal ? `${output}\nEnded by ${signal}.` : output });
    });
  });
}

function readOptions(args) {
  if (args.length === 0) return { tests: Object.keys(TESTS), words: [] };
  const [option, name, ...words] = args;
  return option === '--only' && name in TESTS ? { tests: [name], words } : undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const options = readOptions(process.argv.slice(2));
  if (options) {
    process.exitCode = (await runParts({ checks: [], ...options })) ? 0 : 1;
  } else {
    console.error(`npm test takes nothing, or --only ${Object.keys(TESTS).join('|')} [WORD…]`);
    process.exitCode = 2;
  }
}
