// A run in its graph, in the real editor: the way it went, what went over a line, where the debugger stands, one iteration alone.
import fs from 'node:fs';
import path from 'node:path';
import { faultsOf } from './accessibility.mjs';
import { openFile, takePicture } from './suite.mjs';

const PREPARED = '.edge[data-from="/States/Prepare"][data-to="/States/Ship each parcel"]';

describe('the graph of a run', () => {
  it('shows the way it went, the phase, counts and values, at the debugger and after it', async () => {
    const workbench = await openFile('fulfil.asl.json');
    const { page, row, clickLine, runCommand, setBreakpoint, pressFor, webview, until, goToLine } = workbench;
    await runCommand('Stepthrough: Show Graph');
    const graph = webview();
    const node = name => graph.locator(`[data-state="${name}"]`);
    const list = page.locator('.quick-input-widget');
    const tooltip = graph.getByRole('tooltip');
    await node('Ship').waitFor();
    await clickLine('"StartAt": "Prepare"');
    await setBreakpoint(12);
    await goToLine(57);
    await setBreakpoint(57);
    const given = list.getByText('inputs/fulfil.json').first();
    await pressFor('F5', given, 8000);
    await given.click();
    await list.getByText('fulfil.mocks.json').first().click();
    await row('.debug-call-stack', 'Charge card').waitFor();

    await node('Charge card').locator('.phase', { hasText: 'entry' }).waitFor();
    await pressFor('F11', node('Charge card').locator('.phase', { hasText: 'Arguments' }), 4000);
    await graph.getByRole('treeitem', { name: /^Charge card.*Paused at Arguments/ }).waitFor();
    await graph.locator('.edge[data-from="#start"][data-taken]').waitFor();
    await graph.locator(`${PREPARED}:not([data-taken])`).waitFor();
    await node('Prepare').locator('.detail', { hasText: '0 of 2' }).waitFor();
    await takePicture(page, 'the graph at a phase');

    const goOn = what =>
      until(() => page.locator('.debug-toolbar .codicon-debug-continue').click({ timeout: 3000 }), what, 8000);
    await goOn(graph.locator('[data-state="Ship"][data-status=paused]'));
    await node('Prepare').locator('.detail', { hasText: '2 of 2' }).waitFor();
    await node('Charge card').locator('.retries', { hasText: '1' }).waitFor();
    await graph.locator('.clock', { hasText: '+30 s' }).waitFor();
    const overLine = async () => {
      await graph.locator('.toolbar').hover();
      await graph.locator(`${PREPARED}[data-taken] .head`).hover();
    };
    await until(overLine, tooltip.filter({ hasText: '"name": "lamp"' }), 4000);
    await tooltip.filter({ hasText: 'Taken once' }).waitFor();
    await takePicture(page, 'the value that went over a line');
    await tooltip.click();
    await page.locator('.tab.active', { hasText: 'Prepare → Ship each parcel' }).waitFor();
    await page.locator('.view-line', { hasText: '"reserved": true' }).first().waitFor();

    // One iteration, while it is held.
    const first = list.locator('.monaco-list-row', { hasText: '#0' }).first();
    await until(() => node('Ship each parcel').locator('.detail').click({ timeout: 2000 }), first, 4000);
    await first.click();
    await graph.locator('.iteration', { hasText: 'Only #0 of Ship each parcel' }).waitFor();
    await graph.getByRole('button', { name: 'Show all iterations' }).click();
    await graph.locator('.iteration').waitFor({ state: 'hidden' });

    await goOn(row('.repl', 'SUCCEEDED'));
    await node('Ship each parcel').locator('.detail', { hasText: '3 of 3' }).waitFor();
    await graph.locator('.edge[data-from="/States/Ship each parcel"][data-to="#end"][data-taken]').waitFor();
    // And when it is over, by keyboard.
    await node('Ship each parcel').focus();
    await pressFor('n', list.getByText('#2', { exact: true }).first(), 8000);
    await page.keyboard.type('#1');
    await list.locator('.monaco-list-row.focused', { hasText: '#1' }).waitFor();
    await page.keyboard.press('Enter');
    await graph.locator('.iteration', { hasText: 'Only #1 of Ship each parcel' }).waitFor();
    await node('Ship').locator('.visits:empty').waitFor({ state: 'attached' });
    await takePicture(page, 'one iteration of a run that is over');
    await graph.getByRole('button', { name: 'Show all iterations' }).click();
    await node('Ship').locator('.visits', { hasText: '×3' }).waitFor();
    await until(overLine, tooltip.filter({ hasText: '"name": "lamp"' }), 4000);
    const faults = await faultsOf(graph);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    await takePicture(page, 'the way of a run that is over');
  });

  it('shows a way that was caught, without debugging, in all themes', async () => {
    const declined = { throw: { error: 'CardDeclined', cause: 'The bank said no.' } };
    const mocks = JSON.stringify({ 'Charge card': declined, Reserve: { return: {} } });
    const write = folder => fs.writeFileSync(path.join(folder, 'fulfil.mocks.json'), mocks);
    const { page, runCommand, webview, chooseTheme } = await openFile('fulfil.asl.json', write);
    const list = page.locator('.quick-input-widget');
    await runCommand('Stepthrough: Show Graph');
    const graph = webview();
    await graph.locator('[data-state="Ship"]').waitFor();
    await runCommand('Stepthrough: Run State Machine');
    await list.getByText('inputs/fulfil.json').first().click();
    await list.getByText('fulfil.mocks.json').first().click();
    await graph.locator('.edge[data-to="/States/Refuse"][data-taken]').waitFor();
    await graph.locator('[data-state="Prepare"] .detail', { hasText: '2 of 2, 1 failed, 1 aborted' }).waitFor();
    for (const [theme, className] of [
      ['Light Modern', 'vscode-light'],
      ['Dark High Contrast', 'vscode-high-contrast'],
      ['Light High Contrast', 'vscode-high-contrast-light'],
      ['Dark Modern', 'vscode-dark'],
    ]) {
      await chooseTheme(theme);
      await graph.locator(`body.${className}`).waitFor();
      const faults = await faultsOf(graph);
      if (faults.length > 0) throw new Error(faults.join('\n'));
      await takePicture(page, `a way that was caught in ${theme}`);
    }
  });
});
