// Writing as a person does it: a list of states at Next, a name changed everywhere, lines above the machine.
import assert from 'node:assert/strict';
import { openFile, takePicture } from './suite.mjs';

describe('authoring', () => {
  it('states are offered at Next, and accepted with a key', async () => {
    const { page, editor, clickLine, pressFor } = await openFile('order.asl.json');
    await clickLine('"Default": "Pay"');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Backspace');
    const list = page.locator('.suggest-widget.visible');
    await pressFor('Control+Space', list.getByText('Refuse').first());
    await takePicture(page, 'completion');
    await page.keyboard.type('Ref');
    await list.getByText('Cool off').first().waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await editor.locator('.view-line', { hasText: '"Default": "Refuse"' }).first().waitFor();
  });

  it('a state is renamed with everything that names it', async () => {
    const { page, editor, clickLine, pressFor } = await openFile('order.asl.json');
    await clickLine('"Default": "Pay"');
    await page.keyboard.press('End');
    for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowLeft');
    const input = page.locator('.rename-input');
    await pressFor('F2', input);
    await input.fill('Charge card');
    await page.keyboard.press('Enter');
    await editor.locator('.view-line', { hasText: '"Default": "Charge card"' }).first().waitFor();
    await takePicture(page, 'rename');
    const lines = await editor.locator('.view-line', { hasText: 'Charge card' }).count();
    assert.ok(lines >= 2, `${lines} lines name it.`);
  });

  it('a workflow begins with a pattern', async () => {
    const { page, runCommand, choose } = await openFile('order.asl.json');
    await runCommand('Stepthrough: New Workflow from Template');
    await page.locator('.quick-input-list').getByText('Human approval').first().waitFor();
    await takePicture(page, 'patterns');
    await choose('Human approval');
    await choose('YAML');
    await page.locator('.view-line', { hasText: 'Ask for approval:' }).first().waitFor();
    await takePicture(page, 'new-workflow');
  });

  it('a state is written in JSONata, and why that is the same is said', async () => {
    const { page, editor, clickLine, runCommand, pressFor } = await openFile('order.asl.json');
    await clickLine('"Type": "Choice"');
    // Both forms are run on hundreds of inputs before it is offered.
    const action = page.locator('.action-widget').getByText('in JSONata: the same on').first();
    await pressFor('Control+Shift+R', action, 8000);
    await takePicture(page, 'rewrite');
    await page.keyboard.press('Enter');
    await editor.locator('.view-line', { hasText: '"Condition": "{%' }).first().waitFor();
    await runCommand('Notifications: Show Notifications');
    await page.locator('.notifications-center').getByText('generated inputs').first().waitFor();
    await takePicture(page, 'rewritten');
  });

  it('a placeholder is renamed in the definition and in its template', async () => {
    const { page, editor, clickLine, pressFor, openFile: open } = await openFile('shop.asl.json');
    await clickLine('"Resource"');
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowLeft');
    const input = page.locator('.rename-input');
    await pressFor('F2', input);
    await input.fill('Payment');
    await page.keyboard.press('Enter');
    await editor.locator('.view-line', { hasText: '${Payment' }).first().waitFor();
    await open('template.yaml');
    await editor.locator('.view-line', { hasText: 'Payment: !GetAtt Charge.Arn' }).first().waitFor();
    await takePicture(page, 'rename-template');
  });

  it('F12 on a function leads to its code', async () => {
    const { page, clickLine, pressFor } = await openFile('shop.asl.json');
    await clickLine('"Resource"');
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowLeft');
    const peek = page.locator('.reference-zone-widget');
    const file = peek.locator('.ref-tree .monaco-list-row', { hasText: 'charge.py' });
    await pressFor('F12', file);
    await file.click();
    await peek.locator('.ref-tree .monaco-list-row', { hasText: 'def handle(event, context):' }).click();
    await peek.locator('.view-line', { hasText: 'def handle(event, context):' }).first().waitFor();
    await takePicture(page, 'handler');
  });
});
