// What becomes of the results of a Map Run's children: kept as far as they may be handed on, or named by the place they were
// written to.
import type { Value } from '../expressions/index.ts';
import { inOrder, type MapRunSettings, type MapRunWait, type ResultEntry } from './mapRun.ts';
import { entryValue } from './resultEntry.ts';
import type { Strand } from './run.ts';
import type { RunDraft } from './runDraft.ts';
import { bytesOf, LIMIT_BYTES } from './size.ts';

/** Results are written below a folder of the Map Run's own. */
export function withFolder(settings: MapRunSettings, uuid: string): MapRunSettings {
  const { writer } = settings;
  if (!writer) return settings;
  const before = writer.prefix === '' || writer.prefix.endsWith('/') ? writer.prefix : `${writer.prefix}/`;
  return { ...settings, writer: { ...writer, prefix: `${before}${uuid}/` } };
}

/**
 * Without a ResultWriter the outputs become the Map's result. Once they are too much nothing of them is kept: it cannot be
 * handed on, and the Map fails when all have run.
 */
export function kept(wait: MapRunWait, index: number, entry: ResultEntry): Pick<MapRunWait, 'results' | 'resultBytes'> {
  const { results, resultBytes, run } = wait;
  if (entry.status !== 'SUCCEEDED' || resultBytes > LIMIT_BYTES) return { results, resultBytes };
  const value = run.settings.transformation === 'NONE' ? entryValue(entry) : (entry.output ?? null);
  const bytes = resultBytes + bytesOf(value) + 1;
  return { results: bytes > LIMIT_BYTES ? undefined : { index, value, before: results }, resultBytes: bytes };
}

/** Hands entries over. Answers by which number the writer is known. */
export function writeResults(
  run: RunDraft,
  map: Strand,
  wait: MapRunWait,
  entries: readonly ResultEntry[],
  isLast: boolean,
): { readonly id: number } {
  const writer = wait.writer ?? { id: run.newCallId() };
  const { arn: mapRunArn, settings } = wait.run;
  if (settings.writer) {
    const { id } = writer;
    const request = settings.writer;
    const isRedriven = wait.run.redriveCount > 0;
    run.commands.push({ kind: 'writeResults', id, state: map.code, request, mapRunArn, entries, isLast, isRedriven });
  }
  return writer;
}

export function isTooMuch({ resultBytes }: MapRunWait): boolean {
  return resultBytes > LIMIT_BYTES;
}

export function resultOf({ run, results }: MapRunWait): Value {
  const { writer, transformation } = run.settings;
  if (writer) {
    const details = { Bucket: writer.bucket, Key: `${writer.prefix}manifest.json` };
    return { MapRunArn: run.arn, ResultWriterDetails: details };
  }
  const values = inOrder(results);
  return transformation === 'FLATTEN' ? values.flat() : values;
}
