// Makes up regular expressions and texts and compares our matcher with the host's RegExp: the same patterns refused,
// the same matches and groups. `node tools/jsonataRegexDifferential.mjs [--count N] [--seed N]`.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { node, root } from './esbuild.mjs';
import { Generator } from './jsonataGenerator.mjs';

const ATOMS = [
  ...'aabbcABé.^$ _1-',
  ...[
    '\\d',
    '\\w',
    '\\s',
    '\\b',
    '\\B',
    '\\D',
    '\\W',
    '\\S',
    '\\1',
    '\\2',
    '\\.',
    '\\/',
    '\\u0061',
    '\\x62',
    '\\t',
    '\\cA',
    '\\0',
    '\\k',
    '\\8',
  ],
  ...[
    '[abc]',
    '[^a]',
    '[a-c1-3]',
    '[\\w-]',
    '[^\\s]',
    '[]',
    '[^]',
    '[\\b]',
    '[A-Z]',
    '[é-ü]',
    '{',
    '}',
    ']',
    'ſ',
    'K',
    'ß',
    'σ',
    'Σ',
  ],
];
const QUANTIFIERS = ['*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,}', '{2,1}', '{1,3}?', '{,2}', '**'];
const LETTERS = 'aaabbbccABCé _1-\n.KſßσςΣ\t\u2028k';

export async function compareRegex({ count, seed, report }) {
  const outfile = path.join(root, 'out/test/jsonataRegex.mjs');
  await build({ ...node, format: 'esm', entryPoints: ['expressions/jsonata/regex/matcher.ts'], outfile });
  const { compileRegex } = await import(pathToFileURL(outfile).href);
  const random = new Generator(seed);
  let failed = 0;
  let beyond = 0;
  for (let i = 0; i < count; i++) {
    const pattern = patternFor(random, 3);
    if (pattern === '') continue;
    const flags = random.pick(['', 'i', 'm', 'im']);
    const text = Array.from({ length: random.int(12) }, () => random.pick(LETTERS)).join('');
    const theirs = byHost(pattern, flags, text);
    const ours = byUs(compileRegex, pattern, flags, text);
    if (ours === 'beyond') beyond++;
    else if (ours !== theirs) {
      failed++;
      report(`/${pattern}/${flags} on ${JSON.stringify(text)}\n  ours ${ours}\n  host ${theirs}`);
    }
  }
  return { failed, beyond };
}

function patternFor(random, depth) {
  const terms = Array.from({ length: random.int(4) }, () => termFor(random, depth));
  if (depth > 0 && random.chance(0.2)) return `${terms.join('')}|${patternFor(random, depth - 1)}`;
  return terms.join('');
}

function termFor(random, depth) {
  let term = random.pick(ATOMS);
  if (depth > 0 && random.chance(0.35)) {
    term = `${random.pick(['(', '(', '(?:', '(?=', '(?!', '(?<=', '(?<!', '(?<n>', '(?'])}${patternFor(random, depth - 1)})`;
  }
  return random.chance(0.35) ? term + random.pick(QUANTIFIERS) : term;
}

function byHost(pattern, flags, text) {
  let regex;
  try {
    regex = new RegExp(pattern, `${flags}g`);
  } catch {
    return 'refused';
  }
  const found = regex.exec(text);
  return found ? JSON.stringify([found.index, found.index + found[0].length, ...found.slice(1)]) : 'none';
}

function byUs(compileRegex, pattern, flags, text) {
  let steps = 0;
  const spend = made => {
    steps += made;
    if (steps > 200_000) throw new RangeError('beyond');
  };
  try {
    const regex = compileRegex(pattern, flags);
    const found = regex.search(text, 0, { spend });
    return found ? JSON.stringify([regex.start, regex.end, ...regex.groups()]) : 'none';
  } catch (error) {
    if (error instanceof RangeError) return 'beyond';
    if (error instanceof TypeError) throw error;
    return 'refused';
  }
}

async function main() {
  const args = process.argv.slice(2);
  const option = name => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : undefined);
  const count = option('--count') ?? 100_000;
  const seed = option('--seed') ?? Math.floor(Math.random() * 2 ** 31);
  let shown = 0;
  const report = text => {
    if (++shown <= 20) console.log(`DIFFERENT ${text}`);
  };
  const { failed, beyond } = await compareRegex({ count, seed, report });
  console.log(`seed ${seed}, ${beyond} beyond the budget`);
  console.log(`${count - failed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

if (process.argv[1]?.endsWith('jsonataRegexDifferential.mjs')) await main();
