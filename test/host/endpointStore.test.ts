// An endpoint of this machine as S3: the few requests that are made, and what is read from the answers.
import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { findStore } from '../../host/index.ts';

type Answer = (
  method: string,
  url: string,
) => { readonly status?: number; readonly headers?: object; readonly body: string };

/** A store over a server that answers so, and what was asked of it. */
async function storeOver(answer: Answer) {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    void text(request).then(body => {
      asked.push(`${request.method} ${request.url}${body && ` ${body}`}`);
      const reply = answer(request.method ?? '', request.url ?? '');
      response.writeHead(reply.status ?? 200, { ...reply.headers });
      response.end(reply.body);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { store } = findStore(undefined, { AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` });
  assert.ok(store);
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { store, asked, close };
}

describe('an endpoint as S3', () => {
  it('is asked for objects in path style', async () => {
    const headers = { ETag: '"x"', 'Last-Modified': 'Wed, 01 Jan 2025 00:00:00 GMT', 'Content-Type': 'text/csv' };
    const { store, asked, close } = await storeOver(() => ({ headers, body: 'hello' }));
    const { body, etag, ...found } = await store.get('b', 'a folder/ä.csv');
    assert.equal(await text(body), 'hello');
    assert.deepEqual(found, { size: 0, lastModified: Date.UTC(2025, 0, 1), contentType: 'text/csv' });
    assert.equal(await etag(), '"x"');
    await store.put('b', 'k', Buffer.from('body'));
    await store.delete('b', 'k');
    await store.createBucket('b');
    assert.deepEqual(asked, ['GET /b/a%20folder/%C3%A4.csv', 'PUT /b/k body', 'DELETE /b/k', 'PUT /b']);
    close();
  });

  it('is asked for lists page by page', async () => {
    const page = (key: string, more: string) =>
      `<ListBucketResult><Contents><Key>${key}</Key><Size>3</Size><ETag>&quot;e&quot;</ETag><LastModified>2025-01-01T00:00:00.000Z</LastModified></Contents>${more}</ListBucketResult>`;
    const next = '<NextContinuationToken>t&amp;1</NextContinuationToken>';
    const { store, asked, close } = await storeOver((_method, url) => ({
      body: url.includes('continuation') ? page('b&#x26;c', '') : page('a', next),
    }));
    const keys: string[] = [];
    for await (const objects of store.list('b', { prefix: 'x/' }))
      keys.push(...objects.map(({ key, etag }) => key + etag));
    assert.deepEqual(keys, ['a"e"', 'b&c"e"']);
    assert.deepEqual(asked, [
      'GET /b?list-type=2&max-keys=1000&prefix=x%2F',
      'GET /b?list-type=2&max-keys=1000&prefix=x%2F&continuation-token=t%261',
    ]);
    close();
  });

  it('says what is wrong in its own words', async () => {
    const body =
      '<Error><Code>NoSuchKey</Code><Message>Gone.</Message><RequestId>R</RequestId><HostId>H</HostId></Error>';
    const { store, close } = await storeOver(() => ({ status: 404, body }));
    const wanted = { code: 'NoSuchKey', message: 'Gone.', status: 404, requestId: 'R', extendedRequestId: 'H' };
    await assert.rejects(store.get('b', 'k'), wanted);
    close();
    await assert.rejects(store.get('b', 'k'), {
      code: 'SdkClientException',
      message: /^Unable to execute HTTP request: /,
    });
  });
});
