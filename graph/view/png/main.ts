// The page that makes a PNG: draws what it is sent, and hands it back or puts it on the clipboard. A browser that takes nothing
// on its clipboard without a click gets a button.
import type { PictureMessage, PicturePageMessage } from '../../protocol.ts';
import { html } from '../svg.ts';
import { drawPng } from './drawPng.ts';

interface VsCodeApi {
  postMessage(message: PicturePageMessage): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();

window.addEventListener('message', ({ data }: MessageEvent<PictureMessage>) => {
  if (data?.kind === 'picture') void answer(data);
});
vscode.postMessage({ kind: 'ready' });

async function answer({ svg, wanted }: PictureMessage): Promise<void> {
  const { classList } = document.body;
  const isDark = classList.contains('vscode-dark') || classList.contains('vscode-high-contrast');
  try {
    const png = await drawPng(svg, isDark && !classList.contains('vscode-high-contrast-light'));
    if (wanted === 'file') vscode.postMessage({ kind: 'png', base64: await base64Of(png) });
    else await copy(png);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  vscode.postMessage({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
}

async function copy(png: Blob): Promise<void> {
  const put = async () => {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    vscode.postMessage({ kind: 'copied' });
  };
  try {
    await focused();
    await put();
  } catch {
    // The page has not been touched yet: a click is what it takes.
    const button = html('button', { type: 'button' }, 'Copy the picture');
    button.addEventListener('click', () => {
      put().catch(fail);
    });
    document.body.replaceChildren(button);
    button.focus();
  }
}

/** Only the page that has the focus may write to the clipboard, and VS Code hands it over a moment after showing the page. */
function focused(): Promise<unknown> {
  if (document.hasFocus()) return Promise.resolve();
  return new Promise(resolve => {
    window.addEventListener('focus', resolve, { once: true });
    setTimeout(resolve, PATIENCE_MS);
  });
}

const PATIENCE_MS = 1500;

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  // As many arguments as a call takes.
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}
