// The stand-in for S3 that commands are given by `--s3` or the environment.
import process from 'node:process';
import { findStore, type ObjectStore } from '../host/index.ts';
import { UsageError } from './command.ts';

export function storeFrom(folder: string | undefined): ObjectStore | undefined {
  const { store, problem } = findStore(folder, process.env);
  if (problem !== undefined) throw new UsageError(folder === undefined ? problem : `--s3: ${problem}`);
  return store;
}
