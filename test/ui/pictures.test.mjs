// The graph as a picture from the real editor: a PNG file, and one on the clipboard.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { openFile, workspaceFolder } from './suite.mjs';

const SCREENSHOTS = 'out/test/screenshots';

describe('the graph as a picture', () => {
  it('is a PNG file at twice the size, in the colours of the theme', async () => {
    const workbench = await openFile('order.asl.json');
    const file = path.join(workspaceFolder(), 'order.png');
    const images = [];
    for (const theme of ['Dark Modern', 'Light Modern']) {
      await workbench.chooseTheme(theme);
      // The place to save it at is offered.
      const save = workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' });
      await workbench.until(() => choose(workbench, 'PNG file…'), save, 8000);
      await save.click();
      images.push(await arrived(workbench.page, file));
      fs.mkdirSync(SCREENSHOTS, { recursive: true });
      fs.copyFileSync(file, path.join(SCREENSHOTS, `PNG in ${theme}.png`));
      fs.rmSync(file);
    }
    const [dark, light] = images;
    assert.equal(dark.toString('latin1', 1, 4), 'PNG');
    // Width and height stand behind the first chunk's name.
    const [width, height] = [dark.readUInt32BE(16), dark.readUInt32BE(20)];
    assert.ok(width > 500 && height > 900, `${width} by ${height}`);
    assert.equal(width % 2, 0);
    assert.ok(!dark.equals(light));
  });

  it('is put on the clipboard', async () => {
    const workbench = await openFile('hello-world.asl.json');
    const { page } = workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    // The server is there, and with it what it has to say.
    await page.locator('.codelens-decoration').first().waitFor();
    await choose(workbench, 'Copy as PNG');
    await page.locator('.statusbar-item', { hasText: 'The graph is on the clipboard' }).waitFor();
    // The page that drew it is gone, and the text is there again.
    await page.locator('.tab.active', { hasText: 'hello-world.asl.json' }).waitFor();
    await page.locator('.monaco-editor .view-lines').first().click();
    const types = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(item => item.types));
    await page.context().clearPermissions();
    assert.ok(types.includes('image/png'), types.join(', '));
  });
});

async function choose({ page, runCommand }, form) {
  await runCommand('Stepthrough: Export Graph…');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: form }).click();
}

/** The file's bytes, when all of them are there. */
async function arrived(page, file) {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await page.waitForTimeout(100)) {
    const bytes = fs.existsSync(file) ? fs.readFileSync(file) : Buffer.alloc(0);
    // A PNG ends with a chunk of this name and its sum.
    if (bytes.subarray(-8, -4).toString('latin1') === 'IEND') return bytes;
  }
  throw new Error(`${file} was not written.`);
}
