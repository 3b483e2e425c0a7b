// What an ItemReader asks for, as items that come in pieces: the objects of a bucket, or what is in one or many of them.
// Faults of the data are `ReadFault`s.
import { type Item, isObject, parseValue, type ReadRequest, type Value } from '../../interpreter/index.ts';
import { type ObjectInfo, type ObjectStore, StoreError } from '../s3/objectStore.ts';
import { CsvItems } from './csv.ts';
import { decoded } from './decoded.ts';
import { itemsAt, JsonItems, JsonLines } from './json.ts';
import { parquetItems } from './parquet.ts';
import { ReadFault } from './readFault.ts';

type Items = AsyncIterable<readonly Item[]>;

interface ObjectName {
  readonly bucket: string;
  readonly key: string;
}

export async function* itemsOf(store: ObjectStore, request: ReadRequest): Items {
  let left = request.maxItems === undefined || request.maxItems === 0 ? Number.POSITIVE_INFINITY : request.maxItems;
  for await (const items of sourceOf(store, request)) {
    yield items.length > left ? items.slice(0, left) : items;
    left -= items.length;
    if (left <= 0) return;
  }
}

function sourceOf(store: ObjectStore, request: ReadRequest): Items {
  const needed = request.action === 'getObject' ? ['Bucket', 'Key'] : ['Bucket'];
  const missing = needed.find(name => textOf(request, name) === '');
  if (missing !== undefined) throw new ReadFault(`The ItemReader needs a ${missing}, as text.`);
  if (request.action === 'listObjectsV2') {
    return request.transformation === 'LOAD_AND_FLATTEN' ? loadedItems(store, request) : listedItems(store, request);
  }
  const name = { bucket: textOf(request, 'Bucket'), key: textOf(request, 'Key') };
  if (request.manifestType === 'ATHENA_DATA') return athenaItems(store, name, request);
  if (request.manifestType !== undefined || request.inputType === 'MANIFEST') return inventoryItems(store, name);
  return objectItems(store, name, request);
}

async function* listedItems(store: ObjectStore, request: ReadRequest): Items {
  const bucket = textOf(request, 'Bucket');
  for await (const page of listed(store, request)) {
    yield page.map(({ key, size, etag, lastModified }) => ({
      value: { Etag: etag, Key: key, LastModified: lastModified / 1000, Size: size, StorageClass: 'STANDARD' },
      source: `S3://${bucket}`,
    }));
  }
}

async function* loadedItems(store: ObjectStore, request: ReadRequest): Items {
  const bucket = textOf(request, 'Bucket');
  for await (const page of listed(store, request)) {
    // Entries that stand for folders hold no items.
    const files = page.filter(({ size }) => size > 0);
    for (const { key } of files) yield* objectItems(store, { bucket, key }, request);
  }
}

async function* listed(store: ObjectStore, request: ReadRequest): AsyncIterable<readonly ObjectInfo[]> {
  const bucket = textOf(request, 'Bucket');
  const [prefix, startAfter] = [textOf(request, 'Prefix'), textOf(request, 'StartAfter')];
  const options = { ...(prefix !== '' && { prefix }), ...(startAfter !== '' && { startAfter }) };
  try {
    yield* store.list(bucket, options);
  } catch (error) {
    throw faultOf(error, `s3://${bucket}`);
  }
}

/** The items in one object, by its format. */
async function* objectItems(store: ObjectStore, name: ObjectName, request: ReadRequest): Items {
  const source = `S3://${name.bucket}/${name.key}`;
  const { csvHeaders } = request;
  try {
    if (request.inputType === 'PARQUET') {
      for await (const items of parquetItems(await bytesOf(store, name))) yield withSource(items, source);
      return;
    }
    if (request.inputType === 'JSON' && (request.itemsPointer ?? '') !== '') {
      yield withSource(itemsAt(await textIn(store, name), request.itemsPointer ?? ''), source);
      return;
    }
    const given = request.csvHeaderLocation === 'GIVEN' && csvHeaders ? { headers: csvHeaders } : {};
    const reader = readerFor(request, given);
    const { body } = await store.get(name.bucket, name.key);
    for await (const text of decoded(body)) yield withSource(reader.read(text), source);
    yield withSource(reader.end(), source);
  } catch (error) {
    throw faultOf(error, `s3://${name.bucket}/${name.key}`);
  }
}

interface TextReader {
  read(text: string): readonly Item[];
  end(): readonly Item[];
}

function readerFor(request: ReadRequest, csv: { readonly headers?: readonly string[] }): TextReader {
  switch (request.inputType) {
    case 'CSV': {
      const items = new CsvItems({ delimiter: request.csvDelimiter, ...csv });
      const toItems = (values: readonly Value[]) => values.map(value => ({ value }));
      return { read: text => toItems(items.read(text)), end: () => toItems(items.end()) };
    }
    case 'JSON':
      return new JsonItems();
    case 'JSONL':
      return new JsonLines();
    default:
      throw new ReadFault(`InputType "${request.inputType ?? ''}" is not one that can be read.`);
  }
}

// UNLOAD of Athena writes the addresses of its files, one in each line.
async function* athenaItems(store: ObjectStore, manifest: ObjectName, request: ReadRequest): Items {
  const lines = (await textIn(store, manifest)).split('\n').map(line => line.trim().replace(/^"(.*)"$/, '$1'));
  for (const line of lines.filter(one => one !== '')) {
    const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/i.exec(line) ?? [];
    if (bucket === undefined || key === undefined) {
      throw new ReadFault(
        `Cannot read s3://${manifest.bucket}/${manifest.key}: "${line}" is not the address of an object.`,
      );
    }
    yield* objectItems(store, { bucket, key }, request);
  }
}

// An inventory of S3: `manifest.json` names the columns and the CSV files, which have no header of their own.
async function* inventoryItems(store: ObjectStore, manifest: ObjectName): Items {
  const where = `s3://${manifest.bucket}/${manifest.key}`;
  const { value, problem } = parseValue(await textIn(store, manifest));
  if (problem !== undefined) throw new ReadFault(`Cannot read ${where}: ${problem}`);
  const { fileFormat = 'CSV', fileSchema, files, destinationBucket } = isObject(value) ? value : {};
  if (typeof fileSchema !== 'string' || !Array.isArray(files) || fileFormat !== 'CSV') {
    throw new ReadFault(
      `Cannot read ${where}: it is no manifest of an S3 inventory in CSV (fileFormat, fileSchema, files).`,
    );
  }
  const bucket =
    typeof destinationBucket === 'string' ? destinationBucket.replace(/^arn:[\w-]+:s3:::/, '') : manifest.bucket;
  const csvHeaders = fileSchema.split(',').map(column => column.trim());
  const request: ReadRequest = {
    action: 'getObject',
    arguments: {},
    inputType: 'CSV',
    csvHeaderLocation: 'GIVEN',
    csvHeaders,
  };
  for (const file of files as readonly Value[]) {
    const key = isObject(file) ? file['key'] : undefined;
    if (typeof key === 'string') yield* objectItems(store, { bucket, key }, request);
  }
}

async function textIn(store: ObjectStore, { bucket, key }: ObjectName): Promise<string> {
  let whole = '';
  try {
    const { body } = await store.get(bucket, key);
    for await (const text of decoded(body)) whole += text;
  } catch (error) {
    throw faultOf(error, `s3://${bucket}/${key}`);
  }
  return whole;
}

async function bytesOf(store: ObjectStore, { bucket, key }: ObjectName): Promise<Buffer> {
  const { body } = await store.get(bucket, key);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function withSource(items: readonly Item[], source: string): readonly Item[] {
  return items.map(item => ({ ...item, source }));
}

// Recorded causes are told as they are; what AWS says of a missing object is not on record, and is said so that one finds it.
function faultOf(error: unknown, where: string): unknown {
  if (!(error instanceof StoreError)) return error;
  return new ReadFault(`Cannot read ${where}: ${error.message}`);
}

function textOf({ arguments: args }: ReadRequest, name: string): string {
  const value = isObject(args) ? args[name] : undefined;
  return typeof value === 'string' ? value : '';
}
