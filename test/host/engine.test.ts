// stepthrough/engine as its page tells of it: every example of docs/engine.md is run against the built package.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const page = fs.readFileSync('docs/engine.md', 'utf8');
const examples = [...page.matchAll(/## ?(.*)\n|```js\n([\s\S]*?)```/g)];

describe('docs/engine.md', () => {
  let title = 'the first example';
  for (const [, heading, code] of examples) {
    if (heading) title = heading;
    else if (code) it(`${title}: the example runs`, () => runExample(code));
  }
});

function runExample(code: string): void {
  const engine = JSON.stringify(`./${path.join('dist', 'engine.js')}`);
  // Imports of the package become those of the build; the examples' assertions are theirs.
  const body = code.replace(/import (\{.*?\}) from 'stepthrough\/engine';/g, `const $1 = require(${engine});`);
  assert.ok(!/^import/m.test(body), 'An example imports something else.');
  const script = `const assert = require('node:assert/strict');\n(async () => {\n${body}\n})();`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}
