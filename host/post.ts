// One POST over HTTP and its reply, with header names as they were sent: results of tasks show them. Node's own client,
// because `fetch` writes all names in small letters.
import http from 'node:http';
import https from 'node:https';

export interface PostRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

export interface Reply {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** Rejects with a system error when nobody answers, and when the signal fires. */
export function post(url: URL, { headers, body, signal }: PostRequest): Promise<Reply> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', signal, headers });
    sent.on('error', reject);
    sent.on('response', response => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { rawHeaders, statusCode = 0 } = response;
        const pairs = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as const] : []));
        resolve({ status: statusCode, headers: pairs, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    sent.end(body);
  });
}

export function headerOf({ headers }: Reply, wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1];
}

/** The name of the error a service refused with: `com.amazonaws.sqs#QueueDoesNotExist` → `QueueDoesNotExist`. */
export function errorCode(named: string): string {
  return named.split(':')[0]?.split('#').at(-1) ?? named;
}
