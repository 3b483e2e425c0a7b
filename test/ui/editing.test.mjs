// Problems as a person sees them: underlined in the text, listed in the panel, and there at once.
import assert from 'node:assert/strict';
import { measureProblems } from './measureProblems.mjs';
import { notes, openFile } from './suite.mjs';

const LIMIT_MS = 100;

describe('editing', () => {
  it('a wrong target is underlined and listed', async () => {
    const { page, editor, row } = await openFile('broken.asl.json');
    await editor.locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('Control+Shift+M');
    await row('.markers-panel', 'No state is named "Pya". Did you mean "Pay"?').waitFor();
  });

  for (const { file, line, back } of [
    { file: 'hello-world.asl.json', line: '"Next": "Done"', back: 2 },
    { file: 'order.asl.json', line: '"Default": "Pay"', back: 1 },
    { file: 'order.asl.yaml', line: 'Default: Pay', back: 0 },
  ]) {
    it(`a keystroke in ${file} is answered in under ${LIMIT_MS} ms`, async () => {
      const workbench = await openFile(file);
      await workbench.clickLine(line);
      for (let i = 0; i < back; i++) await workbench.page.keyboard.press('ArrowLeft');
      const { median, all } = await measureProblems(workbench, LIMIT_MS);
      notes.push(`keystroke to problem on the screen, ${file}: median ${median} ms of ${all.join(' ')}`);
      assert.ok(median < LIMIT_MS, `median ${median} ms of ${all.join(' ')}`);
    });
  }
});
