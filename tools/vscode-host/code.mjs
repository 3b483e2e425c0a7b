#!/usr/bin/env node
// Takes the arguments of a VS Code executable and runs the npm-installed one, so that @vscode/test-electron and
// @vscode/test-cli can use it: STEPTHROUGH_VSCODE=tools/vscode-host/code.mjs. Understands what those two pass, no more.
import path from 'node:path';
import { findBrowser } from '../browser.mjs';
import { runInHost } from './inHost.mjs';
import { VSCODE_VERSION } from './server.mjs';

const args = process.argv.slice(2);

if (args.includes('--version')) {
  console.log(VSCODE_VERSION);
} else {
  const { code, log } = await runInHost({
    browser: await findBrowser(),
    folder: path.resolve(args.find(arg => !arg.startsWith('-')) ?? '.'),
    extensionDevelopmentPath: argument('extensionDevelopmentPath'),
    extensionTestsPath: argument('extensionTestsPath'),
    env: {},
  });
  // The suite's own output arrives among the workbench's: as "info" or "log", like most of that.
  for (const { type, text } of log) if (type !== 'warn' && type !== 'error') console.log(text);
  process.exitCode = code;
}

function argument(name) {
  const prefix = `--${name}=`;
  return args.find(arg => arg.startsWith(prefix))?.slice(prefix.length);
}
