// SDK tasks of S3 (`aws-sdk:s3:…`) over a stand-in: the few that definitions use to hand data around.
import { text } from 'node:stream/consumers';
import { type Answer, isObject, printTimestamp, printValue, type Value } from '../../interpreter/index.ts';
import { reason } from '../definitionFile.ts';
import type { CallCommand } from '../driver.ts';
import { crc32 } from './crc32.ts';
import { type ObjectInfo, type ObjectStore, type StoredObject, StoreError } from './objectStore.ts';

type Action = (args: Arguments, store: ObjectStore) => Promise<Value>;

interface Arguments {
  readonly bucket: string;
  readonly key: string;
  readonly all: { readonly [name: string]: Value };
}

/** Whether a task is one of those. */
export function isS3Task({ call: { resource } }: CallCommand): boolean {
  return resource.kind === 'service' && resource.service === 'aws-sdk:s3' && Object.hasOwn(ACTIONS, resource.action);
}

/** Never rejects: what goes wrong is an answer too. */
export async function callS3(store: ObjectStore, { call }: CallCommand): Promise<Answer> {
  const { resource, input } = call;
  const action = resource.kind === 'service' ? ACTIONS[resource.action] : undefined;
  const all = isObject(input) ? input : {};
  const args = { bucket: textOf(all['Bucket']), key: textOf(all['Key']), all };
  try {
    return { kind: 'succeeded', output: (await action?.(args, store)) ?? {} };
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error) };
  }
}

function failureOf(error: unknown) {
  if (!(error instanceof StoreError)) {
    return { error: 'S3.SdkClientException', cause: `Unable to execute the request: ${reason(error)}` };
  }
  const { code, message, status, requestId, extendedRequestId } = error;
  const cause = `${message} (Service: S3, Status Code: ${status}, Request ID: ${requestId}, Extended Request ID: ${extendedRequestId})`;
  return { error: `S3.${code.endsWith('Exception') ? code : `${code}Exception`}`, cause };
}

const ACTIONS: Readonly<Record<string, Action>> = {
  getObject: async ({ bucket, key }, store) => {
    const found = await store.get(bucket, key);
    const description = await describe(found);
    return { ...description, Body: await text(found.body) };
  },
  // Recorded: the body is written as its JSON text, a text with its quotes.
  putObject: async ({ bucket, key, all }, store) => {
    const given = all['Body'];
    const body = Buffer.from(given === undefined ? '' : printValue(given));
    const { etag } = await store.put(bucket, key, body);
    return { ChecksumCRC32: crc32(body), ChecksumType: 'FULL_OBJECT', ETag: etag, ServerSideEncryption: 'AES256' };
  },
  headObject: async ({ bucket, key }, store) => {
    const found = await store.get(bucket, key);
    // Only begun, so that it is closed.
    for await (const _piece of found.body) break;
    return describe(found);
  },
  createBucket: async ({ bucket }, store) => {
    await store.createBucket(bucket);
    return { Location: `/${bucket}` };
  },
  deleteObject: async ({ bucket, key }, store) => {
    await store.delete(bucket, key);
    return {};
  },
  listObjects: async ({ bucket, all }, store) => {
    const { contents, common } = await firstPage(bucket, all, store);
    return { Contents: contents, ...common };
  },
  listObjectsV2: async ({ bucket, all }, store) => {
    const { contents, common } = await firstPage(bucket, all, store);
    return { Contents: contents, KeyCount: contents.length, ...common };
  },
};

async function describe({ size, etag, lastModified, contentType }: StoredObject) {
  return {
    AcceptRanges: 'bytes',
    ContentLength: size,
    ContentType: contentType,
    ETag: await etag(),
    LastModified: printTimestamp(lastModified),
    Metadata: {},
    ServerSideEncryption: 'AES256',
  };
}

async function firstPage(bucket: string, all: Arguments['all'], store: ObjectStore) {
  const prefix = textOf(all['Prefix']);
  const most = typeof all['MaxKeys'] === 'number' ? all['MaxKeys'] : 1000;
  const found: ObjectInfo[] = [];
  for await (const page of store.list(bucket, { prefix, startAfter: textOf(all['StartAfter']) })) {
    found.push(...page);
    if (found.length > most) break;
  }
  const contents = found.slice(0, most).map(({ key, size, etag, lastModified }): Value => {
    return { ETag: etag, Key: key, LastModified: printTimestamp(lastModified), Size: size, StorageClass: 'STANDARD' };
  });
  return { contents, common: { IsTruncated: found.length > most, MaxKeys: most, Name: bucket, Prefix: prefix } };
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}
