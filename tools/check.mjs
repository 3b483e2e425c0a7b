// `npm run check`, the whole truth and what CI runs: lint, types, and everything `npm test` runs, each once.
import { runParts } from './test.mjs';

const isGood = await runParts({
  checks: ['lint', 'types'],
  tests: ['unit', 'expressions', 'neovim', 'vscode', 'ui'],
  words: [],
});
process.exitCode = isGood ? 0 : 1;
