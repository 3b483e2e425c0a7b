// Two definitions side by side in the real editor: what is marked and listed, how it follows the text, how it looks.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { faultsOf } from './accessibility.mjs';
import { openFile, takePicture } from './suite.mjs';

const THEMES = ['Light Modern', 'Dark High Contrast', 'Light High Contrast', 'Dark Modern'];

describe('the comparison', () => {
  it('with HEAD marks what differs in both graphs, lists it and follows the text', async () => {
    const { page, row, editor, until, runCommand, webview, chooseTheme } = await openFile('order.asl.json', folder => {
      commit(folder);
      change(folder);
    });
    const view = webview();
    await page.keyboard.press('Control+Shift+G');
    await choose(page, until, row('.scm-view', 'order.asl.json'), 'Compare State Machine with HEAD', view);
    await page.keyboard.press('Control+Shift+E');
    await view.locator('.summary', { hasText: '1 added, 1 removed, 1 renamed, 2 changed, 2 rewired' }).waitFor();
    await view.locator('.pane.before [data-state="Cool off"][data-difference=removed]').waitFor();
    await view.locator('.pane.after [data-state="Notify"][data-difference=added]').waitFor();
    await view.locator('.pane.before [data-state="Pay"][data-difference=renamed]').waitFor();
    await view.locator('.pane.after [data-state="Charge"][data-difference=renamed]').waitFor();
    assert.deepEqual(await view.locator('.changes .entry-head').allTextContents(), [
      '+Notify Pass',
      '−Cool off Wait',
      '»Pay → Charge Pass, changed and rewired',
      '~Check total Choice, rewired',
    ]);

    // By keyboard: down the list, and the graphs follow; Enter opens the text.
    await view.locator('.changes button').first().focus();
    for (const name of ['Cool off', 'Charge']) {
      await page.keyboard.press('ArrowDown');
      await view.locator(`[data-state="${name}"][aria-selected=true]`).waitFor();
    }
    await view.locator('.pane.before [data-state="Pay"][aria-selected=true]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.monaco-diff-editor').first().waitFor();
    await takePicture(page, 'comparison with text');

    // Linked: what one graph does the other does.
    const scaleOf = side =>
      view.locator(`.pane.${side} .content`).evaluate(content => content.style.transform.split('scale')[1]);
    await view.getByRole('button', { name: 'Zoom in (+)' }).click();
    assert.equal(await scaleOf('before'), await scaleOf('after'));

    await runCommand('View: Focus First Editor Group');
    await row('.explorer-folders-view', 'order.asl.json').dblclick();
    await page.locator('.editor-instance .monaco-editor .view-line', { hasText: '"StartAt"' }).first().waitFor();
    await editor.locator('.view-line', { hasText: '"StartAt"' }).first().click();
    await page.keyboard.press('End');
    await page.keyboard.type(' "TimeoutSeconds": 60,');
    await view.locator('.summary', { hasText: 'the machine itself' }).waitFor();
    await page.keyboard.type(' "Comment": ');
    await view.locator('.banner', { hasText: 'the last complete comparison' }).waitFor();

    for (const theme of THEMES) {
      await chooseTheme(theme);
      await view.locator('.summary').waitFor();
      await takePicture(page, `comparison in ${theme}`);
      assert.deepEqual(await faultsOf(view), [], theme);
    }
    await page.setViewportSize({ width: 900, height: 900 });
    await takePicture(page, 'comparison, narrow');
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  it('of two files in the Explorer, and of a file that is not committed', async () => {
    const { page, row, until, runCommand, webview } = await openFile('hello-world.asl.json', commit);
    await row('.explorer-folders-view', 'order.asl.json').click({ modifiers: ['Control'] });
    const order = row('.explorer-folders-view', 'order.asl.json');
    await choose(page, until, order, 'Compare Selected State Machines', webview());
    await webview().locator('.pane.before [data-state="Greet"][data-difference=removed]').waitFor();
    await webview().locator('.pane.after [data-state="Pay"][data-difference=added]').waitFor();

    await runCommand('File: New Untitled Text File');
    await runCommand('Stepthrough: Compare State Machine with HEAD');
    await runCommand('Notifications: Show Notifications');
    await page.locator('.notifications-center').getByText('holds no state machine').first().waitFor();
  });
});

/** From the menu of a row. A menu takes no click in its first moments: a person's finger takes longer than ours. */
function choose(page, until, row, item, view) {
  const act = async () => {
    if (await page.locator('.context-view .monaco-menu').isVisible()) await page.keyboard.press('Escape');
    await row.click({ button: 'right', timeout: 8000 });
    // The first menu may have been opened before VS Code knew that ours belongs into it.
    await page.locator('.context-view').getByText(item).click({ delay: 400, timeout: 3000 });
  };
  return until(act, view.locator('.pane.after .state').first(), 8000);
}

function commit(folder) {
  const git = (...args) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args]);
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'As it was');
}

function change(folder) {
  const file = path.join(folder, 'order.asl.json');
  const definition = JSON.parse(fs.readFileSync(file, 'utf8'));
  const { 'Cool off': _, Pay, ...states } = definition.States;
  states['Check total'].Choices = states['Check total'].Choices.filter(rule => rule.Next !== 'Cool off');
  states['Check total'].Default = 'Charge';
  states['Check total'].Comment = 'No waiting any more';
  states.Charge = { ...Pay, Comment: 'By card', Next: 'Notify' };
  states.Notify = { Type: 'Pass', Next: 'Order done' };
  fs.writeFileSync(file, JSON.stringify({ ...definition, States: states }, null, 2));
}
