// Throws texts at the parser: real expressions cut off, mutated and spliced, and plain nonsense. Nothing may throw or
// hang, every range must lie inside the text, and the questions of the editor must have answers at every offset.
// `node tools/jsonataFuzz.mjs [--count N] [--seed N]`; the seed is printed.
import { loadJsonata } from './jsonataBundle.mjs';
import { Generator } from './jsonataGenerator.mjs';

export async function fuzz({ count, seed, report }) {
  const jsonata = await loadJsonata();
  const random = new Generator(seed);
  let failed = 0;
  let slowest = 0;
  let slowestText = '';
  for (let i = 0; i < count; i++) {
    const text = textFor(random);
    const started = performance.now();
    try {
      check(jsonata, text, random);
    } catch (error) {
      failed++;
      report(text, error);
    }
    const took = performance.now() - started;
    if (took > slowest) [slowest, slowestText] = [took, text];
    if (took > 2000) {
      failed++;
      report(text, new Error(`took ${Math.round(took)} ms`));
    }
  }
  return { failed, slowest, slowestText };
}

function textFor(random) {
  return random.chance(0.3) ? random.nonsense() : random.mutated(random.pair().text, random.int(4));
}

function check(jsonata, text, random) {
  const dialect = random.chance(0.5) ? 'reference' : 'stepFunctions';
  const tree = jsonata.parseJsonata(text, { dialect });
  for (const problem of tree.problems) checkRange(problem, text, `problem ${problem.code}`);
  checkNode(tree.root, text);
  const offset = random.int(text.length + 1);
  for (const node of jsonata.nodesAt(tree, offset)) checkRange(node, text, node.kind);
  const typing = jsonata.typingAt(tree, offset);
  if (typing.kind !== 'nothing') checkRange(typing, text, 'typing');
  jsonata.callAt(tree, offset);
  const references = jsonata.referencesOf(tree);
  for (const list of Object.values(references)) for (const one of list) checkRange(one, text, one.name ?? one.variable);
  const program = jsonata.compileJsonata(tree, { dialect });
  const input = { items: [{ price: 1, name: 'a' }] };
  jsonata.evaluateJsonata(program, { input, budget: { steps: 20_000, items: 10_000, characters: 100_000 } });
}

function checkNode(node, text) {
  checkRange(node, text, node.kind);
  for (const part of Object.values(node)) {
    for (const one of Array.isArray(part) ? part : [part]) {
      if (typeof one !== 'object' || one === null) continue;
      if (typeof one.kind === 'string') checkNode(one, text);
      else for (const inner of Object.values(one)) if (typeof inner?.kind === 'string') checkNode(inner, text);
    }
  }
}

function checkRange({ start, end }, text, what) {
  if (!(start >= 0 && start <= end && end <= text.length))
    throw new Error(`${what}: ${start}..${end} of ${text.length}`);
}

async function main() {
  const args = process.argv.slice(2);
  const option = name => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : undefined);
  const count = option('--count') ?? 100_000;
  const seed = option('--seed') ?? Math.floor(Math.random() * 2 ** 31);
  let shown = 0;
  const report = (text, error) => {
    if (++shown <= 15)
      console.log(`FAILED ${JSON.stringify(text)}\n  ${error.stack?.split('\n').slice(0, 6).join('\n  ')}`);
  };
  const { failed, slowest, slowestText } = await fuzz({ count, seed, report });
  console.log(`seed ${seed}, slowest ${slowest.toFixed(1)} ms: ${slowestText.slice(0, 200)}`);
  console.log(`${count - failed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

if (process.argv[1]?.endsWith('jsonataFuzz.mjs')) await main();
