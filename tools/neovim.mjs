// Finds the Neovim that tests talk through: one that is there, else Debian's package. `node tools/neovim.mjs` prints its path.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The first with a language client that starts one server for a buffer. */
const LEAST = [0, 7];

/** The path of a Neovim, or undefined where there is none to be had. */
export async function findNeovim() {
  return named() ?? installed() ?? (await debianPackage());
}

export const NO_NEOVIM =
  'there is no Neovim 0.7 or newer, and it can be installed from Debian by root only: install `neovim`, or set NVIM_PATH';

function named() {
  const file = process.env.NVIM_PATH;
  if (!file) return undefined;
  if (!fs.existsSync(file)) throw new Error(`NVIM_PATH names ${file}, which does not exist.`);
  return file;
}

function installed() {
  const name = process.platform === 'win32' ? 'nvim.exe' : 'nvim';
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(folder => folder !== '');
  return folders
    .map(folder => path.join(folder, name))
    .filter(file => fs.existsSync(file))
    .find(isNewEnough);
}

function isNewEnough(file) {
  const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const [major = 0, minor = 0] = (/^NVIM v(\d+)\.(\d+)/.exec(stdout ?? '') ?? []).slice(1).map(Number);
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
}

async function debianPackage() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !fs.existsSync('/etc/debian_version'))
    return undefined;
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'neovim']]) {
    if ((await run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args])) !== 0) return undefined;
  }
  return installed();
}

// Not spawnSync: other work goes on meanwhile. What fails here says so by its absence.
function run(command, args) {
  return new Promise(resolve => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(command, args, { env, stdio: 'ignore' });
    child.once('error', () => resolve(1));
    child.once('exit', resolve);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = await findNeovim();
  console.log(file ?? `Not found: ${NO_NEOVIM}.`);
  process.exitCode = file ? 0 : 1;
}
