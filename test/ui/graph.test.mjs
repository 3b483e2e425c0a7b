// The graph panel in the real editor: what it draws, how it follows the text and the text follows it, how it looks.
import assert from 'node:assert/strict';
import { openFile, takePicture } from './suite.mjs';

// The last one is the one the suite began with.
const THEMES = {
  'Light Modern': 'vscode-light',
  'Dark High Contrast': 'vscode-high-contrast',
  'Light High Contrast': 'vscode-high-contrast-light',
  'Dark Modern': 'vscode-dark',
};

/** WCAG 2.1, "Contrast (Minimum)", level AA for text of usual size. */
const LEAST_CONTRAST = 4.5;

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

  it('can be read in dark, light and high contrast themes', async () => {
    const { page, graph, chooseTheme } = await openGraph('order.asl.json');
    for (const [theme, className] of Object.entries(THEMES)) {
      await chooseTheme(theme);
      await graph.locator(`body.${className}`).waitFor();
      const contrast = await graph.locator('[data-state="Pay"] .name').evaluate(contrastOf);
      assert.ok(contrast >= LEAST_CONTRAST, `${theme}: state names have a contrast of ${contrast.toFixed(1)}`);
      await takePicture(page, `graph in ${theme}`);
    }
  });
});

async function openGraph(file) {
  const workbench = await openFile(file);
  await workbench.runCommand('Stepthrough: Show Graph');
  const graph = workbench.webview();
  await graph.locator('[data-state]').first().waitFor();
  return { ...workbench, graph };
}

// Runs in the page: the contrast between a text and the card it stands on, by the formula of WCAG 2.1.
function contrastOf(text) {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = color => {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map(byte => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const card = text.parentElement.querySelector('.card');
  const [dark, light] = [getComputedStyle(text).fill, getComputedStyle(card).fill].map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
