// `npm run fuzz [-- --count N] [--seed N]`: random and broken texts through the parsers of all three
// expression languages, and broken definitions and host files through analysis.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './esbuild.mjs';

const failed = ['jsonataFuzz.mjs', 'expressionsFuzz.mjs', 'languageFuzz.mjs'].filter(tool => {
  const args = [path.join(root, 'tools', tool), ...process.argv.slice(2)];
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0;
});
process.exitCode = failed.length > 0 ? 1 : 0;
