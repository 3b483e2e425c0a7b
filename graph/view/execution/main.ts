// The beginning of the execution page: joins it to VS Code's messages.
import type { FromExecutionPage } from '../../executionProtocol.ts';
import { createExecutionPage } from './executionPage.ts';

interface VsCodeApi {
  postMessage(message: FromExecutionPage): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();
const page = createExecutionPage(document.body, message => vscode.postMessage(message));
window.addEventListener('message', event => page.receive(event.data));
vscode.postMessage({ kind: 'ready' });
