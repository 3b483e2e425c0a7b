// What each bundle may hold, and how large it was when somebody last looked. A bundle that takes in a room or a package
// it has no business with, or that grows without a change of the table, fails the build.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './esbuild.mjs';

const SIZES = path.join(root, 'tools/bundleSizes.json');

/** Bundles that others share begin so. What one holds is found anew with every build. */
export const SHARED = 'shared-';

/** A bundle may differ from the table by this much before the table has to be written again. */
const TOLERANCE = 0.02;

const PURE = ['expressions', 'language'];
const ENGINE = [...PURE, 'interpreter', 'host'];

/** @type {Record<string, { rooms: string[], packages: string[], limitKB: number }>} */
const ALLOWED = {
  'client.js': { rooms: ['client', 'graph', 'server', 'debugger'], packages: [], limitKB: 60 },
  'acts.js': { rooms: ['client', 'graph', 'server', 'debugger'], packages: [], limitKB: 20 },
  'languageClient.js': {
    rooms: ['client', 'server'],
    packages: [
      'vscode-languageclient',
      'vscode-languageserver-*',
      'vscode-jsonrpc',
      'minimatch',
      'brace-expansion',
      'balanced-match',
      'semver',
    ],
    limitKB: 460,
  },
  'web.js': { rooms: ['client'], packages: [], limitKB: 10 },
  'server.js': { rooms: ['server'], packages: [], limitKB: 20 },
  'lsp.js': {
    rooms: ['server'],
    packages: ['vscode-languageserver', 'vscode-languageserver-*', 'vscode-jsonrpc', 'vscode-uri'],
    limitKB: 220,
  },
  'session.js': { rooms: [...PURE, 'server', 'graph'], packages: ['jsonpath-plus'], limitKB: 530 },
  // The engine, and about 120 kB of the debugger itself.
  'adapter.js': {
    rooms: [...ENGINE, 'debugger'],
    packages: ['@vscode/debugadapter', 'yaml', 'jsonpath-plus'],
    limitKB: 680,
  },
  'cli.js': { rooms: [...PURE, 'host', 'cli'], packages: ['jsonpath-plus'], limitKB: 290 },
  // Of these three most is the language, which the process has by then.
  'fixes.js': { rooms: PURE, packages: ['jsonpath-plus'], limitKB: 280 },
  'catalogue.js': { rooms: PURE, packages: ['jsonpath-plus'], limitKB: 270 },
  'rewrites.js': { rooms: [...PURE, 'interpreter'], packages: ['jsonpath-plus'], limitKB: 480 },
  'yaml.js': { rooms: [], packages: ['yaml'], limitKB: 150 },
  'format.js': {
    rooms: [...PURE, 'server'],
    packages: [
      'jsonpath-plus',
      'vscode-json-languageservice',
      'vscode-languageserver-*',
      'vscode-uri',
      'jsonc-parser',
      '@vscode/l10n',
    ],
    limitKB: 570,
  },
  'parquet.js': { rooms: [], packages: ['hyparquet'], limitKB: 100 },
  'more.js': { rooms: [...ENGINE, 'graph', 'cli'], packages: ['yaml', 'jsonpath-plus'], limitKB: 660 },
  'serve.js': { rooms: [...ENGINE, 'service', 'cli'], packages: ['yaml', 'jsonpath-plus'], limitKB: 640 },
  'graph.js': { rooms: ['graph'], packages: [], limitKB: 120 },
  'graph.css': { rooms: ['graph'], packages: [], limitKB: 30 },
  'execution.js': { rooms: ['graph'], packages: [], limitKB: 40 },
  'execution.css': { rooms: ['graph'], packages: [], limitKB: 20 },
  // A picture for each block of a definition in a Markdown preview.
  'markdown.js': { rooms: [...PURE, 'graph'], packages: ['jsonpath-plus'], limitKB: 450 },
  'markdown.css': { rooms: ['graph'], packages: [], limitKB: 5 },
  // The page that draws a PNG.
  'png.js': { rooms: ['graph'], packages: [], limitKB: 10 },
  'png.css': { rooms: ['graph'], packages: [], limitKB: 2 },
  // The page that shows two definitions side by side, with the graph page's own drawing.
  'diff.js': { rooms: ['graph'], packages: [], limitKB: 40 },
  'diff.css': { rooms: ['graph'], packages: [], limitKB: 40 },
  'engine.js': { rooms: ENGINE, packages: ['yaml', 'jsonpath-plus'], limitKB: 500 },
  'language.js': { rooms: PURE, packages: ['yaml', 'jsonpath-plus'], limitKB: 500 },
};

/**
 * What a process reads when it loads a bundle: the bundle, and those it shares with others.
 * @typedef {{ name: string, bytes: number, rooms: string[], packages: string[], shared: string[] }} Measured
 * @param {import('esbuild').Metafile} metafile
 * @returns {Measured[]}
 */
export function measure({ outputs }) {
  const loaded = (/** @type {string} */ file) => {
    const files = new Set([file]);
    for (const one of files) {
      for (const { path: next, external } of outputs[one]?.imports ?? []) if (!external) files.add(next);
    }
    return [...files];
  };
  return Object.keys(outputs)
    .filter(file => !path.basename(file).startsWith(SHARED))
    .map(file => {
      const parts = loaded(file);
      const packages = new Set();
      const rooms = new Set();
      for (const input of parts.flatMap(part => inputsOf(outputs[part]))) {
        const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
        if (name) packages.add(name);
        else rooms.add(input.split('/')[0]);
      }
      return {
        name: path.basename(file),
        bytes: parts.reduce((sum, part) => sum + (outputs[part]?.bytes ?? 0), 0),
        rooms: [...rooms].sort(),
        packages: [...packages].sort(),
        shared: parts.slice(1).map(part => path.basename(part)),
      };
    });
}

// Only inputs that put bytes into the bundle count; types alone leave nothing behind. A stub is not the package it
// stands for, and what makes a part of several modules is none itself.
/** @param {import('esbuild').Metafile['outputs'][string] | undefined} output */
function inputsOf(output) {
  return Object.entries(output?.inputs ?? {})
    .filter(([file, { bytesInOutput }]) => bytesInOutput > 0 && !/^(?:lazy-|part:)/.test(file))
    .map(([file]) => file);
}

/** Deletes what former builds shared. @param {string} outdir @param {Measured[]} measured */
export function removeOldShared(outdir, measured) {
  const known = new Set(measured.flatMap(({ shared }) => shared));
  for (const file of fs.readdirSync(outdir)) {
    if (file.startsWith(SHARED) && !known.has(file)) fs.rmSync(path.join(outdir, file));
  }
}

/** @param {Measured[]} measured */
export function assertBundles(measured) {
  const faults = measured.flatMap(bundle => [...contentFaults(bundle), ...sizeFaults(bundle)]);
  if (faults.length > 0) throw new Error(`The bundles are not what they should be:\n${faults.join('\n')}`);
}

/** @param {Measured} bundle */
function contentFaults({ name, bytes, rooms, packages }) {
  const allowed = ALLOWED[name];
  if (!allowed) return [`  ${name}: say in tools/bundles.mjs what it may hold.`];
  const faults = [];
  for (const room of rooms) if (!allowed.rooms.includes(room)) faults.push(`  ${name} holds the room ${room}.`);
  for (const found of packages) {
    const isAllowed = allowed.packages.some(
      one => one === found || (one.endsWith('*') && found.startsWith(one.slice(0, -1))),
    );
    if (!isAllowed) faults.push(`  ${name} holds the package ${found}.`);
  }
  if (bytes > allowed.limitKB * 1000) faults.push(`  ${name} has ${bytes} bytes; its limit is ${allowed.limitKB} kB.`);
  return faults;
}

/** @param {Measured} bundle */
function sizeFaults({ name, bytes }) {
  /** @type {Record<string, number>} */
  const table = fs.existsSync(SIZES) ? JSON.parse(fs.readFileSync(SIZES, 'utf8')) : {};
  const stored = table[name];
  if (stored !== undefined && Math.abs(bytes - stored) <= stored * TOLERANCE + 200) return [];
  return [
    `  ${name} has ${bytes} bytes, the table says ${stored ?? 'nothing'}. If that is meant: npm run build -- --sizes`,
  ];
}

/** @param {Measured[]} measured */
export function writeSizes(measured) {
  const table = Object.fromEntries(measured.map(({ name, bytes }) => [name, bytes]).sort());
  fs.writeFileSync(SIZES, `${JSON.stringify(table, null, 2)}\n`);
}
