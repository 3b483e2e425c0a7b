// The graph as a file or on the clipboard.
import * as vscode from 'vscode';
import type { PictureWanted } from '../server/protocol.ts';
import { isOurs } from './documents.ts';
import type { Server } from './languageClient.ts';
import { copyPng, pngOf } from './pngPanel.ts';

const FORMS = [
  { label: '$(file-media) SVG file…', detail: 'Light and dark, for documents and web pages', format: 'svg' },
  { label: '$(device-camera) PNG file…', detail: 'Light or dark as VS Code is, at twice the size', format: 'png' },
  { label: '$(markdown) Mermaid file…', detail: 'A text that GitHub and others draw', format: 'mermaid' },
  { label: '$(copy) Copy as PNG', detail: 'The picture, for chats and documents', format: 'png', isCopy: true },
  { label: '$(copy) Copy as Mermaid', detail: 'Ready for a Markdown file', format: 'mermaid', isCopy: true },
  { label: '$(copy) Copy as SVG', detail: 'The text of the picture', format: 'svg', isCopy: true },
] as const;

export async function exportGraph(
  assets: vscode.Uri,
  drawing: (document: vscode.TextDocument) => Pick<PictureWanted, 'direction' | 'opened' | 'machines'>,
  needServer: () => Promise<Server>,
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isOurs(editor.document)) {
    void vscode.window.showInformationMessage('Open a state machine definition first: a file such as order.asl.json.');
    return;
  }
  const { document, selection } = editor;
  const form = await vscode.window.showQuickPick(FORMS, { title: 'Export Graph' });
  if (!form) return;
  const server = await needServer();
  const offset = document.offsetAt(selection.active);
  const format = form.format === 'mermaid' ? 'mermaid' : 'svg';
  const picture = await server.picture({ uri: document.uri.toString(), format, ...drawing(document), offset });
  const text = picture?.text;
  const notice = picture?.notice ?? (text === undefined ? 'There is nothing to draw here' : undefined);
  if (notice !== undefined) void vscode.window.showInformationMessage(`${notice}.`);
  if (text === undefined) return;
  if (!('isCopy' in form)) {
    await save(document.uri, form.format, () => (form.format === 'png' ? pngOf(assets, text) : bytesOf(text)));
    return;
  }
  if (form.format === 'png') {
    if (!(await copyPng(assets, text))) return;
  } else await vscode.env.clipboard.writeText(format === 'mermaid' ? `\`\`\`mermaid\n${text}\`\`\`\n` : text);
  void vscode.window.setStatusBarMessage('The graph is on the clipboard', 4000);
}

const FILES = {
  svg: { ending: 'svg', filters: { SVG: ['svg'] } },
  png: { ending: 'png', filters: { PNG: ['png'] } },
  mermaid: { ending: 'mmd', filters: { Mermaid: ['mmd', 'mermaid'] } },
} as const;

async function save(
  definition: vscode.Uri,
  format: keyof typeof FILES,
  draw: () => Promise<Uint8Array | undefined>,
): Promise<void> {
  const { ending, filters } = FILES[format];
  const path = definition.path.replace(/(?:\.asl)?\.(?:json|ya?ml)$/, `.${ending}`);
  const file = await vscode.window.showSaveDialog({
    defaultUri: definition.with({ path }),
    filters: Object.fromEntries(Object.entries(filters).map(([name, endings]) => [name, [...endings]])),
  });
  const bytes = file && (await draw());
  if (bytes) await vscode.workspace.fs.writeFile(file, bytes);
}

async function bytesOf(text: string): Promise<Uint8Array> {
  return new TextEncoder().encode(text);
}
