// The first moments of a server: it says what it can do, which takes none of what reads definitions. That is loaded with the
// first message about a document, or a little later when there is none.
import { capabilitiesFor, tellFormatting } from './capabilities.ts';
import type { Connection, ConnectionOptions, InitializeParams } from './lsp.ts';

/** Editors that open a document do it at once. */
const IDLE_MS = 20;

/** Messages of the protocol itself. */
const OWN = new Set(['initialize', 'initialized', 'shutdown', 'exit', '$/setTrace', '$/cancelRequest']);

/** `create` makes the connection; `serve` answers all other messages, from when it is called. */
export function start(
  create: (options: ConnectionOptions) => Connection,
  serve: (connection: Connection, params: InitializeParams) => void,
): void {
  let load: (() => void) | undefined;
  let idle: NodeJS.Timeout | undefined;

  function loadNow(): void {
    clearTimeout(idle);
    const waiting = load;
    load = undefined;
    waiting?.();
  }

  const connection = create({
    messageStrategy: {
      handleMessage(message, next) {
        if ('method' in message && !OWN.has(String(message.method))) loadNow();
        return next(message);
      },
    },
  });
  connection.onInitialize(params => {
    load = () => serve(connection, params);
    connection.onInitialized(() => {
      tellFormatting(connection, params.capabilities);
      if (load) idle = setTimeout(loadNow, IDLE_MS).unref();
    });
    return { capabilities: capabilitiesFor(params.capabilities), serverInfo: { name: 'stepthrough' } };
  });
  connection.onShutdown(() => clearTimeout(idle));
  connection.listen();
}
