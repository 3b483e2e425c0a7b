// Builds every test of the rooms into one file and runs it with Mocha in this process.
// `node tools/unit.mjs [WORD…]` runs only test files whose path holds one of the words.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import Mocha from 'mocha';
import { node, root } from './esbuild.mjs';

// These suites need a browser or a VS Code and have runners of their own.
const ELSEWHERE = ['test/vscode', 'test/ui'];

export function unitTestFiles() {
  return (
    fs
      .readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .map(name => `test/${name.replaceAll('\\', '/')}`)
      .filter(name => name.endsWith('.test.ts') && !ELSEWHERE.some(folder => name.startsWith(`${folder}/`)))
      // Tidy tests look back on what the others did.
      .sort((a, b) => Number(a.startsWith('test/tidy/')) - Number(b.startsWith('test/tidy/')) || (a < b ? -1 : 1))
  );
}

/** Resolves to the number of tests that passed and failed. */
export async function runUnitTests(words = []) {
  if (words.includes('--update')) process.env.STEPTHROUGH_UPDATE = '1';
  const wanted = words.filter(word => word !== '--update');
  if (wanted.length === 0) process.env.STEPTHROUGH_WHOLE_RUN = '1';
  const files = unitTestFiles().filter(file => wanted.length === 0 || wanted.some(word => file.includes(word)));
  const outfile = path.join(root, 'out/test/unit.cjs');
  await build({
    ...node,
    stdin: { contents: files.map(file => `import './${file}';`).join('\n'), resolveDir: root, loader: 'ts' },
    outfile,
    sourcemap: 'inline',
    external: ['vscode', 'mocha', 'esbuild', 'typescript', 'playwright-core', 'jsonata', '@vscode/test-electron'],
  });
  process.setSourceMapsEnabled(true);
  process.chdir(root);
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: process.env.STEPTHROUGH_REPORTER ?? 'dot',
    timeout: 20_000,
    forbidOnly: true,
  });
  mocha.addFile(outfile);
  await mocha.loadFilesAsync();
  return new Promise(resolve => {
    let passed = 0;
    const runner = mocha.run(failed => resolve({ passed, failed }));
    runner.on('pass', () => {
      passed++;
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { passed, failed } = await runUnitTests(process.argv.slice(2));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed || !passed ? 1 : 0;
}
