// The first moments of a server: it says what it can do, which takes none of what reads definitions. That is loaded with the
// first message about a document, or as soon as all that has arrived is answered.
import { capabilitiesFor, tellFormatting } from './capabilities.ts';
import type { Connection, ConnectionOptions, InitializeParams } from './lsp.ts';

/** Turns of the event loop after which nothing more has arrived with what began the session: each message takes one. */
const TURNS = 10;

/** Messages of the protocol itself. */
const OWN = new Set(['initialize', 'initialized', 'shutdown', 'exit', '$/setTrace', '$/cancelRequest']);

/** `create` makes the connection; `serve` answers all other messages, from when it is called. */
export function start(
  create: (options: ConnectionOptions) => Connection,
  serve: (connection: Connection, params: InitializeParams) => void,
): void {
  let load: (() => void) | undefined;

  function loadNow(): void {
    const waiting = load;
    load = undefined;
    waiting?.();
  }

  function loadSoon(turns: number): void {
    if (turns === 0) loadNow();
    else if (load) setImmediate(() => loadSoon(turns - 1));
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
      loadSoon(TURNS);
    });
    return { capabilities: capabilitiesFor(params.capabilities), serverInfo: { name: 'stepthrough' } };
  });
  connection.onShutdown(() => {
    load = undefined;
  });
  connection.listen();
}
