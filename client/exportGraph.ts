// The graph as a file or on the clipboard.
import * as vscode from 'vscode';
import type { Direction } from '../graph/protocol.ts';
import { isOurs } from './documents.ts';
import type { Server } from './languageClient.ts';

const FORMS = [
  { label: '$(file-media) SVG file…', detail: 'Light and dark, for documents and web pages', format: 'svg' },
  { label: '$(markdown) Mermaid file…', detail: 'A text that GitHub and others draw', format: 'mermaid' },
  { label: '$(copy) Copy as Mermaid', detail: 'Ready for a Markdown file', format: 'mermaid', isCopy: true },
  { label: '$(copy) Copy as SVG', detail: 'The text of the picture', format: 'svg', isCopy: true },
] as const;

export async function exportGraph(direction: Direction, needServer: () => Promise<Server>): Promise<void> {
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
  const text = await server.picture({ uri: document.uri.toString(), format: form.format, direction, offset });
  if (text === null) {
    void vscode.window.showInformationMessage('There is nothing to draw here.');
    return;
  }
  if ('isCopy' in form) {
    const isMermaid = form.format === 'mermaid';
    await vscode.env.clipboard.writeText(isMermaid ? `\`\`\`mermaid\n${text}\`\`\`\n` : text);
    void vscode.window.setStatusBarMessage('The graph is on the clipboard', 4000);
    return;
  }
  await save(document.uri, form.format, text);
}

async function save(definition: vscode.Uri, format: 'svg' | 'mermaid', text: string): Promise<void> {
  const ending = format === 'svg' ? 'svg' : 'mmd';
  const defaultUri = definition.with({ path: definition.path.replace(/(?:\.asl)?\.(?:json|ya?ml)$/, `.${ending}`) });
  const filters = format === 'svg' ? { SVG: ['svg'] } : { Mermaid: ['mmd', 'mermaid'] };
  const file = await vscode.window.showSaveDialog({ defaultUri, filters });
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}
