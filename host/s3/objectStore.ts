// What is needed of S3: buckets of objects, read as streams and written whole. A folder of this machine or an endpoint on it
// stands in for the service.

export interface ObjectStore {
  /** Rejects with a `StoreError` where bucket or key do not exist. */
  get(bucket: string, key: string): Promise<StoredObject>;
  put(bucket: string, key: string, body: Buffer): Promise<{ readonly etag: string }>;
  /** In the order of the keys, some at a time. */
  list(bucket: string, options: ListOptions): AsyncIterable<readonly ObjectInfo[]>;
  createBucket(bucket: string): Promise<void>;
  delete(bucket: string, key: string): Promise<void>;
}

export interface ListOptions {
  readonly prefix?: string;
  /** Only keys behind this one. */
  readonly startAfter?: string;
}

export interface ObjectInfo {
  readonly key: string;
  readonly size: number;
  /** With its quotes. */
  readonly etag: string;
  readonly lastModified: number;
}

export interface StoredObject {
  readonly size: number;
  readonly lastModified: number;
  /** With its quotes. Asked for by itself: a folder has to read the whole file for it. */
  readonly etag: () => Promise<string>;
  readonly contentType: string;
  readonly body: AsyncIterable<Uint8Array>;
}

/** What the service answers when a request cannot be done. */
export class StoreError extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string;
  readonly extendedRequestId: string;
  constructor(code: string, message: string, { status = 400, requestId = '', extendedRequestId = '' } = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.extendedRequestId = extendedRequestId;
  }
}

const DEFAULT_TYPE = 'binary/octet-stream';

/** The content type of an object nobody gave one. */
export function contentType(given: string | undefined): string {
  return given === undefined || given === '' ? DEFAULT_TYPE : given;
}
