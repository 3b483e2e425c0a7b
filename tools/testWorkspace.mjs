// The folder that tests open in VS Code: a copy of samples/ and test/workspace/, so that no test changes the checkout.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './esbuild.mjs';

/** Makes the folder; `remove` takes it away again. */
export function makeTestWorkspace() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-workspace-'));
  for (const source of ['samples', 'test/workspace']) {
    fs.cpSync(path.join(root, source), folder, { recursive: true });
  }
  return { folder, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}
