// Bytes of an object as text, in pieces: unpacked where they are compressed, without a byte order mark.
import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { ReadFault } from './readFault.ts';

export async function* decoded(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  for await (const chunk of unpacked(body)) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

async function* unpacked(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  const first = await chunks.next();
  const head: Uint8Array = first.done ? new Uint8Array() : first.value;
  const all = rejoined(head, chunks);
  const unpacker = unpackerFor(head);
  if (!unpacker) {
    yield* all;
    return;
  }
  const packed = Readable.from(all);
  packed.on('error', error => unpacker.destroy(error));
  try {
    for await (const chunk of packed.pipe(unpacker)) yield chunk as Buffer;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new ReadFault(`The file is compressed and cannot be unpacked: ${error.message}.`);
  } finally {
    packed.destroy();
  }
}

async function* rejoined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  try {
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** By the first bytes: the name of the file need not say it. */
function unpackerFor(head: Uint8Array): zlib.Gunzip | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return zlib.createGunzip();
  const isZstandard = head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
  if (!isZstandard) return undefined;
  // Part of Node since 22.15.
  const create = (zlib as { createZstdDecompress?: () => zlib.Gunzip }).createZstdDecompress;
  if (!create) throw new ReadFault('The file is compressed with Zstandard, which this version of Node cannot unpack.');
  return create();
}
