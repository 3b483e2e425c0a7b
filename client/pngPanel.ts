// A PNG of a picture: drawn by a page that is there only for that, as a browser is what it takes.
import * as vscode from 'vscode';
import type { PictureMessage, PicturePageMessage } from '../graph/protocol.ts';
import { showPage } from './pages.ts';

/** The bytes of the file; undefined when it could not be drawn, which has been said, or the panel was closed. */
export async function pngOf(assets: vscode.Uri, svg: string): Promise<Uint8Array | undefined> {
  const answer = await ask(assets, { kind: 'picture', svg, wanted: 'file' });
  return answer?.kind === 'png' ? Buffer.from(answer.base64, 'base64') : undefined;
}

/** Whether it is on the clipboard. */
export async function copyPng(assets: vscode.Uri, svg: string): Promise<boolean> {
  return (await ask(assets, { kind: 'picture', svg, wanted: 'clipboard' }))?.kind === 'copied';
}

function ask(assets: vscode.Uri, picture: PictureMessage): Promise<PicturePageMessage | undefined> {
  // What is put on the clipboard must come from the page that has the focus.
  const column = { viewColumn: vscode.ViewColumn.Active, preserveFocus: picture.wanted === 'file' };
  const panel = vscode.window.createWebviewPanel('stepthrough.png', 'Drawing the Graph', column);
  return new Promise(resolve => {
    panel.onDidDispose(() => resolve(undefined));
    panel.webview.onDidReceiveMessage((message: PicturePageMessage) => {
      if (message.kind === 'ready') {
        void panel.webview.postMessage(picture);
        return;
      }
      if (message.kind === 'failed') {
        const what = picture.wanted === 'file' ? 'drawn' : 'copied';
        void vscode.window.showErrorMessage(`The PNG could not be ${what}: ${message.reason}`);
      }
      resolve(message);
      panel.dispose();
    });
    showPage(panel.webview, assets, 'png', { title: 'Drawing the graph', hasImages: true });
  });
}
