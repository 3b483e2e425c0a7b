// Runs a compiled test suite inside the extension host of the npm-installed VS Code, as @vscode/test-electron does in a
// downloaded one: the suite's module exports run(), whose failure makes the exit code.
import { format } from 'node:util';
import { startServer, workbenchUrl } from './server.mjs';
import { openBrowser } from './workbench.mjs';

const LIMIT_MS = 180_000;

/** Resolves to the exit code and to what the page logged. Throws when the suite did not come to its end. */
export async function runInHost({ browser, folder, extensionDevelopmentPath, extensionTestsPath, env }) {
  const server = await startServer({ env });
  let context;
  try {
    context = await openBrowser(server, browser);
    const page = context.pages()[0] ?? (await context.newPage());
    const log = [];
    // A smoke-tested workbench calls these two functions of its page if they are there.
    await page.exposeFunction('codeAutomationLog', (type, args) => log.push({ type, text: format(...args) }));
    let limit;
    const end = new Promise((resolve, reject) => {
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
      page.on('crash', () => reject(new Error('The page with the workbench crashed.')));
      limit = setTimeout(() => reject(new Error(`No end after ${LIMIT_MS / 1000} s.\n${server.log()}`)), LIMIT_MS);
    });
    try {
      const url = workbenchUrl(server, { folder, extensionDevelopmentPath, extensionTestsPath });
      await Promise.race([end, page.goto(url, { waitUntil: 'commit' })]);
      return { code: await end, log };
    } finally {
      clearTimeout(limit);
    }
  } finally {
    await context?.close();
    await server.stop();
  }
}
