// stepthrough lsp and dap: the editor's own server and adapter, spoken to over standard input and output.
import path from 'node:path';
import { type Command, type CommandResult, UsageError } from '../command.ts';

export const lsp: Command = async args => serve('lsp', 'server.js', args);
export const dap: Command = async args => serve('dap', 'adapter.js', args);

// The entry file takes over this process; its own loop keeps it alive until the editor closes the stream.
function serve(name: string, entry: string, args: readonly string[]): CommandResult {
  if (args.length !== 1 || args[0] !== '--stdio') throw new UsageError(`${name} speaks over --stdio only.`);
  require(path.join(__dirname, entry));
  return { exit: 0 };
}
