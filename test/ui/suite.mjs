// What the UI tests share: one server with the packaged extension installed, and one browser.
// Every test opens a workbench of its own, which has its own extension host.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findBrowser } from '../../tools/browser.mjs';
import { root } from '../../tools/esbuild.mjs';
import { makeTestWorkspace } from '../../tools/testWorkspace.mjs';
import { installVsix, startServer, workbenchUrl } from '../../tools/vscode-host/server.mjs';
import { openBrowser, openWorkbench } from '../../tools/vscode-host/workbench.mjs';

const SCREENSHOTS = path.join(root, 'out/test/screenshots');

// What a test types is what then stands there.
const PLAIN_TYPING = {
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.quickSuggestions': false,
  'editor.suggestOnTriggerCharacters': false,
};

/** What tests want said about a good run, such as a measured time. */
export const notes = [];

let suite;

export async function openSuite(vsix) {
  fs.rmSync(SCREENSHOTS, { recursive: true, force: true });
  const extensionsDir = fs.mkdtempSync(path.join(os.tmpdir(), 'stepthrough-extensions-'));
  await installVsix(vsix, extensionsDir);
  const server = await startServer({ extensionsDir, settings: PLAIN_TYPING });
  const context = await openBrowser(server, await findBrowser());
  suite = { extensionsDir, server, context };
}

export async function closeSuite() {
  await suite.context.close();
  await suite.server.stop();
  suite.workspace?.remove();
  fs.rmSync(suite.extensionsDir, { recursive: true, force: true });
}

/**
 * A new workbench on a new copy of the samples, with `file` open; what the test before left is closed and forgotten.
 * `prepare` may change the copy first.
 */
export async function openFile(file, prepare = undefined) {
  await closePages();
  suite.workspace?.remove();
  suite.workspace = makeTestWorkspace();
  await prepare?.(suite.workspace.folder);
  const workbench = await openWorkbench(suite.context, workbenchUrl(suite.server, { folder: suite.workspace.folder }));
  await workbench.openFile(file);
  return workbench;
}

/** Where the files of the test are. */
export function workspaceFolder() {
  return suite.workspace.folder;
}

/** Keeps a picture of the page among those of the failures. */
export async function takePicture(page, name) {
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
}

export async function takeFailurePicture(title) {
  const page = suite.context.pages().at(-1);
  if (page) await takePicture(page, `failed ${title.replaceAll(/[^\w ]/g, '')}`);
}

// The browser keeps its first, empty page, because closing the last one would close the browser.
async function closePages() {
  for (const page of suite.context.pages().slice(1)) await page.close();
}
