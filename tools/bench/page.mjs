// The graph page in headless Chromium at 1,000 states: how soon it is there, how smooth it stays beside a page that does
// nothing, what updates of a run cost, and whether they leave anything behind. `node tools/bench/page.mjs [--quick]`; needs a
// built dist/.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import zlib from 'node:zlib';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { findBrowser } from '../browser.mjs';
import { node, root } from '../esbuild.mjs';
import { describe, isKept } from './language.mjs';

const require = createRequire(import.meta.url);
const COUNT = 1000;

export async function benchPage({ quick = false } = {}) {
  const graph = await messageWith(COUNT);
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ['--no-sandbox', '--js-flags=--expose-gc', '--enable-precise-memory-info'],
  });
  try {
    const first = [];
    for (let round = 0; round < (quick ? 3 : 7); round++) {
      const page = await openPage(browser);
      first.push(await page.evaluate(showAndPaint, graph));
      await page.close();
    }
    const page = await openPage(browser);
    const empty = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    await page.evaluate(showAndPaint, graph);
    const millis = quick ? 1000 : 3000;
    const idle = await framesDuring(empty, millis, 'nothing');
    const moving = await framesDuring(page, millis, 'move');
    const updating = await framesDuring(page, millis, 'update');
    await page.evaluate(sendUpdates, 500);
    const before = await heapOf(page);
    await page.evaluate(sendUpdates, 10_000);
    const after = await heapOf(page);
    return [
      { what: `first paint of ${COUNT} states after the data, ms`, ratio: median(first), most: 150 },
      { what: 'frames while panning and zooming, beside an empty page', ratio: moving / idle, least: 0.8 },
      { what: 'frames while 60 updates a second arrive, beside an empty page', ratio: updating / idle, least: 0.8 },
      { what: 'heap after 10,000 more updates, MB more', ratio: (after - before) / 1e6, most: 1 },
      { what: 'the page, compressed, kB', ratio: compressed('graph.js', 'graph.css') / 1000, most: 60 },
    ];
  } finally {
    await browser.close();
  }
}

/** What the client sends for a definition of so many states. */
async function messageWith(count) {
  const outfile = path.join(root, 'out/test/pageBench.cjs');
  const contents = `import { buildGraph, layoutGraph } from './graph/model/index.ts';
    import { analyze } from './language/index.ts';
    import { generateMachine } from './test/support/generatedMachine.ts';
    export const layoutOf = count =>
      layoutGraph(buildGraph(analyze(generateMachine(count), { format: 'json' }).machine), { direction: 'down' });`;
  await build({ ...node, stdin: { contents, resolveDir: root, loader: 'ts' }, outfile });
  return { kind: 'graph', uri: 'bench', name: 'bench', layout: require(outfile).layoutOf(count), problems: {} };
}

async function openPage(browser) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  await page.setContent('<!DOCTYPE html><html><head></head><body class="vscode-dark"></body></html>');
  await page.addStyleTag({ path: path.join(root, 'dist/graph.css') });
  await page.evaluate(() => {
    const nothing = () => undefined;
    globalThis.acquireVsCodeApi = () => ({ postMessage: nothing, getState: nothing, setState: nothing });
  });
  await page.addScriptTag({ path: path.join(root, 'dist/graph.js') });
  return page;
}

// Runs in the page. A frame after the one that draws, the picture has been painted.
function showAndPaint(graph) {
  return new Promise(resolve => {
    const start = performance.now();
    window.dispatchEvent(new MessageEvent('message', { data: graph }));
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
  });
}

/** How many frames there are in so much time while something goes on. */
function framesDuring(page, millis, what) {
  return page.evaluate(
    ({ millis, what }) =>
      new Promise(resolve => {
        const canvas = document.querySelector('.canvas');
        const ids = [...document.querySelectorAll('[data-state]')].map(one => one.getAttribute('data-id'));
        const statuses = ['running', 'waiting', 'succeeded', 'failed'];
        const start = performance.now();
        let frames = 0;
        let updates = 0;
        const update = () => {
          const states = {};
          for (let i = 0; i < 20; i++) {
            states[ids[(updates * 20 + i) % ids.length]] = { status: statuses[updates % 4], visits: updates + 1 };
          }
          updates++;
          window.dispatchEvent(new MessageEvent('message', { data: { kind: 'run', states } }));
        };
        const frame = () => {
          frames++;
          const time = performance.now() - start;
          if (time >= millis) {
            resolve(frames);
            return;
          }
          if (what === 'move') {
            const wheel = {
              deltaY: Math.sin(time / 300) * 30,
              clientX: 600,
              clientY: 400,
              bubbles: true,
              cancelable: true,
            };
            canvas.dispatchEvent(new WheelEvent('wheel', { ...wheel, ctrlKey: frames % 2 === 0 }));
          }
          if (what === 'update') while (updates < (time * 60) / 1000) update();
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    { millis, what },
  );
}

// Runs in the page.
function sendUpdates(count) {
  const ids = [...document.querySelectorAll('[data-state]')].map(one => one.getAttribute('data-id'));
  for (let i = 0; i < count; i++) {
    const states = { [ids[i % ids.length]]: { status: i % 3 === 0 ? 'running' : 'succeeded', visits: i } };
    const data = { kind: 'run', states, cursor: ids[(i + 1) % ids.length] };
    window.dispatchEvent(new MessageEvent('message', { data }));
  }
}

async function heapOf(page) {
  return page.evaluate(async () => {
    for (let i = 0; i < 3; i++) {
      globalThis.gc();
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return performance.memory.usedJSHeapSize;
  });
}

function compressed(...files) {
  return files.reduce((sum, file) => sum + zlib.gzipSync(fs.readFileSync(path.join(root, 'dist', file))).length, 0);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

if (process.argv[1]?.endsWith('page.mjs')) {
  const figures = await benchPage({ quick: process.argv.includes('--quick') });
  for (const figure of figures) console.log(describe(figure));
  process.exitCode = figures.every(isKept) ? 0 : 1;
}
