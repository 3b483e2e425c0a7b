// The command line: finds the command, runs it, and turns what it returns into the exit code. Commands are loaded when
// they are called, so that a short one starts fast.
import process from 'node:process';
import { type Command, type CommandResult, UsageError } from './command.ts';

const COMMANDS: Readonly<
  Record<string, { readonly usage: string; readonly does: string; readonly load: () => Promise<Command> }>
> = {
  check: {
    usage: 'check PATH… [--format text|json|sarif]',
    does: 'problems of every definition found',
    load: async () => (await import('./commands/check.ts')).check,
  },
  run: {
    usage: 'run FILE [--input JSON|@FILE] [--clock virtual|real] [--seed N] [--history FILE] [--format text|json]',
    does: 'one execution, on the virtual clock unless told otherwise',
    load: async () => (await import('./commands/run.ts')).run,
  },
  dump: {
    usage: 'dump tree|machine|graph|run FILE [--input JSON|@FILE]',
    does: 'the inside of a definition, as the tests print it',
    load: async () => (await import('./commands/dump.ts')).dump,
  },
  lsp: {
    usage: 'lsp --stdio',
    does: 'the language server, for any editor',
    load: async () => (await import('./commands/stdio.ts')).lsp,
  },
  dap: {
    usage: 'dap --stdio',
    does: 'the debug adapter, for any editor',
    load: async () => (await import('./commands/stdio.ts')).dap,
  },
};

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
  return (await command.load())(rest);
}

function usage(): string {
  const rows = Object.values(COMMANDS).map(({ usage: line, does }) => `  stepthrough ${line}\n      ${does}\n`);
  return `Usage:\n${rows.join('')}`;
}

/** Set by the build. */
declare const VERSION: string;

main(process.argv.slice(2)).then(
  ({ out = '', exit }) => {
    process.exitCode = exit;
    if (out) process.stdout.write(out);
  },
  (error: unknown) => {
    const expected = error instanceof UsageError;
    process.stderr.write(
      `stepthrough: ${error instanceof Error ? (expected ? error.message : error.stack) : String(error)}\n`,
    );
    process.exitCode = 2;
  },
);

// `stepthrough check … | head` closes our output early; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
