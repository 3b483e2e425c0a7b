// When the extension is loaded, and which documents it takes for its own.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, openText, until } from './editor.ts';

describe('activation', () => {
  it('waits for a definition', async () => {
    const extension = vscode.extensions.getExtension('stepthrough.stepthrough');
    assert.ok(extension, 'the extension is installed');
    await openText('json', '{}');
    assert.equal(extension.isActive, false);

    await open('hello-world.asl.json');
    await until(vscode.languages.onDidChangeDiagnostics, () => extension.isActive || undefined);
    const commands = await vscode.commands.getCommands(true);
    const ours = ['stepthrough.showGraph', 'stepthrough.debug', 'stepthrough.run'];
    assert.deepEqual(
      ours.filter(command => !commands.includes(command)),
      [],
    );
  });

  it('definitions are asl in JSON and asl-yaml in YAML', async () => {
    assert.equal((await open('order.asl.json')).document.languageId, 'asl');
    assert.equal((await open('order.asl.yaml')).document.languageId, 'asl-yaml');
  });
});
