// Broken paths and intrinsic calls by the hundred thousand: no throw, no hang, every range inside the text.
// `node tools/expressionsFuzz.mjs [--count N] [--seed N]`; the seed is printed. JSONata has a tool of its own.
import path from 'node:path';
import { build } from 'esbuild';
import { node, root } from './esbuild.mjs';

const WHOLE = [
  "$.store.book[?(@.price < 10 && @.category == 'fiction' || !(@.isbn))].author",
  '$$.Execution.Input.items[0:3][*]["a b", \'c\'].length()',
  '$order.lines[?(@.sku in ["a", "b"] && @.name =~ /x+y?/i)]',
  "States.Format('{} it\\'s {}', States.ArrayGetItem(States.StringSplit($.a, ','), -1), $$.State.Name)",
  'States.JsonMerge(States.StringToJson($.x), $y[0], false)',
  "States.Hash(States.Base64Encode('text'), 'SHA-256')",
];
const SIGNS = [
  ...'$.[](){}?@\'"\\,:*!=<>&|~/ \n\t+-09aZ_',
  '..',
  '[?(',
  'States.',
  '&&',
  '=~',
  '😀',
  '\u0000',
  '\ud800',
];

const option = name => {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : Number(process.argv[index + 1]);
};
const count = option('--count') ?? 100_000;
const seed = option('--seed') ?? Math.floor(Math.random() * 2 ** 31);

const outfile = path.join(root, 'out/test/expressions.cjs');
await build({ ...node, entryPoints: ['expressions/index.ts'], outfile });
const { compilePath, parseIntrinsic, parsePath, placeInPath } = (await import(`file://${outfile}`)).default;

let state = seed;
let failed = 0;
for (let i = 0; i < count; i++) {
  const text = brokenText();
  try {
    check(text);
  } catch (error) {
    if (++failed <= 5) console.log(`${JSON.stringify(text)}: ${error instanceof Error ? error.stack : error}`);
  }
}
console.log(`seed ${seed}`);
console.log(`${count - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function check(text) {
  const started = performance.now();
  const parsed = parsePath(text);
  checkRanges([...parsed.problems, ...parsed.path.segments], text);
  placeInPath(parsed.path, random(text.length + 1));
  compilePath(parsed.path)({ data: { a: [{ b: 'x' }] }, context: () => ({}), variable: () => undefined });
  checkRanges(parseIntrinsic(text).problems, text);
  if (performance.now() - started > 1000) throw new Error('It took more than a second.');
}

function checkRanges(spans, text) {
  for (const { start, end } of spans) {
    if (!(start >= 0 && start <= end && end <= text.length)) throw new Error(`${start}..${end} of ${text.length}`);
  }
}

// A real expression cut, joined or sprinkled with signs; or signs alone.
function brokenText() {
  let text = random(8) === 0 ? '' : WHOLE[random(WHOLE.length)];
  for (let change = random(6); change >= 0; change--) {
    const at = random(text.length + 1);
    const sign = SIGNS[random(SIGNS.length)];
    const kind = random(4);
    if (kind === 0) text = text.slice(0, at);
    else if (kind === 1) text = text.slice(0, at) + sign + text.slice(at);
    else if (kind === 2) text = text.slice(0, at) + sign + text.slice(at + 1);
    else text = text.slice(at) + text.slice(0, random(at + 1));
  }
  return text;
}

function random(below) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}
