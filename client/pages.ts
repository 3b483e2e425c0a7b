// Puts one of our pages into a webview.
import * as crypto from 'node:crypto';
import * as vscode from 'vscode';
import { type PageOptions, pageHtml } from '../graph/protocol.ts';

/** The page is `NAME.js` and `NAME.css` in the folder of the bundles. */
export function showPage(
  webview: vscode.Webview,
  assets: vscode.Uri,
  name: string,
  options: Pick<PageOptions, 'title' | 'hasImages'>,
): void {
  const asset = (extension: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(assets, `${name}.${extension}`)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [assets] };
  webview.html = pageHtml({
    nonce: crypto.randomBytes(16).toString('base64'),
    cspSource: webview.cspSource,
    scriptUri: asset('js'),
    styleUri: asset('css'),
    ...options,
  });
}
