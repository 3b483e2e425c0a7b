// Items gathered into batches by number and by size (ItemBatcher). A batch that is not full waits in the Map Run for more.
import type { Value } from '../expressions/index.ts';
import type { MapRunWait } from './mapRun.ts';
import { bytesOf } from './size.ts';

export interface OpenBatch {
  /** Takes one more: gives the batch that is full by it, or says that it alone is more than a batch may hold. */
  add(value: Value): readonly Value[] | 'tooLarge' | undefined;
  /** The last batch, which need not be full. */
  end(): readonly Value[] | undefined;
  /** What waits for more. */
  rest(): Pick<MapRunWait, 'batch' | 'batchBytes'>;
  /** The input of the child that gets a batch. */
  inputOf(items: readonly Value[]): Value;
}

/** Undefined where every item has a child of its own. */
export function openBatch({ run, batch: before, batchBytes }: MapRunWait): OpenBatch | undefined {
  const { batching } = run.settings;
  if (!batching) return undefined;
  const { maxItems, maxBytes, batchInput } = batching;
  const inputOf = (items: readonly Value[]): Value => ({
    ...(batchInput !== undefined && { BatchInput: batchInput }),
    Items: items,
  });
  const frameBytes = bytesOf(inputOf([]));
  let batch = [...before];
  let bytes = batchBytes;
  const take = () => {
    const full = batch;
    batch = [];
    bytes = 0;
    return full;
  };
  return {
    add(value) {
      // One byte more for the comma.
      const size = bytesOf(value) + 1;
      if (frameBytes + size - 1 > maxBytes) return 'tooLarge';
      const full = batch.length > 0 && frameBytes + bytes + size - 1 > maxBytes ? take() : undefined;
      batch.push(value);
      bytes += size;
      return full ?? (batch.length >= maxItems ? take() : undefined);
    },
    end: () => (batch.length > 0 ? take() : undefined),
    rest: () => ({ batch, batchBytes: bytes }),
    inputOf,
  };
}
