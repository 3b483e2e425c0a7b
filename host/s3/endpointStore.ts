// S3 as an endpoint on this machine: LocalStack, or anything else that speaks S3's REST protocol in path style. Requests are
// not signed: no real account is meant.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { reason } from '../definitionFile.ts';
import { contentType, type ObjectInfo, type ObjectStore, StoreError } from './objectStore.ts';

export function createEndpointStore(endpoint: string): ObjectStore {
  const urlOf = (bucket: string, key: string, query: Readonly<Record<string, string>> = {}) => {
    const parts = [bucket, ...key.split('/')].map(encodeURIComponent).join('/');
    const url = new URL(`${endpoint.replace(/\/$/, '')}/${key === '' ? encodeURIComponent(bucket) : parts}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  };
  return {
    async get(bucket, key) {
      const reply = await send('GET', urlOf(bucket, key));
      const { headers } = reply;
      return {
        size: Number(headers['content-length'] ?? 0),
        etag: () => Promise.resolve(headers.etag ?? ''),
        lastModified: Date.parse(headers['last-modified'] ?? '') || 0,
        contentType: contentType(headers['content-type']),
        body: reply,
      };
    },
    async put(bucket, key, body) {
      const reply = await send('PUT', urlOf(bucket, key), body);
      reply.resume();
      return { etag: reply.headers.etag ?? '' };
    },
    async *list(bucket, { prefix, startAfter }) {
      for (let token: string | undefined = ''; token !== undefined; ) {
        const query = {
          'list-type': '2',
          'max-keys': '1000',
          ...(prefix !== undefined && { prefix }),
          ...(startAfter !== undefined && { 'start-after': startAfter }),
          ...(token !== '' && { 'continuation-token': token }),
        };
        const answer = await text(await send('GET', urlOf(bucket, '', query)));
        yield objectsIn(answer);
        token = elementIn(answer, 'NextContinuationToken');
      }
    },
    async createBucket(bucket) {
      (await send('PUT', urlOf(bucket, ''), Buffer.alloc(0))).resume();
    },
    async delete(bucket, key) {
      (await send('DELETE', urlOf(bucket, key))).resume();
    },
  };
}

async function send(method: string, url: URL, body?: Buffer): Promise<http.IncomingMessage> {
  const reply = await request(method, url, body);
  const { statusCode: status = 0, headers } = reply;
  if (status >= 200 && status < 300) return reply;
  const answer = await text(reply);
  const code = elementIn(answer, 'Code') ?? 'Unknown';
  throw new StoreError(code, elementIn(answer, 'Message') ?? `The endpoint answered ${status}.`, {
    status,
    requestId: elementIn(answer, 'RequestId') ?? String(headers['x-amz-request-id'] ?? randomUUID()),
    extendedRequestId: elementIn(answer, 'HostId') ?? String(headers['x-amz-id-2'] ?? randomUUID()),
  });
}

function request(method: string, url: URL, body: Buffer | undefined): Promise<http.IncomingMessage> {
  const client = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const headers = body ? { 'Content-Length': body.length } : {};
    const sent = client.request(url, { method, headers }, resolve);
    sent.on('error', error =>
      reject(new StoreError('SdkClientException', `Unable to execute HTTP request: ${reason(error)}`)),
    );
    sent.end(body);
  });
}

function objectsIn(xml: string): ObjectInfo[] {
  return [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, one = '']) => ({
    key: elementIn(one, 'Key') ?? '',
    size: Number(elementIn(one, 'Size') ?? 0),
    etag: elementIn(one, 'ETag') ?? '',
    lastModified: Date.parse(elementIn(one, 'LastModified') ?? '') || 0,
  }));
}

function elementIn(xml: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1];
  return found?.replace(/&(\w+|#\d+|#x[\da-f]+);/gi, (all, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity] ?? all;
    return String.fromCodePoint(Number(entity.replace('#', '').replace(/^x/i, '0x')));
  });
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };
