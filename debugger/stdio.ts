// A session over two streams: each message is JSON behind a header that says how many bytes it has.
import type { Readable, Writable } from 'node:stream';
import type { AdapterBase, DebugProtocol } from './dap.ts';

const HEADER_END = Buffer.from('\r\n\r\n');

export function serve(session: AdapterBase, input: Readable, output: Writable): void {
  session.onDidSendMessage(message => {
    const text = JSON.stringify(message);
    output.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  });
  let received: Buffer = Buffer.alloc(0);
  input.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    for (;;) {
      const headerEnd = received.indexOf(HEADER_END);
      if (headerEnd < 0) return;
      const bodyStart = headerEnd + HEADER_END.length;
      const length = Number(/Content-Length: *(\d+)/i.exec(received.toString('latin1', 0, headerEnd))?.[1] ?? 0);
      if (received.length < bodyStart + length) return;
      const message = parse(received.toString('utf8', bodyStart, bodyStart + length));
      received = received.subarray(bodyStart + length);
      if (message) session.handleMessage(message);
    }
  });
}

// What is no message is left out: nobody could be answered.
function parse(text: string): DebugProtocol.ProtocolMessage | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
