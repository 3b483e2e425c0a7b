// Finds the browser the tests drive: one that is there, else Debian's package, else playwright's own download.
// `node tools/browser.mjs` prints its path. Needs the root's packages.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The path of a Chrome or Chromium. Throws a sentence that says what to install when there is none to be had. */
export async function findBrowser() {
  return named() ?? installed() ?? (await downloaded()) ?? (await debianPackage()) ?? (await download()) ?? giveUp();
}

function named() {
  const file = process.env.CHROMIUM_PATH;
  if (!file) return undefined;
  if (!fs.existsSync(file)) throw new Error(`CHROMIUM_PATH names ${file}, which does not exist.`);
  return file;
}

function installed() {
  return [...usualPlaces(), ...onPath()].find(file => fs.existsSync(file));
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map(name => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData']
      .map(name => process.env[name])
      .filter(folder => folder !== undefined)
      .flatMap(folder => ['Google\\Chrome', 'Chromium'].map(name => `${folder}\\${name}\\Application\\chrome.exe`));
  }
  return [];
}

function onPath() {
  if (process.platform === 'win32') return [];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(folder => folder !== '');
  return NAMES.flatMap(name => folders.map(folder => path.join(folder, name)))
    .filter(file => fs.existsSync(file))
    .filter(isReal);
}

// Ubuntu's chromium-browser is a script that asks for the snap, and so is what a removed snap leaves behind.
function isReal(file) {
  return spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 }).stdout?.includes('Chrom') ?? false;
}

async function downloaded() {
  const { chromium } = await import('playwright-core');
  const file = chromium.executablePath();
  return fs.existsSync(file) ? file : undefined;
}

async function debianPackage() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isDebian()) return undefined;
  console.log('Installing Chromium from Debian (about 1 min)…');
  for (const args of [['update'], ['install', '-y', 'chromium']]) {
    if ((await run('apt-get', ['-q', ...args])) !== 0) return undefined;
  }
  return installed();
}

// Ubuntu calls itself like Debian, but its chromium package only points to the snap.
function isDebian() {
  if (!fs.existsSync('/etc/os-release')) return false;
  const release = fs.readFileSync('/etc/os-release', 'utf8');
  return /^ID(_LIKE)?=.*debian/m.test(release) && !/^ID(_LIKE)?=.*ubuntu/m.test(release);
}

async function download() {
  console.log("Downloading playwright's Chromium (about 1 min)…");
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  await run(process.execPath, [cli, 'install', '--no-shell', 'chromium']);
  return downloaded();
}

// Not spawnSync: other work goes on meanwhile. What fails here says so by its absence; the next way is tried.
function run(command, args) {
  return new Promise(resolve => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(command, args, { env, stdio: 'ignore' });
    child.once('error', () => resolve(1));
    child.once('exit', resolve);
  });
}

function giveUp() {
  throw new Error('The tests need a browser: install Google Chrome or Chromium, or set CHROMIUM_PATH to one.');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(await findBrowser());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
