// Runs the in-host suite: bundles it, finds the VS Code to run it in, prints the result of every test.
// `node test/vscode/run.mjs [WORD…]` runs the tests whose name holds one of the words. The VS Code is the one that
// STEPTHROUGH_VSCODE names; else, where there is a desktop to show it on, a downloaded one; else the one from npm.
import fs from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { findBrowser } from '../../tools/browser.mjs';
import { node, root } from '../../tools/esbuild.mjs';
import { makeTestWorkspace } from '../../tools/testWorkspace.mjs';
import { runInHost } from '../../tools/vscode-host/inHost.mjs';
import { VSCODE_VERSION } from '../../tools/vscode-host/server.mjs';

const out = path.join(root, 'out/test/vscode');
const report = path.join(out, 'report.json');

// A signal alone would end this process without its exit handlers, and those end the server and the browser.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

await bundleSuite();
fs.rmSync(report, { force: true });
const workspace = makeTestWorkspace();
try {
  await runSuite(workspace.folder);
} catch (error) {
  // A failed test also arrives here; the report says which, so the runner's own words only matter without one.
  if (!fs.existsSync(report)) console.error(error instanceof Error ? error.message : error);
} finally {
  workspace.remove();
}
printReport();

async function bundleSuite() {
  const tests = fs.readdirSync(path.join(root, 'test/vscode')).filter(name => name.endsWith('.test.ts'));
  const common = { ...node, external: ['vscode', 'mocha'], sourcemap: /** @type {const} */ ('inline') };
  await build({ ...common, entryPoints: ['test/vscode/index.ts'], outfile: path.join(out, 'index.js') });
  await build({
    ...common,
    stdin: {
      contents: tests
        .sort()
        .map(name => `import './${name}';`)
        .join('\n'),
      resolveDir: path.join(root, 'test/vscode'),
      loader: 'ts',
    },
    outfile: path.join(out, 'suite.js'),
  });
}

async function runSuite(folder) {
  const extensionTestsPath = path.join(out, 'index.js');
  const env = {
    STEPTHROUGH_TEST_REPORT: report,
    STEPTHROUGH_TEST_WORDS: process.argv.slice(2).join('|'),
    NODE_OPTIONS: '--enable-source-maps',
  };
  const executable = process.env.STEPTHROUGH_VSCODE ?? (await downloadVSCode());
  if (executable) {
    console.log(`# in ${executable}`);
    await runTests({
      vscodeExecutablePath: path.resolve(executable),
      extensionDevelopmentPath: root,
      extensionTestsPath,
      extensionTestsEnv: env,
      launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust'],
    });
  } else {
    console.log(`# in the npm-installed VS Code ${VSCODE_VERSION}`);
    const browser = await findBrowser();
    await runInHost({ browser, folder, extensionDevelopmentPath: root, extensionTestsPath, env });
  }
}

async function downloadVSCode() {
  const isDesktop = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!isDesktop) return undefined;
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath: path.join(root, '.vscode-test') });
  } catch (error) {
    console.log(`Downloading VS Code failed: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

function printReport() {
  const { tests, notes } = fs.existsSync(report)
    ? JSON.parse(fs.readFileSync(report, 'utf8'))
    : { tests: [{ title: 'the suite writes its report', error: 'It ended without.' }], notes: [] };
  for (const { title, milliseconds, error } of tests) {
    console.log(error === undefined ? `ok    ${title} (${milliseconds} ms)` : `FAIL  ${title}\n${error}`);
  }
  for (const note of notes) console.log(`# ${note}`);
  const failed = tests.filter(test => test.error !== undefined).length;
  console.log(`${tests.length - failed} passed, ${failed} failed`);
  process.exitCode = failed || !tests.length ? 1 : 0;
}
