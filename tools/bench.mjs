// `npm run bench [-- --json FILE] [--quick]`: this project beside its peers, in one run, as ratios. Exits with 1 when a
// ratio is below what CONTRIBUTING.md promises.
import fs from 'node:fs';
import { benchDebugger } from './bench/debugger.mjs';
import { benchEditor } from './bench/editor.mjs';
import { benchEngine } from './bench/engine.mjs';
import { benchGraph } from './bench/graph.mjs';
import { benchJsonata } from './bench/jsonata.mjs';
import { benchJsonpath } from './bench/jsonpath.mjs';
import { benchLanguage, describe, isKept } from './bench/language.mjs';
import { benchPage } from './bench/page.mjs';

const args = process.argv.slice(2);
const file = args.includes('--json') ? args[args.indexOf('--json') + 1] : undefined;

const jsonata = await benchJsonata({ millisEach: args.includes('--quick') ? 90 : 240 });
const jsonpath = await benchJsonpath();
const engine = await benchEngine({ millis: args.includes('--quick') ? 600 : 2000 });
const language = await benchLanguage({ quick: args.includes('--quick') });
const editor = await benchEditor({ quick: args.includes('--quick') });
const graph = await benchGraph({ quick: args.includes('--quick') });
const debugging = await benchDebugger({ quick: args.includes('--quick') });
const page = await benchPage({ quick: args.includes('--quick') });
const ratios = jsonpath.map(({ ratio }) => ratio).sort((a, b) => a - b);

const figures = [
  { what: 'JSONata, evaluation, median', ratio: jsonata.median, wanted: 20 },
  { what: 'JSONata, evaluation, least', ratio: jsonata.least, wanted: 8 },
  { what: 'JSONata, parsing, median', ratio: jsonata.parseMedian, wanted: 4 },
  { what: 'JSONPath, definite paths, median', ratio: ratios[Math.floor(ratios.length / 2)], wanted: 20 },
  ...engine,
];
for (const { what, ratio, wanted } of figures) {
  console.log(
    `${ratio >= wanted ? 'ok    ' : 'BROKEN'} ${what}: ${ratio.toFixed(1)} times the peer (at least ${wanted})`,
  );
}
for (const figure of [...language, ...editor, ...graph, ...debugging, ...page]) console.log(describe(figure));
if (file)
  fs.writeFileSync(
    file,
    `${JSON.stringify({ figures, language, editor, graph, debugging, page, jsonata: jsonata.rows, jsonpath }, null, 2)}\n`,
  );
process.exitCode =
  figures.every(({ ratio, wanted }) => ratio >= wanted) &&
  [...language, ...editor, ...graph, ...debugging, ...page].every(isKept)
    ? 0
    : 1;
