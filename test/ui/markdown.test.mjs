// State machines in VS Code's Markdown preview: drawn, in step with the text, readable in every theme.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { openFile, takePicture } from './suite.mjs';

const THEMES = ['Light Modern', 'Dark High Contrast', 'Light High Contrast', 'Dark Modern'];

describe('the Markdown preview', () => {
  it('draws fenced definitions, follows the text and leaves other blocks alone', async () => {
    const { page, editor, runCommand, webview, chooseTheme } = await openFile('notes.md', writeNotes);
    // The colours of the definition's own language.
    await editor.locator('.view-line', { hasText: 'StartAt' }).first().waitFor();
    await runCommand('Markdown: Open Preview to the Side');
    const preview = webview();
    await preview.locator('.stepthrough-graph svg').nth(1).waitFor();
    const names = await preview.locator('.stepthrough-graph .name').allTextContents();
    assert.deepEqual(names.toSorted(), ['Check', 'Done', 'Pay', 'Refuse', 'Wait for it']);
    await preview.locator('pre', { hasText: 'const plain' }).waitFor();
    await preview.locator('.notice', { hasText: 'no states' }).waitFor();
    await takePicture(page, 'Markdown preview');

    await runCommand('View: Focus First Editor Group');
    await editor.locator('.view-line', { hasText: 'Wait for it' }).last().click();
    await page.keyboard.press('Home');
    await page.keyboard.type('Before: { Type: Pass, Next: Wait for it }');
    await page.keyboard.press('Enter');
    await preview.locator('.stepthrough-graph .name', { hasText: 'Before' }).waitFor();
    for (const theme of THEMES) {
      await chooseTheme(theme);
      await preview.locator('.stepthrough-graph svg').first().waitFor();
      await takePicture(page, `Markdown preview in ${theme}`);
    }
  });
});

function writeNotes(folder) {
  const notes = `# Notes

\`\`\`asl
{
  "StartAt": "Check",
  "States": {
    "Check": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.total", "NumericGreaterThan": 0, "Next": "Pay" }],
      "Default": "Refuse"
    },
    "Pay": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Refuse" }],
      "End": true
    },
    "Refuse": { "Type": "Fail", "Error": "Refused" }
  }
}
\`\`\`

In YAML:

\`\`\`stepfunctions
StartAt: Wait for it
States:
  Wait for it: { Type: Wait, Seconds: 60, Next: Done }
  Done: { Type: Succeed }
\`\`\`

\`\`\`asl
{}
\`\`\`

\`\`\`js
const plain = true;
\`\`\`
`;
  fs.writeFileSync(path.join(folder, 'notes.md'), notes);
}
