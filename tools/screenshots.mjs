// `npm run screenshots`: makes the pictures of the README from the samples, in the npm-installed VS Code. They are looked
// at before they are committed; nothing compares them.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { root } from './esbuild.mjs';
import { packageVsix } from './package.mjs';
import { setUpHost } from './setup.mjs';
import { makeTestWorkspace } from './testWorkspace.mjs';
import { installVsix, startServer, workbenchUrl } from './vscode-host/server.mjs';
import { openBrowser, openWorkbench } from './vscode-host/workbench.mjs';

const PICTURES = { editing: takeEditing, debugging: takeDebugging, 'graph-light': takeGraphLight };

await setUpHost();
await build();
// Installed, because the title of a window with an extension under development says that.
const extensionsDir = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-extensions-'));
await installVsix(await packageVsix(), extensionsDir);
const server = await startServer({ extensionsDir, settings: { 'breadcrumbs.enabled': false } });
const context = await openBrowser(server, await findBrowser());
try {
  for (const [name, take] of Object.entries(PICTURES)) {
    const workspace = makeTestWorkspace(['samples']);
    const workbench = await openWorkbench(context, workbenchUrl(server, { folder: workspace.folder }));
    await take(workbench);
    await workbench.page.screenshot({ path: path.join(root, 'docs', `${name}.png`) });
    console.log(`docs/${name}.png`);
    await workbench.page.close();
    workspace.remove();
  }
} finally {
  await context.close();
  await server.stop();
  fs.rmSync(extensionsDir, { recursive: true, force: true });
}

// A wrong target: underlined, listed, marked in the graph.
async function takeEditing(workbench) {
  const { page, editor, row, clickLine, webview } = workbench;
  await openWithGraph(workbench);
  await clickLine('"Default": "Pay"');
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Delete');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('a');
  await webview().locator('[data-state="Check total"][data-problem=error]').waitFor();
  await page.keyboard.press('Control+Shift+M');
  await row('.markers-panel', 'Did you mean').click();
  await editor.locator('.squiggly-error').waitFor();
}

// Stopped at a breakpoint: the variables, the place in the text, the place in the graph.
async function takeDebugging(workbench) {
  const { row, clickLine, setBreakpoint, startDebugging, webview } = workbench;
  await openWithGraph(workbench);
  await clickLine('"Cool off": {');
  await setBreakpoint(32);
  await startDebugging({ order: { id: 'A-1', total: 5000, customer: { trusted: false } } });
  await webview().locator('[data-state="Cool off"][data-status=paused]').waitFor();
  for (const [scope, variable] of [
    ['Variables', 'orderId'],
    ['Input', 'customer'],
  ]) {
    await row('.debug-variables', scope).click();
    await row('.debug-variables', variable).waitFor();
  }
}

async function takeGraphLight(workbench) {
  const { clickLine, chooseTheme, webview } = workbench;
  await openWithGraph(workbench);
  await chooseTheme('Light Modern');
  await webview().locator('body.vscode-light').waitFor();
  await clickLine('"Check total": {');
  await webview().locator('[data-state="Check total"][aria-selected=true]').waitFor();
}

async function openWithGraph({ openFile, runCommand, webview }) {
  await openFile('order.asl.json');
  await runCommand('Stepthrough: Show Graph');
  await webview().locator('[data-state="Check total"]').waitFor();
}
