// What VS Code calls to run the in-host suite, in its extension host. The result goes to a file, because the two kinds
// of VS Code the suite runs in print differently and neither prints only what the suite says.
import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { notes } from './notes.ts';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false, forbidOnly: true });
  const words = process.env['STEPTHROUGH_TEST_WORDS'];
  if (words) mocha.grep(new RegExp(words, 'i'));
  mocha.addFile(path.join(__dirname, 'suite.js'));

  const tests: { title: string; milliseconds?: number; error?: string }[] = [];
  const failed = await new Promise<number>(resolve => {
    const runner = mocha.run(resolve);
    runner.on('pass', test => tests.push({ title: test.fullTitle(), milliseconds: test.duration ?? 0 }));
    runner.on('fail', (test, error) => tests.push({ title: test.fullTitle(), error: error.stack ?? String(error) }));
  });
  const report = process.env['STEPTHROUGH_TEST_REPORT'];
  if (report) fs.writeFileSync(report, JSON.stringify({ tests, notes: notes() }, null, 2));
  if (failed > 0) throw new Error(`${failed} tests failed`);
}
