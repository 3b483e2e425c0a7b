// Makes up expressions and inputs and compares our engine with npm jsonata: value, or code, position and message of
// the error. `node tools/jsonataDifferential.mjs [--count N] [--long] [--seed N]`; the seed is printed.
import { loadJsonata } from './jsonataBundle.mjs';
import { Generator } from './jsonataGenerator.mjs';
import { evaluateReference, loadReference, normal } from './jsonataReference.mjs';

/** Compares `count` pairs; resolves to the differences. */
export async function compare({ count, seed, report }) {
  const ours = await loadJsonata();
  let reference = loadReference();
  const generator = new Generator(seed);
  const tally = { same: 0, values: 0, errors: 0, crashes: 0, beyond: 0, different: 0 };
  for (let i = 0; i < count; i++) {
    const { text, input, bindings } = generator.pair();
    const shown = JSON.stringify(input);
    let mine;
    try {
      mine = evaluateOurs(ours, text, JSON.parse(shown), bindings);
    } catch (error) {
      // We never throw: this is a bug of ours.
      mine = { kind: 'crash', message: String(error?.stack ?? error) };
    }
    // What our budget ended, nothing might end there.
    if (mine.kind === 'error' && mine.error.code === 'U1001') {
      tally.beyond++;
      continue;
    }
    let theirs = await evaluateReference(reference, text, JSON.parse(shown), bindings);
    // Places left behind by earlier expressions would count: once more with an instance that has none.
    if (!isSame(mine, theirs)) {
      reference = loadReference();
      theirs = await evaluateReference(reference, text, JSON.parse(shown), bindings);
    }
    if (theirs.kind === 'crash') tally.crashes++;
    else if (isSame(mine, theirs)) {
      tally.same++;
      if (mine.kind === 'error') tally.errors++;
      else if (mine.kind === 'value') tally.values++;
    } else {
      tally.different++;
      report({ text, input: shown, bindings, mine: describe(mine), theirs: describe(theirs) });
    }
  }
  return tally;
}

function evaluateOurs(ours, text, input, bindings) {
  const options = { dialect: 'reference' };
  const program = ours.compileJsonata(ours.parseJsonata(text, options), options);
  return ours.evaluateJsonata(program, { input, bindings, budget: { steps: 300_000 } });
}

function isSame(mine, theirs) {
  if (mine.kind === 'error' && theirs.kind === 'error' && describesFunction(theirs.error.message)) {
    return mine.error.code === theirs.error.code && mine.error.position === theirs.error.position;
  }
  return describe(mine) === describe(theirs);
}

function describesFunction(message) {
  return /_jsonata_(lambda|function)/.test(message);
}

function describe(outcome) {
  if (outcome.kind === 'value') return normal(outcome.value);
  if (outcome.kind !== 'error') return outcome.kind === 'crash' ? `crash: ${outcome.message}` : outcome.kind;
  const { code, position, message } = outcome.error;
  // Functions inside a message are printed with all the reference keeps in them.
  return `${code} at ${position}: ${describesFunction(message) ? '' : message}`;
}

async function main() {
  const args = process.argv.slice(2);
  const option = name => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : undefined);
  const seed = option('--seed') ?? Math.floor(Math.random() * 2 ** 31);
  const count = option('--count') ?? (args.includes('--long') ? 1_000_000 : 20_000);
  let shown = 0;
  const report = ({ text, input, bindings, mine, theirs }) => {
    if (++shown > 20) return;
    console.log(`DIFFERENT\n  ${text}\n  input ${input.slice(0, 600)}\n  bindings ${JSON.stringify(bindings)}`);
    console.log(`  ours      ${mine.slice(0, 300)}\n  reference ${theirs.slice(0, 300)}`);
  };
  const tally = await compare({ count, seed, report });
  console.log(`seed ${seed}: ${JSON.stringify(tally)}`);
  console.log(`${count - tally.different} passed, ${tally.different} failed`);
  process.exitCode = tally.different ? 1 : 0;
}

if (process.argv[1]?.endsWith('jsonataDifferential.mjs')) await main();
