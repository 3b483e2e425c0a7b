// The graph panel as a tab. What it draws can only be seen in a page: test/ui looks there.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, until } from './editor.ts';

const graphTabs = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('stepthrough.graph'));

describe('the graph panel', () => {
  it('opens once, beside the text, and leaves the focus there', async () => {
    const { document } = await open('order.asl.json');
    await vscode.commands.executeCommand('stepthrough.showGraph');
    await vscode.commands.executeCommand('stepthrough.showGraph');
    const [tab] = await until(vscode.window.tabGroups.onDidChangeTabs, () =>
      graphTabs().length > 0 ? graphTabs() : undefined,
    );
    assert.equal(graphTabs().length, 1);
    assert.equal(tab?.label, 'Graph: order.asl.json');
    assert.equal(tab?.group.viewColumn, vscode.ViewColumn.Two);
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });
});
