// Analysis of definitions beside amazon-states-language-service, asl-validator and JSON.parse of the same text, in one run.
// Every side has to find a planted fault before anything is measured. `node tools/bench/language.mjs [--quick]`.
import { createRequire } from 'node:module';
import path from 'node:path';
import v8 from 'node:v8';
import vm from 'node:vm';
import { build } from 'esbuild';
import { stringify } from 'yaml';
import { node, root } from '../esbuild.mjs';

const require = createRequire(import.meta.url);

const STATES = 1000;
const JSON_OPTIONS = { format: 'json' };

/** What is promised: `most` is the greatest and `least` the smallest ratio that keeps it. */
export async function benchLanguage({ quick = false } = {}) {
  const { analyze, generateMachine } = await load();
  const service = require('amazon-states-language-service').getLanguageService({});
  const { TextDocument } = require('vscode-languageserver-textdocument');
  const aslValidator = require('asl-validator');
  const text = generateMachine(STATES);
  const documentOf = content => TextDocument.create('file:///bench.asl.json', 'asl', 1, content);
  const serve = content => {
    const document = documentOf(content);
    return service.doValidation(document, service.parseJSONDocument(document));
  };
  const validate = content => aslValidator(JSON.parse(content));

  await checkFindings(text, { analyze, serve, validate });
  const rounds = quick ? 0.4 : 1;
  const parse = best(() => JSON.parse(text), 500 * rounds);
  const whole = best(() => analyze(text, JSON_OPTIONS), 4000 * rounds);
  const served = await bestAsync(() => serve(text), quick ? 2 : 4);
  const validated = best(() => validate(text), 1000 * rounds);
  const typed = measureEdit(analyze, text, '"Seconds": 5', '"Seconds": 51', 2000 * rounds);
  const rerouted = measureEdit(analyze, text, '"Next": "Step 501"', '"Next": "Done"', 2000 * rounds);
  const yaml = stringify(JSON.parse(text));
  const yamlWhole = best(() => analyze(yaml, { format: 'yaml' }), 3000 * rounds);
  const yamlTyped = measureEdit(analyze, yaml, 'Seconds: 5', 'Seconds: 51', 2000 * rounds, 'yaml');
  const inner = JSON.stringify(inMap(JSON.parse(text)), null, 2);
  const innerTyped = measureEdit(analyze, inner, '"Seconds": 5', '"Seconds": 51', 2000 * rounds);
  const large = generateMachine(STATES * 10);
  const largeJson = best(() => JSON.parse(large), 1000 * rounds);
  const largeWhole = best(() => analyze(large, JSON_OPTIONS), 3000 * rounds);
  const parseAgain = best(() => JSON.parse(text), 500 * rounds);
  const json = Math.min(parse, parseAgain);
  const ours = kept(() => analyze(text, JSON_OPTIONS));
  const document = documentOf(text);
  const theirs = kept(() => service.parseJSONDocument(document));
  return [
    { what: `full analysis of ${STATES} states, times JSON.parse`, ratio: whole / json, most: 5 },
    { what: 'full analysis, times faster than amazon-states-language-service', ratio: served / whole, least: 20 },
    { what: 'full analysis, times faster than asl-validator', ratio: validated / whole, least: 1 },
    { what: 'a value edited inside one state, times JSON.parse', ratio: typed / json, most: 1 },
    { what: 'a transition edited inside one state, times JSON.parse', ratio: rerouted / json, most: 1 },
    {
      what: 'a value edited inside one state of a Map with all of them, times JSON.parse',
      ratio: innerTyped / json,
      most: 6,
    },
    {
      what: 'YAML: a value edited inside one state, part of reading it as a whole',
      ratio: yamlTyped / yamlWhole,
      most: 0.2,
    },
    // Ten times the text no longer fits the caches, for JSON.parse either.
    {
      what: `the same for ${STATES * 10} states, against ${STATES}`,
      ratio: largeWhole / largeJson / (whole / json),
      most: 1.5,
    },
    {
      what: 'memory a definition keeps, part of what amazon-states-language-service keeps',
      ratio: ours / theirs,
      most: 0.7,
    },
  ];
}

/** The machine as the processor of a Map. */
function inMap({ StartAt, States }) {
  return { StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor: { StartAt, States }, End: true } } };
}

/** Whether a figure is what was promised. */
export function isKept({ ratio, most = Number.POSITIVE_INFINITY, least = 0 }) {
  return least <= ratio && ratio <= most;
}

async function load() {
  const outfile = path.join(root, 'out/test/languageBench.cjs');
  const contents = `export { analyze } from './language/index.ts';
    export { generateMachine } from './test/support/generatedMachine.ts';`;
  await build({ ...node, stdin: { contents, resolveDir: root, loader: 'ts' }, outfile });
  return require(outfile);
}

// The sound text has no errors for us; the planted fault adds one for everybody.
async function checkFindings(text, { analyze, serve, validate }) {
  const faulty = text.replace('"Next": "Step 501"', '"Next": "Nowhere"');
  if (faulty === text) throw new Error('The fault could not be planted.');
  const found = content => analyze(content, JSON_OPTIONS).problems.filter(({ severity }) => severity === 'error');
  if (found(text).length > 0) throw new Error(`The text is not sound: ${found(text)[0].message}`);
  const [fault] = found(faulty);
  if (fault?.code !== 'state-unknown') throw new Error('We do not find the fault.');
  if ((await serve(faulty)).length <= (await serve(text)).length) throw new Error('The service does not find it.');
  if (validate(faulty).errors.length <= validate(text).errors.length)
    throw new Error('The validator does not find it.');
}

// Back and forth between two texts, each analysed with the one before, as an editor does.
function measureEdit(analyze, text, from, to, millis, format = 'json') {
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`There is no ${from}.`);
  let definition = analyze(text, { format });
  let isEdited = false;
  return best(() => {
    isEdited = !isEdited;
    definition = analyze(isEdited ? edited : text, { format, previous: definition });
  }, millis);
}

/** Milliseconds for one call: the best of as many as fit after as long a time to get warm. */
function best(run, millis) {
  let least = Number.POSITIVE_INFINITY;
  const started = performance.now();
  let now = started;
  while (now - started < 2 * millis) {
    const before = now;
    run();
    now = performance.now();
    if (before - started > millis) least = Math.min(least, now - before);
  }
  return least === Number.POSITIVE_INFINITY ? timeOf(run) : least;
}

function timeOf(run) {
  const started = performance.now();
  run();
  return performance.now() - started;
}

async function bestAsync(run, rounds) {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    await run();
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

/** Bytes of heap that the result keeps alive. */
function kept(make) {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');
  collect();
  const before = process.memoryUsage().heapUsed;
  const result = make();
  collect();
  const after = process.memoryUsage().heapUsed;
  // Used after the measurement, so that it cannot be collected before.
  if (!result) throw new Error('Nothing was made.');
  return after - before;
}

async function main() {
  const figures = await benchLanguage({ quick: process.argv.includes('--quick') });
  for (const figure of figures) console.log(describe(figure));
  process.exitCode = figures.every(isKept) ? 0 : 1;
}

export function describe(figure) {
  const { what, ratio, most, least } = figure;
  const wanted = most === undefined ? `at least ${least}` : `at most ${most}`;
  return `${isKept(figure) ? 'ok    ' : 'BROKEN'} ${what}: ${ratio.toFixed(2)} (${wanted})`;
}

if (process.argv[1]?.endsWith('language.mjs')) await main();
