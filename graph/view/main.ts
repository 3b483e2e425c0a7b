// The page's beginning: joins the graph page to VS Code's messages and to what VS Code keeps of it over reloads.
import type { PageMessage } from '../protocol.ts';
import { createGraphPage } from './graphPage.ts';
import type { PageState } from './pageState.ts';

interface VsCodeApi {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();
const page = createGraphPage(document.body, {
  remembered: vscode.getState(),
  remember: state => vscode.setState(state),
  send: message => vscode.postMessage(message),
});
window.addEventListener('message', event => page.receive(event.data));
page.begin();
