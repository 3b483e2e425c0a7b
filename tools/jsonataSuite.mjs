// Plays JSONata test cases (the format is described in the README of ../shared/jsonata-suite) against our engine.
// `node tools/jsonataSuite.mjs [DIR] [--dialect stepFunctions]`. In the dialect, a case may only fail if
// tools/jsonataSuiteDialect.json names it with the reason.
import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { root } from './esbuild.mjs';
import { loadJsonata } from './jsonataBundle.mjs';

/** The cases of a folder, each with a name and with its expression and input read from where it says. */
export function readCases(folder) {
  const cases = [];
  const groups = path.join(folder, 'groups');
  for (const group of fs.readdirSync(groups).sort()) {
    for (const file of fs.readdirSync(path.join(groups, group)).sort()) {
      if (!file.endsWith('.json')) continue;
      const content = readJson(path.join(groups, group, file));
      const several = Array.isArray(content);
      for (const [i, one] of (several ? content : [content]).entries()) {
        const name = `${group}/${file.slice(0, -'.json'.length)}${several ? `#${i}` : ''}`;
        const expr = one['expr-file'] ? readText(path.join(groups, group, one['expr-file'])) : one.expr;
        const input = one.dataset ? readJson(path.join(folder, 'datasets', `${one.dataset}.json`)) : one.data;
        cases.push({ ...one, name, expr, input: one.dataset === null ? undefined : input });
      }
    }
  }
  return cases;
}

function readText(file) {
  return fs.readFileSync(file, 'utf8');
}

function readJson(file) {
  return JSON.parse(readText(file));
}

/** Undefined if the case passes, else what went wrong. */
export function playCase(jsonata, one, dialect) {
  const outcome = evaluateCase(jsonata, one, dialect);
  const code = one.code ?? one.error?.code;
  if (code !== undefined) {
    if (outcome.kind !== 'error') return `expected error ${code}, got ${show(outcome)}`;
    if (outcome.error.code !== code)
      return `expected error ${code}, got ${outcome.error.code}: ${outcome.error.message}`;
    const token = one.token ?? one.error?.token;
    if (token !== undefined && outcome.error.token !== undefined && outcome.error.token !== token) {
      return `expected token ${token}, got ${outcome.error.token}`;
    }
    const { position } = one.error ?? {};
    if (position !== undefined && outcome.error.position !== position) {
      return `expected position ${position}, got ${outcome.error.position}`;
    }
    return undefined;
  }
  if (one.undefinedResult) return outcome.kind === 'nothing' ? undefined : `expected nothing, got ${show(outcome)}`;
  if (outcome.kind !== 'value') return `expected ${JSON.stringify(one.result)}, got ${show(outcome)}`;
  const [got, wanted] = one.unordered ? [sorted(outcome.value), sorted(one.result)] : [outcome.value, one.result];
  // Written and read again, so that -0 and 0 count as the same.
  if (isDeepStrictEqual(JSON.parse(JSON.stringify(got)), JSON.parse(JSON.stringify(wanted)))) return undefined;
  return `expected ${JSON.stringify(wanted)}, got ${show(outcome)}`;
}

function evaluateCase(jsonata, one, dialect) {
  const tree = jsonata.parseJsonata(one.expr, { dialect });
  const program = jsonata.compileJsonata(tree, { dialect });
  // The suite goes to the limits of the language, beyond what is sensible in a workflow.
  const budget = { items: 10_000_000, steps: 50_000_000, ...(one.depth ? { depth: one.depth } : {}) };
  return jsonata.evaluateJsonata(program, {
    input: one.input,
    bindings: one.bindings,
    now: Date.now(),
    random: Math.random,
    budget: one.timelimit ? { ...budget, steps: one.timelimit * 5_000 } : budget,
  });
}

function sorted(value) {
  return Array.isArray(value) ? [...value].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value;
}

function show(outcome) {
  if (outcome.kind === 'value') return (JSON.stringify(outcome.value) ?? '').slice(0, 300);
  return outcome.kind === 'error' ? `${outcome.error.code}: ${outcome.error.message}` : outcome.kind;
}

async function main() {
  const args = process.argv.slice(2);
  const at = args.indexOf('--dialect');
  const dialect = at < 0 ? 'reference' : args.splice(at, 2)[1];
  const folder = path.resolve(root, args[0] ?? '../shared/jsonata-suite');
  const jsonata = await loadJsonata();
  const excused = dialect === 'reference' ? {} : readJson(path.join(root, 'tools/jsonataSuiteDialect.json'));
  let passed = 0;
  let failed = 0;
  for (const one of readCases(folder)) {
    const wrong = playCase(jsonata, one, dialect);
    // A whole group can be named, for what all its cases are about; of those some may pass all the same.
    const ofGroup = excused[`${one.name.split('/')[0]}/*`];
    const excuse = excused[one.name] ?? (wrong === undefined ? undefined : ofGroup);
    if (wrong === undefined && excuse === undefined) passed++;
    else if (wrong !== undefined && excuse !== undefined) console.log(`excused ${one.name}: ${excuse}`);
    else {
      failed++;
      console.log(`FAILED ${one.name}\n  ${one.expr}\n  ${wrong ?? `passes, though it is excused: ${excuse}`}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed || !passed ? 1 : 0;
}

await main();
