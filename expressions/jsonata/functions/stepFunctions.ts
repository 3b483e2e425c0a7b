// The functions Step Functions adds to the language. Fractions where whole numbers are wanted are floored (observed on
// the service); the service's texts for wrong arguments are not on record, so those of a wrong signature are used.

import { utf8Encode } from '../../bytes.ts';
import { hashHex, isHashAlgorithm } from '../../hash.ts';
import { javaRandom } from '../../javaRandom.ts';
import { embed, type Runtime } from '../runtime.ts';
import { type Item, JsonataFailure } from '../values.ts';
import type { Table } from './table.ts';

function partition(rt: Runtime, items: Item, size: Item): Item {
  if (items === undefined) return undefined;
  const length = Math.floor(size as number);
  if (!(length >= 1)) throw unfit(size, 2);
  const list = items as Item[];
  const parts: Item[] = [];
  for (let i = 0; i < list.length; i += length) {
    const part = list.slice(i, i + length);
    rt.spend(1 + (part.length >>> 3));
    embed(rt, part);
    parts.push(part);
  }
  return parts;
}

function range(rt: Runtime, first: Item, last: Item, step: Item): Item {
  if (first === undefined || last === undefined || step === undefined) return undefined;
  const from = Math.floor(first as number);
  const to = Math.floor(last as number);
  const by = Math.floor(step as number);
  if (by === 0 || !Number.isFinite(by)) throw unfit(step, 3);
  const size = Math.floor((to - from) / by) + 1;
  rt.allowItems(Math.max(0, size));
  const items: Item[] = [];
  for (let i = 0; i < size; i++) items.push(from + i * by);
  return items;
}

function hash(rt: Runtime, text: Item, algorithm: Item): Item {
  if (text === undefined) return undefined;
  if (typeof algorithm !== 'string' || !isHashAlgorithm(algorithm)) throw unfit(algorithm, 2);
  rt.spend((text as string).length);
  return hashHex(utf8Encode(text as string), algorithm);
}

function parse(rt: Runtime, text: Item): Item {
  if (text === undefined) return undefined;
  rt.spend((text as string).length >>> 3);
  try {
    return JSON.parse(text as string) as Item;
  } catch {
    // Not JSON, which is for the expression to know; the host's words about it are of no use.
    throw unfit(text, 1);
  }
}

function unfit(value: Item, index: number): JsonataFailure {
  return new JsonataFailure('T0410', { value, index });
}

function random(rt: Runtime, seed: Item): Item {
  if (seed === undefined) return rt.random();
  if (!Number.isFinite(seed)) throw unfit(seed, 1);
  return javaRandom(seed as number);
}

export const STEP_FUNCTIONS: Table = {
  partition: ['<an:a>', 2, partition],
  range: ['<nnn:a>', 3, range],
  hash: ['<s-s:s>', 2, hash],
  random: ['<n?:n>', 1, random],
  uuid: ['<:s>', 0, rt => rt.uuid()],
  parse: ['<s-:x>', 1, parse],
};
