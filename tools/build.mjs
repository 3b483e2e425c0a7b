// Builds every bundle, one per process, then asserts what each holds and how large it is. `node tools/build.mjs`
// builds; `--sizes` also rewrites the table of sizes, so that growth shows in review.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { assertBundles, measure, writeSizes } from './bundles.mjs';
import { browser, node, root } from './esbuild.mjs';
import { besides, lazyModule, lazyPackage } from './lazyPackage.mjs';

/** What the doorway of `yaml` calls. */
const YAML_FUNCTIONS = ['isAlias', 'isMap', 'isScalar', 'isSeq', 'parseDocument'];
const yaml = () => lazyPackage('yaml', 'yaml.js', YAML_FUNCTIONS);

/** What the doorway of `hyparquet` calls. */
const parquet = () => lazyPackage('hyparquet', 'parquet.js', ['parquetMetadataAsync', 'parquetReadObjects']);

/** Of `language/`: what can be done about problems. Nobody needs it before there is one. */
const FIX_FUNCTIONS = ['fixAll', 'fixesInHost', 'silenceInHost'];
const fixes = () => lazyModule(/\/(?:fixAll|fixesFor|fixesInHost)\.ts$/, 'fixes.js', [...FIX_FUNCTIONS, 'fixesFor']);

/** Of `language/`: what is known of AWS's APIs. Nobody needs it before a Task calls one. */
const CATALOGUE = {
  'catalogue/call.ts': ['argumentsOf', 'errorsOfCall', 'resultOf'],
  'catalogue/catalogue.ts': ['openCatalogue'],
  'catalogue/describe.ts': ['describeArgument', 'describeCall'],
  'catalogue/offers.ts': ['offerMembers', 'offerMemberValues', 'offerSdkResources', 'requiredMembers'],
  'catalogue/sample.ts': ['sampleResult'],
  'catalogue/shape.ts': ['describeShape', 'shapeAt'],
  'rules/sdkCall.ts': ['sdkCall'],
};
const catalogue = () =>
  lazyModule(/\/(?:catalogue\/\w+|sdkCall)\.ts$/, 'catalogue.js', Object.values(CATALOGUE).flat());

/** What can be done though nothing is wrong. The engine comes with it, to try what is done. */
const REWRITES = { rewritesAt: './language/index.ts', proveInJsonata: './interpreter/index.ts' };
const rewrites = () => lazyModule(/\/(?:rewritesAt|rewriteProof)\.ts$/, 'rewrites.js', Object.keys(REWRITES));

/** The protocol, which both halves of the server speak. */
const lsp = () => besides(/\/lsp\.ts$/, 'lsp.js');

/** Of `server/`: what is needed when somebody formats. */
const FORMAT = { formatJson: './server/formatJson.ts', formatYaml: './server/features/formatYaml.ts' };
const format = () => lazyModule(/\/format(?:Json|Yaml)\.ts$/, 'format.js', Object.keys(FORMAT));

/** @returns {Record<string, import('esbuild').BuildOptions>} options by output file */
function bundles() {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const minify = true;
  return {
    'client.js': { ...node, minify, entryPoints: ['client/main.ts'] },
    'languageClient.js': { ...node, minify, entryPoints: ['client/languageClient.ts'] },
    'web.js': { ...browser, format: 'cjs', external: ['vscode'], minify, entryPoints: ['client/web.ts'] },
    'server.js': {
      ...node,
      minify,
      entryPoints: ['server/main.ts'],
      plugins: [lsp(), lazyModule(/\/late\.ts$/, 'session.js', ['serve'])],
    },
    'lsp.js': { ...node, minify, entryPoints: ['server/lsp.ts'] },
    'session.js': {
      ...node,
      minify,
      entryPoints: ['server/late.ts'],
      plugins: [lsp(), yaml(), fixes(), catalogue(), rewrites(), format()],
    },
    'adapter.js': { ...node, minify, entryPoints: ['debugger/main.ts'], plugins: [parquet(), catalogue(), yaml()] },
    'cli.js': {
      ...node,
      minify,
      entryPoints: ['cli/main.ts'],
      plugins: [yaml(), fixes(), catalogue()],
      banner: { js: '#!/usr/bin/env node' },
      define: { VERSION: JSON.stringify(version) },
    },
    'fixes.js': {
      ...node,
      minify,
      stdin: { contents: `export { ${FIX_FUNCTIONS.join(', ')} } from './language/index.ts';`, resolveDir: root },
    },
    'catalogue.js': {
      ...node,
      minify,
      stdin: {
        contents: Object.entries(CATALOGUE)
          .map(([file, functions]) => `export { ${functions.join(', ')} } from './language/${file}';`)
          .join('\n'),
        resolveDir: root,
      },
    },
    'rewrites.js': {
      ...node,
      minify,
      stdin: {
        contents: Object.entries(REWRITES)
          .map(([name, from]) => `export { ${name} } from '${from}';`)
          .join('\n'),
        resolveDir: root,
      },
      plugins: [yaml(), catalogue()],
    },
    'yaml.js': { ...node, minify, entryPoints: ['yaml'] },
    'format.js': {
      ...node,
      minify,
      stdin: {
        contents: Object.entries(FORMAT)
          .map(([name, from]) => `export { ${name} } from '${from}';`)
          .join('\n'),
        resolveDir: root,
      },
      plugins: [yaml()],
    },
    'parquet.js': { ...node, minify, entryPoints: ['hyparquet'] },
    'more.js': { ...node, minify, entryPoints: ['cli/more.ts'], plugins: [parquet(), fixes(), catalogue(), yaml()] },
    'serve.js': { ...node, minify, entryPoints: ['cli/commands/serve.ts'], plugins: [parquet(), catalogue()] },
    'graph.js': { ...browser, minify, entryPoints: ['graph/view/main.ts'] },
    'graph.css': { ...browser, minify, entryPoints: ['graph/view/graph.css'] },
    'engine.js': { ...node, minify, entryPoints: ['host/engine.ts'], plugins: [catalogue()] },
    'language.js': { ...node, minify, entryPoints: ['language/index.ts'], plugins: [catalogue()] },
  };
}

/** Builds dist/. Throws where a bundle cannot be built or is not what it should be. */
export async function build({ updateSizes = false } = {}) {
  const outdir = path.join(root, 'dist');
  fs.mkdirSync(outdir, { recursive: true });
  const built = await Promise.all(
    Object.entries(bundles()).map(async ([name, options]) => {
      const result = await esbuild.build({ ...options, metafile: true, outfile: path.join(outdir, name) });
      return /** @type {const} */ ([name, result.metafile]);
    }),
  );
  fs.copyFileSync(path.join(root, 'language/catalogue/aws.catalogue'), path.join(outdir, 'aws.catalogue'));
  fs.chmodSync(path.join(outdir, 'cli.js'), 0o755);
  const measured = measure(built);
  if (updateSizes) writeSizes(measured);
  assertBundles(measured);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await build({ updateSizes: process.argv.includes('--sizes') });
  } catch (error) {
    // esbuild has already printed its own errors with their places.
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
