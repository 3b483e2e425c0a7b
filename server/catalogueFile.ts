// Where the language server finds the catalogue of AWS's APIs: beside its bundle. Nothing is read before it is asked for.
import fs from 'node:fs';
import path from 'node:path';
import type * as Zlib from 'node:zlib';
import type { CatalogueFile } from '../language/index.ts';

export function catalogueFile(folder: string): CatalogueFile {
  return {
    bytes: () => fs.readFileSync(path.join(folder, 'aws.catalogue')),
    decompress: part => (require('node:zlib') as typeof Zlib).brotliDecompressSync(part).toString('utf8'),
  };
}
