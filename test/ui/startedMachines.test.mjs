// A machine that a Task starts, opened in the Task: its states, their breakpoints, how they fare, and the way to its own file.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { openFile, takePicture } from './suite.mjs';

const arn = name => `arn:aws:states:eu-west-1:123456789012:stateMachine:${name}`;

const CHECKOUT = {
  StartAt: 'Price',
  States: {
    Price: { Type: 'Pass', Next: 'Pay' },
    Pay: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Parameters: { StateMachineArn: arn('Payment'), Input: { 'total.$': '$.total' } },
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Sorry' }],
      Next: 'Ship',
    },
    Ship: { Type: 'Succeed' },
    Sorry: { Type: 'Fail' },
  },
};

const PAYMENT = {
  StartAt: 'Is it much',
  States: {
    'Is it much': {
      Type: 'Choice',
      Choices: [{ Variable: '$.total', NumericGreaterThan: 1000, Next: 'Ask' }],
      Default: 'Charge',
    },
    Ask: { Type: 'Wait', Seconds: 60, Next: 'Charge' },
    Charge: { Type: 'Pass', Next: 'Receipt' },
    Receipt: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution',
      Parameters: { StateMachineArn: arn('Mail') },
      End: true,
    },
  },
};

const MAIL = { StartAt: 'Send', States: { Send: { Type: 'Succeed' } } };

const THEMES = {
  'Light Modern': 'vscode-light',
  'Dark High Contrast': 'vscode-high-contrast',
  'Dark Modern': 'vscode-dark',
};

const TEMPLATE = `Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        StartAt: Price
        States:
          Price: { Type: Pass, Next: Pay }
          Pay:
            Type: Task
            Resource: arn:aws:states:::states:startExecution.sync:2
            Parameters: { StateMachineArn: !GetAtt Payment.Arn }
            End: true
  Payment:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        StartAt: Charge
        States:
          Charge:
            Type: Pass
            Next: Book
          Book: { Type: Succeed }
`;

function write(folder) {
  const files = { 'checkout.asl.json': CHECKOUT, 'Payment.asl.json': PAYMENT, 'Mail.asl.json': MAIL };
  for (const [name, machine] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, name), `${JSON.stringify(machine, null, 2)}\n`);
  }
}

describe('a machine that a Task starts', () => {
  it('is opened in the Task: its breakpoints, its statuses, the way to its file', async () => {
    const workbench = await openFile('checkout.asl.json', write);
    const { page, editor, row, runCommand, chooseTheme, startDebugging, until, pressFor, webview } = workbench;
    await runCommand('Stepthrough: Show Graph');
    const graph = webview();
    const state = (name, more = '') => graph.locator(`[data-state="${name}"]${more}`);
    await state('Pay', '[aria-expanded=false]').waitFor();
    await state('Pay').locator('.fold').click();
    await state('Charge').waitFor();
    await graph.locator('.region text', { hasText: 'Payment.asl.json' }).waitFor();
    await state('Pay', '[aria-expanded=true]').waitFor();

    // Breakpoints are those of the file it stands in. The picture stays when that is opened.
    await state('Charge').focus();
    await page.keyboard.press('F9');
    await state('Charge', '[data-breakpoint=plain]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active[data-resource-name="Payment.asl.json"]').waitFor();
    await editor.locator('.codicon-debug-breakpoint').first().waitFor();
    await state('Charge', '[aria-selected=true]').waitFor();
    await state('Price').waitFor();

    // Of what it starts in turn, too; by keyboard.
    await state('Receipt').focus();
    await pressFor('Space', state('Send'), 4000);
    // Away with the card of the Task that the pointer rests on.
    await page.mouse.move(700, 870);
    await graph.getByRole('tooltip').waitFor({ state: 'hidden' });
    await takePicture(page, 'machines opened in Tasks');

    const tab = page.locator('.tab[data-resource-name="checkout.asl.json"]');
    await tab.click();
    await tab.and(page.locator('.active')).waitFor();
    await startDebugging({ total: 1200 });
    await page.locator('.quick-input-widget').getByText('By nobody').first().click();
    await row('.debug-call-stack', 'Charge').first().waitFor();
    await state('Charge', '[data-status=paused]').waitFor();
    await state('Ask', '[data-status=succeeded]').waitFor();
    await state('Price', '[data-status=succeeded]').waitFor();
    for (const [theme, className] of Object.entries(THEMES)) {
      await chooseTheme(theme);
      await graph.locator(`body.${className}`).waitFor();
      await takePicture(page, `a machine in a Task in ${theme}`);
    }
    await until(
      () => page.locator('.debug-toolbar .codicon-debug-continue').click({ timeout: 3000 }),
      row('.repl', 'SUCCEEDED'),
      8000,
    );
    await state('Send', '[data-status=succeeded]').waitFor();
    await state('Ship', '[data-status=succeeded]').waitFor();

    // For itself.
    await state('Pay').focus();
    const open = graph.getByRole('menuitem', { name: 'Open Definition' });
    await pressFor('.', open, 4000);
    await takePicture(page, 'menu of a Task that starts a machine');
    await open.click();
    await page.locator('.tab', { hasText: 'Graph: Payment.asl.json' }).waitFor();
    await state('Price').waitFor({ state: 'detached' });
    await state('Charge', '[data-status=succeeded]').waitFor();
    // What is open was remembered for the other file only.
    await state('Receipt', '[aria-expanded=false]').waitFor();
    assert.equal(await state('Send').count(), 0);
  });

  it('of the same template is drawn with its own places and statuses, and shown for itself when asked for', async () => {
    const prepare = folder => fs.writeFileSync(path.join(folder, 'orders.yaml'), TEMPLATE);
    const workbench = await openFile('orders.yaml', prepare);
    const { page, editor, row, runCommand, clickLine, until, pressFor, selection, webview } = workbench;
    await clickLine('StartAt: Price');
    await runCommand('Stepthrough: Show Graph');
    const graph = webview();
    const state = (name, more = '') => graph.locator(`[data-state="${name}"]${more}`);
    await state('Pay', '[aria-expanded=false]').waitFor();
    await state('Pay').focus();
    await pressFor('Space', state('Book'), 4000);
    await state('Charge').click();
    await selection('Ln 20, Col 17 (6 selected)').waitFor();
    await state('Charge', '[aria-selected=true]').waitFor();
    await state('Charge').focus();
    await page.keyboard.press('F9');
    await state('Charge', '[data-breakpoint=plain]').waitFor();
    await state('Price').waitFor();

    const debug = editor.locator('.codelens-decoration').getByText('Debug', { exact: true }).first();
    const input = page.locator('.quick-input-widget', { hasText: 'Input of the execution' });
    await until(() => debug.click({ timeout: 2000 }), input, 8000);
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').getByText('By nobody').first().click();
    await row('.debug-call-stack', 'Charge').first().waitFor();
    await state('Charge', '[data-status=paused]').waitFor();
    await state('Price', '[data-status=succeeded]').waitFor();
    await takePicture(page, 'two machines of a template');

    const open = graph.getByRole('menuitem', { name: 'Open Definition' });
    await state('Pay').focus();
    await pressFor('.', open, 4000);
    await open.click();
    await page.locator('.tab', { hasText: 'Graph: Payment in orders.yaml' }).waitFor();
    await state('Price').waitFor({ state: 'detached' });
    await state('Charge', '[data-status=paused]').waitFor();
  });
});
