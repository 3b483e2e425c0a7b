// The comparison page's beginning: joins it to VS Code's messages and to what VS Code keeps of it over reloads.
import type { ComparePageMessage, Direction } from '../../protocol.ts';
import { createComparePage } from './comparePage.ts';

interface VsCodeApi {
  postMessage(message: ComparePageMessage): void;
  getState(): unknown;
  setState(state: { readonly direction: Direction }): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();
const page = createComparePage(document.body, {
  remembered: vscode.getState(),
  remember: state => vscode.setState(state),
  send: message => vscode.postMessage(message),
});
window.addEventListener('message', event => page.receive(event.data));
page.begin();
