// Drives a workbench in headless Chromium, where nothing but loopback can be reached. The selectors were seen to hold in
// VS Code 1.100 and 1.139; they are all in here, so that a new version changes one file.
import path from 'node:path';
import { chromium } from 'playwright-core';

const FIRST_LOAD_MS = 60_000;
const ACTION_MS = 20_000;

/** A browser with a profile inside the server's data folder; close it before the server stops. */
export function openBrowser(server, executablePath) {
  return chromium.launchPersistentContext(path.join(server.data, 'chromium'), {
    executablePath,
    headless: true,
    viewport: { width: 1400, height: 900 },
    args: [
      // Chromium refuses to sandbox for root, which is who tests run as in most containers. Only our own page is opened.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Blocking requests with context.route() instead would switch the HTTP cache off.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}

/** Opens `url` in a page of its own and waits for the workbench. */
export async function openWorkbench(context, url) {
  const page = await context.newPage();
  page.setDefaultTimeout(ACTION_MS);
  // Waiting for the whole page to load takes seconds more than the workbench needs to be usable.
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: FIRST_LOAD_MS });
  return createWorkbench(page);
}

/** Whether two things stand on one line of the screen. */
async function isBeside(one, other) {
  const [a, b] = await Promise.all([one.boundingBox(), (await other.isVisible()) ? other.boundingBox() : null]);
  return a !== null && b !== null && Math.abs(a.y + a.height / 2 - b.y - b.height / 2) < a.height / 2;
}

function createWorkbench(page) {
  const row = (list, text) => page.locator(`${list} .monaco-list-row`, { hasText: text }).first();
  const editor = page.locator('.editor-instance .monaco-editor').first();
  const question = page.locator('.quick-input-widget input[type=text]').first();

  /** Runs a command as a person does who knows its title. */
  async function runCommand(title) {
    await page.keyboard.press('F1');
    await question.fill(`>${title}`);
    await choose(title);
  }

  // The list offers similar names as well, and Enter would take the first. A row's label ends with its keys, if it has any.
  async function choose(label) {
    await page
      .locator('.quick-input-list')
      .locator(`.monaco-list-row[aria-label="${label}"], .monaco-list-row[aria-label^="${label}, "]`)
      .first()
      .click();
  }

  /**
   * Does what leads to `answer` until it is there. While a workbench starts, extensions still register what they offer,
   * and each time VS Code drops what was just asked for or draws anew what was just clicked: a person does it again. What
   * takes long, or must not be done twice, is given more `patience`.
   */
  async function until(act, answer, patience = 2000) {
    for (const deadline = Date.now() + ACTION_MS; ; ) {
      try {
        await act();
        return await answer.waitFor({ timeout: patience });
      } catch (problem) {
        if (Date.now() > deadline) throw problem;
      }
    }
  }

  /** The same for what no locator can say. */
  async function untilTrue(act, isSo) {
    for (const deadline = Date.now() + ACTION_MS; ; ) {
      await act();
      for (let look = 0; look < 10; look++) {
        if (await isSo()) return;
        await page.waitForTimeout(50);
      }
      if (Date.now() > deadline) throw new Error('What was clicked did not stay where it was.');
    }
  }

  const selection = text => page.locator('#status\\.editor\\.selection', { hasText: text });

  const pressFor = (key, answer, patience) => until(() => page.keyboard.press(key), answer, patience);

  return {
    page,
    editor,
    row,
    until,
    pressFor,

    async openFile(name) {
      const tab = page.locator('.tab.active', { hasText: name });
      await until(() => row('.explorer-folders-view', name).dblclick(), tab, 5000);
      await editor.locator('.view-line').first().waitFor();
    },

    /** A file the explorer may not have noticed yet. */
    async quickOpen(name) {
      await page.keyboard.press('Control+P');
      await question.fill(name);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
      await page.locator('.tab.active', { hasText: name }).waitFor();
    },

    async goToLine(line) {
      await pressFor('Control+G', page.locator('.quick-input-widget', { hasText: 'line' }));
      await question.fill(`:${line}`);
      await page.keyboard.press('Enter');
      await selection(`Ln ${line},`).waitFor();
    },

    runCommand,

    choose,

    /** Chooses a colour theme by its label. A changed settings file is not always noticed in time. */
    async chooseTheme(label) {
      await runCommand('Preferences: Color Theme');
      await page.locator('.quick-input-widget input[placeholder^="Select Color Theme"]').fill(label);
      await choose(label);
    },

    /** Puts the cursor at the end of the first line on the screen that holds `text`. */
    async clickLine(text) {
      const line = editor.locator('.view-line', { hasText: text }).first();
      // In the middle of a line that is wider than the editor, a click would scroll sideways first. Lines that appear above
      // others, such as references, move a line away under the mouse.
      await untilTrue(
        () => line.click({ position: { x: 4, y: 8 } }),
        () => isBeside(line, editor.locator('.cursors-layer .cursor').first()),
      );
      await page.keyboard.press('End');
    },

    /** Starts debugging with F5, and answers the question for the input. */
    async startDebugging(input) {
      await pressFor('F5', page.locator('.quick-input-widget', { hasText: 'Input of the execution' }), 8000);
      await question.fill(JSON.stringify(input));
      await page.keyboard.press('Enter');
    },

    /** Clicks beside a line, where breakpoints are set, for its first one. Lines count from 1. */
    async setBreakpoint(line) {
      const number = editor.locator('.margin-view-overlays .line-numbers', { hasText: new RegExp(`^${line}$`) });
      const mark = editor.locator('.codicon-debug-breakpoint').first();
      await untilTrue(
        async () => {
          // One that was set on a line which then moved.
          if (await mark.isVisible()) await mark.click();
          const box = await number.boundingBox();
          if (!box) throw new Error(`Line ${line} is not on the screen.`);
          await page.mouse.click(box.x - 8, box.y + box.height / 2);
          await mark.waitFor();
        },
        () => isBeside(number, mark),
      );
    },

    /** Where the cursor is and what is selected, as the status bar says it: "Ln 5, Col 12 (6 selected)". */
    selection,

    /** The webviews on the screen, in the order in which they were opened. */
    webview: (index = 0) => page.frameLocator('iframe.webview.ready').nth(index).frameLocator('iframe#active-frame'),
  };
}
