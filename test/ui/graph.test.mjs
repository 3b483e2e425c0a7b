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
