// One place that knows how this project is bundled: the options every bundle shares.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Node processes: users have Node 20 to 24, VS Code 1.100 has 20. */
export const node = /** @type {const} */ ({
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: root,
});

/** Pages and web workers. */
export const browser = /** @type {const} */ ({
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: root,
});
