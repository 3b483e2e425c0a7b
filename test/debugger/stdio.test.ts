// Messages over streams, however they are cut into chunks.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { nodeEnvironment } from '../../debugger/nodeEnvironment.ts';
import { StepthroughSession } from '../../debugger/session.ts';
import { serve } from '../../debugger/stdio.ts';

describe('a session over standard input and output', () => {
  it('reads messages in pieces, passes over what is none, and counts bytes', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    serve(new StepthroughSession(nodeEnvironment()), input, output);
    const messages = [
      { seq: 1, type: 'request', command: 'initialize', arguments: { adapterID: 'x' } },
      { seq: 2, type: 'request', command: 'grüße' },
    ];
    const framed = messages.map(message => {
      const body = JSON.stringify(message);
      return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    });
    const bytes = Buffer.from(`${framed[0]}Content-Length: 4\r\n\r\nnope${framed[1]}`);
    for (let i = 0; i < bytes.length; i += 7) input.write(bytes.subarray(i, i + 7));
    let text = '';
    for await (const chunk of output) {
      text += chunk;
      if (text.includes('"request_seq":2')) break;
    }
    assert.match(text, /^Content-Length: \d+\r\n\r\n\{"type":"response","seq":1,"request_seq":1,.*"success":true/);
    assert.match(text, /The request \\"grüße\\" is not supported\./);
    const [, length = '', body = ''] =
      /Content-Length: (\d+)\r\n\r\n(\{.*\})$/s.exec(text.slice(text.lastIndexOf('Content'))) ?? [];
    assert.equal(Buffer.byteLength(body), Number(length));
  });
});
