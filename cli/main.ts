// The command line: finds the command, runs it, and turns what it returns into the exit code. `check`, and what only
// starts a bundle of an editor, are here; the others are in bundles of their own (more.ts), so that the short ones start fast.
import path from 'node:path';
import process from 'node:process';
import { catalogueFile } from '../host/index.ts';
import { provideCatalogue } from '../language/index.ts';
import { type Command, type CommandResult, isUsageError, UsageError } from './command.ts';
import { check } from './commands/check.ts';
import type * as Serve from './commands/serve.ts';
import { dap, lsp } from './commands/stdio.ts';
import { describeFault } from './fault.ts';
import type * as More from './more.ts';

const COMMANDS: Readonly<
  Record<string, { readonly usage: string; readonly does: string; readonly load: () => Command }>
> = {
  check: {
    usage: 'check PATH… [--format text|json|sarif] [--fix] [--rule CODE=off|info|warning|error]… [--color|--no-color]',
    does: 'problems of every definition found; exits with 0 without errors, 1 with some, 2 when it cannot be done',
    load: () => {
      provideCatalogue(catalogueFile(__dirname));
      return check;
    },
  },
  run: {
    usage:
      'run FILE [--name LOGICAL_ID] [--input JSON|@FILE|-] [--mocks FILE] [--test-case NAME] [--s3 FOLDER] [--machines JSON|@FILE] [--type standard|express] [--clock virtual|real] [--seed N] [--history FILE] [--format text|json]',
    does: 'one execution, on the virtual clock unless told otherwise',
    load: () => more().run,
  },
  dump: {
    usage: 'dump tree|machine|graph|run FILE [--name LOGICAL_ID] [--input JSON|@FILE]',
    does: 'the inside of a definition, as the tests print it',
    load: () => more().dump,
  },
  graph: {
    usage:
      'graph FILE [--name LOGICAL_ID] [--out FILE.svg|FILE.mmd] [--format svg|mermaid] [--direction down|right] [--open-machines [--machines JSON|@FILE]]',
    does: 'a picture of a definition: SVG, or Mermaid for Markdown files',
    load: () => more().graph,
  },
  diff: {
    usage:
      'diff FILE [FILE] [--ref REVISION] [--name LOGICAL_ID] [--format text|json|svg|markdown] [--color|--no-color]',
    does: 'what differs between two definitions, or since a commit; exits with 0 when they mean the same, 1 when not, 2 when it cannot be told',
    load: () => more().diff,
  },
  eval: {
    usage: 'eval --jsonata|--jsonpath|--intrinsic EXPR [--input JSON|@FILE] [--variables JSON|@FILE]',
    does: 'one expression, its result as JSON',
    load: () => more().evaluate,
  },
  serve: {
    usage: 'serve [--port 8083] [--host 127.0.0.1] [--s3 FOLDER] [--log-events FILE] [--data DIR | --in-memory]',
    does: 'the Step Functions API on this machine; LAMBDA_ENDPOINT, SQS_ENDPOINT and SFN_MOCK_CONFIG are read from the environment',
    load: () => serving().serve,
  },
  lsp: {
    usage: 'lsp --stdio',
    does: 'the language server, for any editor',
    load: () => lsp,
  },
  dap: {
    usage: 'dap --stdio',
    does: 'the debug adapter, for any editor',
    load: () => dap,
  },
};

function more(): typeof More {
  return require(path.join(__dirname, 'more.js'));
}

function serving(): typeof Serve {
  return require(path.join(__dirname, 'serve.js'));
}

async function main(argv: readonly string[]): Promise<CommandResult> {
  const [name, ...rest] = argv;
  if (name === '--version' || name === '-v') return { out: `${VERSION}\n`, exit: 0 };
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    return { out: usage(), exit: name === undefined ? 2 : 0 };
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command)
    throw new UsageError(`There is no command "${name}". Commands are ${Object.keys(COMMANDS).join(', ')}.`);
  if (rest.includes('--help') || rest.includes('-h')) {
    return { out: `stepthrough ${command.usage}\n  ${command.does}\n`, exit: 0 };
  }
  return command.load()(rest);
}

function usage(): string {
  const rows = Object.values(COMMANDS).map(({ usage: line, does }) => `  stepthrough ${line}\n      ${does}\n`);
  return `Usage:\n${rows.join('')}`;
}

/** Set by the build. */
declare const VERSION: string;

main(process.argv.slice(2)).then(
  ({ out = '', note = '', exit }) => {
    process.exitCode = exit;
    if (note) process.stderr.write(note);
    if (out) process.stdout.write(out);
  },
  (error: unknown) => {
    const [command = ''] = process.argv.slice(2);
    const text = isUsageError(error) ? error.message : describeFault(command, error);
    process.stderr.write(`stepthrough: ${text}\n`);
    process.exitCode = 2;
  },
);

// `stepthrough check … | head` closes our output early; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
