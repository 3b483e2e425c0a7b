// stepthrough serve: the words of the call. The service itself is tested through its face.
import assert from 'node:assert/strict';
import { serve } from '../../cli/commands/serve.ts';

describe('stepthrough serve', () => {
  const refused = (words: string[], sentence: RegExp) => assert.rejects(serve(words), sentence);

  it('keeps data in a folder, or says why it cannot', async () => {
    await refused(['--data', 'package.json'], /^UsageError: The data folder package.json cannot be used: /);
    await refused(['--data', 'here', '--in-memory'], /either --in-memory or keeps --data/);
  });

  it('listens on this machine only', async () => {
    await refused(
      ['--host', '0.0.0.0'],
      /--host is an address of this machine, such as 127\.0\.0\.1, not "0\.0\.0\.0"/,
    );
  });

  it('takes a port that is one', async () => {
    await refused(['--port', 'eighty'], /--port is a number from 0 to 65535, not "eighty"/);
  });
});
