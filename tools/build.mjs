// Builds every bundle, one per process, then asserts what each holds and how large it is. `node tools/build.mjs`
// builds; `--sizes` also rewrites the table of sizes, so that growth shows in review.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { assertBundles, measure, removeOldShared, SHARED, writeSizes } from './bundles.mjs';
import { browser, node, root } from './esbuild.mjs';
import { besides, lazyModule, lazyPackage, part } from './lazyPackage.mjs';

/** The client's, which shares nothing with what other processes load. */
const ACTS = 'acts.js';

/**
 * What is kept out of the bundles until it is first called: the modules others import, and the functions of each.
 * @type {Record<string, { filter: RegExp, from?: RegExp, modules: Record<string, readonly string[]> }>}
 */
const PARTS = {
  // Of `language/`: what can be done about problems. Nobody needs it before there is one.
  'fixes.js': {
    filter: /\/(?:fixAll|fixesFor|fixesInHost)\.ts$/,
    modules: {
      'language/fixes/fixAll.ts': ['fixAll'],
      'language/fixes/fixesFor.ts': ['fixesFor'],
      'language/embedded/fixesInHost.ts': ['fixesInHost', 'silenceInHost'],
    },
  },
  // Of `language/`: what is known of AWS's APIs. Nobody needs it before a Task calls one.
  'catalogue.js': {
    filter: /\/(?:catalogue\/\w+|sdkCall)\.ts$/,
    modules: {
      'language/catalogue/call.ts': ['argumentsOf', 'errorsOfCall', 'resultOf'],
      'language/catalogue/catalogue.ts': ['openCatalogue'],
      'language/catalogue/describe.ts': ['describeArgument', 'describeCall'],
      'language/catalogue/offers.ts': ['offerMembers', 'offerMemberValues', 'offerSdkResources', 'requiredMembers'],
      'language/catalogue/sample.ts': ['sampleResult'],
      'language/catalogue/shape.ts': ['describeShape', 'shapeAt'],
      'language/rules/sdkCall.ts': ['sdkCall'],
    },
  },
  // What can be done though nothing is wrong. The engine comes with it, to try what is done: all that the server uses it for.
  'rewrites.js': {
    filter: /\/(?:rewritesAt|interpreter\/index)\.ts$/,
    from: /\/(?:server|language)\//,
    modules: {
      'language/rewrites/rewritesAt.ts': ['rewritesAt'],
      'interpreter/rewriteProof.ts': ['proveInJsonata'],
    },
  },
  // Of `client/`: what is needed when somebody does something that few do in every session.
  [ACTS]: {
    filter: /\/(?:answers|exportGraph|newWorkflow|statesMeant)\.ts$/,
    from: /\/client\//,
    modules: {
      'client/answers.ts': ['answersFor', 'hasTasks'],
      'client/exportGraph.ts': ['exportGraph'],
      'client/newWorkflow.ts': ['newWorkflow'],
      'client/statesMeant.ts': ['statesMeant'],
    },
  },
  // Of `server/`: what is needed when somebody formats.
  'format.js': {
    filter: /\/format(?:Json|Yaml)\.ts$/,
    modules: { 'server/formatJson.ts': ['formatJson'], 'server/features/formatYaml.ts': ['formatYaml'] },
  },
};

/** Processes and what they load later. What several of them need is in bundles they share. */
const TOGETHER = {
  'session.js': 'server/late.ts',
  'adapter.js': 'debugger/main.ts',
  'more.js': 'cli/more.ts',
  'serve.js': 'cli/commands/serve.ts',
  'markdown.js': 'graph/model/drawing/fencedPicture.ts',
  ...Object.fromEntries(
    Object.keys(PARTS)
      .filter(file => file !== ACTS)
      .map(file => [file, `part:${file}`]),
  ),
};

/** The protocol, which both halves of the server speak. */
const lsp = besides(/\/lsp\.ts$/, 'lsp.js');

/** @param {string} file */
function lazyPart(file) {
  const { filter, from, modules } = PARTS[file] ?? { filter: /^$/, modules: {} };
  return lazyModule(filter, file, Object.values(modules).flat(), from);
}

const lazyYaml = lazyPackage('yaml', 'yaml.js', ['isAlias', 'isMap', 'isScalar', 'isSeq', 'parseDocument']);
const lazyParquet = lazyPackage('hyparquet', 'parquet.js', ['parquetMetadataAsync', 'parquetReadObjects']);

/** @returns {Record<string, import('esbuild').BuildOptions>} options by output file */
function bundlesOfTheirOwn() {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const minify = true;
  return {
    'client.js': { ...node, minify, entryPoints: ['client/main.ts'], plugins: [lazyPart(ACTS)] },
    [ACTS]: { ...node, minify, entryPoints: [`part:${ACTS}`], plugins: [part(PARTS)] },
    'languageClient.js': { ...node, minify, entryPoints: ['client/languageClient.ts'] },
    'web.js': { ...browser, format: 'cjs', external: ['vscode'], minify, entryPoints: ['client/web.ts'] },
    'server.js': {
      ...node,
      minify,
      entryPoints: ['server/main.ts'],
      plugins: [lsp, lazyModule(/\/late\.ts$/, 'session.js', ['serve'])],
    },
    'lsp.js': { ...node, minify, entryPoints: ['server/lsp.ts'] },
    // What `check` needs and nothing more: it is over in the time Node needs to start.
    'cli.js': {
      ...node,
      minify,
      entryPoints: ['cli/main.ts'],
      plugins: [lazyYaml, lazyPart('fixes.js'), lazyPart('catalogue.js')],
      banner: { js: '#!/usr/bin/env node' },
      define: { VERSION: JSON.stringify(version) },
    },
    'yaml.js': { ...node, minify, entryPoints: ['yaml'] },
    'parquet.js': { ...node, minify, entryPoints: ['hyparquet'] },
    'graph.js': { ...browser, minify, entryPoints: ['graph/view/main.ts'] },
    'graph.css': { ...browser, minify, entryPoints: ['graph/view/graph.css'] },
    'execution.js': { ...browser, minify, entryPoints: ['graph/view/execution/main.ts'] },
    'execution.css': { ...browser, minify, entryPoints: ['graph/view/execution/execution.css'] },
    'markdown.css': { ...browser, minify, entryPoints: ['graph/view/markdown.css'] },
    'png.js': { ...browser, minify, entryPoints: ['graph/view/png/main.ts'] },
    'png.css': { ...browser, minify, entryPoints: ['graph/view/png/png.css'] },
    'diff.js': { ...browser, minify, entryPoints: ['graph/view/compare/main.ts'] },
    'diff.css': { ...browser, minify, entryPoints: ['graph/view/compare/compare.css'] },
    'engine.js': { ...node, minify, entryPoints: ['host/engine.ts'], plugins: [lazyPart('catalogue.js')] },
    'language.js': { ...node, minify, entryPoints: ['language/index.ts'], plugins: [lazyPart('catalogue.js')] },
  };
}

/**
 * The bundles that share others. esbuild shares between ES modules only, so each is made CommonJS afterwards, as
 * everything here is that a process may load when it comes to it.
 * @param {string} outdir
 */
async function buildTogether(outdir) {
  const { metafile, outputFiles } = await esbuild.build({
    ...node,
    format: 'esm',
    splitting: true,
    minify: true,
    write: false,
    outdir,
    chunkNames: `${SHARED}[hash]`,
    entryPoints: Object.entries(TOGETHER).map(([file, from]) => ({ out: path.basename(file, '.js'), in: from })),
    plugins: [part(PARTS), lsp, lazyYaml, lazyParquet, ...Object.keys(PARTS).map(lazyPart)],
  });
  for (const { path: file, text } of outputFiles) {
    const { code } = await esbuild.transform(text, {
      format: 'cjs',
      minify: true,
      target: node.target,
      platform: 'node',
    });
    fs.writeFileSync(file, code);
  }
  return metafile;
}

/** Builds dist/. Throws where a bundle cannot be built or is not what it should be. */
export async function build({ updateSizes = false } = {}) {
  const outdir = path.join(root, 'dist');
  fs.mkdirSync(outdir, { recursive: true });
  const [together, ...alone] = await Promise.all([
    buildTogether(outdir),
    ...Object.entries(bundlesOfTheirOwn()).map(async ([name, options]) => {
      const { metafile } = await esbuild.build({ ...options, outfile: path.join(outdir, name) });
      return metafile;
    }),
  ]);
  fs.copyFileSync(path.join(root, 'language/catalogue/aws.catalogue'), path.join(outdir, 'aws.catalogue'));
  fs.chmodSync(path.join(outdir, 'cli.js'), 0o755);
  const measured = [...alone, together].flatMap(measure);
  removeOldShared(outdir, measured);
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
