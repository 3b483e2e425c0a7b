// The doorway of @vscode/debugadapter: a session over two streams, framed by its ProtocolServer.
import type { Readable, Writable } from 'node:stream';
import { ProtocolServer } from '@vscode/debugadapter/lib/protocol';
import type { AdapterBase, DebugProtocol } from './dap.ts';

export function serve(session: AdapterBase, input: Readable, output: Writable): void {
  const server = new Bridge(session);
  // What is no message is left out: nobody could be answered.
  server.on('error', () => undefined);
  server.start(input, output);
}

class Bridge extends ProtocolServer {
  readonly #session: AdapterBase;

  constructor(session: AdapterBase) {
    super();
    this.#session = session;
    session.onDidSendMessage(message => {
      // The server counts its messages itself.
      const copy = { ...message, seq: 0 };
      if (message.type === 'event') this.sendEvent(copy as DebugProtocol.Event);
      else this.sendResponse(copy as DebugProtocol.Response);
    });
  }

  protected override dispatchRequest(request: DebugProtocol.Request): void {
    this.#session.handleMessage(request);
  }
}
