// Parquet files as items, one row group at a time. The doorway of the package `hyparquet`: its own readers unpack Snappy, ours
// the rest. Values JSON does not have become the nearest it has: what AWS makes of them is not on record.
import zlib from 'node:zlib';
import { type Compressors, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { type Item, parseValue, type Value } from '../../interpreter/index.ts';
import { ReadFault } from './readFault.ts';

export async function* parquetItems(bytes: Buffer): AsyncIterable<readonly Item[]> {
  const file = {
    byteLength: bytes.length,
    slice: (start: number, end?: number) => Uint8Array.from(bytes.subarray(start, end)).buffer,
  };
  const metadata = await parquetMetadataAsync(file).catch(notParquet);
  let rowStart = 0;
  for (const { num_rows: count } of metadata.row_groups) {
    const rowEnd = rowStart + Number(count);
    const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors: COMPRESSORS }).catch(
      notParquet,
    );
    yield rows.map(row => ({ value: toValue(row) }));
    rowStart = rowEnd;
  }
}

function notParquet(error: unknown): never {
  throw new ReadFault(`The file is not Parquet: ${error instanceof Error ? error.message : String(error)}.`);
}

const COMPRESSORS: Compressors = {
  GZIP: input => zlib.gunzipSync(input),
  BROTLI: input => zlib.brotliDecompressSync(input),
  ZSTD: input => {
    // Part of Node since 22.15.
    const { zstdDecompressSync: unpack } = zlib as { zstdDecompressSync?: (input: Uint8Array) => Buffer };
    if (!unpack) throw new Error('it is compressed with Zstandard, which this version of Node cannot unpack');
    return unpack(input);
  },
};

function toValue(value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      // Digits beyond 2^53 are kept.
      return parseValue(String(value)).value ?? null;
    case 'object':
      return value === null ? null : objectValue(value);
    default:
      return null;
  }
}

function objectValue(value: object): Value {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toValue);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toValue(member)]));
}
