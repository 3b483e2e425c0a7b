// The graph panel in the real editor: what it draws, how it follows the text and the text follows it, how it looks.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { faultsOf } from './accessibility.mjs';
import { openFile, takePicture } from './suite.mjs';

// The last one is the one the suite began with.
const THEMES = {
  'Light Modern': 'vscode-light',
  'Dark High Contrast': 'vscode-high-contrast',
  'Light High Contrast': 'vscode-high-contrast-light',
  'Dark Modern': 'vscode-dark',
};

describe('the graph panel', () => {
  it('draws every state and transition', async () => {
    const { graph } = await openGraph('order.asl.json');
    const states = await graph.locator('[data-state]').evaluateAll(all => all.map(node => node.dataset.state));
    assert.deepEqual(states.toSorted(), ['Check total', 'Cool off', 'Order done', 'Pay', 'Read order', 'Refuse']);
    await graph.locator('.edge[data-from="/States/Check total"][data-to="/States/Refuse"]').waitFor();
    const labels = await graph.locator('.label text').allTextContents();
    assert.ok(
      labels.some(label => label.startsWith('total > 1000')),
      labels.join(', '),
    );
  });

  it('a click on a node leads to the state, and the cursor to the node', async () => {
    const { graph, clickLine, selection } = await openGraph('order.asl.json');
    await graph.locator('[data-state="Cool off"]').click();
    await selection('Ln 32, Col 15 (10 selected)').waitFor();
    await clickLine('"Pay": {');
    await graph.locator('[data-state="Pay"][aria-selected=true]').waitFor();
    await graph.locator('[data-state="Cool off"][aria-selected=true]').waitFor({ state: 'detached' });
  });

  it('follows the text, and keeps the last picture while the text is broken', async () => {
    const { page, graph, clickLine } = await openGraph('broken.asl.json');
    await clickLine('"Pay": {');
    await page.keyboard.type(',');
    await page.keyboard.press('Enter');
    await page.keyboard.type('"Ship": {');
    await graph.locator('.banner').waitFor();
    await graph.locator('[data-state="Check"]').waitFor();
    await page.keyboard.type(' "Type": "Succeed" }');
    await graph.locator('[data-state="Ship"]').waitFor();
    await graph.locator('.banner').waitFor({ state: 'hidden' });
  });

  it('is reached and read by keyboard', async () => {
    const { page, graph, selection } = await openGraph('hello-world.asl.json');
    await graph.locator('[data-state="Greet"]').focus();
    await page.keyboard.press('ArrowDown');
    await graph.locator('[data-state="Wait a moment"]:focus').waitFor();
    await page.keyboard.press('Enter');
    await selection('Ln 14, Col 20 (15 selected)').waitFor();
  });

  it('collapses a container in place, and keeps it so when the panel is shown again', async () => {
    const { page, graph, runCommand } = await openGraph('fulfil.asl.json');
    await graph.locator('[data-state="Prepare"] .fold').click();
    await graph.locator('[data-state="Prepare"]', { hasText: '2 branches · 2 states' }).waitFor();
    await graph.locator('[data-state="Charge card"]').waitFor({ state: 'detached' });
    await graph.locator('[data-state="Prepare"][aria-expanded=false]').waitFor();
    await takePicture(page, 'graph with a collapsed container');
    // Behind another tab the page is put away, and made anew when it comes back.
    await page.locator('.tab', { hasText: 'Graph:' }).click();
    await runCommand('File: New Untitled Text File');
    await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await page.locator('.tab', { hasText: 'Graph:' }).click();
    await graph.locator('[data-state="Prepare"][aria-expanded=false]').waitFor();
    // And so it is when the whole window is loaded again.
    await page.reload();
    await graph.locator('[data-state="Prepare"][aria-expanded=false]').waitFor();
    await graph.locator('[data-state="Prepare"]').focus();
    await page.keyboard.press('Space');
    await graph.locator('[data-state="Charge card"]').waitFor();
  });

  it('finds states by what they do, and opens what they are hidden in', async () => {
    const { page, graph } = await openGraph('fulfil.asl.json');
    await graph.locator('[data-state="Prepare"] .fold').click();
    await graph.locator('[data-state="Prepare"][aria-expanded=false]').waitFor();
    await page.keyboard.press('/');
    await graph.getByLabel('Find a state').waitFor();
    await page.keyboard.type('dynamo');
    await graph.locator('[data-state="Prepare"][data-found=current]').waitFor();
    assert.equal(await graph.locator('.search .count').textContent(), '1 of 1');
    await page.keyboard.press('Enter');
    await graph.locator('[data-state="Reserve"][data-found=current]').waitFor();
    await takePicture(page, 'graph with a search');
    await page.keyboard.press('Escape');
    await graph.locator('[data-state="Reserve"]:focus').waitFor();
    await graph.locator('.crumbs', { hasText: 'Branch 2' }).waitFor();
  });

  it('sets breakpoints on nodes, and shows those of the text', async () => {
    const { page, graph, editor, clickLine, runCommand } = await openGraph('order.asl.json');
    await graph.locator('[data-state="Pay"]').click({ button: 'right' });
    await graph.getByRole('menuitem', { name: 'Add Breakpoint' }).waitFor();
    await takePicture(page, 'menu of a node');
    await graph.getByRole('menuitem', { name: 'Add Breakpoint' }).click();
    await graph.locator('[data-state="Pay"][data-breakpoint=plain]').waitFor();
    await clickLine('"Pay": {');
    await page.locator('.codicon-debug-breakpoint').first().waitFor();
    // The other way round: what F9 does in the text is seen on the node.
    await page.keyboard.press('F9');
    await graph.locator('[data-state="Pay"]:not([data-breakpoint])').waitFor();
    await graph.locator('[data-state="Cool off"]').focus();
    await page.keyboard.press('F9');
    await graph.locator('[data-state="Cool off"][data-breakpoint=plain]').waitFor();
    await editor.locator('.codicon-debug-breakpoint').first().waitFor();
    await page.keyboard.press('.');
    await graph.getByRole('menuitem', { name: 'Add Conditional Breakpoint…' }).click();
    const question = page.locator('.quick-input-widget input[type=text]').first();
    await question.waitFor();
    await question.fill('$.order.total > 100');
    await page.keyboard.press('Enter');
    await graph.locator('[data-state="Cool off"][data-breakpoint=conditional]').waitFor();
    // One that means states by a pattern is set in the list of breakpoints.
    await page.keyboard.press('Control+Shift+D');
    await page.locator('.debug-breakpoints').waitFor();
    await runCommand('Add Function Breakpoint');
    const pattern = page.locator('.debug-breakpoints input[type=text]');
    await pattern.fill('P*');
    await pattern.press('Enter');
    await graph.locator('[data-state="Pay"][data-breakpoint=function]').waitFor();
    await graph.locator('[data-state="Cool off"][data-breakpoint=conditional]').waitFor();
  });

  it('tells the essentials of a state, as text only', async () => {
    const { page, graph, clickLine, pressFor } = await openGraph('order.asl.json');
    await graph.locator('[data-state="Check total"]').hover();
    const details = graph.getByRole('tooltip');
    await details.filter({ hasText: 'Cool off, if total > 1000' }).waitFor();
    await takePicture(page, 'card of a state');
    await graph.locator('[data-state="Check total"]').focus();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });
    await clickLine('"Pay": {');
    await page.keyboard.type(' "Comment": "<img src=x onerror=alert(1)>",');
    const pay = graph.locator('[data-state="Pay"]');
    await pay.focus();
    // Until the picture of the new text is there.
    await pressFor('i', details.filter({ hasText: '<img src=x onerror=alert(1)>' }));
    assert.equal(await graph.locator('img').count(), 0);
  });

  it('is used by keyboard alone: reached, walked, focused on paths, renamed from', async () => {
    const { page, graph, pressFor, clickLine } = await openGraph('fulfil.asl.json');
    await clickLine('"Prepare": {');
    await page.keyboard.press('Control+2');
    await pressFor('Tab', graph.locator('[data-state="Prepare"]:focus'), 1000);
    await page.keyboard.press('ArrowDown');
    await graph.locator('[data-state="Charge card"]:focus').waitFor();
    await page.keyboard.press('f');
    await graph.locator('[data-state="Reserve"][data-dim]').waitFor();
    await graph.locator('.chip', { hasText: 'Paths through Charge card' }).waitFor();
    await takePicture(page, 'graph with one path');
    await page.keyboard.press('Escape');
    await graph.locator('[data-state="Reserve"]:not([data-dim])').waitFor();
    await page.keyboard.press('Shift+F10');
    await graph.getByRole('menuitem', { name: 'Go to State' }).and(graph.locator(':focus')).waitFor();
    await page.keyboard.press('r');
    await graph.getByRole('menuitem', { name: 'Rename…' }).and(graph.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    const rename = page.locator('.rename-box input');
    await rename.waitFor();
    await rename.fill('Charge the card');
    await page.keyboard.press('Enter');
    await graph.locator('[data-state="Charge the card"]').waitFor();
  });

  it('keeps of a thousand states in the page what is in view, and finds the others', async () => {
    const write = folder => fs.writeFileSync(path.join(folder, 'order.asl.json'), thousandStates());
    const { page, graph } = await openGraph('order.asl.json', write);
    const count = () => graph.locator('.state').count();
    assert.ok((await count()) < 100, `${await count()} states are in the page.`);
    await graph.locator('[data-state="Step 0"]').focus();
    await page.keyboard.press('/');
    await page.keyboard.type('Step 777');
    await page.keyboard.press('Enter');
    await graph.locator('[data-state="Step 777"][data-found=current]').waitFor();
    await takePicture(page, 'a thousand states');
    await page.keyboard.press('Escape');
    await graph.locator('[data-state="Step 777"]').focus();
    await page.keyboard.press('0');
    await graph.locator('[data-distance=farthest] [data-state="Step 0"][data-far]').waitFor();
    await graph.locator('[data-state="Step 300"][data-far]').waitFor();
    await takePicture(page, 'a thousand states from far away');
  });

  it('is for everybody: roles, names and contrast in dark, light and high contrast themes', async () => {
    const { page, graph, chooseTheme, webview, runCommand } = await openGraph('order.asl.json');
    await runCommand('Stepthrough: Run State Machine');
    await page.locator('.quick-input-widget', { hasText: 'Input of the execution' }).waitFor();
    await page.keyboard.press('Enter');
    await graph.locator('[data-state="Read order"][data-status=succeeded]').waitFor();
    await runCommand('Stepthrough: Show Execution Event by Event');
    await webview(1).locator('[role=row]', { hasText: 'Execution started' }).waitFor();
    const faults = [];
    for (const [theme, className] of Object.entries(THEMES)) {
      await chooseTheme(theme);
      await graph.locator(`body.${className}`).waitFor();
      await webview(1).locator(`body.${className}`).waitFor();
      for (const [name, view] of [
        ['graph', graph],
        ['execution', webview(1)],
      ]) {
        faults.push(...(await faultsOf(view)).map(fault => `${name} in ${theme}: ${fault}`));
      }
      await takePicture(page, `graph in ${theme}`);
    }
    assert.deepEqual(faults, []);
  });
});

function thousandStates() {
  const states = { Done: { Type: 'Succeed' } };
  for (let i = 999; i >= 0; i--) states[`Step ${i}`] = { Type: 'Pass', Next: i === 999 ? 'Done' : `Step ${i + 1}` };
  return JSON.stringify({ StartAt: 'Step 0', States: states });
}

async function openGraph(file, prepare) {
  const workbench = await openFile(file, prepare);
  await workbench.runCommand('Stepthrough: Show Graph');
  const graph = workbench.webview();
  await graph.locator('[data-state]').first().waitFor();
  return { ...workbench, graph };
}
