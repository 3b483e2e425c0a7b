// Bundles the JSONata face for the tools that measure and compare it, and loads it.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { node, root } from './esbuild.mjs';

export async function loadJsonata() {
  const outfile = path.join(root, 'out/test/jsonata.mjs');
  await build({ ...node, format: 'esm', entryPoints: ['expressions/jsonata/index.ts'], outfile });
  return import(`${pathToFileURL(outfile).href}?at=${process.hrtime.bigint()}`);
}
