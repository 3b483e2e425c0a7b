// The layout of graphs beside elkjs: time, and the crossings a person sees on every definition of the corpus, where that is
// beside the checkout. `node tools/bench/graph.mjs [--quick]`.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { node, root } from '../esbuild.mjs';
import { describe, isKept } from './language.mjs';

const require = createRequire(import.meta.url);

const CORPUS = path.join(root, '../shared/corpus/definitions');
const ELK = { 'elk.algorithm': 'layered', 'elk.direction': 'DOWN', 'elk.edgeRouting': 'ORTHOGONAL' };

export async function benchGraph({ quick = false } = {}) {
  const tools = await load();
  const Elk = require('elkjs/lib/elk.bundled.js');
  const elk = new Elk();
  const figures = [];
  for (const count of [100, 1000]) {
    const graph = tools.graphOf(tools.generateMachine(count), 'json');
    const ours = least(() => tools.layoutGraph(graph, { direction: 'down' }), quick ? 5 : 20);
    const peer = toElk(graph, tools.layoutGraph(graph, { direction: 'down' }));
    const theirs = await leastAsync(() => elk.layout(structuredClone(peer)), count > 100 || quick ? 1 : 5);
    figures.push({ what: `layout, ${count} states, times faster than elkjs`, ratio: theirs / ours, least: 30 });
  }
  const large = tools.graphOf(tools.generateMachine(10_000), 'json');
  const seconds = least(() => tools.layoutGraph(large, { direction: 'down' }), 1) / 1000;
  figures.push({ what: 'layout, 10,000 states, the first time, seconds', ratio: seconds, most: 1.5 });
  if (fs.existsSync(CORPUS)) figures.push(...(await crossingFigures(tools, elk)));
  return figures;
}

async function crossingFigures({ graphOf, layoutGraph }, elk) {
  let ours = 0;
  let theirs = 0;
  let count = 0;
  let atMost = 0;
  const worse = [];
  for (const file of fs.readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(?:json|ya?ml|asl)$/.test(file)) continue;
    const graph = graphOf(fs.readFileSync(path.join(CORPUS, file), 'utf8'), /ya?ml$/.test(file) ? 'yaml' : 'json');
    if (!graph || graph.nodes.length < 2) continue;
    const layout = layoutGraph(graph, { direction: 'down' });
    // Where lines run on top of each other to one end, a person sees one line.
    const lines = layout.edges.map(({ points, sharedFrom }) =>
      sharedFrom > 0 ? points.slice(0, sharedFrom + 1) : points,
    );
    const mine = crossings(lines);
    const peer = crossings(linesOf(await elk.layout(toElk(graph, layout))));
    ours += mine;
    theirs += peer;
    count++;
    if (mine <= peer) atMost++;
    else worse.push(`${file}: ${mine}, elkjs ${peer}`);
  }
  if (process.argv.includes('--verbose')) for (const line of worse) console.log(line);
  return [
    { what: `crossings at most those of elkjs, share of ${count} definitions`, ratio: atMost / count, least: 0.95 },
    { what: `crossings in all, beside elkjs (${ours} and ${theirs})`, ratio: ours / theirs, most: 1 },
  ];
}

// The same boxes, lines and labels.
function toElk(graph, layout) {
  const sizes = new Map(layout.nodes.map(placed => [placed.node.id, placed]));
  const scopeOf = (scope, id) => {
    const ids = new Set(scope.nodes.map(state => state.id));
    const lines = layout.edges.filter(({ from }) => ids.has(from));
    return {
      id,
      layoutOptions: ELK,
      children: scope.nodes.map(state => {
        const { width, height } = sizes.get(state.id);
        if (!state.scopes?.length) return { id: state.id, width, height };
        return {
          id: state.id,
          layoutOptions: ELK,
          children: state.scopes.map((inner, i) => scopeOf(inner, `${state.id}@${i}`)),
        };
      }),
      edges: lines.map(({ from, to, label }, i) => ({
        id: `${id}-${i}`,
        sources: [from],
        targets: [to],
        labels: label ? [{ text: label.lines.join(' '), width: label.width, height: label.height }] : [],
      })),
    };
  };
  return scopeOf(graph, 'root');
}

function linesOf(placed, x = 0, y = 0) {
  const own = (placed.edges ?? []).flatMap(({ sections = [] }) =>
    sections.map(({ startPoint, bendPoints = [], endPoint }) =>
      [startPoint, ...bendPoints, endPoint].map(point => ({ x: point.x + x, y: point.y + y })),
    ),
  );
  return [...own, ...(placed.children ?? []).flatMap(child => linesOf(child, x + child.x, y + child.y))];
}

function crossings(lines) {
  const segments = lines.flatMap((points, line) => points.slice(1).map((to, i) => ({ line, from: points[i], to })));
  let sum = 0;
  for (const [i, a] of segments.entries()) {
    for (let k = i + 1; k < segments.length; k++) {
      if (a.line !== segments[k].line && cross(a, segments[k])) sum++;
    }
  }
  return sum;
}

function cross(a, b) {
  return side(a, b.from) * side(a, b.to) < 0 && side(b, a.from) * side(b, a.to) < 0;
}

function side({ from, to }, point) {
  return Math.sign((to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x));
}

function least(run, rounds) {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    run();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

async function leastAsync(run, rounds) {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    await run();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

async function load() {
  const outfile = path.join(root, 'out/test/graphBench.cjs');
  const contents = `import { analyze } from './language/index.ts';
    import { buildGraph, layoutGraph } from './graph/model/index.ts';
    export { generateMachine } from './test/support/generatedMachine.ts';
    export { layoutGraph };
    export function graphOf(text, format) {
      const { machine } = analyze(text, { format });
      return machine && buildGraph(machine);
    }`;
  await build({ ...node, stdin: { contents, resolveDir: root, loader: 'ts' }, outfile });
  return require(outfile);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const figures = await benchGraph({ quick: process.argv.includes('--quick') });
  for (const figure of figures) console.log(describe(figure));
  process.exitCode = figures.every(isKept) ? 0 : 1;
}
