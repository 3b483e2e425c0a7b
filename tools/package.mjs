// Makes the two things that are published: the .vsix for VS Code and the tarball for npm. Each is staged in a folder that
// holds exactly what its users need, then packed by the tool of its registry.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { build } from './build.mjs';
import { SHARED } from './bundles.mjs';
import { root } from './esbuild.mjs';

const BOTH = ['README.md', 'CHANGELOG.md', 'LICENSE'];
const VSIX = [
  ...BOTH,
  'icon.png',
  'dist/client.js',
  'dist/acts.js',
  'dist/languageClient.js',
  'dist/web.js',
  'dist/server.js',
  'dist/lsp.js',
  'dist/session.js',
  'dist/yaml.js',
  'dist/format.js',
  'dist/fixes.js',
  'dist/catalogue.js',
  'dist/aws.catalogue',
  'dist/rewrites.js',
  'dist/adapter.js',
  'dist/parquet.js',
  'dist/graph.js',
  'dist/graph.css',
  'dist/execution.js',
  'dist/execution.css',
  'dist/markdown.js',
  'dist/markdown.css',
  'dist/png.js',
  'dist/png.css',
  'dist/diff.js',
  'dist/diff.css',
];
const NPM = [
  ...BOTH,
  'dist/cli.js',
  'dist/more.js',
  'dist/serve.js',
  'dist/yaml.js',
  'dist/format.js',
  'dist/server.js',
  'dist/lsp.js',
  'dist/session.js',
  'dist/fixes.js',
  'dist/catalogue.js',
  'dist/aws.catalogue',
  'dist/rewrites.js',
  'dist/adapter.js',
  'dist/parquet.js',
  'dist/engine.js',
  'dist/language.js',
];

/** A .vsix may have this many bytes. */
const VSIX_LIMIT = 1_500_000;

/** @returns the path of the .vsix */
export async function packageVsix() {
  const { scripts: _s, devDependencies: _d, bin: _b, exports: _e, sideEffects: _x, ...manifest } = readManifest();
  const stage = stageFiles('vsix', VSIX, manifest);
  for (const folder of ['syntaxes', 'samples/patterns', 'docs/walkthrough']) copyFolder(folder, stage);
  const packagePath = path.join(root, 'dist', `stepthrough-${manifest.version}.vsix`);
  await createVSIX({
    cwd: stage,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const { size } = fs.statSync(packagePath);
  if (size > VSIX_LIMIT) throw new Error(`The .vsix has ${size} bytes; its limit is ${VSIX_LIMIT}.`);
  return packagePath;
}

/** @returns the path of the tarball */
export function packageNpm() {
  const {
    name,
    displayName: _n,
    description,
    version,
    license,
    keywords,
    engines,
    bin,
    exports,
    sideEffects,
  } = readManifest();
  const manifest = {
    name,
    description,
    version,
    license,
    keywords,
    engines: { node: engines.node },
    bin,
    exports,
    sideEffects,
  };
  const stage = stageFiles('npm', NPM, manifest);
  stageTypes(stage);
  const out = execFileSync('npm', ['pack', '--silent', '--pack-destination', path.join(root, 'dist')], {
    cwd: stage,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return path.join(root, 'dist', out.trim().split('\n').at(-1) ?? '');
}

function readManifest() {
  return JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
}

/** @param {string} name @param {readonly string[]} files @param {object} manifest */
function stageFiles(name, files, manifest) {
  const stage = path.join(root, 'out/package', name);
  fs.rmSync(stage, { recursive: true, force: true });
  fs.mkdirSync(path.join(stage, 'dist'), { recursive: true });
  for (const file of withShared(files)) fs.copyFileSync(path.join(root, file), path.join(stage, file));
  fs.writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return stage;
}

// A shared bundle has a name of its own with every build, which stands in those that load it.
/** @param {readonly string[]} files */
function withShared(files) {
  const all = new Set(files);
  for (const file of all) {
    if (!file.endsWith('.js')) continue;
    const text = fs.readFileSync(path.join(root, file), 'utf8');
    for (const [name] of text.matchAll(new RegExp(`\\b${SHARED}\\w+\\.js`, 'g'))) all.add(`dist/${name}`);
    for (const [, name] of text.matchAll(/\brequire\(["']\.\/([\w-]+\.js)["']\)/g)) {
      if (!all.has(`dist/${name}`)) throw new Error(`${file} loads ${name}, which is not in the package.`);
    }
  }
  return all;
}

/** @param {string} folder @param {string} stage */
function copyFolder(folder, stage) {
  // What the grammars are generated from stays here.
  const isShipped = (/** @type {string} */ file) => path.basename(file) !== 'source';
  fs.cpSync(path.join(root, folder), path.join(stage, folder), { recursive: true, filter: isShipped });
}

// The declarations that the two entries for programs reach, and no others.
function stageTypes(stage) {
  execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-b', 'host'], { cwd: root });
  const waiting = ['host/engine.d.ts', 'language/index.d.ts'];
  const staged = new Set();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (staged.has(file)) continue;
    staged.add(file);
    const text = fs.readFileSync(path.join(root, 'out/types', file), 'utf8');
    // Programs resolve "./tree.js" to "./tree.d.ts"; our sources name the .ts file.
    const portable = text.replace(/(from '\.{1,2}\/[^']+)\.ts'/g, "$1.js'");
    for (const match of text.matchAll(/from '(\.{1,2}\/[^']+)\.ts'/g)) {
      waiting.push(path.posix.join(path.posix.dirname(file), `${match[1]}.d.ts`));
    }
    const target = path.join(stage, 'types', file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, portable);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await build();
  for (const file of [await packageVsix(), packageNpm()]) {
    console.log(`${path.relative(root, file)}  ${(fs.statSync(file).size / 1000).toFixed(0)} kB`);
  }
}
