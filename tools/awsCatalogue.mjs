// Writes the catalogue of AWS's APIs, language/catalogue/aws.catalogue, from the npm package `aws-sdk`:
// `node tools/awsCatalogue.mjs`. Services stand in groups, each compressed by itself, so that asking about one service reads
// a tenth of a megabyte; one file for each service would be a tenth larger, and one group slow to read.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';
import { readServices } from './awsModels.mjs';
import { root } from './esbuild.mjs';

export const CATALOGUE = path.join(root, 'language/catalogue/aws.catalogue');

/** It may have this many bytes. */
export const MOST_BYTES = 700_000;

/** Characters of a group, at least. */
const GROUP = 64_000;

/** The names of the services with their texts, and what they come from. */
export function readModels() {
  const folder = path.join(root, 'node_modules/aws-sdk');
  if (!fs.existsSync(folder)) throw new Error('The package aws-sdk is not there: npm ci brings it.');
  const { name, version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return { source: `${name} ${version}`, services: readServices(folder) };
}

/**
 * The bytes of the index in four bytes; the index, a line for each group with its bytes and `name:characters` of each service;
 * the groups.
 * @param {ReturnType<typeof readModels>} models
 */
function pack({ source, services }) {
  const groups = [];
  let names = [];
  let texts = [];
  let length = 0;
  const close = () => {
    if (names.length > 0) groups.push({ names, bytes: compress(texts.join('')) });
    [names, texts, length] = [[], [], 0];
  };
  for (const [name, text] of services) {
    names.push(`${name}:${text.length}`);
    texts.push(text);
    length += text.length;
    if (length >= GROUP) close();
  }
  close();
  const lines = groups.map(group => `${group.bytes.length} ${group.names.join(' ')}`);
  const index = compress([source, ...lines].join('\n'));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(index.length);
  return Buffer.concat([head, index, ...groups.map(({ bytes }) => bytes)]);
}

/**
 * The texts of the services again.
 * @param {Buffer} bytes
 */
export function unpack(bytes) {
  let at = 4 + bytes.readUInt32LE();
  const [source, ...lines] = decompress(bytes.subarray(4, at)).split('\n');
  const services = new Map();
  for (const line of lines) {
    const [length, ...names] = line.split(' ');
    const text = decompress(bytes.subarray(at, at + Number(length)));
    at += Number(length);
    let from = 0;
    for (const [name, characters] of names.map(each => each.split(':'))) {
      services.set(name, text.slice(from, from + Number(characters)));
      from += Number(characters);
    }
  }
  return { source, services };
}

const decompress = part => zlib.brotliDecompressSync(part).toString('utf8');

function compress(text) {
  const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_LGWIN: window } = zlib.constants;
  return zlib.brotliCompressSync(text, { params: { [quality]: 11, [window]: 22 } });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const models = readModels();
  const bytes = pack(models);
  if (bytes.length > MOST_BYTES)
    throw new Error(`The catalogue has ${bytes.length} bytes; its limit is ${MOST_BYTES}.`);
  fs.mkdirSync(path.dirname(CATALOGUE), { recursive: true });
  fs.writeFileSync(CATALOGUE, bytes);
  console.log(`${models.services.size} services, ${(bytes.length / 1000).toFixed(0)} kB`);
}
