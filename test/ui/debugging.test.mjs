// A debugging session as a person has it: a click for the breakpoint, F5, the input, the variables, a step back.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { openFile, takePicture, workspaceFolder } from './suite.mjs';

const input = { order: { id: 'A-1', total: 5000, customer: { trusted: false } } };

describe('debugging', () => {
  it('stops at a breakpoint, shows the variables and the graph, steps over and back', async () => {
    const { page, row, clickLine, runCommand, setBreakpoint, startDebugging, until, pressFor, webview } =
      await openFile('order.asl.json');
    await runCommand('Stepthrough: Show Graph');
    const paused = webview().locator('[data-status=paused]');
    await webview().locator('[data-state="Check total"]').waitFor();
    await clickLine('"Check total": {');
    await setBreakpoint(13);

    await startDebugging(input);
    await page.locator('.debug-top-stack-frame-line').first().waitFor();
    await row('.debug-call-stack', 'Check total').waitFor();
    await webview().locator('[data-state="Check total"][data-status=paused]').waitFor();
    await until(
      () => row('.debug-variables', 'Variables').click(),
      row('.debug-variables', 'orderId').filter({ hasText: '"A-1"' }),
      4000,
    );
    await takePicture(page, 'stopped at a breakpoint');

    await pressFor('F10', row('.debug-call-stack', 'Cool off'), 8000);
    await webview().locator('[data-state="Cool off"][data-status=paused]').waitFor();

    await page.locator('.debug-toolbar .codicon-debug-step-back').click();
    await row('.debug-call-stack', 'Check total').waitFor();
    await webview().locator('[data-state="Check total"][data-status=paused]').waitFor();
    await takePicture(page, 'stepped back');

    await until(
      () => page.locator('.debug-toolbar .codicon-debug-continue').click({ timeout: 3000 }),
      row('.repl', 'SUCCEEDED'),
      8000,
    );
    await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    await paused.waitFor({ state: 'detached' });
  });

  it('a task that nothing answers is answered by hand', async () => {
    const { page, clickLine, until, pressFor } = await openFile('fulfil.asl.json');
    await clickLine('"StartAt": "Prepare"');
    const list = page.locator('.quick-input-widget');
    const input = list.getByText('inputs/fulfil.json').first();
    await pressFor('F5', input, 8000);
    await input.click();
    await list.getByText('I am asked at every task').first().click();
    const asks = state => page.locator('.tab.active', { hasText: `The state "${state}" asks` });
    const lens = (state, title) =>
      page
        .locator('.editor-group-container', { has: asks(state) })
        .locator('.codelens-decoration')
        .getByText(title, { exact: true });
    await asks('Charge card').waitFor();
    await lens('Charge card', 'Answer').waitFor();
    await takePicture(page, 'a task asks');
    await until(() => lens('Charge card', 'Answer').click({ timeout: 2000 }), asks('Reserve'), 5000);
    const error = list.getByText('DynamoDB.ThrottlingException').first();
    await until(() => lens('Reserve', 'Raise an error…').click({ timeout: 2000 }), error);
    await error.click();
    await list.getByText('Any text, or nothing').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.exception-widget', { hasText: 'DynamoDB.ThrottlingException' }).waitFor();
    await page.locator('.exception-widget', { hasText: 'Catch[0] CardDeclined: does not match' }).waitFor();
    await takePicture(page, 'an error was raised');
  });

  it('a recorded execution is stepped through both ways, and kept runs are listed', async () => {
    const { page, row, runCommand, quickOpen, choose, pressFor } = await openFile('hello-world.asl.json');
    const file = name => path.join(workspaceFolder(), name);
    const args = [
      'run',
      file('order.asl.json'),
      '--input',
      JSON.stringify(input),
      '--history',
      file('order.history.json'),
    ];
    execFileSync(process.execPath, ['dist/cli.js', ...args]);
    await quickOpen('order.history.json');
    await runCommand('Stepthrough: Replay Execution History…');
    await choose('order.asl.json');
    await page.locator('.debug-toolbar').waitFor();
    await page.keyboard.press('Control+Shift+D');
    await row('.debug-call-stack', 'Read order').waitFor();
    await pressFor('F10', row('.debug-call-stack', 'Check total'), 8000);
    await page.locator('#status\\.debug, .statusbar-item', { hasText: 'replaying, ' }).first().waitFor();
    await takePicture(page, 'a recorded execution');
    await page.locator('.debug-toolbar .codicon-debug-step-back').click();
    await row('.debug-call-stack', 'Read order').waitFor();
    await page.locator('.debug-toolbar .codicon-debug-stop').click();
    await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    await runCommand('Stepthrough: Run State Machine');
    await page.locator('.quick-input-widget', { hasText: 'Input of the execution' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.pane', { hasText: 'Step Functions Executions' }).first().waitFor();
    await takePicture(page, 'kept executions');
  });

  it('an execution is gone through event by event, at the debugger and after it', async () => {
    const workbench = await openFile('fulfil.asl.json');
    const { page, row, clickLine, runCommand, setBreakpoint, pressFor, webview, until } = workbench;
    await runCommand('Stepthrough: Show Graph');
    const graph = webview();
    const inGraph = (state, status) => graph.locator(`[data-state="${state}"][data-status=${status}]`);
    await graph.locator('[data-state="Ship"]').waitFor();
    await clickLine('"StartAt": "Prepare"');
    await setBreakpoint(12);
    const list = page.locator('.quick-input-widget');
    const given = list.getByText('inputs/fulfil.json').first();
    await pressFor('F5', given, 8000);
    await given.click();
    await list.getByText('fulfil.mocks.json').first().click();
    await row('.debug-call-stack', 'Charge card').waitFor();

    await runCommand('Stepthrough: Show Execution Event by Event');
    const execution = webview(1);
    const event = (...words) =>
      words.reduce((found, hasText) => found.filter({ hasText }), execution.locator('.rows [role=row]')).first();
    await event('Parallel state entered').click();
    await inGraph('Prepare', 'paused').waitFor();
    await row('.debug-call-stack', 'Prepare').waitFor();
    await takePicture(page, 'an execution held, event by event');

    await page.locator('.debug-toolbar .codicon-debug-continue').click();
    await row('.debug-call-stack', 'Charge card').waitFor();
    await until(
      () => page.locator('.debug-toolbar .codicon-debug-continue').click({ timeout: 3000 }),
      event('Execution succeeded'),
      8000,
    );
    await execution.getByLabel('What the graph shows').selectOption('Ship each parcel #1');
    await graph.locator('.iteration', { hasText: 'Only #1 of Ship each parcel' }).waitFor();
    await inGraph('Ship', 'succeeded').locator('.visits:empty').waitFor({ state: 'attached' });
    await takePicture(page, 'one iteration in the graph');

    await execution.getByRole('grid').focus();
    await page.keyboard.press('Home');
    await inGraph('Ship', '"not run"').waitFor();
    await execution.getByRole('button', { name: 'To the next state' }).click();
    await execution.locator('.values', { hasText: '"parcel": "lamp"' }).waitFor();
    await inGraph('Ship', 'paused').waitFor();
  });

  it('a value is changed, and a log point speaks of the past', async () => {
    const { page, row, clickLine, runCommand, setBreakpoint, startDebugging, goToLine, until, pressFor } =
      await openFile('order.asl.json');
    await clickLine('"Check total": {');
    await setBreakpoint(13);
    await startDebugging(input);
    await row('.debug-call-stack', 'Check total').waitFor();

    await pressFor('F11', row('.debug-call-stack', 'Check total · rule'), 8000);
    await page.locator('.debug-toolbar .codicon-debug-step-back').click();
    await row('.debug-call-stack', 'Check total').waitFor();

    await row('.debug-variables', 'Input').waitFor();
    const box = page.locator('.debug-variables .inputBoxContainer input');
    // The tree is drawn anew when the editor has asked for the rest of it, and a box in it is gone then.
    await until(
      async () => {
        await row('.debug-variables', 'total').dblclick({ timeout: 3000 });
        await box.fill('10', { timeout: 3000 });
        await page.keyboard.press('Enter');
      },
      row('.debug-variables', 'total').filter({ hasText: '10' }),
      4000,
    );
    await page.locator('.statusbar-item', { hasText: 'timeline 2' }).first().waitFor();
    await page.locator('.debug-toolbar .codicon-debug-step-over').click();
    // A total of ten is paid at once.
    await row('.debug-call-stack', 'Pay').waitFor();
    await takePicture(page, 'a value was changed');

    await goToLine(5);
    await runCommand('Debug: Add Logpoint...');
    await page.locator('.breakpoint-widget .monaco-editor.focused').waitFor();
    await page.keyboard.type('read {$.order.id}');
    await page.keyboard.press('Enter');
    await page.locator('.codicon-debug-breakpoint-log').first().waitFor();
    await page.locator('.debug-toolbar .codicon-debug-reverse-continue').click();
    await row('.debug-call-stack', 'Check total').waitFor();
    await page.locator('.debug-toolbar .codicon-debug-reverse-continue').click();
    await row('.repl', 'read A-1').waitFor();
    await takePicture(page, 'a log point in the past');
  });
});
