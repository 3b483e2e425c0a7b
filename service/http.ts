// The door of the service: AWS JSON 1.0 over HTTP on this machine only. A page in a browser must not reach it: requests that
// carry an Origin, or a Host that is not this machine's, are refused. Every fault of ours is caught here, once.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { errors, ServiceError } from './errors.ts';
import type { Service } from './service.ts';
import { StoreFault } from './store.ts';

export interface ListenOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface Listening {
  /** `http://127.0.0.1:8083` */
  readonly url: string;
  /** Ends what is under way and stops listening. */
  close(): Promise<void>;
}

/** Rejects with a system error when the address cannot be listened on. */
export function listen(service: Service, { host, port }: ListenOptions): Promise<Listening> {
  const server = http.createServer((request, response) => {
    void handle(service, host, request, response);
  });
  // GetActivityTask waits a minute; Node's own limit for a whole request concerns its arrival only.
  server.keepAliveTimeout = 75_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: actual } = server.address() as AddressInfo;
      const shown = host.includes(':') ? `[${host}]` : host;
      resolve({
        url: `http://${shown}:${actual}`,
        close: () =>
          new Promise(closed => {
            server.close(() => closed());
            // What waits is answered now; the answers have a turn to leave before what is left is cut.
            service.close();
            setImmediate(() => setImmediate(() => server.closeAllConnections()));
          }),
      });
    });
  });
}

/** A definition has at most 1 MiB; as text inside JSON it may take more than twice as much. */
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

const TARGET = 'AWSStepFunctions.';

async function handle(
  service: Service,
  host: string,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const target = String(request.headers['x-amz-target'] ?? '');
  try {
    const refusal = refusalOf(request, host);
    if (refusal) {
      send(response, refusal.status, { message: refusal.message });
      return;
    }
    if (!target.startsWith(TARGET)) throw errors.unknownOperation();
    const body = parseBody(await readBody(request));
    send(response, 200, await service.answer(target.slice(TARGET.length), body, gone.signal));
  } catch (error) {
    if (error instanceof ServiceError) {
      const { code, message, details } = error;
      send(response, 400, { __type: code, message, ...details }, code);
      return;
    }
    service.options.report?.(target, error);
    const ours = 'The service failed to answer: this is a fault of Stepthrough. Its log says more.';
    const message = error instanceof StoreFault ? error.message : ours;
    send(response, 500, { __type: 'InternalServerError', message }, 'InternalServerError');
  }
}

function refusalOf({ headers, method, url }: http.IncomingMessage, host: string) {
  if (headers.origin !== undefined) {
    return { status: 403, message: 'Requests of web pages are refused: this one carries an Origin.' };
  }
  if (!isOwnHost(headers.host ?? '', host)) {
    return { status: 403, message: `Requests to the host "${headers.host ?? ''}" are refused: use ${host}.` };
  }
  if (method !== 'POST' || (url !== '/' && !url?.startsWith('/?'))) {
    return { status: 404, message: 'The Step Functions API takes POST requests to "/".' };
  }
  return undefined;
}

// SDKs put `sync-` before the host for two operations; names that end in `localhost` are this machine by definition.
function isOwnHost(header: string, listening: string): boolean {
  const name = header
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/^sync-/, '');
  return /^(127(\.\d+){3}|::1|localhost|.*\.localhost)$/.test(name) || name === listening.toLowerCase();
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) throw errors.serialization(`A request has at most ${BODY_LIMIT_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = text === '' ? {} : JSON.parse(text);
  } catch (error) {
    throw errors.serialization(`The request is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw errors.serialization('The request must be a JSON object.');
}

function send(response: http.ServerResponse, status: number, body: object, errorType?: string): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/x-amz-json-1.0',
    'Content-Length': Buffer.byteLength(text),
    'x-amzn-RequestId': randomUUID(),
    ...(errorType !== undefined && { 'x-amzn-ErrorType': errorType }),
  });
  response.end(text);
}
