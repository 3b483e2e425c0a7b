// The digests Step Functions offers (`$hash`, `States.Hash`), without the host's help. RFC 1321 for MD5, FIPS 180-4
// for the others. Not meant for secrets: nothing here runs in constant time.

import { type Bytes, hexEncode } from './bytes.ts';

export const HASH_ALGORITHMS = ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const;
export type HashAlgorithm = (typeof HASH_ALGORITHMS)[number];

export function isHashAlgorithm(name: string): name is HashAlgorithm {
  return (HASH_ALGORITHMS as readonly string[]).includes(name);
}

/** The digest in lower-case hexadecimal. */
export function hashHex(bytes: Bytes, algorithm: HashAlgorithm): string {
  switch (algorithm) {
    case 'MD5':
      return hexEncode(md5(bytes));
    case 'SHA-1':
      return hexEncode(sha1(bytes));
    case 'SHA-256':
      return hexEncode(sha256(bytes));
    case 'SHA-384':
      return hexEncode(sha512(bytes, SHA384_START).slice(0, 48));
    case 'SHA-512':
      return hexEncode(sha512(bytes, SHA512_START));
  }
}

/** The message with a one bit, zeros, and its length in bits: a whole number of blocks. */
function padded(bytes: Bytes, block: 64 | 128, littleEndian: boolean): DataView {
  const lengthSize = block / 8;
  const size = Math.ceil((bytes.length + 1 + lengthSize) / block) * block;
  const all = new Uint8Array(size);
  all.set(bytes);
  all[bytes.length] = 0x80;
  const view = new DataView(all.buffer);
  const low = (bytes.length * 8) >>> 0;
  const high = Math.floor(bytes.length / 0x20000000);
  if (littleEndian) {
    view.setUint32(size - 8, low, true);
    view.setUint32(size - 4, high, true);
  } else {
    view.setUint32(size - 8, high);
    view.setUint32(size - 4, low);
  }
  return view;
}

function words(values: ArrayLike<number>, littleEndian: boolean): Bytes {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setUint32(i * 4, (values[i] as number) >>> 0, littleEndian);
  return bytes;
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const MD5_SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 0x100000000) | 0);

function md5(bytes: Bytes): Bytes {
  const view = padded(bytes, 64, true);
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      let mixed: number;
      let word: number;
      if (round === 0) [mixed, word] = [(b & c) | (~b & d), i];
      else if (round === 1) [mixed, word] = [(d & b) | (~d & c), (5 * i + 1) & 15];
      else if (round === 2) [mixed, word] = [b ^ c ^ d, (3 * i + 5) & 15];
      else [mixed, word] = [c ^ (b | ~d), (7 * i) & 15];
      const sum = (a + mixed + (MD5_SINES[i] as number) + view.getInt32(block + word * 4, true)) | 0;
      const shift = MD5_SHIFTS[round * 4 + (i & 3)] as number;
      [a, d, c, b] = [d, c, b, (b + rotateLeft(sum, shift)) | 0];
    }
    a0 = (a0 + a) | 0;
    b0 = (b0 + b) | 0;
    c0 = (c0 + c) | 0;
    d0 = (d0 + d) | 0;
  }
  return words([a0, b0, c0, d0], true);
}

function sha1(bytes: Bytes): Bytes {
  const view = padded(bytes, 64, false);
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const w = new Int32Array(80);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 80; i++) {
      w[i] = rotateLeft((w[i - 3] as number) ^ (w[i - 8] as number) ^ (w[i - 14] as number) ^ (w[i - 16] as number), 1);
    }
    let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      let mixed: number;
      let constant: number;
      if (i < 20) [mixed, constant] = [(b & c) | (~b & d), 0x5a827999];
      else if (i < 40) [mixed, constant] = [b ^ c ^ d, 0x6ed9eba1];
      else if (i < 60) [mixed, constant] = [(b & c) | (b & d) | (c & d), 0x8f1bbcdc];
      else [mixed, constant] = [b ^ c ^ d, 0xca62c1d6];
      const sum = (rotateLeft(a, 5) + mixed + e + constant + (w[i] as number)) | 0;
      [e, d, c, b, a] = [d, c, rotateLeft(b, 30), a, sum];
    }
    for (const [i, value] of [a, b, c, d, e].entries()) state[i] = ((state[i] as number) + value) | 0;
  }
  return words(state, false);
}

/** The first primes; the constants of SHA-2 are the fractions of their roots. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every(prime => n % prime !== 0)) found.push(n);
  return found;
}

/** The first 64 bits of the fraction of the square or cube root, exactly. */
function rootFraction(n: number, root: 2n | 3n): bigint {
  const target = BigInt(n) << (64n * root);
  let low = 0n;
  let high = 1n << 70n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** root <= target) low = middle;
    else high = middle;
  }
  return low & 0xffffffffffffffffn;
}

const SHA512_CONSTANTS = primes(80).map(prime => rootFraction(prime, 3n));
const SHA512_START = primes(8).map(prime => rootFraction(prime, 2n));
const SHA384_START = primes(16)
  .slice(8)
  .map(prime => rootFraction(prime, 2n));
/** SHA-256 uses the upper halves of the same fractions. */
const SHA256_CONSTANTS = SHA512_CONSTANTS.slice(0, 64).map(upperHalf);
const SHA256_START = SHA512_START.map(upperHalf);

function upperHalf(value: bigint): number {
  return Number(value >> 32n) | 0;
}

function sha256(bytes: Bytes): Bytes {
  const view = padded(bytes, 64, false);
  const state = Int32Array.from(SHA256_START);
  const w = new Int32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 64; i++) {
      const [x, y] = [w[i - 15] as number, w[i - 2] as number];
      const s0 = rotateLeft(x, 25) ^ rotateLeft(x, 14) ^ (x >>> 3);
      const s1 = rotateLeft(y, 15) ^ rotateLeft(y, 13) ^ (y >>> 10);
      w[i] = ((w[i - 16] as number) + s0 + (w[i - 7] as number) + s1) | 0;
    }
    const v = state.slice();
    for (let i = 0; i < 64; i++) {
      const [a, b, c, d, e, f, g, h] = v as unknown as number[] as Eight;
      const s1 = rotateLeft(e, 26) ^ rotateLeft(e, 21) ^ rotateLeft(e, 7);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (SHA256_CONSTANTS[i] as number) + (w[i] as number)) | 0;
      const s0 = rotateLeft(a, 30) ^ rotateLeft(a, 19) ^ rotateLeft(a, 10);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      v.set([(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g]);
    }
    for (let i = 0; i < 8; i++) state[i] = ((state[i] as number) + (v[i] as number)) | 0;
  }
  return words(state, false);
}

type Eight = [number, number, number, number, number, number, number, number];

const MASK = 0xffffffffffffffffn;

function rotateRight64(value: bigint, by: bigint): bigint {
  return ((value >> by) | (value << (64n - by))) & MASK;
}

function sha512(bytes: Bytes, start: readonly bigint[]): Bytes {
  const view = padded(bytes, 128, false);
  const state = [...start];
  const w: bigint[] = [];
  for (let block = 0; block < view.byteLength; block += 128) {
    for (let i = 0; i < 16; i++) w[i] = view.getBigUint64(block + i * 8);
    for (let i = 16; i < 80; i++) {
      const [x, y] = [w[i - 15] as bigint, w[i - 2] as bigint];
      const s0 = rotateRight64(x, 1n) ^ rotateRight64(x, 8n) ^ (x >> 7n);
      const s1 = rotateRight64(y, 19n) ^ rotateRight64(y, 61n) ^ (y >> 6n);
      w[i] = ((w[i - 16] as bigint) + s0 + (w[i - 7] as bigint) + s1) & MASK;
    }
    let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let i = 0; i < 80; i++) {
      const s1 = rotateRight64(e, 14n) ^ rotateRight64(e, 18n) ^ rotateRight64(e, 41n);
      const t1 = h + s1 + ((e & f) ^ (~e & MASK & g)) + (SHA512_CONSTANTS[i] as bigint) + (w[i] as bigint);
      const s0 = rotateRight64(a, 28n) ^ rotateRight64(a, 34n) ^ rotateRight64(a, 39n);
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & MASK, c, b, a, (t1 + t2) & MASK];
    }
    for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = ((state[i] as bigint) + value) & MASK;
  }
  const digest = new Uint8Array(64);
  const out = new DataView(digest.buffer);
  for (const [i, value] of state.entries()) out.setBigUint64(i * 8, value);
  return digest;
}
