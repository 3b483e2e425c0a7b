// The data of distributed Maps over a stand-in for S3: items in pages, as they are asked for, and results in files.
import type { Failure, Item, ItemsPage } from '../../interpreter/index.ts';
import { reason } from '../definitionFile.ts';
import type { MapData, ReadCommand, WriteCommand } from '../driver.ts';
import { type ObjectStore, StoreError } from '../s3/objectStore.ts';
import { itemsOf } from './items.ts';
import { ReadFault } from './readFault.ts';
import { ResultFiles } from './results.ts';

/** A Map Run holds about as many items that have not begun. */
const PAGE = 1000;

interface OpenReader {
  readonly source: AsyncIterator<readonly Item[]>;
  rest: readonly Item[];
}

interface OpenWriter {
  readonly mapRunArn: string;
  readonly files: ResultFiles;
  /** What has been handed over, one after the other. */
  done: Promise<void>;
  hasFailed: boolean;
}

export function createMapData(store: ObjectStore): MapData {
  const readers = new Map<number, OpenReader>();
  const writers = new Map<number, OpenWriter>();
  /** Of writers that were cancelled, by their Map Run: what they had is still being written. */
  const ending = new Map<string, Promise<void>>();
  return {
    read(command, answer) {
      const reader = readers.get(command.id) ?? openReader(store, command);
      readers.set(command.id, reader);
      void nextPage(reader).then(page => {
        if (page.kind === 'failed' || page.isLast) readers.delete(command.id);
        answer(page);
      });
    },
    write(command, answer) {
      const writer = writers.get(command.id) ?? openWriter(store, command, ending.get(command.mapRunArn));
      writers.set(command.id, writer);
      writer.done = writer.done.then(async () => {
        if (writer.hasFailed) return;
        try {
          await writer.files.add(command.entries);
          if (!command.isLast) return;
          await writer.files.end();
          writers.delete(command.id);
          answer();
        } catch (error) {
          writer.hasFailed = true;
          answer(writeFailure(error, command));
        }
      });
    },
    cancel(id) {
      void readers.get(id)?.source.return?.();
      readers.delete(id);
      const writer = writers.get(id);
      writers.delete(id);
      if (!writer) return;
      const { mapRunArn, files } = writer;
      // What has been handed over stays, for a redrive goes on behind it. Nobody is there to hear that it cannot be written.
      const done = writer.done.then(() => (writer.hasFailed ? undefined : files.end())).catch(() => undefined);
      ending.set(mapRunArn, done);
      void done.then(() => {
        if (ending.get(mapRunArn) === done) ending.delete(mapRunArn);
      });
    },
  };
}

function openReader(store: ObjectStore, { request, skip }: ReadCommand): OpenReader {
  return { source: itemsAfter(itemsOf(store, request), skip)[Symbol.asyncIterator](), rest: [] };
}

// Behind those that are known.
async function* itemsAfter(source: AsyncIterable<readonly Item[]>, skip: number): AsyncIterable<readonly Item[]> {
  let left = skip;
  for await (const items of source) {
    const known = Math.min(left, items.length);
    left -= known;
    if (known < items.length) yield known === 0 ? items : items.slice(known);
  }
}

function openWriter(
  store: ObjectStore,
  { request, mapRunArn, isRedriven }: WriteCommand,
  before = Promise.resolve(),
): OpenWriter {
  const files = new ResultFiles(store, request, mapRunArn);
  const writer: OpenWriter = { mapRunArn, files, done: before, hasFailed: false };
  if (isRedriven) writer.done = before.then(() => files.goOn());
  return writer;
}

// Reads on until there is a page, or nothing more. Never rejects.
async function nextPage(reader: OpenReader): Promise<ItemsPage> {
  const items: Item[] = [];
  const fill = (more: readonly Item[]) => {
    const room = PAGE - items.length;
    items.push(...more.slice(0, room));
    reader.rest = more.slice(room);
  };
  fill(reader.rest);
  try {
    while (items.length < PAGE || reader.rest.length === 0) {
      const { value, done } = await reader.source.next();
      if (done) return { kind: 'items', items, isLast: true };
      if (items.length < PAGE) fill(value);
      else reader.rest = value;
    }
    return { kind: 'items', items, isLast: false };
  } catch (error) {
    const cause = error instanceof ReadFault ? error.message : `The items cannot be read: ${reason(error)}.`;
    return { kind: 'failed', failure: { error: 'States.ItemReaderFailed', cause } };
  }
}

function writeFailure(error: unknown, { request }: WriteCommand): Failure {
  const why = error instanceof StoreError ? error.message : reason(error);
  const cause = `Cannot write the results to s3://${request.bucket}/${request.prefix}: ${why}`;
  return { error: 'States.ResultWriterFailed', cause };
}
