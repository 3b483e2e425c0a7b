// The folder that tests open in VS Code: a copy of samples/ and test/workspace/, so that no test changes the checkout.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './esbuild.mjs';

/** Makes the folder; `remove` takes it away again. */
export function makeTestWorkspace(sources = ['samples', 'test/workspace']) {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-workspace-'));
  // The name is seen: in the title of the window, and so in the pictures of the documentation.
  const folder = path.join(parent, 'samples');
  for (const source of sources) fs.cpSync(path.join(root, source), folder, { recursive: true });
  return { folder, remove: () => fs.rmSync(parent, { recursive: true, force: true }) };
}
