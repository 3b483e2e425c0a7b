// The graph page in headless Chromium at 1,000 and 10,000 states: how soon it is there, how smooth it stays beside a page
// that does nothing, what updates of a run and edits cost, and whether they leave anything behind.
// `node tools/bench/page.mjs [--quick]`; needs a built dist/.
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
/** How many states, and how long until they are painted may take. */
const SIZES = [
  { count: 1000, mostMs: 150 },
  { count: 10_000, mostMs: 1500 },
];

export async function benchPage({ quick = false } = {}) {
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ['--no-sandbox', '--js-flags=--expose-gc', '--enable-precise-memory-info'],
  });
  try {
    const figures = [];
    for (const size of SIZES) figures.push(...(await figuresAt(browser, size, quick)));
    const kB = compressed('graph.js', 'graph.css') / 1000;
    return [...figures, { what: 'the page, compressed, kB', ratio: kB, most: 60 }];
  } finally {
    await browser.close();
  }
}

async function figuresAt(browser, { count, mostMs }, quick) {
  const graph = await messageWith(count);
  const first = [];
  for (let round = 0; round < (quick ? 3 : 7); round++) {
    const page = await openPage(browser);
    first.push(await firstPaint(page, graph));
    await page.close();
  }
  const page = await openPage(browser);
  const empty = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  await firstPaint(page, graph);
  const again = [];
  for (let round = 0; round < 5; round++) again.push(await page.evaluate(showAndPaint));
  const millis = quick ? 1000 : 3000;
  const idle = await framesDuring(empty, millis, 'nothing');
  const moving = await framesDuring(page, millis, 'move');
  const updating = await framesDuring(page, millis, 'update');
  const searched = await page.evaluate(search);
  await page.keyboard.press('0');
  const far = await framesDuring(page, millis, 'pan');
  await page.keyboard.press('1');
  await page.evaluate(sendUpdates, 500);
  const before = await heapOf(page);
  await page.evaluate(sendUpdates, 10_000);
  const after = await heapOf(page);
  await page.close();
  await empty.close();
  const of = `${count} states`;
  return [
    { what: `first paint of ${of} after the data, ms`, ratio: median(first), most: mostMs },
    { what: `paint of ${of} after an edit, ms`, ratio: median(again), most: mostMs / 3 },
    { what: `frames while panning and zooming in ${of}, beside an empty page`, ratio: moving / idle, least: 0.8 },
    { what: `frames while panning over ${of} from far away, beside an empty page`, ratio: far / idle, least: 0.8 },
    {
      what: `frames while 60 updates a second arrive at ${of}, beside an empty page`,
      ratio: updating / idle,
      least: 0.8,
    },
    { what: `a letter in the search of ${of}, ms`, ratio: searched, most: 100 },
    { what: `heap after 10,000 more updates at ${of}, MB more`, ratio: (after - before) / 1e6, most: 1 },
  ];
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
  return {
    kind: 'graph',
    uri: 'bench',
    name: 'bench',
    layout: require(outfile).layoutOf(count),
    problems: {},
    collapsed: [],
    opened: [],
    canRun: false,
  };
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

// What it takes to bring the data into the page is not the page's.
async function firstPaint(page, graph) {
  await page.evaluate(given => {
    window.graph = given;
  }, graph);
  return page.evaluate(showAndPaint);
}

// Runs in the page. A frame after the one that draws, the picture has been painted.
function showAndPaint() {
  return new Promise(resolve => {
    const data = structuredClone(window.graph);
    const start = performance.now();
    window.dispatchEvent(new MessageEvent('message', { data }));
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
  });
}

// Runs in the page. Until what is found has been painted, at one letter that many states have.
function search() {
  return new Promise(resolve => {
    const key = { key: '/', bubbles: true };
    document.querySelector('.canvas').dispatchEvent(new KeyboardEvent('keydown', key));
    const input = document.querySelector('.search input');
    input.value = '7';
    const start = performance.now();
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const millis = performance.now() - start;
        input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
        resolve(millis);
      }),
    );
  });
}

/** How many frames there are in so much time while something goes on. */
function framesDuring(page, millis, what) {
  return page.evaluate(
    ({ millis, what }) =>
      new Promise(resolve => {
        const canvas = document.querySelector('.canvas');
        const ids = [...document.querySelectorAll('[data-state]')].map(one => one.getAttribute('data-id'));
        // All of a large picture, wherever one looks.
        for (let i = 0; i < 9000; i += 7) ids.push(`/States/Step ${i}`);
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
          if (what === 'move' || what === 'pan') {
            const wheel = {
              deltaY: Math.sin(time / 300) * 30,
              clientX: 600,
              clientY: 400,
              bubbles: true,
              cancelable: true,
            };
            canvas.dispatchEvent(new WheelEvent('wheel', { ...wheel, ctrlKey: what === 'move' && frames % 2 === 0 }));
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
