// Runs the UI suite: packages the extension, installs the package into a real VS Code, and drives that in a browser.
// `node test/ui/run.mjs [WORD…]` runs the tests whose name holds one of the words. A test that fails leaves a picture of
// its page in out/test/screenshots/.
import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { root } from '../../tools/esbuild.mjs';
import { packageVsix } from '../../tools/package.mjs';
import { closeSuite, notes, openSuite, takeFailurePicture } from './suite.mjs';

// A signal alone would end this process without its exit handlers, and those end the server and the browser.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

const folder = path.join(root, 'test/ui');
const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color: false, timeout: 90_000, forbidOnly: true });
for (const name of fs.readdirSync(folder).sort()) {
  if (name.endsWith('.test.mjs')) mocha.addFile(path.join(folder, name));
}
const words = process.argv.slice(2);
if (words.length > 0) mocha.grep(new RegExp(words.join('|'), 'i'));
await mocha.loadFilesAsync();

await openSuite(await packageVsix());
mocha.rootHooks({
  async afterEach() {
    if (this.currentTest?.state === 'failed') await takeFailurePicture(this.currentTest.fullTitle());
  },
});
let passed = 0;
const failed = await new Promise(resolve => {
  mocha.run(resolve).on('pass', () => {
    passed++;
  });
});
await closeSuite();
for (const line of notes) console.log(`# ${line}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
