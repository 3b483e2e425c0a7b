// Parquet files as items, one row group at a time.
import type { Item } from '../../interpreter/index.ts';
import { ReadFault } from './readFault.ts';

export function parquetItems(_bytes: Buffer): AsyncIterable<readonly Item[]> {
  throw new ReadFault('Parquet cannot be read yet.');
}
