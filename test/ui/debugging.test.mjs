// A debugging session as a person has it: a click for the breakpoint, F5, the input, the variables, a step back.
import { openFile, takePicture } from './suite.mjs';

const input = { order: { id: 'A-1', total: 5000, customer: { trusted: false } } };

describe('debugging', () => {
  it('stops at a breakpoint, shows the variables and the graph, steps over and back', async () => {
    const { page, row, clickLine, runCommand, toggleBreakpoint, startDebugging, webview } =
      await openFile('order.asl.json');
    await runCommand('Stepthrough: Show Graph');
    const paused = webview().locator('[data-status=paused]');
    await webview().locator('[data-state="Check total"]').waitFor();
    await clickLine('"Check total": {');
    await toggleBreakpoint(13);
    await page.locator('.codicon-debug-breakpoint').first().waitFor();

    await startDebugging(input);
    await page.locator('.debug-top-stack-frame-line').first().waitFor();
    await row('.debug-call-stack', 'Check total').waitFor();
    await webview().locator('[data-state="Check total"][data-status=paused]').waitFor();
    await row('.debug-variables', 'Variables').click();
    await row('.debug-variables', 'orderId').filter({ hasText: '"A-1"' }).waitFor();
    await takePicture(page, 'stopped at a breakpoint');

    await page.keyboard.press('F10');
    await row('.debug-call-stack', 'Cool off').waitFor();
    await webview().locator('[data-state="Cool off"][data-status=paused]').waitFor();

    await page.locator('.debug-toolbar .codicon-debug-step-back').click();
    await row('.debug-call-stack', 'Check total').waitFor();
    await webview().locator('[data-state="Check total"][data-status=paused]').waitFor();
    await takePicture(page, 'stepped back');

    await page.keyboard.press('F5');
    await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    await row('.repl', 'SUCCEEDED').waitFor();
    await paused.waitFor({ state: 'detached' });
  });
});
