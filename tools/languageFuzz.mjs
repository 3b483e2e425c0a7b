// Definitions and host files, broken by the hundred thousand: no throw, no hang, every range inside the text, and after an edit
// the same as from nothing. `node tools/languageFuzz.mjs [--count N] [--seed N] [--only WORD]`; the seed is printed.
// Texts above 12 kB are left out: a file of 100 kB costs as much time as fifty of the usual ones and takes the same ways.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { node, root } from './esbuild.mjs';

const LONGEST = 12_000;
const FOLDERS = ['../shared/corpus/definitions', '../shared/corpus/templates', 'samples'];
const KINDS = /\.(?:json5?|asl|ya?ml|tf|tpl|tftpl|tmpl)$/;

const option = name => {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : process.argv[index + 1];
};
const count = Number(option('--count') ?? 20_000);
const seed = Number(option('--seed') ?? Math.floor(Math.random() * 2 ** 31));
const only = option('--only');

const outfile = path.join(root, 'out/test/brokenTexts.cjs');
await build({ ...node, entryPoints: [path.join(root, 'test/support/brokenTexts.ts')], outfile });
const { chanceFrom, checkText, mutated, reduced } = (await import(`file://${outfile}`)).default;

const files = FOLDERS.flatMap(filesIn);
const samples = [...files, ...files.filter((_, index) => index % 8 === 0).flatMap(inTerraform)].filter(
  ({ name, text }) => text.length <= LONGEST && (!only || name.includes(only)),
);
const found = new Map();
let failed = 0;
let slowest = { time: 0, name: '', length: 0 };
const started = performance.now();
for (let i = 0; i < count; i++) {
  const chance = chanceFrom(seed + i);
  const { name, text } = samples[chance(samples.length)];
  const broken = mutated(text, samples[chance(samples.length)].text, chance);
  const before = performance.now();
  const message = faultOf(name, broken, text);
  const time = performance.now() - before;
  if (time > slowest.time) slowest = { time, name, length: broken.length, seed: seed + i };
  if (message === undefined && time < 2000) continue;
  failed++;
  const kind = (message ?? 'It took more than two seconds.').replace(/\d+/g, '0').slice(0, 60);
  if (found.has(kind) || found.size >= 12) continue;
  found.set(kind, name);
  console.log(`${name}, --seed ${seed + i}: ${message ?? `${Math.round(time)} ms`}`);
  if (message !== undefined) report(name, broken, text);
}
const seconds = (performance.now() - started) / 1000;
console.log(`seed ${seed}, ${samples.length} texts, ${Math.round(seconds)} s`);
console.log(
  `slowest: ${Math.round(slowest.time)} ms, ${slowest.length} characters, ${slowest.name}, --seed ${slowest.seed}`,
);
console.log(`${count - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 || samples.length === 0 ? 1 : 0;

function report(name, broken, text) {
  const isAlone = faultOf(name, broken, undefined) !== undefined;
  const shortest = reduced(broken, shorter => faultOf(name, shorter, isAlone ? undefined : text) !== undefined);
  console.log(`  ${JSON.stringify(shortest.slice(0, 1500))}`);
  if (isAlone) return;
  const earlier = reduced(text, shorter => faultOf(name, shortest, shorter) !== undefined);
  console.log(`  after ${JSON.stringify(earlier.slice(0, 1500))}`);
}

function faultOf(name, text, before) {
  try {
    checkText(name, text, before);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.stack.split('\n').slice(0, 3).join(' ') : String(error);
  }
}

function filesIn(folder) {
  const whole = path.join(root, folder);
  if (!fs.existsSync(whole)) return [];
  return fs
    .readdirSync(whole, { recursive: true, encoding: 'utf8' })
    .filter(name => KINDS.test(name))
    .sort()
    .map(name => ({
      name: `${folder}/${name}`.replace(/\.(?:json5|asl)$/, '.json'),
      text: fs.readFileSync(path.join(whole, name), 'utf8'),
    }));
}

/** The corpus has no Terraform files: definitions in what one would put around them. */
function inTerraform({ name, text }) {
  if (!name.endsWith('.json')) return [];
  const resource = value => `resource "aws_sfn_state_machine" "m" {\n  definition = ${value}\n}\n`;
  return [`<<-EOF\n${text}\nEOF`, JSON.stringify(text), `jsonencode(${text})`].map((value, index) => ({
    name: `${name}.${index}.tf`,
    text: resource(value),
  }));
}
