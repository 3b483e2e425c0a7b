// `npm start`: opens the samples in a VS Code with this extension loaded. In the installed one where there is one, else
// in the npm-installed one, which is a page on loopback until Ctrl+C.
// --host takes the npm-installed VS Code in any case; --no-open leaves opening its page to you.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp, setUpHost } from './setup.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const samples = path.join(root, 'samples');
const windows = process.platform === 'win32';
const hasDesktop = windows || process.platform === 'darwin' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;

const options = process.argv.slice(2);
const unknown = options.find(option => option !== '--host' && option !== '--no-open');
if (unknown) {
  console.error(`npm start knows --host and --no-open, not ${unknown}.`);
  process.exit(2);
}

try {
  await setUp();
  console.log('Building…');
  const { build } = await import('./build.mjs');
  await build();
  const code = options.includes('--host') ? undefined : findCode();
  if (code) await openCode(code);
  else await openHost();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

// VS Code refuses to run as root, and without a desktop there is no window to open.
function findCode() {
  if (!hasDesktop || process.getuid?.() === 0) return undefined;
  const names = windows ? ['code.cmd'] : ['code'];
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter).filter(folder => folder !== ''),
    '/Applications/Visual Studio Code.app/Contents/Resources/app/bin',
    path.join(process.env.LOCALAPPDATA ?? '', 'Programs/Microsoft VS Code/bin'),
    path.join(process.env.ProgramFiles ?? '', 'Microsoft VS Code/bin'),
  ];
  return folders.flatMap(folder => names.map(name => path.join(folder, name))).find(file => fs.existsSync(file));
}

async function openCode(file) {
  console.log(`Opening the samples in ${file}`);
  const args = [`--extensionDevelopmentPath=${root}`, '--new-window', samples];
  // Windows starts a .cmd file through the shell only, which splits at spaces.
  const child = windows
    ? spawn(`"${file}"`, args.map(quoted), { shell: true, stdio: 'inherit' })
    : spawn(file, args, { stdio: 'inherit' });
  process.exitCode = await new Promise(resolve => {
    child.once('error', error => {
      console.error(error.message);
      resolve(1);
    });
    child.once('exit', exitCode => resolve(exitCode ?? 1));
  });
}

async function openHost() {
  await setUpHost();
  const { startServer, workbenchUrl } = await import('./vscode-host/server.mjs');
  // Listening begins before the server starts: a Ctrl+C during its start must end it as well.
  const asked = untilAskedToEnd();
  const server = await startServer();
  const url = workbenchUrl(server, { folder: samples, extensionDevelopmentPath: root });
  console.log(`Open ${url}\nCtrl+C ends it.`);
  if (hasDesktop && !options.includes('--no-open')) openPage(url);
  await asked;
  await server.stop();
}

// A signal sent to npm alone ends npm and the shell between us, which does not hand it on; then our parent is another one.
function untilAskedToEnd() {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      resolve();
    }, 1_000);
    watch.unref();
  });
}

// A page that does not open is no reason to end: its address is on the screen.
function openPage(url) {
  const [command, ...args] = windows
    ? ['rundll32', 'url.dll,FileProtocolHandler', url]
    : [process.platform === 'darwin' ? 'open' : 'xdg-open', url];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.once('error', error => console.log(`Opening a browser failed: ${error.message}`));
  child.unref();
}

function quoted(argument) {
  return `"${argument}"`;
}
