// S3 as a folder: a folder for each bucket, a file for each object. Keys that would lead out of their bucket do not exist.
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { contentType, type ListOptions, type ObjectInfo, type ObjectStore, StoreError } from './objectStore.ts';

const LIST_PAGE = 1000;

export function createFolderStore(root: string): ObjectStore {
  return {
    async get(bucket, key) {
      const file = fileOf(root, bucket, key);
      const stat = file === undefined ? undefined : fs.statSync(file, { throwIfNoEntry: false });
      if (file === undefined || !stat?.isFile()) throw missing('NoSuchKey', 'The specified key does not exist.');
      const body = fs.createReadStream(file);
      const { size, mtimeMs } = stat;
      return {
        size,
        lastModified: wholeSeconds(mtimeMs),
        etag: () => hashOf(file),
        contentType: contentType(undefined),
        body,
      };
    },
    async put(bucket, key, body) {
      const file = fileOf(root, bucket, key);
      if (file === undefined) throw new StoreError('InvalidArgument', `"${key}" cannot be the name of a file.`);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      // Written beside and moved over, so that a full disk leaves no half file.
      const partial = `${file}.${randomUUID()}.partial`;
      try {
        fs.writeFileSync(partial, body);
        fs.renameSync(partial, file);
      } finally {
        fs.rmSync(partial, { force: true });
      }
      return { etag: etagOf(createHash('md5').update(body)) };
    },
    async *list(bucket, options) {
      const folder = folderOf(root, bucket);
      const keys = keysIn(folder, '').filter(key => isListed(key, options));
      for (let i = 0; i < keys.length; i += LIST_PAGE) {
        const page: ObjectInfo[] = [];
        for (const key of keys.slice(i, i + LIST_PAGE)) page.push(await infoOf(path.join(folder, key), key));
        yield page;
      }
    },
    async createBucket(bucket) {
      if (!isBucketName(bucket)) throw new StoreError('InvalidBucketName', 'The specified bucket is not valid.');
      fs.mkdirSync(path.join(root, bucket), { recursive: true });
    },
    async delete(bucket, key) {
      const file = fileOf(root, bucket, key);
      if (file !== undefined) fs.rmSync(file, { force: true });
    },
  };
}

function folderOf(root: string, bucket: string): string {
  const folder = path.join(root, bucket);
  if (isBucketName(bucket) && fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw missing('NoSuchBucket', 'The specified bucket does not exist');
}

function isBucketName(bucket: string): boolean {
  return /^[\w][\w.-]*$/.test(bucket);
}

function fileOf(root: string, bucket: string, key: string): string | undefined {
  const folder = folderOf(root, bucket);
  const file = path.join(folder, key);
  const isInside = file.startsWith(folder + path.sep) && !key.endsWith('/') && !key.includes('\0');
  return isInside ? file : undefined;
}

// S3 sorts by the bytes of the keys, not folder by folder.
function keysIn(folder: string, prefix: string): string[] {
  const keys = fs.readdirSync(path.join(folder, prefix), { withFileTypes: true }).flatMap(entry => {
    const key = prefix + entry.name;
    return entry.isDirectory() ? keysIn(folder, `${key}/`) : entry.isFile() ? [key] : [];
  });
  return prefix === '' ? keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))) : keys;
}

function isListed(key: string, { prefix = '', startAfter = '' }: ListOptions): boolean {
  return key.startsWith(prefix) && (startAfter === '' || key > startAfter);
}

async function infoOf(file: string, key: string): Promise<ObjectInfo> {
  const { size, mtimeMs } = fs.statSync(file);
  return { key, size, etag: await hashOf(file), lastModified: wholeSeconds(mtimeMs) };
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('md5');
  for await (const chunk of fs.createReadStream(file)) hash.update(chunk as Buffer);
  return etagOf(hash);
}

function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}

function etagOf(hash: ReturnType<typeof createHash>): string {
  return `"${hash.digest('hex')}"`;
}

function missing(code: string, message: string): StoreError {
  return new StoreError(code, message, { status: 404, requestId: randomUUID(), extendedRequestId: randomUUID() });
}
