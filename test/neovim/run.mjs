// Runs the Neovim suite: has a real Neovim play test/neovim/probe.lua against the built language server, and asserts what its
// buffers held. Where no Neovim can be had it says so, and nothing is tested. Needs a build.
import path from 'node:path';
import Mocha from 'mocha';
import { root } from '../../tools/esbuild.mjs';
import { findNeovim, NO_NEOVIM } from '../../tools/neovim.mjs';

const neovim = await findNeovim();
if (neovim) {
  process.env.NVIM_PATH = neovim;
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color: false, timeout: 90_000, forbidOnly: true });
  mocha.addFile(path.join(root, 'test/neovim/editing.test.mjs'));
  await mocha.loadFilesAsync();
  let passed = 0;
  const failed = await new Promise(resolve => {
    mocha.run(resolve).on('pass', () => {
      passed++;
    });
  });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed || !passed ? 1 : 0;
} else {
  console.log(`# left out: ${NO_NEOVIM}`);
}
