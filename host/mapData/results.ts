// What the children of a Map Run gave, as files beside a manifest (spec/asl.md, ResultWriter). Written in parts: nothing is
// kept but the part that is being filled.
import {
  entryValue,
  isObject,
  parseValue,
  printValue,
  type ResultEntry,
  type Value,
  type WriteRequest,
} from '../../interpreter/index.ts';
import type { ObjectStore } from '../s3/objectStore.ts';

const FILES = ['FAILED', 'PENDING', 'SUCCEEDED'] as const;
type FileKind = (typeof FILES)[number];

interface Written {
  readonly Key: string;
  readonly Size: number;
}

/** A file is ended when it is this large. AWS goes up to 5 GB. */
const PART_LENGTH = 8 * 1024 * 1024;

export class ResultFiles {
  readonly #store: ObjectStore;
  readonly #request: WriteRequest;
  readonly #mapRunArn: string;
  readonly #open = new Map<FileKind, { readonly lines: string[]; length: number }>();
  readonly #written: Record<FileKind, Written[]> = { FAILED: [], PENDING: [], SUCCEEDED: [] };

  constructor(store: ObjectStore, request: WriteRequest, mapRunArn: string) {
    this.#store = store;
    this.#request = request;
    this.#mapRunArn = mapRunArn;
  }

  /** After a redrive: the results that stood are behind. The others will be written again. Never rejects. */
  async goOn(): Promise<void> {
    const { bucket, prefix } = this.#request;
    let text = '';
    try {
      const { body } = await this.#store.get(bucket, `${prefix}manifest.json`);
      for await (const chunk of body) text += Buffer.from(chunk).toString('utf8');
    } catch {
      // Nothing was written before; and where nothing can be written, the first file says so.
      return;
    }
    const { value } = parseValue(text);
    const files = isObject(value) && isObject(value['ResultFiles']) ? value['ResultFiles']['SUCCEEDED'] : undefined;
    for (const file of Array.isArray(files) ? (files as readonly Value[]) : []) {
      const { Key, Size } = isObject(file) ? file : {};
      if (typeof Key === 'string' && typeof Size === 'number') this.#written.SUCCEEDED.push({ Key, Size });
    }
  }

  async add(entries: readonly ResultEntry[]): Promise<void> {
    for (const entry of entries) {
      const { status } = entry;
      const kind = status === 'ABORTED' || status === 'TIMED_OUT' ? 'FAILED' : status;
      const file = this.#open.get(kind) ?? { lines: [], length: 0 };
      this.#open.set(kind, file);
      for (const value of this.#valuesOf(entry)) {
        const line = printValue(value);
        file.lines.push(line);
        file.length += line.length + 1;
      }
      if (file.length > PART_LENGTH) await this.#flush(kind);
    }
  }

  async end(): Promise<void> {
    for (const kind of FILES) await this.#flush(kind);
    const { bucket, prefix } = this.#request;
    const manifest = { DestinationBucket: bucket, MapRunArn: this.#mapRunArn, ResultFiles: { ...this.#written } };
    await this.#store.put(bucket, `${prefix}manifest.json`, Buffer.from(JSON.stringify(manifest)));
  }

  // Of children that failed everything is told, whatever becomes of the outputs of the others.
  #valuesOf(entry: ResultEntry): readonly Value[] {
    const { transformation } = this.#request;
    if (entry.status !== 'SUCCEEDED' || transformation === 'NONE') return [entryValue(entry)];
    const { output = null } = entry;
    return transformation === 'FLATTEN' && Array.isArray(output) ? output : [output];
  }

  async #flush(kind: FileKind): Promise<void> {
    const { lines } = this.#open.get(kind) ?? { lines: [] };
    this.#open.delete(kind);
    if (lines.length === 0) return;
    const { bucket, prefix, outputType } = this.#request;
    const isLines = outputType === 'JSONL';
    const body = Buffer.from(isLines ? `${lines.join('\n')}\n` : `[${lines.join(',')}]`);
    const files = this.#written[kind];
    const key = `${prefix}${kind}_${files.length}.${isLines ? 'jsonl' : 'json'}`;
    await this.#store.put(bucket, key, body);
    files.push({ Key: key, Size: body.length });
  }
}
