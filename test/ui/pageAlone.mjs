// The pages of the webviews alone in a browser, as they are built: quick to open, of any size, and what they say is at hand.
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../tools/browser.mjs';
import { node, root } from '../../tools/esbuild.mjs';

const require = createRequire(import.meta.url);

export async function openBrowser() {
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] });
  const tools = await loadTools();
  return {
    ...tools,
    open: options => openPage(browser, options),
    close: () => browser.close(),
  };
}

/** What the server and the client make of texts. */
async function loadTools() {
  const outfile = path.join(root, 'out/test/pageTools.cjs');
  const contents = `import { buildGraph, comparisonOf, layoutGraph } from './graph/model/index.ts';
    import { toHistory } from './interpreter/index.ts';
    import { analyze } from './language/index.ts';
    import { executionWith, programOf, runSteps } from './test/support/runs.ts';
    const machineOf = text => analyze(text, { format: 'yaml' }).machine;
    export function graphOf(text, more = {}) {
      const { direction = 'down', collapsed = [] } = more;
      const layout = layoutGraph(buildGraph(machineOf(text)), { direction, collapsed: new Set(collapsed) });
      return { kind: 'graph', uri: 'file:///order.asl.yaml', name: 'order.asl.yaml', layout, problems: {}, canRun: true, opened: [], ...more, collapsed };
    }
    /** What the execution page is told of a run. */
    export function executionMessages(text, input) {
      const { events } = runSteps(programOf(text), input);
      return [
        { kind: 'execution', title: 'order.asl.yaml', isLive: false },
        { kind: 'events', events: toHistory(events, executionWith(input)) },
      ];
    }
    export function comparisonMessage(before, after) {
      const same = span => span;
      const comparison = comparisonOf(machineOf(before), machineOf(after), 'down', { before: same, after: same });
      return { kind: 'comparison', id: 'a b', before: 'order.asl.yaml (HEAD)', after: 'order.asl.yaml', comparison, stateMachines: [] };
    }`;
  await build({ ...node, stdin: { contents, resolveDir: root, loader: 'ts' }, outfile });
  return require(outfile);
}

/** `name` is that of the bundle; `remembered` what it kept before a reload. */
async function openPage(
  browser,
  { name = 'graph', width = 800, height = 600, remembered, touch = false, css = '', ...more },
) {
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: touch, ...more });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', error => faults.push(error.message));
  await page.setContent('<!DOCTYPE html><html><head></head><body class="vscode-dark"></body></html>');
  await page.addStyleTag({ path: path.join(root, 'dist', `${name}.css`) });
  if (css) await page.addStyleTag({ content: css });
  await page.evaluate(kept => {
    globalThis.sent = [];
    globalThis.kept = kept;
    globalThis.acquireVsCodeApi = () => ({
      postMessage: message => globalThis.sent.push(message),
      getState: () => globalThis.kept,
      setState: state => {
        globalThis.kept = state;
      },
    });
  }, remembered);
  await page.addScriptTag({ path: path.join(root, 'dist', `${name}.js`) });
  return {
    page,
    faults,
    /** Until it has been painted. */
    show: message =>
      page.evaluate(data => {
        window.dispatchEvent(new MessageEvent('message', { data }));
        return new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      }, message),
    sent: () => page.evaluate(() => globalThis.sent),
    kept: () => page.evaluate(() => globalThis.kept),
    close: () => context.close(),
  };
}
